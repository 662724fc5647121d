// Whoever leaves with something typed is asked first.
const form = document.querySelector("[data-draft]");
let isUnsaved = Boolean(form && "unsaved" in form.dataset);

function mark() {
  isUnsaved = true;
  form.querySelector("[data-changed]").hidden = false;
}

if (form) {
  if (isUnsaved) mark();
  for (const name of ["input", "change", "draft:changed"]) form.addEventListener(name, mark);
  form.addEventListener("submit", () => { isUnsaved = false; });
  addEventListener("beforeunload", (event) => { if (isUnsaved) event.preventDefault(); });
}
