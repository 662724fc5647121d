// What was given and is not yet known to be saved. It lives in localStorage, in order, until the server has it:
// a closed tab, a lost connection or a restarted server costs nothing but time.
const page = document.getElementById("call");
// By person, so that nobody sends in somebody else's name from a shared computer.
const key = `leadqual.call.${page.dataset.person}.${page.dataset.call}`;
const PAUSES = [1000, 2000, 4000, 8000, 15000, 30000];

// Between the server's clock and this computer's, which may be wrong.
const ahead = Number(page.dataset.now) * 1000 - Date.now();

let tries = 0;
let timer;
let sending = null;
const listeners = { change: [], saved: [], refused: [], ended: [], conflict: [] };

export function on(name, listener) {
  listeners[name].push(listener);
}

function tell(name, ...news) {
  listeners[name].forEach((listener) => listener(...news));
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? [];
  } catch {
    return [];
  }
}

function keep(letters) {
  if (letters.length) localStorage.setItem(key, JSON.stringify(letters));
  else localStorage.removeItem(key);
}

export function isEmpty() {
  return kept().length === 0;
}

export function holds(criterion) {
  return kept().some((letter) => letter.fields.criterion === criterion);
}

// Kept first, sent then.
export function post(url, fields) {
  keep([...kept(), { url, fields: { ...fields, client_id: newId() }, at: Date.now() }]);
  tell("change", "saving");
  deliver();
}

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  // Plain http on another host than localhost has no randomUUID.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

// One after the other, in order. True when all is saved.
export function deliver() {
  sending ??= sendAll().finally(() => { sending = null; });
  return sending;
}

async function sendAll() {
  clearTimeout(timer);
  for (let letter = kept()[0]; letter; letter = kept()[0]) {
    const state = await send(letter);
    if (state === "again" || state === "signed-out") return later(state);
    tries = 0;
    keep(kept().filter((each) => each.fields.client_id !== letter.fields.client_id));
    if (state === "refused") return false;
    // One question waits for the person; the others go on.
  }
  return true;
}

function later(state) {
  tell("change", state === "signed-out" ? "signed-out" : "kept");
  timer = setTimeout(deliver, PAUSES[Math.min(tries, PAUSES.length - 1)]);
  tries += 1;
  return false;
}

async function send(letter) {
  const answer = await request(letter.url, { ...letter.fields, heard: letter.at + ahead });
  if (answer.state === "saved") tell("saved", answer.body, letter);
  if (answer.state === "refused") tell("refused", answer.body, letter);
  if (answer.state === "ended") tell("ended", answer.body, letter);
  if (answer.state === "conflict") tell("conflict", answer.body.conflict, letter);
  return answer.state === "ended" ? "refused" : answer.state;
}

// One POST, and what became of it: saved, refused, conflict, ended, signed-out, again.
export async function request(url, fields) {
  let response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": token() },
      body: new URLSearchParams({ ...fields, person: page.dataset.person }),
      redirect: "manual",
      signal: AbortSignal.timeout(20000),
    });
  } catch {
    return { state: "again" };
  }
  if (response.type === "opaqueredirect" || response.status === 403) return { state: "signed-out" };
  if (response.status >= 500 || response.status === 429) return { state: "again" };
  if (response.status === 404) return { state: "refused", body: { errors: {}, isGone: true } };
  const body = await response.json().catch(() => ({ errors: {} }));
  if (response.ok) return { state: "saved", body };
  if (body.conflict) return { state: "conflict", body };
  return { state: response.status === 409 ? "ended" : "refused", body };
}

// The cookie and not the page: after a new sign-in in another tab it is the cookie that is right.
export function token() {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  return cookie ? cookie[1] : document.querySelector('[name="csrfmiddlewaretoken"]').value;
}

export function start() {
  addEventListener("online", deliver);
  document.addEventListener("visibilitychange", () => { if (!document.hidden && !isEmpty()) deliver(); });
  if (!isEmpty()) {
    tell("change", "saving");
    deliver();
  }
}
