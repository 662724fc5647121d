// Every few seconds a look at what others have changed: their cards go where they put them, with a quiet note.
import { show } from "../messages.js";
import { board, cardById, cardsIn, columnOfStage, focusOn, place } from "./cards.js";

const EVERY = 3000;
const notes = document.getElementById("messages");
const told = new Set();
let isLooking = false;

// Nothing moves under a hand that is at work.
function isBusy() {
  return document.hidden || isLooking || board.classList.contains("is-dragging")
    || board.querySelector("[aria-busy]") || document.querySelector("dialog[open], :popover-open");
}

function url() {
  const said = new URLSearchParams(location.search);
  said.set("seen", board.dataset.revision);
  return `${board.dataset.changesUrl}?${said}`;
}

async function look() {
  if (isBusy()) return;
  isLooking = true;
  const answer = await fetch(url(), { redirect: "manual" }).catch(() => null);
  isLooking = false;
  if (!answer?.ok || answer.status === 204) return;
  const body = await answer.json().catch(() => null);
  // Asked again by the next look.
  if (!body || isBusy()) return;
  board.dataset.revision = body.revision;
  if (body.isMuch) show("much-changed");
  body.gone.forEach((lead) => cardById(`card-${lead}`)?.remove());
  take(body.html);
}

function take(html) {
  const box = document.createElement("template");
  box.innerHTML = html;
  box.content.querySelectorAll("[data-card]").forEach(settle);
  for (const figures of box.content.querySelectorAll(".column-figures")) {
    document.getElementById(figures.id)?.replaceWith(figures);
  }
  box.content.querySelectorAll("[data-news]").forEach(tell);
}

function settle(fresh) {
  const card = cardById(fresh.id);
  const column = columnOfStage(fresh.dataset.stage);
  if (card?.dataset.mark === fresh.dataset.mark && card.dataset.stage === fresh.dataset.stage) return;
  if (!column) return card?.remove();
  const hadFocus = card?.contains(document.activeElement);
  card?.remove();
  const [last] = cardsIn(column).slice(-1);
  place(fresh, column);
  // Beyond the cards that are loaded it comes with those.
  if (last && last === fresh.previousElementSibling && column.querySelector(".column-more")) fresh.remove();
  else if (hadFocus) focusOn(fresh);
  fresh.classList.add("is-fresh");
}

function tell(news) {
  if (told.has(news.dataset.news)) return;
  told.add(news.dataset.news);
  notes.append(news.content.cloneNode(true));
}

if (board) {
  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
}
