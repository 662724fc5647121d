// A way out of the pipeline asks by what was chosen: only reasons of the chosen stage, and the day that a reason names.
function reasonsOf(form) {
  const reason = form.elements.reason;
  const kind = form.querySelector("[name=stage]:checked")?.dataset.kind;
  for (const group of reason.querySelectorAll("optgroup")) {
    group.hidden = group.disabled = Boolean(kind) && group.firstElementChild.dataset.kind !== kind;
  }
  if (kind && reason.selectedOptions[0]?.dataset.kind !== kind) reason.value = "";
}

// A day that a person has typed stays; one that a reason named gives way to the next reason's.
function dayOf(form, day) {
  const { backOn = "", told = "" } = form.elements.reason.selectedOptions[0]?.dataset ?? {};
  if (!day.value || day.value === day.dataset.named) {
    day.value = backOn;
    day.dataset.named = backOn;
  }
  const words = form.querySelector("#id_reason_helptext");
  if (words) words.textContent = told;
}

// What is asked only where the lead goes to a stage of one kind; a box stands in its row.
function partsOf(form) {
  const kind = form.querySelector("[name=stage]:checked")?.dataset.kind;
  for (const part of form.querySelectorAll("[data-for-kind]")) {
    (part.matches("input") ? part.closest(".mb-3") ?? part : part).hidden = kind !== part.dataset.forKind;
  }
}

function show(form) {
  if (!form.elements.reason?.options) return;
  if (form.querySelector("[name=stage][type=radio]")) {
    reasonsOf(form);
    partsOf(form);
  }
  const day = form.querySelector("[data-reason-day]");
  if (day) dayOf(form, day);
}

function start(place) {
  place.querySelectorAll("form:has([name=reason])").forEach(show);
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[name=stage], [name=reason]")) show(event.target.form);
});
document.addEventListener("htmx:load", (event) => start(event.target));
start(document);
