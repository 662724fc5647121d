// Through a list of rows by keys: j and k move, Enter opens (the link has the focus), c starts a call.
// A button may name the key that presses it on its own row: <button data-row-key="v">.
import { hotkey } from "./hotkeys.js";

const KEYS = ["v", "a", "x", "p", "d", "s", "y", "r"];

function rows() {
  return [...document.querySelectorAll("[data-row]")];
}

function here(all) {
  return all.findIndex((row) => row.contains(document.activeElement));
}

function focus(all, place) {
  const row = all[Math.min(Math.max(place, 0), all.length - 1)];
  row?.querySelector("[data-row-link]")?.focus();
  row?.scrollIntoView({ block: "nearest" });
}

function go(step) {
  const all = rows();
  focus(all, here(all) + step);
}

function press(selector) {
  const all = rows();
  const button = all[Math.max(here(all), 0)]?.querySelector(selector);
  button?.click();
  // A menu that a key has opened is gone through by keys.
  if (button?.matches("[data-bs-toggle]")) button.nextElementSibling.querySelector(".dropdown-item").focus();
}

hotkey("j", () => go(1));
hotkey("k", () => go(-1));
hotkey("c", () => press("form[data-call] button"));
for (const key of KEYS) hotkey(key, () => press(`[data-row-key="${key}"]`));

// What was done takes its row away: whatever comes next there gets the focus, at once, so that a key that follows
// quickly goes on from there.
let place = -1;
document.addEventListener("htmx:beforeRequest", (event) => {
  const row = event.target.closest("[data-row]");
  if (row) place = rows().indexOf(row);
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (place < 0 || !event.detail.target.matches("[data-rows]")) return;
  focus(rows(), place);
  place = -1;
});
