// An answer goes out when its level is pressed, and again, as a correction, when something about it changes.
// What is typed before a level is chosen is a draft: kept on this computer until it goes out with the answer.
import * as outbox from "./outbox.js";
import * as stage from "./stage.js";

const page = document.getElementById("call");
const DETAILS = ["evidence", "source", "quote", "last_day", "amount", "currency", "day", "number", "words", "asked", "effect"];
// How long a hand rests before a changed detail goes out: a choice soon, words when they seem written.
const CALM = 700;
const WRITTEN = 4000;
const sourceKey = `leadqual.source.${page.dataset.person}.${page.dataset.call}`;
const waiting = new Map();

function draftKey(form) {
  return `leadqual.draft.${page.dataset.person}.${page.dataset.call}.${form.dataset.criterion}`;
}

function details(form) {
  const found = new FormData(form);
  return Object.fromEntries(DETAILS.filter((name) => found.has(name)).map((name) => [name, found.get(name)]));
}

function levelsOf(form) {
  return [...form.querySelectorAll(".levels [role=radio]")];
}

// Arrows go along the levels and choose nothing: a level is an answer, and it is sent as soon as it is pressed.
function walk(event) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const levels = levelsOf(event.currentTarget);
  const at = levels.indexOf(event.target);
  if (!step || at < 0) return;
  event.preventDefault();
  levels[(at + step + levels.length) % levels.length].focus();
}

export function chosen(form) {
  return form.querySelector('[name="rating"]:is([aria-checked="true"], [aria-pressed="true"])')?.value ?? "";
}

export function choose(form, rating) {
  const isChosen = (button) => rating !== "" && button.value === rating;
  const levels = levelsOf(form);
  levels.forEach((level) => level.setAttribute("aria-checked", String(isChosen(level))));
  // One stop for Tab, as in every group of radios.
  levels.forEach((level) => { level.tabIndex = level === (levels.find(isChosen) ?? levels[0]) ? 0 : -1; });
  const unanswered = form.querySelector('[data-does="unanswered"]');
  unanswered.setAttribute("aria-pressed", String(isChosen(unanswered)));
  form.querySelector('[data-does="withdraw"]').hidden = rating === "" || rating === "none";
}

function give(form, rating) {
  clearTimeout(waiting.get(form));
  waiting.delete(form);
  clearErrors(form);
  const { criterion } = form.dataset;
  const seen = document.querySelector(`[data-line="${criterion}"]`)?.dataset.answer ?? form.elements.seen.value;
  const question = form.elements.question.value;
  outbox.post(page.dataset.answerUrl, { criterion, question, rating, seen, ...details(form) });
  localStorage.removeItem(draftKey(form));
}

// A changed detail waits until the hand rests; with no level chosen it is a draft.
function detailChanged(form, calm = CALM) {
  localStorage.setItem(draftKey(form), JSON.stringify(details(form)));
  clearTimeout(waiting.get(form));
  if (chosen(form) && chosen(form) !== "none") waiting.set(form, setTimeout(giveAgain, calm, form));
}

function giveAgain(form) {
  give(form, chosen(form));
}

export function flush() {
  for (const [form, timer] of [...waiting]) {
    clearTimeout(timer);
    giveAgain(form);
  }
}

function fill(form, values) {
  for (const [name, value] of Object.entries(values)) {
    if (form.elements[name]) form.elements[name].value = value;
  }
}

function restoreDraft(form) {
  fill(form, JSON.parse(localStorage.getItem(draftKey(form)) ?? "{}"));
}

export function turnEvidence() {
  const form = stage.current();
  const rungs = [...form.querySelectorAll('[name="evidence"]')];
  const rung = rungs[(rungs.findIndex((each) => each.checked) + 1) % rungs.length];
  rung.checked = true;
  document.getElementById("call-voice").textContent = rung.parentElement.textContent.trim();
  detailChanged(form);
}

// Only what could still change something is worth asking again.
function offerAgain(form, line) {
  const box = form.querySelector(".ask-again");
  if (!box) return;
  const had = box.contains(document.activeElement);
  box.hidden = !line.matches(".line-reask");
  if (box.hidden && had) stage.focus();
}

// The server's view of what this call has heard; what is still on its way is newer than that.
export function take() {
  document.querySelectorAll("[data-line]").forEach((line) => {
    const form = stage.form(line.dataset.line);
    if (!form) return;
    if (!waiting.has(form) && !outbox.holds(line.dataset.line)) choose(form, line.dataset.chosen);
    offerAgain(form, line);
  });
}

function clearErrors(form) {
  form.querySelectorAll(".ask-error").forEach((error) => error.remove());
  form.querySelectorAll(".is-invalid").forEach((field) => {
    field.classList.remove("is-invalid");
    field.removeAttribute("aria-invalid");
  });
}

function showErrors(body, letter) {
  const form = stage.form(letter.fields.criterion);
  if (!form) return;
  clearErrors(form);
  for (const [name, sentences] of Object.entries(body.errors ?? {})) {
    const error = document.createElement("p");
    error.className = "ask-error";
    error.setAttribute("role", "alert");
    error.textContent = sentences.join(" ");
    const field = form.querySelector(`.ask-details [name="${name}"]`);
    field?.classList.add("is-invalid");
    field?.setAttribute("aria-invalid", "true");
    if (field) field.closest(".ask-field").append(error);
    else form.querySelector(".levels").before(error);
  }
  // What was refused stays as typed, also after a reload.
  localStorage.setItem(draftKey(form), JSON.stringify(details(form)));
  choose(form, document.querySelector(`[data-line="${letter.fields.criterion}"]`)?.dataset.chosen ?? "");
}

// One person speaks for a while: the choice goes on to the questions nobody has answered yet.
function passSourceOn(source) {
  localStorage.setItem(sourceKey, source);
  stage.asks().filter((form) => !chosen(form)).forEach((form) => { form.elements.source.value = source; });
}

function isWritten(field) {
  return field.matches("textarea, input:not([type=radio], [type=date])");
}

export function start() {
  passSourceOn(localStorage.getItem(sourceKey) ?? "");
  for (const form of stage.asks()) {
    restoreDraft(form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const button = event.submitter;
      if (!button?.matches("[role=radio], [data-does]")) {
        if (chosen(form)) giveAgain(form);
        return;
      }
      if (button.dataset.was) fill(form, JSON.parse(button.dataset.was));
      choose(form, button.value);
      give(form, button.value);
      // What was pressed may have gone, and the focus with it.
      if (!button.checkVisibility()) stage.focus();
    });
    form.addEventListener("keydown", walk);
    choose(form, chosen(form));
    form.addEventListener("input", (event) => detailChanged(form, isWritten(event.target) ? WRITTEN : CALM));
    form.addEventListener("change", (event) => {
      if (event.target.name === "source") passSourceOn(event.target.value);
      if (isWritten(event.target) && waiting.has(form)) giveAgain(form);
    });
  }
  stage.onShow(flush);
  outbox.on("refused", (body, letter) => { if (letter.fields.criterion) showErrors(body, letter); });
  // The page goes away: what waits is at least kept, and sent when it can be.
  addEventListener("pagehide", flush);
}
