// One question in four columns. Rows move as in the draft; the preview follows the language that is being written.
import "../draft/rows.js";
import "../draft/unsaved.js";

const form = document.getElementById("question");

function preview(language) {
  const radio = document.querySelector(`[data-preview][value="${language}"]`);
  if (!radio || radio.checked) return;
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
}

form.addEventListener("focusin", (event) => {
  if (event.target.dataset.language) preview(event.target.dataset.language);
});

// A row that was added is written at once.
form.addEventListener("click", (event) => {
  if (event.target.closest("[data-adds]")) form.querySelector("[data-row]:last-child textarea").focus();
});
