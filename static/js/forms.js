// <select data-submits> sends its form when it changes; forms are sent once, however often they are clicked.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
});

// aria-disabled, not disabled: a disabled button would lose the name and value that it sends.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-disabled", "true");
  // An answer may be a file, or never come: then the form may be sent again.
  setTimeout(release, 5000, form);
});

function release(form) {
  delete form.dataset.sent;
  form.querySelectorAll("button[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
}

// Back to a page that the browser kept.
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));

// After a refused form: to the list of errors, which a screen reader then reads.
document.querySelector(".form-errors")?.focus();
