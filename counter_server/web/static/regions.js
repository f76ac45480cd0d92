// Puts the server's desk in place of the old one, region by region. A region that did not change is not touched, so
// focus, scrolling and half-filled fields survive any number of refreshes.
"use strict";
const Console = (() => {
  const pristine = new Map(); // region id -> the server's own copy, before the page filled in its clocks
  const SETTLE_MS = 350; // a key whose meaning just changed cannot be hit by the tail of a double click
  const GIVEN_UP_MS = 1500; // nor one that has become no-show by itself, by whoever was about to start
  let clockOffset = 0;

  const regions = (root) => root.querySelectorAll("[data-region]");
  const remember = (element) => pristine.set(element.id, element.cloneNode(true));

  // Another ticket: every key means something new. The same ticket one step on: only the main key does.
  function settle(keys, all) {
    const settling = [...keys.querySelectorAll(all ? "button:not(:disabled)" : "#main-key:not(:disabled)")];
    settling.forEach((key) => key.setAttribute("aria-disabled", "true"));
    setTimeout(() => settling.forEach((key) => key.removeAttribute("aria-disabled")), keys.querySelector(".given-up") ? GIVEN_UP_MS : SETTLE_MS);
  }

  function replace(old, fresh) {
    const scrolled = [...old.querySelectorAll(".rows")].map((rows) => [rows.id, rows.scrollTop]);
    const meant = old.dataset.means;
    const about = old.dataset.ticket;
    remember(fresh);
    old.replaceWith(fresh);
    for (const [id, top] of scrolled) {
      const rows = document.getElementById(id);
      if (rows) rows.scrollTop = top;
    }
    if (fresh.dataset.means !== meant) settle(fresh, fresh.dataset.ticket !== about);
  }

  function put(fragment) {
    const focused = document.activeElement && document.activeElement.id;
    const changed = [];
    for (const fresh of [...regions(fragment)]) {
      const old = document.getElementById(fresh.id);
      if (!old || fresh.isEqualNode(pristine.get(fresh.id))) continue;
      replace(old, fresh);
      changed.push(fresh);
    }
    tell();
    const again = focused && document.activeElement === document.body && document.getElementById(focused);
    if (again) again.focus({ preventScroll: true });
    document.body.dispatchEvent(new CustomEvent("lalopa:put"));
    return changed;
  }

  // The page's clock is the server's: what it shows agrees with the wall and the paper.
  const now = () => Date.now() + clockOffset;
  const setClock = (at) => { clockOffset = Date.parse(at) - Date.now(); };
  const two = (n) => String(n).padStart(2, "0");

  function lasted(since) {
    const seconds = Math.max(0, Math.floor((now() - Date.parse(since)) / 1000));
    const hours = Math.floor(seconds / 3600);
    const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    return hours ? `${hours}:${rest}` : rest;
  }

  function tick() {
    const place = document.getElementById("clock");
    const bar = document.getElementById("bar");
    if (place && bar) {
      const zoned = /T(\d\d):(\d\d).*?([+-])(\d\d):(\d\d)$/.exec(bar.dataset.at);
      const minutes = zoned ? (zoned[3] === "-" ? -1 : 1) * (Number(zoned[4]) * 60 + Number(zoned[5])) : 0;
      const here = new Date(now() + minutes * 60000);
      place.textContent = place.dataset.time.replace("{h}", two(here.getUTCHours())).replace("{m}", two(here.getUTCMinutes()));
    }
    for (const time of document.querySelectorAll("time[data-since]")) {
      const text = lasted(time.dateTime);
      if (time.textContent !== text) time.textContent = text;
    }
  }

  function tell() {
    const bar = document.getElementById("bar");
    if (!bar) return;
    setClock(bar.dataset.at);
    document.title = bar.dataset.title;
    tick();
  }

  function start() {
    regions(document).forEach(remember);
    tell();
    setInterval(tick, 1000);
  }

  htmx.defineExtension("regions", {
    isInlineSwap: (style) => style === "regions",
    handleSwap: (style, target, fragment) => (style === "regions" ? put(fragment) : false),
  });
  // htmx looks for this extension, and bubbles what the server says, upwards from the key that was pressed. One that
  // another answer has replaced meanwhile stands nowhere any more.
  function orphaned(event) {
    const { target, xhr, requestConfig } = event.detail;
    if (target.id !== "console" || document.contains(requestConfig.elt)) return;
    event.detail.shouldSwap = false;
    put(new DOMParser().parseFromString(xhr.responseText, "text/html")).forEach((changed) => htmx.process(changed));
    for (const [name, detail] of Object.entries(JSON.parse(xhr.getResponseHeader("HX-Trigger") || "{}"))) {
      document.body.dispatchEvent(new CustomEvent(name, { detail }));
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    start();
    document.body.addEventListener("htmx:beforeSwap", orphaned);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[aria-disabled='true']")) { event.preventDefault(); event.stopImmediatePropagation(); }
  }, true);
  return { now, setClock, forget: (region) => pristine.delete(region), seq: () => Number(document.getElementById("bar").dataset.seq) };
})();
