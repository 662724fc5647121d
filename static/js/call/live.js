// What the server says goes where its id stands; and every few seconds a look whether somebody else wrote.
import * as answers from "./answers.js";
import * as outbox from "./outbox.js";
import * as stage from "./stage.js";

const EVERY = 3000;
const saved = document.getElementById("call-saved");
const voice = document.getElementById("call-voice");
let page;
let savedAt = null;
let isOver = false;

export function swap(html) {
  const box = document.createElement("template");
  box.innerHTML = html;
  const focused = document.activeElement?.id;
  const opened = [...document.querySelectorAll(".next-why[open] summary")].map((summary) => summary.id);
  for (const fresh of [...box.content.children]) document.getElementById(fresh.id)?.replaceWith(fresh);
  opened.forEach((id) => document.getElementById(id)?.parentElement.setAttribute("open", ""));
  // Who stood on something that was drawn anew still stands there.
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

function sentences() {
  return [...document.querySelectorAll("#call-spoken li")].map((each) => each.textContent);
}

// Said in one breath: what was saved, and of the results only those that have moved.
function take(body, news = "") {
  const before = sentences();
  if (body.html) show(body.html);
  const words = [news, ...sentences().filter((each) => !before.includes(each))].filter(Boolean).join(". ");
  if (words) voice.textContent = words;
}

function show(html) {
  const held = document.activeElement !== document.body;
  swap(html);
  answers.take();
  stage.marks();
  // What had the focus may be gone, or may have nothing to say any more.
  if (held && (document.activeElement === document.body || !document.activeElement.checkVisibility())) stage.focus();
}

function newsOf({ fields }) {
  const { voiced = "", noted = "" } = saved.dataset;
  const line = document.querySelector(`[data-line="${fields.criterion}"] .line-name`);
  const rating = fields.rating === "none" ? "" : ` ${fields.rating}`;
  return line ? voiced.replace("{answer}", `${line.textContent}${rating}`) : noted;
}

function afterSaving(body, letter) {
  take(body, newsOf(letter));
  // Anything between was written by somebody else: the next look brings it all.
  if (body.revision === Number(page.dataset.revision) + 1) page.dataset.revision = body.revision;
  savedAt = Date.now();
}

async function look() {
  if (document.hidden || isOver || !outbox.isEmpty()) return;
  const url = `${page.dataset.revisionUrl}?seen=${page.dataset.revision}`;
  const response = await fetch(url, { headers: { Accept: "application/json" }, redirect: "manual" }).catch(() => null);
  if (!response || response.type === "opaqueredirect" || response.status === 204) return;
  if (response.status === 409) return end(await response.json());
  if (!response.ok) return;
  const body = await response.json();
  if (!outbox.isEmpty()) return;
  take(body);
  page.dataset.revision = body.revision;
}

function end(body) {
  if (isOver) return;
  isOver = true;
  say("ended");
  const note = document.createElement("p");
  note.className = "alert alert-warning call-over";
  note.setAttribute("role", "alert");
  const link = document.createElement("a");
  link.href = body.url;
  link.textContent = body.ended;
  note.append(link);
  page.prepend(note);
}

function say(state, words) {
  saved.dataset.state = state;
  saved.querySelector("[data-words]").textContent = words ?? saved.dataset[camel(state)];
}

function camel(name) {
  return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}

function tick() {
  if (savedAt === null || !outbox.isEmpty() || isOver || ["refused", "gone", "conflict"].includes(saved.dataset.state)) return;
  const seconds = Math.floor((Date.now() - savedAt) / 1000);
  if (seconds < 2) say("saved", saved.dataset.now);
  else if (seconds < 60) say("saved", saved.dataset.seconds.replace("{n}", seconds));
  else say("saved", saved.dataset.minutes.replace("{n}", Math.floor(seconds / 60)));
}

function time() {
  const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(page.dataset.started)) / 1000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, "0"));
  const hours = Math.floor(seconds / 3600);
  document.getElementById("call-timer").textContent = (hours ? [hours, ...parts] : parts).join(":");
}

export function start(element) {
  page = element;
  outbox.on("change", (state) => {
    say(state);
    // Trouble is worth hearing; the daily "saving" is not.
    if (state !== "saving") voice.textContent = saved.dataset[camel(state)];
  });
  outbox.on("saved", () => { if (["refused", "gone", "conflict"].includes(saved.dataset.state)) say("saving"); });
  outbox.on("saved", afterSaving);
  outbox.on("refused", (body) => say(body.isGone ? "gone" : "refused"));
  outbox.on("conflict", () => {
    say("conflict");
    voice.textContent = saved.dataset.conflict;
  });
  outbox.on("ended", end);
  setInterval(look, EVERY);
  setInterval(() => { tick(); time(); }, 1000);
  document.addEventListener("visibilitychange", look);
  time();
}
