// The note line is always open: Enter keeps the line and empties it.
import * as outbox from "./outbox.js";

const page = document.getElementById("call");
const form = document.getElementById("call-note");
const key = `leadqual.draft.${page.dataset.person}.${page.dataset.call}.note`;
const { text, tag } = form.elements;

text.value = text.value || (localStorage.getItem(key) ?? "");
text.addEventListener("input", () => localStorage.setItem(key, text.value));

// What was not taken stands in the line again.
function putBack(body, letter) {
  if (!("text" in letter.fields) || text.value) return;
  text.value = letter.fields.text;
  localStorage.setItem(key, text.value);
}

outbox.on("refused", putBack);
outbox.on("ended", putBack);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!text.value.trim()) {
    text.focus();
    return;
  }
  outbox.post(page.dataset.noteUrl, { text: text.value, tag: tag.value });
  localStorage.removeItem(key);
  text.value = "";
  tag.value = "";
});
