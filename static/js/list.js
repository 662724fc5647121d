// Choosing many rows of a list: x chooses the row with the focus, Shift the rows between; the bar follows.
import { hotkey } from "./hotkeys.js";

const bar = document.querySelector("[data-bulk]");
const boxes = [...document.querySelectorAll("[data-pick]")];
const whole = document.querySelector("[data-pick-all]");
const everything = bar?.querySelector("[data-everything]");
let last = null;

function show() {
  const number = boxes.filter((box) => box.checked).length;
  const count = bar.querySelector("[data-count]");
  const takeAll = bar.querySelector("[data-take-all]");
  count.textContent = everything.value ? count.dataset.all : number;
  whole.checked = number === boxes.length;
  whole.indeterminate = number > 0 && number < boxes.length;
  if (takeAll) takeAll.hidden = Boolean(everything.value) || number < boxes.length;
  boxes.forEach((box) => box.closest("tr").classList.toggle("is-picked", box.checked));
  bar.hidden = number === 0;
}

function choose(box, value) {
  box.checked = value;
  // Whoever takes one row out no longer means all.
  if (!value) everything.value = "";
  last = box;
}

// The rows from the last one chosen to this one become what this one is.
function chooseTo(box, value) {
  const ends = [boxes.indexOf(last ?? box), boxes.indexOf(box)].sort((one, other) => one - other);
  boxes.slice(ends[0], ends[1] + 1).forEach((each) => choose(each, value));
  last = box;
}

function chooseAll(value) {
  boxes.forEach((box) => choose(box, value));
  last = null;
}

function focused() {
  return boxes.find((box) => box.closest("tr").contains(document.activeElement));
}

function byKey(act) {
  const box = focused();
  if (!box) return;
  act(box, !box.checked);
  show();
}

if (bar) {
  boxes.forEach((box) => box.addEventListener("click", (event) => {
    (event.shiftKey ? chooseTo : choose)(box, box.checked);
    show();
  }));
  whole.addEventListener("change", () => { chooseAll(whole.checked); show(); });
  bar.addEventListener("click", (event) => {
    if (event.target.closest("[data-take-all]")) everything.value = "yes";
    if (event.target.closest("[data-drop-all]")) {
      event.preventDefault();
      chooseAll(false);
    }
    show();
  });
  hotkey("x", () => byKey(choose));
  hotkey("X", () => byKey(chooseTo));
  hotkey("Escape", () => { chooseAll(false); show(); });
  // Back to a page that the browser kept, with its ticks.
  addEventListener("pageshow", show);
  show();
}
