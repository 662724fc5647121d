// By mouse: a column lights up where the card may go. Touch has the menu.
import { board, cardById, columns, fits } from "./cards.js";
import { move } from "./moves.js";

let dragged = null;

function target(event) {
  const column = event.target.closest?.("[data-column]");
  return dragged && column && fits(dragged, column) ? column : null;
}

function light(column) {
  for (const each of columns()) each.classList.toggle("is-target", each === column);
}

function start(event) {
  const card = event.target.closest?.("[data-card][draggable=true]");
  if (!card) return;
  dragged = card;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", card.querySelector("[data-card-link]").textContent);
  // After the browser has drawn the picture that hangs on the pointer.
  setTimeout(() => {
    card.classList.add("is-dragged");
    board.classList.add("is-dragging");
    for (const column of columns()) column.classList.toggle("is-closed", !fits(card, column));
  });
}

function over(event) {
  const column = target(event);
  light(column);
  if (!column) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "move";
}

function drop(event) {
  const column = target(event);
  if (!column) return;
  event.preventDefault();
  move(cardById(dragged.id), column);
}

function end() {
  dragged?.classList.remove("is-dragged");
  dragged = null;
  board.classList.remove("is-dragging");
  for (const column of columns()) column.classList.remove("is-target", "is-closed");
}

if (board) {
  board.addEventListener("dragstart", start);
  board.addEventListener("dragover", over);
  board.addEventListener("drop", drop);
  document.addEventListener("dragend", end);
}
