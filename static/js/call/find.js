// Any criterion, one search away: type a part of its name, Enter goes there.
import * as stage from "./stage.js";

const dialog = document.getElementById("call-find");
const field = document.getElementById("call-find-text");
const options = [...dialog.querySelectorAll("[role=option]")];

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function shown() {
  return options.filter((option) => !option.hidden);
}

function select(option) {
  options.forEach((each) => each.setAttribute("aria-selected", String(each === option)));
  if (option) field.setAttribute("aria-activedescendant", option.id);
  else field.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

function filter() {
  const wanted = plain(field.value.trim());
  options.forEach((option) => { option.hidden = !plain(option.textContent).includes(wanted); });
  select(shown()[0]);
}

function move(step) {
  const found = shown();
  const at = found.findIndex((option) => option.getAttribute("aria-selected") === "true");
  select(found[(at + step + found.length) % found.length]);
}

function go(option) {
  if (!option) return;
  dialog.close();
  stage.show(option.dataset.ask);
}

export function open() {
  field.value = "";
  filter();
  dialog.showModal();
}

field.addEventListener("input", filter);
field.addEventListener("keydown", (event) => {
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps) move(steps[event.key]);
  else if (event.key === "Enter") go(shown().find((option) => option.getAttribute("aria-selected") === "true"));
  else return;
  event.preventDefault();
});
dialog.addEventListener("click", (event) => go(event.target.closest("[role=option]")));
