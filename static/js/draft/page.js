// The editor of the draft: rows are moved, added and taken away on the page, and sums follow what is typed.
import "./rows.js";
import "./fit.js";
import "./engagement.js";
import "./weights.js";
import "./conditions.js";
import "./ladder.js";
import "./unsaved.js";
