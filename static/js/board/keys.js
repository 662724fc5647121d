// Arrows go from card to card, with Shift the card goes along; m opens its menu, h lets it wait.
import { board, cardsIn, columnOf, columns, fits, focusOn } from "./cards.js";
import { hold, openMenu } from "./menu.js";
import { move } from "./moves.js";

const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

function current() {
  return document.activeElement.closest("[data-card]");
}

function isFree(event) {
  return !event.altKey && !event.ctrlKey && !event.metaKey && !event.defaultPrevented
    && !document.querySelector("dialog[open]")
    && (current() || document.activeElement === document.body);
}

// The nearest column on that side that shows a card; beside it the card at the same height.
function neighbour(card, [aside, along]) {
  const here = columnOf(card);
  const at = cardsIn(here).indexOf(card);
  if (along) return cardsIn(here)[at + along];
  const others = columns().filter((column) => !column.classList.contains("is-folded"));
  const side = aside > 0
    ? others.slice(others.indexOf(here) + 1)
    : others.slice(0, others.indexOf(here)).reverse();
  const cards = side.map(cardsIn).find((found) => found.length) ?? [];
  return cards[Math.min(at, cards.length - 1)];
}

function takeAlong(card, aside) {
  const all = columns().filter((column) => column === columnOf(card) || fits(card, column));
  const column = all[all.indexOf(columnOf(card)) + aside];
  if (column) move(card, column);
}

document.addEventListener("keydown", (event) => {
  if (!board || !isFree(event)) return;
  const card = current();
  const step = STEPS[event.key];
  if (step && !card) {
    const first = board.querySelector(".column:not(.is-folded) [data-card]");
    if (!first) return;
    focusOn(first);
  } else if (step && event.shiftKey) {
    if (!step[0]) return;
    takeAlong(card, step[0]);
  } else if (step) {
    const next = neighbour(card, step);
    if (next) focusOn(next);
  } else if (event.key === "m" && card?.draggable) {
    openMenu(card);
  } else if (event.key === "h" && card?.dataset.holdable) {
    hold(card);
  } else {
    return;
  }
  event.preventDefault();
});
