// Triage by keys: a passes, x parks, d disqualifies (then the number of the reason), u undoes, j and k move.
import { hotkey } from "./hotkeys.js";

// Whoever presses once too often must not decide on the lead that has just come up.
const QUIET = 400;
let shownAt = -QUIET;

function find(selector) {
  return document.querySelector(`#triage ${selector}`);
}

function decide(name) {
  return (event) => {
    if (event.repeat || performance.now() - shownAt < QUIET) return;
    find(`form[data-decision="${name}"]`)?.requestSubmit();
  };
}

function go(step) {
  const rows = [...document.querySelectorAll("#triage [data-row]")];
  const here = rows.findIndex((row) => row.ariaCurrent === "true");
  const next = rows[Math.min(Math.max(here + step, 0), rows.length - 1)];
  if (next && next !== rows[here]) next.click();
}

function ask(event) {
  if (!event.repeat && performance.now() - shownAt >= QUIET) document.getElementById("disqualify")?.showModal();
}

hotkey("a", decide("pass"));
hotkey("x", decide("park"));
hotkey("u", decide("undo"));
hotkey("d", ask);
hotkey("j", () => go(1));
hotkey("k", () => go(-1));
hotkey("Enter", (event) => {
  // Enter on a link or button is that link's own.
  if (event.target.closest("a, button")) event.target.closest("a, button").click();
  else find("[data-opens-lead]")?.click();
});

document.addEventListener("keydown", (event) => {
  const dialog = document.querySelector("#disqualify[open]");
  if (!dialog || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  dialog.querySelector(`[data-number="${CSS.escape(event.key)}"]`)?.click();
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.elt.id !== "triage") return;
  shownAt = performance.now();
  find("[aria-current]")?.scrollIntoView({ block: "nearest" });
});
