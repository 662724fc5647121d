// A step or a rule asks only for what its kind needs; without script, all fields are there.
const ASKED = {
  wait: ["days", "in_working_hours"],
  mail: ["template"],
  task: ["task"],
  change: ["to_track"],
  signal: ["signal_type", "count", "days"],
  category: ["category"],
  reply: [],
  qualification: ["at_least"],
  engagement: ["at_least"],
  days: ["days"],
};
const CONDITIONAL = new Set(Object.values(ASKED).flat());

function show(form) {
  const kind = form.querySelector("[name=kind]:checked")?.value;
  for (const name of CONDITIONAL) {
    const place = form.querySelector(`#div_id_${name}`);
    if (place) place.hidden = Boolean(kind) && !ASKED[kind].includes(name);
  }
}

for (const form of document.querySelectorAll("[data-by-kind]:has([name=kind])")) {
  show(form);
  form.addEventListener("change", (event) => event.target.name === "kind" && show(form));
}
