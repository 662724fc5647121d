// The end of a call asks only for what the chosen stage and status need. An audit call asks for no status.
const form = document.getElementById("call-ending");
const { stage, category } = form.elements;
const reasonBox = form.querySelector('[data-shown-for="reason"]');
const whyBox = form.querySelector('[data-shown-for="override"]');
const referral = form.querySelector('[data-shown-for="disqualified"]');
const computed = whyBox?.dataset.computed.split(" ");
const reason = form.elements.reason;
const groups = [...reason.querySelectorAll("optgroup")];

function show() {
  const chosen = stage.selectedOptions[0];
  const kind = chosen?.dataset.kind;
  reasonBox.hidden = kind === "open";
  for (const group of groups) {
    const isOther = group.firstElementChild.dataset.kind !== kind;
    group.hidden = group.disabled = isOther;
  }
  if (reason.selectedOptions[0]?.dataset.kind !== kind) reason.value = "";
  referral.hidden = kind !== "disqualified";
  if (whyBox) whyBox.hidden = computed.includes(category.value);
}

stage.addEventListener("change", show);
category?.addEventListener("change", show);
show();

// A call that came to nothing is tried again when the cadence says so; a day that a person has chosen stays.
const { nextTry, tried } = form.dataset;
const { outcome, step_kind: kind, step_date: day } = form.elements;

function again() {
  const isTried = tried.split(" ").includes(outcome.value);
  if (isTried && !day.value) {
    day.value = nextTry;
    kind.value = "call";
  } else if (!isTried && day.value === nextTry) {
    day.value = "";
  }
}

if (nextTry) outcome.forEach((each) => each.addEventListener("change", again));

form.querySelectorAll("[data-day]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => { form.elements.step_date.value = button.dataset.day; });
});
