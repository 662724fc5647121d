// A question that is left for the next one without an answer. Told once, so that admins see which ones are not asked.
import * as answers from "./answers.js";
import * as outbox from "./outbox.js";
import * as stage from "./stage.js";

const url = document.getElementById("call").dataset.passedUrl;
const told = new Set();

// What is known from an earlier call was there to be read, and not to be asked.
function isKnown(form) {
  return document.querySelector(`[data-line="${form.dataset.criterion}"]`)?.matches(".line-known");
}

function pass(form) {
  const question = form.elements.question.value;
  if (!url || !question || told.has(question) || answers.chosen(form) || isKnown(form)) return;
  told.add(question);
  outbox.post(url, { question });
}

stage.onPass(pass);
