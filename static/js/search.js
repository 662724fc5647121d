// The search over everything: / and Ctrl-K open it, arrows choose, Enter opens. htmx fetches what is found.
import { hotkey } from "./hotkeys.js";

const RECENT = /^\/(leads|companies|contacts)\/(\d+)\/$/;
const KINDS = { leads: "lead", companies: "company", contacts: "contact" };
const MOST = 6;

const palette = document.getElementById("palette");
const field = document.getElementById("palette-q");
const found = document.getElementById("palette-found");
const count = document.getElementById("palette-count");
let chosen = null;
// What was asked last, and what the options on the screen answer.
let asked = null;
let answered = null;
let opensFirst = false;

function memory() {
  return `recent-${palette.dataset.person}`;
}

// Only keys are remembered: what they name is told by the server, to who may see it, for as long as it is there.
function remembered() {
  try {
    return JSON.parse(localStorage.getItem(memory())) || [];
  } catch {
    return [];
  }
}

function remember() {
  const [, kind, key] = location.pathname.match(RECENT) || [];
  if (!kind) return;
  const here = `${KINDS[kind]}:${key}`;
  const recent = [here, ...remembered().filter((each) => each !== here)].slice(0, MOST + 1);
  try {
    localStorage.setItem(memory(), JSON.stringify(recent));
  } catch {
    // A browser that keeps nothing still searches.
  }
}

function options() {
  return [...found.querySelectorAll("[role=option]")];
}

function choose(option) {
  chosen?.setAttribute("aria-selected", "false");
  chosen = option || null;
  if (!chosen) return field.removeAttribute("aria-activedescendant");
  chosen.setAttribute("aria-selected", "true");
  chosen.scrollIntoView({ block: "nearest" });
  return field.setAttribute("aria-activedescendant", chosen.id);
}

function step(by) {
  const all = options();
  if (!all.length) return;
  const next = all.indexOf(chosen) + by;
  choose(all[(next + all.length) % all.length]);
}

function open(text = "") {
  if (!palette.open) {
    const [, kind, key] = location.pathname.match(RECENT) || [];
    palette.querySelector("[name=recent]").value = remembered().filter((each) => each !== `${KINDS[kind]}:${key}`);
    field.value = text;
    palette.showModal();
    field.dispatchEvent(new Event("opened"));
  }
  field.focus();
  if (!text) field.select();
}

function close() {
  found.replaceChildren();
  count.textContent = "";
  choose(null);
  asked = answered = null;
  opensFirst = false;
  field.setAttribute("aria-expanded", "false");
}

function shown() {
  answered = asked;
  const all = options();
  field.setAttribute("aria-expanded", String(all.length > 0));
  field.setAttribute("aria-controls", all.length ? "palette-options" : "palette-found");
  // An answer to what was typed before is shown, and chooses nothing: the next one is on its way.
  const isCurrent = field.value === answered;
  choose(isCurrent && field.value.trim() ? all[0] : null);
  if (!isCurrent) return;
  if (field.value.trim()) count.textContent = all.length ? count.dataset.some.replace("%s", all.length) : count.dataset.none;
  if (opensFirst) chosen?.click();
  opensFirst = false;
}

function failed(event) {
  // Said here, where the eyes are; whoever is signed out is told so by the page.
  if (event.detail.xhr?.status === 403) return palette.close();
  event.stopPropagation();
  answered = asked;
  opensFirst = false;
  choose(null);
  const said = document.createElement("p");
  said.className = "hits-none quiet";
  said.setAttribute("role", "alert");
  said.textContent = found.dataset.failed;
  return found.replaceChildren(said);
}

function press(event) {
  if (event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter") {
    event.preventDefault();
    // Who types fast presses Enter before the answer is there: then it opens the first one that comes.
    if (field.value !== answered) opensFirst = true;
    else chosen?.click();
  }
}

if (palette) {
  remember();
  hotkey("/", () => open());
  hotkey("Ctrl+k", () => open());
  const entrance = document.querySelector("[data-search]");
  entrance.addEventListener("click", () => open());
  entrance.addEventListener("input", () => {
    open(entrance.value);
    entrance.value = "";
  });
  field.addEventListener("keydown", press);
  field.addEventListener("htmx:beforeRequest", () => {
    asked = field.value;
  });
  field.addEventListener("htmx:responseError", failed);
  field.addEventListener("htmx:sendError", failed);
  found.addEventListener("htmx:afterSwap", shown);
  palette.addEventListener("close", close);
}
