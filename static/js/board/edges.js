// What a finger cannot scroll while it holds a card scrolls by itself: near an edge of the board or of a column.
import { board, columns } from "./cards.js";

const EDGE = 48;
// Pixels in a second, at the very edge.
const FASTEST = 900;
// A card may be taken close to an edge: from there the finger has to go on towards it.
const MEANT = 8;

// From -1, at the one edge, to 1, at the other.
function pull(at, taken, start, end) {
  const low = Math.min(start + EDGE, taken - MEANT);
  const high = Math.max(end - EDGE, taken + MEANT);
  if (at < low) return -Math.min((low - at) / Math.max(low - start, 1), 1);
  if (at > high) return Math.min((at - high) / Math.max(end - high, 1), 1);
  return 0;
}

function columnAt(x) {
  return columns().find((column) => {
    const { left, right } = column.getBoundingClientRect();
    return left <= x && x <= right;
  });
}

// The finger is at x and y, and has taken the card at its start.
export function scrollUnder({ x, y, start }, seconds) {
  const furthest = FASTEST * seconds;
  const frame = board.getBoundingClientRect();
  board.scrollLeft += furthest * pull(x, start.x, frame.left, frame.right);
  const cards = columnAt(x)?.querySelector("[data-cards]");
  if (!cards) return;
  const { top, bottom } = cards.getBoundingClientRect();
  cards.scrollTop += furthest * pull(y, start.y, top, bottom);
}
