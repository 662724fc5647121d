// By mouse, as browsers drag.
import { board } from "./cards.js";
import { letGo, over, pickUp, putDown } from "./carry.js";

function start(event) {
  const card = event.target.closest?.("[data-card][draggable=true]");
  if (!card) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", card.querySelector("[data-card-link]").textContent);
  pickUp(card);
}

function pass(event) {
  if (!over(event.target)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "move";
}

function drop(event) {
  const column = over(event.target);
  if (!column) return;
  event.preventDefault();
  putDown(column);
}

if (board) {
  board.addEventListener("dragstart", start);
  board.addEventListener("dragover", pass);
  board.addEventListener("drop", drop);
  document.addEventListener("dragend", letGo);
}
