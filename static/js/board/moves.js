// A card goes to its new column at once; the server's answer settles where it stands, or asks for a reason first.
import { show } from "../messages.js";
import { board, cardById, cardUrl, columnOf, columnOfStage, fits, focusOn, moveUrl, place } from "./cards.js";

const dialogs = document.getElementById("dialog-place");
// The card whose dialog is open.
let asked = null;

export function move(card, column) {
  if (card.getAttribute("aria-busy") || !fits(card, column)) return;
  const hadFocus = card.contains(document.activeElement);
  card.setAttribute("aria-busy", "true");
  place(card, column);
  // A dialog closed before is still there.
  dialogs.replaceChildren();
  if (hadFocus) focusOn(card);
  const values = { stage: column.dataset.column, seen: card.dataset.stage };
  ask("POST", moveUrl(card) + location.search, card, values, () => settle(card, hadFocus));
}

// Something else is asked of a card, in a dialog over the board: it stays where it is.
export function askOver(card, url) {
  if (card.getAttribute("aria-busy")) return;
  card.setAttribute("aria-busy", "true");
  dialogs.replaceChildren();
  ask("GET", url, card, {}, () => settle(card, true));
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
  for (const form of document.querySelectorAll("[data-undo]:not([data-of])")) form.dataset.of = card.id;
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
  drawAnew(card);
});

function drawAnew(card) {
  const said = new URLSearchParams(location.search);
  said.set("left", card.dataset.stage);
  ask("GET", `${cardUrl(card)}?${said}`, card, {}, () => settle(card, true));
}

// Whatever has put a card elsewhere can be taken back without another page.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const card = form.matches("[data-undo]") && cardById(form.dataset.of);
  if (!card) return;
  event.preventDefault();
  if (card.getAttribute("aria-busy")) return;
  // Drawn by a look at what others have changed meanwhile, it would not be there for its answer.
  card.setAttribute("aria-busy", "true");
  const fail = (name) => { card.removeAttribute("aria-busy"); show(name); };
  fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).then((answer) => {
    if (answer.type !== "opaqueredirect") return fail("failed");
    form.closest(".toast-note").remove();
    return drawAnew(card);
  }, () => fail("offline"));
}, true);

// More cards have come: of a card that came twice the newer one stays.
document.addEventListener("htmx:load", (event) => {
  const card = event.target;
  if (!card.matches?.("[data-card]")) return;
  for (const twin of board.querySelectorAll(`[data-card="${card.dataset.card}"]`)) {
    if (twin !== card) twin.remove();
  }
});
