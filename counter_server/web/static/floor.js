// The floor's own clockwork: how far each step is in its standard time, and what a question shows for an answer.
"use strict";
(() => {
  const SOON = 0.8; // of the standard time, as domain/floor_limits.py has it

  function pace(counter) {
    const share = (Console.now() - Date.parse(counter.dataset.from)) / (Number(counter.dataset.pace) * 60000);
    const state = share > 1 ? "late" : share >= SOON ? "soon" : "well";
    const bar = counter.querySelector("progress");
    bar.value = Math.min(100, Math.round(share * 100));
    if (counter.dataset.paced === state) return;
    counter.dataset.paced = state;
    const words = counter.querySelector(".pace-words");
    words.textContent = words.dataset[state] || "";
  }

  function tick() { document.querySelectorAll("[data-pace]").forEach(pace); }

  function fit() {
    const chosen = document.querySelector("#ask input[name=prepared]:checked");
    for (const part of document.querySelectorAll("#ask [data-for-prepared]")) {
      part.hidden = !chosen || chosen.value !== part.dataset.forPrepared;
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    tick();
    setInterval(tick, 1000);
    document.body.addEventListener("htmx:afterSwap", tick);
    document.getElementById("ask").addEventListener("change", fit);
  });
})();
