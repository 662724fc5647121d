// The page of a discovery call: which part listens to what.
import { hotkey } from "../hotkeys.js";
import * as answers from "./answers.js";
import * as conflicts from "./conflicts.js";
import * as find from "./find.js";
import * as live from "./live.js";
import * as outbox from "./outbox.js";
import * as stage from "./stage.js";
import "./notes.js";
import "./passed.js";
import "./people.js";
import "./sign_in.js";
import "./wordings.js";

const page = document.getElementById("call");

stage.start();
answers.start();
conflicts.start();
live.start(page);
outbox.start();

for (const rating of "01234") hotkey(rating, () => stage.press(`.levels [value="${rating}"]`));
hotkey("y", () => stage.press('.ask-again:not([hidden]) [data-does="still"]'));
hotkey("n", stage.next);
hotkey("p", stage.previous);
hotkey("w", () => stage.press('[data-does="another"]'));
hotkey("a", () => stage.press('[data-does="unanswered"]'));
hotkey("e", answers.turnEvidence);
hotkey("s", () => stage.current().querySelector('[name="source"]').focus());
hotkey("q", () => stage.current().querySelector('[name="quote"]').focus());
hotkey("t", () => document.getElementById("call-note-text").focus());
hotkey("/", find.open);

// Out of a field and back to the keys that act.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.matches("#call input, #call textarea, #call select")) stage.focus();
});

// Whatever is still on its way goes first.
document.getElementById("call-end").addEventListener("click", async (event) => {
  answers.flush();
  if (conflicts.goToFirst()) {
    event.preventDefault();
    return;
  }
  if (outbox.isEmpty()) return;
  event.preventDefault();
  if (await outbox.deliver()) location.assign(event.target.closest("a").href);
});
