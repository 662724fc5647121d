// Keys that act anywhere on a page: hotkey("j", next), hotkey("Ctrl+k", search).
const actions = new Map();

export function hotkey(key, action) {
  actions.set(key, action);
}

// A letter belongs to the text that is being written, the menu that is open, the dialog on top.
function isBusy(target) {
  const inside = target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], .dropdown-menu.show");
  // A field of a dialog that has just closed keeps the focus until the next frame.
  return inside?.checkVisibility() || document.querySelector("dialog[open]");
}

function spelled(event) {
  return event.ctrlKey || event.metaKey ? `Ctrl+${event.key.toLowerCase()}` : event.key;
}

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.isComposing || event.defaultPrevented) return;
  const key = spelled(event);
  const action = actions.get(key);
  if (!action || (!key.startsWith("Ctrl+") && isBusy(event.target))) return;
  event.preventDefault();
  action(event);
});

// A control may name its own key: <a data-key="e" href="…">.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (isBusy(event.target)) return;
  const control = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!control) return;
  event.preventDefault();
  if (control.matches("input, textarea, select")) control.focus();
  else control.click();
});
