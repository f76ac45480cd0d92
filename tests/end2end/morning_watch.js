// Tells each state of a console's page that is another one than before, as a person would see it.
(() => {
  const one = (what) => document.querySelector(what);
  const all = (place, what) => [...place.querySelectorAll(what)];
  const text = (place) => (place ? place.textContent.trim() : "");
  const numbers = (what) => all(document, what).map((key) => Number(key.id.split("-").pop()));
  let last = "";

  function floor() {
    return {
      counters: all(document, "#counters .counter").map((place) =>
        [place.className.replace("counter ", ""), text(place.querySelector("header + .number"))]),
      queues: Object.fromEntries(all(document, "#queues tbody tr").map((row) =>
        [text(row.querySelector(".letter")), all(row, "td.n").slice(0, 2).map((cell) => text(cell.querySelector("b") || cell))])),
      sums: all(document, "#sums b").map(text),
    };
  }

  function desk(bar) {
    const keys = one("#keys"), main = one("#main-key"), paper = one("#ticket .paper"), place = one("#console"), ask = one("#ask");
    const word = keys ? keys.dataset.means.split(" ")[0] : "";
    const busy = one("#keys [aria-disabled], button.htmx-request") || (main && main.disabled && word);
    return {
      page: "desk",
      word,
      settled: Boolean(place && !one("html.starting") && !busy),
      ticket: keys ? Number(keys.dataset.ticket) : 0,
      status: paper ? paper.classList[1] : "",
      asked: Boolean(ask && ask.open && one("#ask-body").childElementCount),
      may_pause: Boolean(one("#verb-pause[aria-haspopup]:not(:disabled)")),
      held: numbers("#held-rows button[id^=call-]"),
      missed: numbers("#no-show-rows button[id^=requeue-]"),
      refused: text(one(".toast.refused")),
      ...(one("#counters") && document.readyState !== "loading" ? { seq: Number(bar.dataset.seq), floor: floor() } : {}),
    };
  }

  function state() {
    const bar = one("#bar");
    return bar ? desk(bar) : { page: one("#pin") ? "sign-in" : "" };
  }

  window.look = () => ({ at: performance.timeOrigin + performance.now(), state: state() });
  new MutationObserver(() => {
    const looked = window.look(), said = JSON.stringify(looked.state);
    if (said !== last) { last = said; window.tell(looked); }
  }).observe(document, { subtree: true, childList: true, attributes: true });
})();
