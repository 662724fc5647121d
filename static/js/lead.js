// The page of a lead: c starts the call.
import { hotkey } from "./hotkeys.js";

hotkey("c", () => {
  const form = document.querySelector("form[data-call]");
  if (form) form.requestSubmit();
  else document.querySelector('a[data-key="c"]')?.click();
});
