// By finger: pressed and held, a card is lifted; its copy hangs on the finger until that lets go.
import { board, columnOf } from "./cards.js";
import { letGo, over, pickUp, putDown } from "./carry.js";
import { scrollUnder } from "./edges.js";

const HOLD = 350;
// A finger that goes further before that wants to scroll.
const STILL = 8;
// A longer pause between two pictures, as while a page loads, must not become a leap.
const LONGEST_FRAME = 0.05;

// The finger on a card: where it began and where it is; with a copy and what listens for it once the card is lifted.
let finger = null;

function press(event) {
  if (event.pointerType !== "touch") return;
  // A second finger means something else than a move.
  if (finger) return end();
  const card = event.target.closest?.("[data-card][draggable=true]:not([aria-busy])");
  if (!card || !event.isPrimary) return;
  const start = { x: event.clientX, y: event.clientY };
  finger = { id: event.pointerId, card, start, ...start, timer: setTimeout(lift, HOLD) };
}

function isIt(event) {
  return event.pointerId === finger?.id;
}

function lift() {
  if (!finger.card.isConnected) return forget();
  finger.copy = copyOf(finger);
  finger.listening = listen();
  pickUp(finger.card);
  requestAnimationFrame(follow);
}

function copyOf({ card, start }) {
  const { left, top, width } = card.getBoundingClientRect();
  const copy = card.cloneNode(true);
  for (const { name } of [...copy.attributes]) if (name !== "class") copy.removeAttribute(name);
  copy.inert = true;
  copy.classList.add("is-lifted");
  for (const [side, length] of Object.entries({ left, top, width })) copy.style[side] = `${length}px`;
  // It grows or shrinks around the finger.
  copy.style.transformOrigin = `${start.x - left}px ${start.y - top}px`;
  document.body.append(copy);
  return copy;
}

// Only while a card is lifted: a page that may be asked before it scrolls scrolls more slowly.
function listen() {
  const listening = new AbortController();
  const blocking = { passive: false, signal: listening.signal };
  document.addEventListener("touchmove", stay, blocking);
  // Nor is letting go a tap on what lies beneath.
  document.addEventListener("touchend", stay, blocking);
  document.addEventListener("keydown", (event) => event.key === "Escape" && end(), blocking);
  return listening;
}

function stay(event) {
  if (event.cancelable) event.preventDefault();
}

function point(event) {
  if (!isIt(event)) return;
  finger.x = event.clientX;
  finger.y = event.clientY;
  if (!finger.copy && Math.hypot(finger.x - finger.start.x, finger.y - finger.start.y) > STILL) forget();
}

function beneath() {
  return over(document.elementFromPoint(finger.x, finger.y));
}

function follow(now) {
  if (!finger?.copy) return;
  // Drawn anew, or taken away: it is another card now.
  if (!finger.card.isConnected) return end();
  const seconds = Math.min((now - (finger.seen ?? now)) / 1000, LONGEST_FRAME);
  finger.seen = now;
  finger.copy.style.translate = `${finger.x - finger.start.x}px ${finger.y - finger.start.y}px`;
  scrollUnder(finger, seconds);
  beneath();
  requestAnimationFrame(follow);
}

function release(event) {
  if (!isIt(event)) return;
  point(event);
  const column = finger?.copy && finger.card.isConnected && beneath();
  if (column) putDown(column);
  end();
}

// The column in which the card stands now comes into sight, be it the old one.
function end() {
  if (finger?.copy) {
    columnOf(finger.card)?.scrollIntoView({ inline: "nearest", block: "nearest" });
    letGo();
  }
  forget();
}

function forget() {
  const listening = finger?.listening;
  clearTimeout(finger?.timer);
  finger?.copy?.remove();
  // The end of the touch is told right after that of the pointer.
  setTimeout(() => listening?.abort());
  finger = null;
}

// Held, the browser would drag the card its own way, or open the menu of its link.
function refuse(event) {
  if (!finger) return;
  event.preventDefault();
  event.stopPropagation();
}

if (board) {
  document.addEventListener("pointerdown", press);
  document.addEventListener("pointermove", point);
  document.addEventListener("pointerup", release);
  document.addEventListener("pointercancel", (event) => isIt(event) && end());
  document.addEventListener("contextmenu", refuse, true);
  document.addEventListener("dragstart", refuse, true);
  // Safari settles as a finger comes down whether the page may keep it from scrolling.
  if ("GestureEvent" in window) board.addEventListener("touchmove", (event) => finger?.copy && stay(event), { passive: false });
}
