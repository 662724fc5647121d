// Through a list of leads by keys: j and k move, Enter opens (the link has the focus), c starts a call.
import { hotkey } from "./hotkeys.js";

const rows = [...document.querySelectorAll("[data-row]")];

function here() {
  return rows.findIndex((row) => row.contains(document.activeElement));
}

function go(step) {
  const next = Math.min(Math.max(here() + step, 0), rows.length - 1);
  const link = rows[next]?.querySelector("[data-row-link]");
  link?.focus();
  rows[next]?.scrollIntoView({ block: "nearest" });
}

function call() {
  const row = rows[Math.max(here(), 0)];
  row?.querySelector("form[data-call]")?.requestSubmit();
}

hotkey("j", () => go(1));
hotkey("k", () => go(-1));
hotkey("c", call);
