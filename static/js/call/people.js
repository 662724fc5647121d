// Somebody who came up: added without leaving the question, and chosen as the one who said it.
import { request } from "./outbox.js";
import * as stage from "./stage.js";

const dialog = document.getElementById("call-person");
const form = document.getElementById("call-person-form");
const error = form.querySelector("[data-error]");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  error.hidden = true;
  const answer = await request(form.action, Object.fromEntries(new FormData(form)));
  if (answer.state !== "saved") {
    const sentences = Object.values(answer.body?.errors ?? {}).flat();
    error.textContent = sentences.join(" ") || answer.body?.ended || error.dataset.failed;
    error.hidden = false;
    return;
  }
  form.reset();
  // Closed first: nothing behind an open dialog takes the focus.
  dialog.close();
  add(answer.body);
});

function add(person) {
  for (const ask of stage.asks()) {
    const { source } = ask.elements;
    if (![...source.options].some((option) => option.value === String(person.id))) {
      source.add(new Option(person.name, person.id));
    }
  }
  const { source } = stage.current().elements;
  source.value = person.id;
  source.dispatchEvent(new Event("input", { bubbles: true }));
  source.dispatchEvent(new Event("change", { bubbles: true }));
  source.focus();
}
