// A practice call: the parts of the real form, and beside them asking somebody who is made up.
import { hotkey } from "../hotkeys.js";
import * as answers from "../call/answers.js";
import * as find from "../call/find.js";
import * as live from "../call/live.js";
import * as outbox from "../call/outbox.js";
import * as stage from "../call/stage.js";
import "../call/sign_in.js";
import "../call/wordings.js";

const page = document.getElementById("call");
const voice = document.getElementById("call-voice");

stage.start();
answers.start();
live.start(page);
outbox.start();

for (const rating of "01234") hotkey(rating, () => stage.press(`[name="rating"][value="${rating}"]`));
hotkey("g", () => stage.press('[data-puts="asked"]'));
hotkey("d", () => stage.press('[data-puts="probed"]'));
hotkey("n", stage.next);
hotkey("p", stage.previous);
hotkey("w", () => stage.press('[data-does="another"]'));
hotkey("a", () => stage.press('[data-does="unanswered"]'));
hotkey("e", answers.turnEvidence);
hotkey("/", find.open);

// Before the form takes it for an answer.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-puts]");
  if (!button) return;
  event.preventDefault();
  const { criterion } = button.form.dataset;
  outbox.post(page.dataset.askUrl, { criterion, kind: button.dataset.puts });
});

outbox.on("saved", (body) => {
  if (body.said) voice.textContent = body.said;
  // The button that was pressed may have gone with its question.
  if (body.criterion && document.activeElement === document.body) stage.focus();
});

// Whatever is still on its way goes first.
document.getElementById("practice-end").addEventListener("submit", async (event) => {
  answers.flush();
  if (outbox.isEmpty()) return;
  event.preventDefault();
  const form = event.target;
  if (await outbox.deliver()) form.submit();
});
