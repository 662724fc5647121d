// <button data-opens="id"> opens <dialog id="id">; a click on its veil or on [data-closes] closes it.
const FIELDS = ".dialog-body :is(input:not([type=hidden]), select, textarea)";

// The first field has the focus, not the cross above it.
export function show(dialog, opener) {
  dialog.showModal();
  if (document.activeElement.matches("[data-closes]")) dialog.querySelector(FIELDS)?.focus();
  dialog.addEventListener("close", () => giveBack(dialog, opener), { once: true });
}

// A browser gives the focus back by itself, but not to an item of a menu that has closed: its button gets it.
function giveBack(dialog, opener) {
  const held = document.activeElement;
  if (held !== document.body && !dialog.contains(held)) return;
  const menu = opener?.closest(".dropdown")?.querySelector("[data-bs-toggle]");
  (opener?.checkVisibility() ? opener : menu)?.focus();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    event.preventDefault();
    const dialog = document.getElementById(opener.dataset.opens);
    if (dialog) show(dialog, opener);
    return;
  }
  if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
  if (event.target.matches("dialog.dialog")) event.target.close();
});

// What htmx puts into a dialog opens it: <dialog id="…" data-opens-on-load>.
let asked;
document.addEventListener("htmx:beforeRequest", (event) => { asked = event.detail.elt; });
document.addEventListener("htmx:load", (event) => {
  const dialog = event.target.closest?.("dialog[data-opens-on-load]");
  if (dialog && !dialog.open) show(dialog, asked);
});
