// Where cards stand: in the column of their stage, by priority.
export const board = document.querySelector("[data-board]");

export function columnOf(card) {
  return card.closest("[data-column]");
}

export function columnOfStage(stage) {
  return board.querySelector(`[data-column="${stage}"]`);
}

export function columns() {
  return [...board.querySelectorAll("[data-column]")];
}

export function cardsIn(column) {
  return [...column.querySelectorAll("[data-card]")];
}

export function cardById(id) {
  return document.getElementById(id);
}

export function linkOf(card) {
  return card.querySelector("[data-card-link]");
}

export function focusOn(card) {
  linkOf(card)?.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
}

// The page names its addresses with 0 in place of a lead.
export function moveUrl(card) {
  return board.dataset.moveUrl.replace("0", card.dataset.card);
}

export function cardUrl(card) {
  return board.dataset.cardUrl.replace("0", card.dataset.card);
}

export function holdUrl(card) {
  return board.dataset.holdUrl.replace("0", card.dataset.card);
}

// A stage of another team does not take this lead.
export function fits(card, column) {
  return card.draggable
    && card.dataset.stage !== column.dataset.column
    && (!column.dataset.team || column.dataset.team === card.dataset.team);
}

function comesBefore(card, other) {
  return Number(card.dataset.priority) - Number(other.dataset.priority)
    || Number(card.dataset.card) - Number(other.dataset.card);
}

export function place(card, column) {
  const list = column.querySelector("[data-cards]");
  const next = cardsIn(column).find((other) => other !== card && comesBefore(card, other) > 0);
  list.insertBefore(card, next ?? list.querySelector(".column-more"));
}
