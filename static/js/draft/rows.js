// Rows of a list: up and down by buttons, by Alt and an arrow and by drag; added from a template, taken away by a tick.
const form = document.querySelector("[data-draft]");
let dragged = null;

export function listOf(row) {
  return row.parentElement;
}

export function rowsIn(list) {
  return [...list.children].filter((each) => each.matches("[data-row]"));
}

export function changed(from) {
  from.dispatchEvent(new CustomEvent("draft:changed", { bubbles: true }));
}

function movable(list) {
  return rowsIn(list).filter((row) => !("fixed" in row.dataset));
}

// The place that a row sends is its own, not that of a row inside it.
function placeOf(row) {
  return [...row.querySelectorAll("[data-position]")].find((input) => input.closest("[data-row]") === row);
}

function renumber(list) {
  rowsIn(list).forEach((row, at) => {
    const place = placeOf(row);
    if (place) place.value = at + 1;
  });
}

function tell(row) {
  const status = form.querySelector("[data-moved]");
  const rows = rowsIn(listOf(row));
  status.textContent = status.dataset.words
    .replace("{n}", rows.indexOf(row) + 1).replace("{m}", rows.length);
}

function put(row, before) {
  const list = listOf(row);
  list.insertBefore(row, before);
  renumber(list);
  changed(row);
}

function move(row, step) {
  const rows = movable(listOf(row));
  const other = rows[rows.indexOf(row) + step];
  if (!other || !rows.includes(row)) return;
  const focused = document.activeElement;
  put(row, step > 0 ? other.nextElementSibling : other);
  // Moved in the page, an element loses the focus.
  if (row.contains(focused)) focused.focus();
  row.scrollIntoView({ block: "nearest" });
  tell(row);
}

function add(button) {
  const list = listFor(button);
  const blank = document.getElementById(`blank-${button.dataset.adds}`).content.querySelector("[data-row]");
  // A template takes a row of a table, too.
  const holder = document.createElement("template");
  holder.innerHTML = blank.outerHTML
    .replaceAll("__rows__", button.value).replaceAll("__n__", nextNumber(list, button.value));
  const row = holder.content.firstElementChild;
  list.insertBefore(row, rowsIn(list).find((each) => "fixed" in each.dataset) ?? null);
  renumber(list);
  row.querySelector("select, input:not([type=hidden], [data-position])")?.focus();
  changed(row);
}

function listFor(button) {
  const named = form.querySelector(`[data-rows="${button.value}"]`);
  return named.matches("[data-list]") ? named : named.querySelector("[data-list]");
}

function nextNumber(list, prefix) {
  const names = rowsIn(list).map((row) => row.querySelector(`input[name^="${prefix}-"][name$="-id"]`)?.name ?? "");
  const numbers = names.map((name) => Number(name.slice(prefix.length + 1, -3))).filter(Number.isInteger);
  return Math.max(-1, ...numbers) + 1;
}

function over(event) {
  const row = event.target.closest?.("[data-row]");
  if (!dragged) return;
  const target = row && ancestorIn(row, listOf(dragged));
  if (!target || target === dragged || "fixed" in target.dataset) return;
  event.preventDefault();
  const box = target.getBoundingClientRect();
  const isBelow = event.clientY > box.top + box.height / 2;
  const before = isBelow ? target.nextElementSibling : target;
  if (before !== dragged && before !== dragged.nextElementSibling) put(dragged, before);
}

function ancestorIn(row, list) {
  while (row && listOf(row) !== list) row = row.parentElement.closest("[data-row]");
  return row;
}

function grip(event) {
  const handle = event.target.closest?.("[data-grip]");
  if (!handle) return;
  dragged = handle.closest("[data-row]");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
  event.dataTransfer.setDragImage(dragged, 16, 16);
  setTimeout(() => dragged?.classList.add("is-dragged"));
}

function drop() {
  if (!dragged) return;
  dragged.classList.remove("is-dragged");
  tell(dragged);
  dragged = null;
}

if (form) {
  form.classList.add("is-live");
  form.addEventListener("click", (event) => {
    const step = event.target.closest("[data-moves-row]");
    const adding = event.target.closest("[data-adds]");
    if (step) move(step.closest("[data-row]"), Number(step.dataset.movesRow));
    if (adding) {
      event.preventDefault();
      add(adding);
    }
  });
  form.addEventListener("keydown", (event) => {
    if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    const row = event.target.closest("[data-row]");
    if (!row || !placeOf(row)) return;
    event.preventDefault();
    move(row, event.key === "ArrowUp" ? -1 : 1);
  });
  // A typed number takes the row there at once.
  form.addEventListener("change", (event) => {
    if (!event.target.matches("[data-position]")) return;
    const row = event.target.closest("[data-row]");
    const rows = movable(listOf(row)).filter((each) => each !== row);
    const at = Number(event.target.value) - 1;
    if ("fixed" in row.dataset || !Number.isInteger(at)) return renumber(listOf(row));
    const fixed = rowsIn(listOf(row)).find((each) => "fixed" in each.dataset) ?? null;
    put(row, rows[Math.max(0, at)] ?? fixed);
    event.target.focus();
    tell(row);
  });
  form.addEventListener("dragstart", grip);
  form.addEventListener("dragover", over);
  form.addEventListener("drop", (event) => dragged && event.preventDefault());
  form.addEventListener("dragend", drop);
  form.addEventListener("change", (event) => {
    if (event.target.matches("[name$='-removed']")) changed(event.target);
  });
}
