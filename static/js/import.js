// The pages of an import: a file dropped or too large; the name of a new attribute only where one is made.
const area = document.querySelector("[data-drop]");
const MEGABYTE = 1024 ** 2;

if (area) {
  const input = area.querySelector("input[type=file]");
  const tooLarge = document.getElementById("file-large");
  const most = Number(area.closest("form").dataset.most) * MEGABYTE;

  for (const kind of ["dragenter", "dragover"]) {
    area.addEventListener(kind, (event) => {
      event.preventDefault();
      area.classList.add("is-over");
    });
  }
  for (const kind of ["dragleave", "drop"]) {
    area.addEventListener(kind, () => area.classList.remove("is-over"));
  }
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
  input.addEventListener("change", () => {
    tooLarge.hidden = !(input.files[0]?.size > most);
  });
}

function showName(column) {
  const target = column.querySelector("[data-target]");
  const name = column.querySelector("[data-new-name]");
  // What nobody is asked is not sent either: a wide file has hundreds of columns.
  if (name) name.hidden = name.disabled = !target.value.startsWith("new.");
  column.classList.toggle("is-left-out", !target.value);
}

for (const column of document.querySelectorAll("[data-column]")) {
  showName(column);
  column.addEventListener("change", () => showName(column));
}

// Another kind of row has other targets: the page asks anew, and keeps what else was typed.
const kind = document.querySelector("[data-changes-kind]");
kind?.addEventListener("change", () => {
  const asks = Object.assign(document.createElement("input"), { type: "hidden", name: "change_kind", value: "1" });
  kind.form.append(asks);
  kind.form.requestSubmit();
});
