// What becomes due: counts down to a moment of the server's, and has the desk fetched again when it has come. The words
// beside a running time say what its colour says.
"use strict";
(() => {
  const SOON = 0.8; // of the standard time
  const AGAIN_MS = 3000; // a moment that has come, and that the server does not know of yet
  const two = (n) => String(n).padStart(2, "0");
  const asked = new Map(); // a moment -> when the desk was fetched for it

  function left(time) {
    const seconds = Math.ceil((Date.parse(time.dateTime) - Console.now()) / 1000);
    if (seconds <= 0) return "0:00";
    return seconds < 3600 ? `${Math.floor(seconds / 60)}:${two(seconds % 60)}` : `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  }

  function come(moment) {
    const last = asked.get(moment);
    if (last !== undefined && Console.now() - last < AGAIN_MS) return;
    asked.set(moment, Console.now());
    document.body.dispatchEvent(new CustomEvent("lalopa:due"));
  }

  function pace(time) {
    const standard = Number(time.dataset.standard) * 60000;
    const ran = Console.now() - Date.parse(time.dateTime);
    const now = ran > standard ? "late" : ran >= SOON * standard ? "soon" : "";
    time.classList.toggle("late", now === "late");
    time.classList.toggle("soon", now === "soon");
    const words = time.nextElementSibling;
    const text = now ? time.dataset[now] : "";
    if (words.textContent !== text) { words.textContent = text; words.className = `pace ${now}`; }
  }

  function tick() {
    for (const time of document.querySelectorAll("time[data-until]")) {
      const text = left(time);
      if (time.textContent !== text) time.textContent = text;
      if (Date.parse(time.dateTime) <= Console.now()) come(time.dateTime);
    }
    document.querySelectorAll("time[data-standard]").forEach(pace);
  }

  document.addEventListener("DOMContentLoaded", () => {
    tick();
    setInterval(tick, 1000);
    document.body.addEventListener("lalopa:put", tick);
  });
})();
