// A review while several people are in it: what others decide appears, and nothing moves under a hand that is at work.
import { hotkey } from "../hotkeys.js";

const EVERY = 3000;
// Regions that are drawn anew; no field of a form that somebody may be filling stands in one.
const REGIONS = ["review-agenda", "review-progress", "review-here", "review-items", "review-standing"];
const page = document.querySelector("[data-review]");
let isLooking = false;

async function look() {
  if (document.hidden || isLooking || !("live" in page.dataset)) return;
  isLooking = true;
  const url = new URL(page.dataset.review, location.href);
  url.searchParams.set("seen", page.dataset.revision);
  const answer = await fetch(url, { redirect: "manual" }).catch(() => null);
  isLooking = false;
  if (!answer?.ok || answer.status === 204) return;
  const body = await answer.json().catch(() => null);
  if (!body) return;
  page.dataset.revision = body.revision;
  take(body.html);
}

function take(html) {
  const box = document.createElement("template");
  box.innerHTML = html;
  for (const id of REGIONS) {
    const fresh = box.content.getElementById(id);
    const old = document.getElementById(id);
    if (fresh && old) replace(old, fresh);
  }
  const closed = box.content.getElementById("review-closed");
  if (closed) {
    delete page.dataset.live;
    document.querySelector(".review-tabs")?.after(closed);
  }
}

// Whatever had the focus keeps it, by its name.
function replace(old, fresh) {
  const held = old.contains(document.activeElement) ? document.activeElement.id : "";
  // A button has no name, and somebody is about to press it: the next look draws it.
  if (old.contains(document.activeElement) && !held) return;
  if (same(old, fresh)) return;
  mark(old, fresh);
  old.replaceWith(fresh);
  htmx.process(fresh);
  if (held) document.getElementById(held)?.focus({ preventScroll: true });
}

// Every drawing of a form has another token.
function same(old, fresh) {
  return old.innerText.trim() === box(fresh).innerText.trim() && old.childElementCount === fresh.childElementCount;
}

function box(fresh) {
  const place = document.createElement("div");
  place.append(fresh.cloneNode(true));
  return place;
}

// What has become another glows for a moment.
function mark(old, fresh) {
  for (const stop of fresh.querySelectorAll(".review-stop.is-decided")) {
    if (old.querySelector(`[id="${stop.id}"]:not(.is-decided)`)) stop.classList.add("is-fresh");
  }
}

// The names behind a number, under the flow: they open with the focus at their head, and Escape closes them.
const names = document.getElementById("review-names");
let opener = null;

function closeNames() {
  if (!names?.firstElementChild) return;
  names.replaceChildren();
  opener?.focus();
}

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target === names && event.detail.elt.closest(".review-flow-panel")) opener = event.detail.elt;
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target !== names) return;
  for (const each of document.querySelectorAll("[data-chosen]")) delete each.dataset.chosen;
  if (opener) opener.dataset.chosen = "";
  names.querySelector("[data-focus]")?.focus({ preventScroll: true });
  names.scrollIntoView({ block: "nearest" });
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-closes-names]")) closeNames();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && names?.contains(document.activeElement)) closeNames();
});

// Arrows go from lead to lead.
for (const key of ["ArrowLeft", "ArrowRight"]) {
  const link = document.querySelector(`[data-step="${key}"]`);
  if (link) hotkey(key, () => link.click());
}

function row() {
  return document.activeElement.closest("[data-row]") ?? document.querySelector("[data-row]");
}
hotkey("l", () => row()?.querySelector("[data-row-key=l]")?.click());

document.querySelector("[data-focus]")?.focus();
if (page) {
  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
  look();
}
