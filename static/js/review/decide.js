// A letter chooses the decision and goes to the first thing that it asks; Enter decides.
import { hotkey } from "../hotkeys.js";

const form = document.getElementById("decide");
const draft = `review-decision-${location.pathname}`;

function choose(radio) {
  radio.checked = true;
  radio.focus();
  radio.dispatchEvent(new Event("change", { bubbles: true }));
  const field = [...form.querySelectorAll(`.for-${radio.value} :is(input, select, textarea)`)]
    .find((each) => each.type !== "hidden" && !each.value && !each.closest(".decide-row"));
  field?.focus();
}

for (const radio of form.querySelectorAll("[name=kind]")) hotkey(radio.dataset.letter, () => choose(radio));

hotkey("Enter", (event) => {
  // A link or a button that has the focus is what is meant.
  if (event.target.closest("a, button, summary")) event.target.closest("a, button, summary").click();
  else form.requestSubmit();
});
hotkey("i", () => {
  const item = document.querySelector(".meeting-item");
  if (!item) return;
  item.open = true;
  item.querySelector("[name=text]").focus();
});

// Whoever looks at the next lead in between finds what was typed here as it was.
function keep() {
  const said = [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "seen"].includes(name));
  sessionStorage.setItem(draft, JSON.stringify(said));
}

function restore() {
  const kept = JSON.parse(sessionStorage.getItem(draft) ?? "[]");
  for (const [name, value] of kept) {
    const field = form.elements[name];
    if (!field || field.value) continue;
    if (field instanceof RadioNodeList) field.value = value;
    else if (field.type !== "checkbox" && field.type !== "radio") field.value = value;
  }
}

if (!form.querySelector(".is-invalid, .invalid-feedback, .decide-both, .asked")) restore();
form.addEventListener("input", keep);
form.addEventListener("submit", () => sessionStorage.removeItem(draft));

// What was refused is the first thing to be mended.
form.querySelector(".is-invalid, .asked-title")?.focus();

// The day on which a reason brings the lead back, as soon as it is chosen.
form.elements.nurture_reason?.addEventListener("change", (event) => {
  const { backOn = "", told = "" } = event.target.selectedOptions[0]?.dataset ?? {};
  const day = form.elements.back_on;
  if (!day.value || day.value === day.dataset.named) day.dataset.named = day.value = backOn;
  event.target.title = told;
});
