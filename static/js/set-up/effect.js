// Beside a definition's form: what it would change for real leads, asked 600 ms after the last change.
const place = document.getElementById("effect");
const form = place && document.getElementById(place.dataset.form);
const PATIENCE = 600;
let timer;

function ask() {
  clearTimeout(timer);
  // The whole form goes along, as saving it would send it; of questions asked meanwhile the last one follows.
  htmx.ajax("POST", place.dataset.url, { source: form, target: place, swap: "innerHTML" });
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(ask, PATIENCE);
}

function fail() {
  place.replaceChildren(document.getElementById("effect-silent").content.cloneNode(true));
}

if (form) {
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  for (const name of ["formset:added", "formset:removed"]) document.addEventListener(name, later);
  form.addEventListener("htmx:beforeRequest", () => place.setAttribute("aria-busy", "true"));
  form.addEventListener("htmx:afterRequest", () => place.removeAttribute("aria-busy"));
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) form.addEventListener(name, fail);
  document.querySelector(".effect-button").addEventListener("click", (event) => {
    event.preventDefault();
    ask();
  });
}
