// The board: cards go from stage to stage by mouse, by finger, by menu and by keys.
import "./changes.js";
import "./drag.js";
import "./fold.js";
import "./keys.js";
import "./menu.js";
import "./moves.js";
import "./switch.js";
import "./touch.js";
