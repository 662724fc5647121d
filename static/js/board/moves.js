// A card goes to its new column at once; the server's answer settles where it stands, or asks for a reason first.
import { board, cardById, cardUrl, columnOf, columnOfStage, fits, focusOn, moveUrl, place } from "./cards.js";

const dialogs = document.getElementById("dialog-place");
// The card whose dialog is open.
let asked = null;

export function move(card, column) {
  if (card.getAttribute("aria-busy") || !fits(card, column)) return;
  const hadFocus = card.contains(document.activeElement);
  card.setAttribute("aria-busy", "true");
  place(card, column);
  if (hadFocus) focusOn(card);
  const values = { stage: column.dataset.column, seen: card.dataset.stage };
  ask("POST", moveUrl(card) + location.search, card, values, () => settle(card, hadFocus));
}

// Whether it was answered or not: what went wrong is told by a note.
function ask(method, url, source, values, then) {
  htmx.ajax(method, url, { source, target: dialogs, swap: "innerHTML", values }).then(then, then);
}

// Answered, the card is a new one; without an answer it goes back, and with a dialog it waits for that.
function settle(card, hadFocus) {
  if (card.isConnected && dialogs.querySelector("dialog")) {
    asked = { card, hadFocus };
    return;
  }
  if (card.isConnected) putBack(card);
  arrange();
  if (hadFocus) focusOn(cardById(card.id) ?? card);
}

function putBack(card) {
  card.removeAttribute("aria-busy");
  place(card, columnOfStage(card.dataset.stage));
}

// Every card that is not on its way stands in the column of its stage.
function arrange() {
  for (const card of board.querySelectorAll("[data-card]:not([aria-busy])")) {
    const column = columnOfStage(card.dataset.stage);
    if (!column) card.remove();
    else if (column !== columnOf(card)) place(card, column);
  }
}

// A dialog that is closed has changed nothing. The event of closing does not bubble.
document.addEventListener("close", (event) => {
  if (!asked || !dialogs.contains(event.target)) return;
  const { card } = asked;
  asked = null;
  putBack(card);
  focusOn(card);
}, true);

// A dialog that has done its work would lead to the lead's page; over the board only its card is drawn anew.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { elt, xhr } = event.detail;
  if (!asked || !dialogs.contains(elt) || !xhr.getResponseHeader("HX-Redirect")) return;
  event.preventDefault();
  const { card } = asked;
  asked = null;
  dialogs.replaceChildren();
  const url = new URL(cardUrl(card), location);
  url.search = location.search;
  url.searchParams.set("left", card.dataset.stage);
  ask("GET", url.pathname + url.search, card, {}, () => settle(card, true));
});

// Taking back a move of the board needs no other page.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-undo]") || !event.target.action.includes("/board/")) return;
  event.preventDefault();
  const note = event.target.closest(".toast-note");
  ask("POST", event.target.action, board, {}, arrange);
  note?.remove();
}, true);

// More cards have come: of a card that came twice the newer one stays.
document.addEventListener("htmx:load", (event) => {
  const card = event.target;
  if (!card.matches?.("[data-card]")) return;
  for (const twin of board.querySelectorAll(`[data-card="${card.dataset.card}"]`)) {
    if (twin !== card) twin.remove();
  }
});
