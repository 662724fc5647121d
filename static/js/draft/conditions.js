// A condition shows the fields that its kind reads, and the row's head says in few words what was chosen.
const list = document.querySelector("[data-columns]");
const columns = list && JSON.parse(list.dataset.columns);

function reshape(condition, kind) {
  const read = columns[kind] ?? [];
  for (const field of condition.querySelectorAll("[data-field]")) field.hidden = !read.includes(field.dataset.field);
  const values = condition.querySelector("[data-field=values]");
  const template = document.querySelector(`[data-values-of="${kind}"]`);
  values.replaceChildren(...template ? [template.content.cloneNode(true)] : []);
  for (const input of values.querySelectorAll("[name]")) input.name = values.dataset.name;
  for (const error of condition.querySelectorAll(".draft-error")) error.remove();
}

function chosen(condition) {
  const kind = condition.querySelector("[name$='-kind']");
  const shown = (name) => condition.querySelector(`[data-field="${name}"]:not([hidden])`);
  const typed = (name) => shown(name)?.querySelector("input, select")?.value ?? "";
  const framework = shown("framework")?.querySelector("select");
  const values = shown("values");
  const picked = values
    ? [...values.querySelectorAll("input")].filter((input) => input.type !== "checkbox" || input.checked)
      .map((input) => (input.type === "checkbox" ? input.nextElementSibling.textContent : input.value))
    : [];
  return {
    kind: kind.selectedOptions[0]?.textContent ?? "",
    words: [
      framework?.value ? `${framework.selectedOptions[0].textContent}:` : "",
      picked.join(", "),
      range(typed("at_least"), typed("at_most")),
      typed("days") && `${typed("days")} d`,
      typed("currency"),
    ].filter(Boolean).join(" "),
    open: condition.querySelector("[name$='-or_open']").checked
      ? condition.querySelector(".draft-open").textContent.trim() : "",
    isGone: condition.querySelector("[name$='-removed']").checked,
  };
}

function range(low, high) {
  if (low && low === high) return low;
  if (low && high) return `${low}–${high}`;
  return low ? `≥ ${low}` : high && `≤ ${high}`;
}

function chip({ kind, words, open }) {
  const found = document.createElement("span");
  found.className = "draft-chip";
  found.append(`${kind} `, tag("b", words), open && " ", open && tag("i", open));
  return found;
}

function tag(name, text) {
  const found = document.createElement(name);
  found.textContent = text;
  return found;
}

function summarise(row) {
  const conditions = [...row.querySelectorAll("[data-condition]")].map(chosen);
  row.querySelector("[data-chips]").replaceChildren(
    ...conditions.filter((each) => !each.isGone && each.words).map(chip),
  );
  const texts = [...row.querySelectorAll(".texts input")];
  const name = texts.find((input) => input.lang === document.documentElement.lang && input.value) ?? texts.find((input) => input.value);
  if (name) row.querySelector("[data-name]").textContent = name.value;
  const status = row.querySelector("[name$='-category']");
  if (status.value) {
    const found = tag("span", status.selectedOptions[0].textContent);
    found.className = "chip";
    const before = row.querySelector("[data-status]");
    if (before.textContent.trim() !== found.textContent.trim()) before.replaceChildren(found);
  }
}

if (list) {
  list.addEventListener("change", (event) => {
    if (event.target.matches("[name$='-kind']")) reshape(event.target.closest("[data-condition]"), event.target.value);
  });
  for (const name of ["input", "change", "draft:changed"]) {
    list.addEventListener(name, (event) => {
      const row = event.target.closest(".draft-row");
      if (row && !("fixed" in row.dataset) && !event.target.matches("[data-position]")) summarise(row);
    });
  }
}
