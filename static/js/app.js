// What every page does. A page's own module is loaded in its `scripts` block.
import "./dialogs.js";
import "./forms.js";
import "./messages.js";
import { hotkey } from "./hotkeys.js";

const search = document.querySelector("[data-search]");

function toSearch() {
  search.focus();
  search.select();
}

if (search) {
  hotkey("/", toSearch);
  hotkey("Ctrl+k", toSearch);
}
hotkey("?", () => document.getElementById("keys")?.showModal());
