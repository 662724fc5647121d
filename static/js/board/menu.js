// The menu of stages, one for all cards: it opens at the card that asks for it.
import { cardById, columnOfStage, fits, focusOn, holdUrl } from "./cards.js";
import { askOver, move } from "./moves.js";

const menu = document.getElementById("board-menu");
const MARGIN = 8;
let opener = null;

function entries() {
  return [...menu.querySelectorAll("[role=menuitem]")].filter((entry) => !entry.hidden);
}

export function openMenu(card) {
  opener = card.id;
  for (const entry of menu.querySelectorAll("[data-to]")) {
    const isHere = entry.dataset.to === card.dataset.stage;
    entry.hidden = !isHere && !fits(card, columnOfStage(entry.dataset.to));
    entry.setAttribute("aria-current", String(isHere));
    entry.setAttribute("aria-disabled", String(isHere));
  }
  for (const entry of menu.querySelectorAll("[data-holds]")) entry.hidden = entry.dataset.holds !== card.dataset.holdable;
  document.getElementById("board-menu-told").textContent = card.dataset.told;
  menu.showPopover();
  stand(card.querySelector("[data-moves]").getBoundingClientRect());
  const at = entries().findIndex((entry) => entry.ariaCurrent === "true");
  (entries()[at + 1] ?? entries()[0]).focus();
}

// Beside its button, and inside the window. On a phone it is a sheet at the bottom, as its style says.
function stand(button) {
  const left = Math.min(button.left, innerWidth - menu.offsetWidth - MARGIN);
  const top = Math.min(button.bottom + MARGIN / 2, innerHeight - menu.offsetHeight - MARGIN);
  menu.style.setProperty("--menu-left", `${Math.max(left, MARGIN)}px`);
  menu.style.setProperty("--menu-top", `${Math.max(top, MARGIN)}px`);
}

function close() {
  menu.hidePopover();
  const card = cardById(opener);
  if (card) focusOn(card);
  return card;
}

function go(step) {
  const all = entries();
  const at = all.indexOf(document.activeElement);
  all[(at + step + all.length) % all.length].focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-moves]");
  if (!button || !menu) return;
  event.preventDefault();
  openMenu(button.closest("[data-card]"));
});

export function hold(card) {
  askOver(card, holdUrl(card));
}

menu?.addEventListener("click", (event) => {
  const entry = event.target.closest("[role=menuitem]");
  if (!entry || entry.ariaDisabled === "true") return;
  const card = close();
  if (card && entry.dataset.to) move(card, columnOfStage(entry.dataset.to));
  else if (card) hold(card);
});

menu?.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") go(1);
  else if (event.key === "ArrowUp") go(-1);
  else if (event.key === "Tab" || event.key === "Escape") close();
  else return;
  event.preventDefault();
});
