// A criterion's share of its framework's weight; and a threshold only where the pass rule has one.
const WITH_THRESHOLD = ["threshold", "both"];

function draw(group) {
  const rows = [...group.querySelectorAll("[data-list] > [data-row]")];
  const weight = (row) => (row.querySelector("[name$='-removed']").checked
    ? 0 : Number.parseInt(row.querySelector("[name$='-weight']").value, 10) || 0);
  const all = rows.reduce((total, row) => total + weight(row), 0);
  for (const row of rows) {
    row.querySelector("[data-percent]").value = all ? `${Math.round(100 * weight(row) / all)} %` : "–";
  }
  const threshold = group.querySelector("[name$='-threshold']");
  threshold.disabled = !WITH_THRESHOLD.includes(group.querySelector("[name$='-pass_rule']").value);
}

for (const group of document.querySelectorAll("[data-framework]")) {
  for (const name of ["input", "change", "draft:changed"]) group.addEventListener(name, () => draw(group));
  draw(group);
}
