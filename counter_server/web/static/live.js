// The line to the server: opens the event stream, fetches the desk again when something changed, and says so when the
// line is lost. Closed while the tab is hidden (a browser has six connections per host); a worker keeps us present.
"use strict";
(() => {
  const SILENCE_MS = 8000; // the server beats at least every five seconds
  const BETWEEN_MS = 350; // at most about three refreshes a second
  const BANNER_AFTER_MS = 1200;
  const RETRY_MS = [300, 700, 1500, 3000];
  let source = null, worker = null, quiet = 0, retry = 0, tries = 0, banner = 0;
  let commands = 0, generation = 0, asking = false, wanted = false, planned = 0, askedAt = 0;

  function lost() {
    if (source) source.close();
    source = null;
    clearTimeout(quiet);
    if (!banner) banner = setTimeout(() => { document.getElementById("line").hidden = false; }, BANNER_AFTER_MS);
    clearTimeout(retry);
    if (document.hidden) return;
    retry = setTimeout(open, RETRY_MS[Math.min(tries++, RETRY_MS.length - 1)]);
  }

  function alive(message) {
    clearTimeout(quiet);
    quiet = setTimeout(lost, SILENCE_MS);
    const told = JSON.parse(message.data);
    Console.setClock(told.at);
    if (told.seq > Console.seq() || message.type === "snapshot") refresh();
  }

  function open() {
    clearTimeout(retry);
    if (source || document.hidden) return;
    source = new EventSource("/api/v1/events");
    quiet = setTimeout(lost, SILENCE_MS);
    source.onerror = lost;
    source.addEventListener("snapshot", (message) => {
      tries = 0;
      clearTimeout(banner);
      banner = 0;
      document.getElementById("line").hidden = true;
      alive(message);
    });
    source.addEventListener("change", alive);
    source.addEventListener("heartbeat", alive);
  }

  function close() {
    if (source) source.close();
    source = null;
    clearTimeout(quiet);
    clearTimeout(retry);
  }

  // One fetch in flight, none while a command is; an answer older than a command is thrown away.
  function refresh() {
    wanted = true;
    if (asking || commands || planned) return;
    planned = setTimeout(() => {
      planned = 0;
      if (commands || asking) return;
      wanted = false;
      asking = true;
      askedAt = generation;
      htmx.ajax("GET", "/console/desk", { target: "#console", swap: "regions" }).catch(() => {}).finally(() => {
        asking = false;
        if (wanted) refresh();
      });
    }, BETWEEN_MS);
  }

  function present() {
    if (document.hidden) {
      close();
      worker = worker || new Worker(document.getElementById("line").dataset.worker);
      worker.onmessage = (told) => { if (told.data.title) document.title = told.data.title; };
    } else {
      if (worker) worker.terminate();
      worker = null;
      open();
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.body.addEventListener("htmx:beforeRequest", (event) => {
      if (event.detail.requestConfig.verb === "post") { commands += 1; generation += 1; }
    });
    document.body.addEventListener("htmx:afterRequest", (event) => {
      if (event.detail.requestConfig.verb !== "post") return;
      commands -= 1;
      if (wanted || event.detail.failed) refresh();
    });
    document.body.addEventListener("htmx:beforeSwap", (event) => {
      if (event.detail.requestConfig.path === "/console/desk" && askedAt !== generation) {
        event.detail.shouldSwap = false;
        wanted = true;
      }
    });
    document.addEventListener("visibilitychange", present);
    addEventListener("pagehide", close);
    addEventListener("pageshow", present);
    present();
  });
})();
