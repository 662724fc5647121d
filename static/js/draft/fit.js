// The scale of an ICP follows its rules: its ends, where leads come to stand on it, and each rule's share of it.
const groups = document.querySelectorAll("[data-icp]");
const place = document.querySelector("[data-single]");
const single = new Set(place?.dataset.single.split(" "));
const grades = place?.dataset.grades.split(" ").map(Number) ?? [];

function rulesOf(group) {
  return [...group.querySelectorAll("[data-list] > [data-row]")]
    .filter((row) => !row.querySelector("[name$='-removed']").checked)
    .map((row, at) => {
      const attribute = row.querySelector("[name$='-attribute']").value;
      return {
        row,
        ladder: single.has(attribute) ? attribute : `${attribute}#${at}`,
        points: Number.parseInt(row.querySelector("[name$='-points']").value, 10) || 0,
        isRequired: row.querySelector("[name$='-required']").checked,
      };
    });
}

function laddersOf(rules) {
  const found = new Map();
  for (const rule of rules) found.set(rule.ladder, [...found.get(rule.ladder) ?? [], rule]);
  return [...found.values()];
}

function sum(ladders, of) {
  return ladders.reduce((total, ladder) => total + of(ladder), 0);
}

function gradeOf(fit) {
  return "ABC"[grades.findIndex((least) => fit >= 100 * least)] ?? "D";
}

function draw(group) {
  const rules = rulesOf(group);
  const ladders = laddersOf(rules);
  const least = sum(ladders, (ladder) => Math.min(0, ...ladder.map((rule) => rule.points)));
  const most = sum(ladders, (ladder) => Math.max(0, ...ladder.map((rule) => rule.points)));
  const required = sum(ladders, (ladder) => ladder.find((rule) => rule.isRequired)?.points ?? 0);
  const fit = (earned) => (most === least ? 10000 : Math.floor(10000 * (earned - least) / (most - least)));
  const threshold = Number.parseInt(group.querySelector("[name$='-threshold']").value, 10) || 0;
  group.querySelector("[data-least]").value = least;
  group.querySelector("[data-most]").value = most;
  group.querySelector("[data-needed]").value = least + Math.ceil(threshold * (most - least) / 100);
  for (const [name, earned] of Object.entries({ all: most, required, nothing: 0 })) {
    group.querySelector(`[data-fit=${name}]`).value = Math.floor(fit(earned) / 100);
    group.querySelector(`[data-grade=${name}]`).textContent = gradeOf(fit(earned));
  }
  for (const { row, points } of rules) {
    const bar = row.querySelector("[data-share]");
    bar.setAttribute("width", most > least ? 100 * Math.abs(points) / (most - least) : 0);
    bar.classList.toggle("is-below", points < 0);
  }
}

for (const group of groups) {
  for (const name of ["input", "change", "draft:changed"]) group.addEventListener(name, () => draw(group));
  draw(group);
}
