// The line to the server: opens the event stream, fetches the desk again when something changed, and says so when the
// line is lost. Closed while the tab is hidden (a browser has six connections per host); a worker keeps us present.
"use strict";
(() => {
  const SILENCE_MS = 8000; // the server beats at least every five seconds
  const FIRST_WORD_MS = [1500, 1500, 3000]; // a new stream begins with the board; on a dead connection it never does
  const BETWEEN_MS = 300; // from one fetch of the desk to the next, at the least
  const OTHERS_MS = 800; // what concerns somebody else may wait and be fetched together
  const BANNER_AFTER_MS = 1200;
  const DESK_MS = [1000, 1000, 1000, 2000, 3000]; // after a dead line: the desk is fetched again after so long without an answer
  const PATIENT_MS = 5000; // the same while the line lives: a server that is only slow is not asked for one desk twice
  const LEAVE_MS = 3000;
  const ALERTING = new Set(document.getElementById("alerts") ? ["device", "alert", "pair", "revoke"] : []);
  const RETRY_MS = [300, 700, 1500, 2000];
  let source = null, worker = null, quiet = 0, retry = 0, tries = 0, banner = 0;
  let commands = 0, generation = 0, asking = false, askedAt = 0, planned = 0, due = 0, last = 0;
  let newest = 0, forced = false, unanswered = 0, doubtful = false;

  const nth = (list, n) => list[Math.min(n, list.length - 1)];

  const signsOut = (event) => event.detail.requestConfig.path === "/console/sign-out";

  const behind = () => forced || newest > Console.seq();

  function lost() {
    doubtful = true;
    if (source) source.close();
    source = null;
    clearTimeout(quiet);
    if (!banner) banner = setTimeout(() => { document.getElementById("line").hidden = false; }, BANNER_AFTER_MS);
    clearTimeout(retry);
    if (!document.hidden) retry = setTimeout(open, nth(RETRY_MS, tries++));
    if (tries % 10 === 2) leaveIfSignedOut();
  }

  // A session may end from afar: at night, unused, by the person in charge. The stream alone cannot say so.
  async function leaveIfSignedOut() {
    try {
      const answer = await fetch(document.body.dataset.desk, { signal: AbortSignal.timeout(LEAVE_MS) });
      const elsewhere = answer.headers.get("HX-Redirect");
      if (elsewhere) location.assign(elsewhere);
    } catch {
      // The server is away; the line is tried again anyhow.
    }
  }

  function found() {
    tries = 0;
    clearTimeout(banner);
    banner = 0;
    document.getElementById("line").hidden = true;
  }

  function concernsMe(told) {
    const me = document.getElementById("bar").dataset.me;
    return [told.staff, told.ticket].some((one) => one && one.staff === me);
  }

  function heard(message) {
    clearTimeout(quiet);
    quiet = setTimeout(lost, SILENCE_MS);
    const told = JSON.parse(message.data);
    Console.setClock(told.at);
    newest = Math.max(newest, told.seq);
    if (message.type === "snapshot") {
      found();
      newest = told.seq;
      forced = told.seq < Console.seq();
    }
    if (["alert", "waits"].includes(told.action)) forced = true; // no line of the journal says it
    const atOnce = message.type !== "change" || concernsMe(told) || ALERTING.has(told.action);
    if (behind()) refresh(atOnce ? 0 : OTHERS_MS);
  }

  function open() {
    clearTimeout(retry);
    if (source || document.hidden) return;
    source = new EventSource("/api/v1/events");
    quiet = setTimeout(lost, nth(FIRST_WORD_MS, tries));
    source.onerror = () => {
      const answered = source && source.readyState === EventSource.CLOSED; // with a refusal: a lost line is CONNECTING
      lost();
      if (answered) leaveIfSignedOut();
    };
    for (const kind of ["snapshot", "change", "heartbeat"]) source.addEventListener(kind, heard);
  }

  function close() {
    if (source) source.close();
    source = null;
    clearTimeout(quiet);
    clearTimeout(retry);
  }

  // One fetch in flight, none while a command is: its own answer is the desk.
  function refresh(delay) {
    if (asking || commands) return;
    const at = Math.max(Date.now() + delay, last + BETWEEN_MS);
    if (planned && at >= due) return;
    clearTimeout(planned);
    due = at;
    planned = setTimeout(ask, at - Date.now());
  }

  function ask() {
    planned = 0;
    if (asking || commands || !behind()) return;
    forced = false;
    asking = true;
    askedAt = generation;
    last = Date.now();
    htmx.ajax("GET", document.body.dataset.desk, { target: "#console", swap: "regions" }).catch(() => {}).finally(() => {
      asking = false;
      if (source && behind()) refresh(0);
    });
  }

  function present() {
    if (document.hidden) {
      close();
      worker = worker || new Worker(document.getElementById("line").dataset.worker, { name: Notices.wanted() ? "soon" : "" });
      worker.onmessage = (told) => {
        if (told.data.title) document.title = told.data.title;
        if (told.data.notices) Notices.tell(told.data.notices);
      };
    } else {
      if (worker) worker.terminate();
      worker = null;
      open();
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    // After a line was dead the browser still has dead connections in store, and may send this on one of them.
    document.body.addEventListener("htmx:configRequest", (event) => {
      if (event.detail.path === document.body.dataset.desk) event.detail.timeout = doubtful ? nth(DESK_MS, unanswered++) : PATIENT_MS;
    });
    document.body.addEventListener("htmx:beforeRequest", (event) => {
      if (event.detail.requestConfig.verb === "post") { commands += 1; generation += 1; }
    });
    document.body.addEventListener("htmx:afterRequest", (event) => {
      if (event.detail.requestConfig.verb !== "post") return;
      commands -= 1;
      if (source && behind()) refresh(0);
    });
    // The line ends with the session: whoever signs out closes it first, or the page would ask for it in vain.
    document.body.addEventListener("htmx:beforeRequest", (event) => { if (signsOut(event)) close(); });
    document.body.addEventListener("htmx:afterRequest", (event) => {
      if (signsOut(event) && !event.detail.xhr.getResponseHeader("HX-Redirect")) present();
    });
    // An answer that is older than a command says what was, not what is.
    document.body.addEventListener("htmx:beforeSwap", (event) => {
      if (event.detail.requestConfig.path !== document.body.dataset.desk) return;
      unanswered = 0;
      doubtful = false;
      if (askedAt !== generation) { event.detail.shouldSwap = false; forced = true; }
    });
    // A moment has come that looks different now, though nobody has done anything.
    document.body.addEventListener("lalopa:due", () => { forced = true; if (source) refresh(0); });
    // What a refused command had already changed on the page is put back.
    document.body.addEventListener("lalopa:said", (event) => {
      if (event.detail.kind !== "refused") return;
      Console.forget("ticket");
      forced = true;
    });
    document.addEventListener("visibilitychange", present);
    addEventListener("pagehide", close);
    addEventListener("pageshow", present);
    present();
  });
})();
