// The page's own behaviour, one idea a module: what is asked for, how it is shown, what hands do.
import { ask, askAnew } from "./asking.js";
import "./brush.js";
import "./early.js";
import "./hands.js";
import "./removal.js";
import "./scope.js";
import "./theme.js";

document.title = "Backissue";

// Gradio calls this when one of its own parts has put something new on the page.
window.backissue = {
  shown(element) {
    if (element.querySelector("[data-refresh]")) askAnew();
  },
};

ask("load");
