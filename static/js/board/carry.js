// A card in hand, by mouse or by finger: the column beneath lights up where the card may go, and there it is put down.
import { board, cardById, columns, fits } from "./cards.js";
import { move } from "./moves.js";

let carried = null;

export function pickUp(card) {
  carried = card;
  // After the browser has drawn the picture that hangs on the mouse.
  setTimeout(() => {
    if (carried !== card) return;
    card.classList.add("is-dragged");
    board.classList.add("is-dragging");
    for (const column of columns()) column.classList.toggle("is-closed", !fits(card, column));
  });
}

// The column beneath, if it takes the card; it alone is lit.
export function over(element) {
  const beneath = carried && element?.closest?.("[data-column]");
  const target = beneath && fits(carried, beneath) ? beneath : null;
  for (const column of columns()) column.classList.toggle("is-target", column === target);
  return target;
}

export function putDown(column) {
  move(cardById(carried.id), column);
}

export function letGo() {
  carried?.classList.remove("is-dragged");
  carried = null;
  board.classList.remove("is-dragging");
  for (const column of columns()) column.classList.remove("is-target", "is-closed");
}
