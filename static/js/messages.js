// Notes at the edge of the page. Good news leaves by itself; what went wrong stays until it is closed.
import { hotkey } from "./hotkeys.js";

const PATIENCE = 6000;
// Whoever may want something back gets longer.
const SECOND_THOUGHTS = 20000;
const place = document.getElementById("messages");

function expire(note) {
  let timer;
  const patience = note.querySelector("[data-undo]") ? SECOND_THOUGHTS : PATIENCE;
  const start = () => { timer = setTimeout(() => note.remove(), patience); };
  const hold = () => clearTimeout(timer);
  for (const name of ["pointerenter", "focusin"]) note.addEventListener(name, hold);
  for (const name of ["pointerleave", "focusout"]) note.addEventListener(name, start);
  start();
}

function watch(note) {
  if (note.matches?.(".toast-success, .toast-info")) expire(note);
}

if (place) {
  place.querySelectorAll(".toast-note").forEach(watch);
  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach(watch)))
    .observe(place, { childList: true });
  place.addEventListener("click", (event) => {
    if (event.target.closest("[data-dismisses]")) event.target.closest(".toast-note").remove();
  });
}

// u takes back what was told last.
hotkey("u", () => [...place?.querySelectorAll("[data-undo]") ?? []].pop()?.requestSubmit());

// The words stand in the page, in the reader's language: <template id="note-…">.
export function show(name) {
  const template = document.getElementById(`note-${name}`);
  if (place && template && !place.querySelector(`[data-note="${name}"]`)) {
    place.append(template.content.cloneNode(true));
  }
}

document.addEventListener("htmx:sendError", () => show("offline"));
document.addEventListener("htmx:timeout", () => show("offline"));
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 403) show("signed-out");
  else show("failed");
});
