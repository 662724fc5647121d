// What every page does. A page's own module is loaded in its `scripts` block.
import "./dialogs.js";
import "./forms.js";
import "./messages.js";
import "./outcomes.js";
import "./search.js";
import { hotkey } from "./hotkeys.js";

hotkey("?", () => document.getElementById("keys")?.showModal());
