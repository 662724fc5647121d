// A colleague answered differently meanwhile. Both answers are shown, and nothing is written before the person chose.
// What waits for that choice lives in localStorage, like everything that is not saved yet.
import * as answers from "./answers.js";
import * as outbox from "./outbox.js";
import * as stage from "./stage.js";

const page = document.getElementById("call");
const template = document.getElementById("call-conflict");
const PARTS = ["who", "at", "rating", "words", "evidence", "quote"];

function keyOf(criterion) {
  return `leadqual.conflict.${page.dataset.person}.${page.dataset.call}.${criterion}`;
}

function fill(side, said) {
  for (const part of PARTS) {
    const place = side.querySelector(`[data-part="${part}"]`);
    if (place) place.textContent = said[part] ?? "";
  }
  side.querySelector("q").hidden = !said.quote;
}

function show(criterion, { conflict, fields }) {
  const form = stage.form(criterion);
  if (!form) return;
  form.querySelector(".conflict")?.remove();
  const box = template.content.cloneNode(true).firstElementChild;
  const title = `conflict-title-${criterion}`;
  box.querySelector("h3").id = title;
  box.setAttribute("aria-labelledby", title);
  fill(box.querySelector('[data-side="theirs"]'), { ...conflict.theirs, at: conflict.at });
  fill(box.querySelector('[data-side="ours"]'), conflict.ours);
  box.querySelector('[data-does="keep-theirs"]').addEventListener("click", () => keepTheirs(criterion));
  box.querySelector('[data-does="keep-ours"]').addEventListener("click", () => keepOurs(criterion, fields, conflict.id));
  form.querySelector(".levels").before(box);
  // Beside the one who answers, and not in the way of one who is on another question already.
  if (form === stage.current()) box.querySelector("h3").focus();
}

function clear(criterion) {
  localStorage.removeItem(keyOf(criterion));
  stage.form(criterion).querySelector(".conflict")?.remove();
  stage.focus();
}

function keepTheirs(criterion) {
  clear(criterion);
  answers.take();
}

function keepOurs(criterion, fields, seen) {
  clear(criterion);
  answers.choose(stage.form(criterion), fields.rating);
  outbox.post(page.dataset.answerUrl, { ...fields, seen });
}

// The first question that waits for a choice comes onto the screen; false where none does.
export function goToFirst() {
  const box = document.querySelector(".conflict");
  if (!box) return false;
  stage.show(box.closest(".ask").dataset.criterion);
  box.querySelector("h3").focus();
  return true;
}

export function start() {
  outbox.on("conflict", (conflict, letter) => {
    const { criterion } = letter.fields;
    localStorage.setItem(keyOf(criterion), JSON.stringify({ conflict, fields: letter.fields }));
    show(criterion, { conflict, fields: letter.fields });
  });
  for (const form of stage.asks()) {
    const kept = localStorage.getItem(keyOf(form.dataset.criterion));
    if (kept) show(form.dataset.criterion, JSON.parse(kept));
  }
  // A page that opens begins with what waits for a choice.
  goToFirst();
}
