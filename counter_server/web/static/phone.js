// The ticket's own stream. What is shown is put where the server's page has it; the words of each state come with the page.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const SILENCE_MS = 45000; // a state is repeated every twenty seconds
  const AGAIN_MS = 20000; // the server let nobody listen: the page is asked for again, not by all at one moment
  const page = document.getElementById("ticket");
  if (!page) return;
  const at = (name) => document.getElementById(name);
  const says = (name) => document.getElementById("words").content.getElementById(name).textContent;
  let source = null, quiet = 0, over = false;

  function put(name, words) {
    const place = at(name);
    if (place.textContent !== words) place.textContent = words;
    place.hidden = !words;
  }

  function ahead(told) {
    if (told.status !== "waiting") return "";
    return says(told.more ? "many_ahead" : told.ahead ? "ahead" : "next").replace("{n}", told.ahead);
  }

  function show(told) {
    document.title = told.number;
    document.body.className = told.status;
    put("number", told.number);
    put("state", says(told.status));
    put("counter", told.counter);
    put("step", told.step);
    put("ahead", ahead(told));
    put("hint", ["waiting", "on_hold"].includes(told.status) ? says("stay") : "");
    over = ["finished", "cancelled", "lapsed"].includes(told.status);
    if (over) close();
  }

  function close() {
    if (source) source.close();
    source = null;
    clearTimeout(quiet);
  }

  function open() {
    close();
    if (document.hidden || over) return;
    source = new EventSource(page.dataset.stream);
    source.addEventListener("state", (message) => { listen(); show(JSON.parse(message.data)); });
    source.onerror = () => {
      if (source && source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), AGAIN_MS * (1 + Math.random()));
    };
    listen();
  }

  function listen() {
    clearTimeout(quiet);
    quiet = setTimeout(open, SILENCE_MS);
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", () => { if (!source) open(); });
  open();
});
