// The session ran out: sign in here, and what was kept goes out. Second factors and other providers have a tab of their
// own; when the person comes back from it, the outbox tries again by itself.
import * as outbox from "./outbox.js";

const dialog = document.getElementById("call-sign-in");
const form = document.getElementById("call-sign-in-form");
const error = form.querySelector("[data-error]");
let wasClosed = false;

outbox.on("change", (state) => {
  if (state === "signed-out" && !dialog.open && !wasClosed) dialog.showModal();
});
outbox.on("saved", () => {
  wasClosed = false;
  if (dialog.open) dialog.close();
});
// Who closes it is not asked at every try again; the line at the foot goes on telling.
dialog.addEventListener("close", () => { wasClosed = true; });

function tell(words) {
  error.textContent = words;
  error.hidden = !words;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  tell("");
  const response = await fetch(form.action, {
    method: "POST",
    headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest", "X-CSRFToken": outbox.token() },
    body: new URLSearchParams(new FormData(form)),
  }).catch(() => null);
  const body = await response?.json().catch(() => null);
  if (response?.ok) {
    form.reset();
    outbox.deliver();
    return;
  }
  const fields = Object.values(body?.form?.fields ?? {}).flatMap((field) => field.errors);
  tell([...(body?.form?.errors ?? []), ...fields].join(" ") || error.dataset.failed);
});
