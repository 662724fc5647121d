// <button data-opens="id"> opens <dialog id="id">; a click on its veil or on [data-closes] closes it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.opens)?.showModal();
    return;
  }
  if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
  if (event.target.matches("dialog.dialog")) event.target.close();
});

// What htmx puts into a dialog opens it: <dialog id="…" data-opens-on-load>.
document.addEventListener("htmx:load", (event) => {
  const dialog = event.target.closest?.("dialog[data-opens-on-load]");
  if (dialog && !dialog.open) dialog.showModal();
});
