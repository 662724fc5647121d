// The one question on the screen. It changes when the person says so, and never by itself.
const place = document.getElementById("call-stage");
const way = [];
const arrivals = [];
const passings = [];

export function asks() {
  return [...place.querySelectorAll(".ask")];
}

export function current() {
  return place.querySelector(".ask:not([hidden])");
}

export function form(criterion) {
  return document.getElementById(`ask-${criterion}`);
}

export function onShow(listener) {
  arrivals.push(listener);
}

// Left for the next one, and not for one that was looked for.
export function onPass(listener) {
  passings.push(listener);
}

export function show(criterion, { isBack = false } = {}) {
  const wanted = form(criterion);
  if (!wanted) return;
  const before = current();
  if (wanted !== before) {
    if (!isBack) way.push(before.dataset.criterion);
    arrivals.forEach((listener) => listener(before, wanted));
    before.hidden = true;
    wanted.hidden = false;
    history.replaceState(null, "", `?ask=${criterion}`);
    marks();
  }
  focus();
  place.scrollIntoView({ block: "nearest" });
}

export function focus() {
  current().querySelector("h2").focus({ preventScroll: true });
}

// The best question that is not on the screen; with none left, the next line nobody has answered.
export function next() {
  const here = current().dataset.criterion;
  const best = [...document.querySelectorAll("[data-suggests]")].map((each) => each.dataset.suggests);
  const lines = [...document.querySelectorAll("[data-line]")];
  const at = lines.findIndex((line) => line.dataset.line === here);
  const after = [...lines.slice(at + 1), ...lines.slice(0, at)].filter((line) => !line.matches(".line-known, .line-aged"));
  const wanted = best.find((key) => key !== here) ?? after[0]?.dataset.line;
  if (!wanted) return;
  passings.forEach((listener) => listener(current()));
  show(wanted);
}

export function previous() {
  const before = way.pop();
  if (before) show(before, { isBack: true });
}

export function press(selector) {
  const button = current().querySelector(`${selector}:not([hidden]):not([aria-hidden])`);
  button?.click();
}

// Where we are in the lists; and three questions in sight beside the one on the screen.
export function marks() {
  const here = current().dataset.criterion;
  document.querySelectorAll("[data-line]").forEach((line) => {
    line.classList.toggle("is-chosen", line.dataset.line === here);
    const link = line.querySelector("a");
    if (line.dataset.line === here) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  });
  let shown = 0;
  document.querySelectorAll("[data-suggests]").forEach((item) => {
    item.hidden = item.dataset.suggests === here || shown === 3;
    if (!item.hidden) shown += 1;
    item.querySelector(".next-words").textContent = firstWords(item.dataset.suggests);
  });
  const last = document.querySelector("[data-last]");
  if (last) last.hidden = shown > 0;
}

function firstWords(criterion) {
  return form(criterion)?.querySelector(".wording:not([hidden]) .ask-question")?.textContent ?? "";
}

export function start() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-ask]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(link.dataset.ask);
  });
  document.querySelectorAll('[data-does="next"]').forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", (event) => {
      event.preventDefault();
      next();
    });
  });
  marks();
}
