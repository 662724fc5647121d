// The dialog of columns: drag a row, or press its arrows; what is ticked below joins the shown ones.
let dragged = null;

function rows(list) {
  return [...list.querySelectorAll("[data-column]")];
}

// The first row is the lead itself, and stays.
function move(row, way) {
  const all = rows(row.parentElement);
  const place = Math.max(1, Math.min(all.indexOf(row) + way, all.length - 1));
  const other = all[place];
  if (way < 0) other.before(row);
  else other.after(row);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-columns] button[name=move]");
  if (!button) return;
  event.preventDefault();
  move(button.closest("[data-column]"), button.value.startsWith("up") ? -1 : 1);
  button.focus();
});

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-column][draggable]");
  if (dragged) event.dataTransfer.effectAllowed = "move";
});

document.addEventListener("dragover", (event) => {
  const over = dragged && event.target.closest?.("[data-column][draggable]");
  if (!over || over === dragged || over.parentElement !== dragged.parentElement) return;
  event.preventDefault();
  const { top, height } = over.getBoundingClientRect();
  if (event.clientY < top + height / 2) over.before(dragged);
  else over.after(dragged);
});

document.addEventListener("drop", (event) => { if (dragged) event.preventDefault(); });
document.addEventListener("dragend", () => { dragged = null; });
