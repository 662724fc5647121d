// One wording at a time, and the language that the conversation is held in.
import { swap } from "./live.js";
import { request } from "./outbox.js";
import * as stage from "./stage.js";

const languages = document.getElementById("call-language");

function wordings(form) {
  return [...form.querySelectorAll(".wording")];
}

function pick(form, index) {
  wordings(form).forEach((wording, place) => { wording.hidden = place !== index; });
  form.elements.question.value = wordings(form)[index]?.dataset.question ?? "";
}

function another(form) {
  const found = wordings(form);
  pick(form, (found.findIndex((wording) => !wording.hidden) + 1) % found.length);
}

for (const form of stage.asks()) {
  pick(form, 0);
  const button = form.querySelector('[data-does="another"]');
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => another(form));
  }
}
stage.marks();

languages.addEventListener("submit", async (event) => {
  event.preventDefault();
  const wanted = event.submitter;
  const answer = await request(languages.action, { language: wanted.value });
  if (answer.state !== "saved") return;
  const places = stage.asks().map((form) => wordings(form).findIndex((wording) => !wording.hidden));
  swap(answer.body.html);
  stage.asks().forEach((form, index) => pick(form, Math.max(0, places[index])));
  languages.querySelectorAll("button").forEach((button) => {
    button.setAttribute("aria-pressed", String(button === wanted));
  });
  stage.marks();
});
