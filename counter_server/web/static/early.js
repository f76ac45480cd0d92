// The first script, before anything is painted: what is pressed while the others are still on their way is kept, and
// pressed again once they have come. Without them a key would do nothing, or its form would leave the page.
"use strict";
(() => {
  const root = document.documentElement;
  const kept = new Set(); // however often an impatient hand has pressed one key, it means it once

  function keep(event) {
    const pressed = event.target.closest("button, input, label, summary");
    if (!pressed) return; // a link needs no script
    event.preventDefault();
    event.stopImmediatePropagation();
    kept.add(pressed);
  }

  root.classList.add("starting");
  addEventListener("click", keep, true);
  // On the window, so after the other scripts' listeners on the document.
  addEventListener("DOMContentLoaded", () => {
    removeEventListener("click", keep, true);
    root.classList.remove("starting");
    for (const pressed of kept) pressed.click();
  });
})();
