// A quiet sound and a window notification for what came by itself. The sound is made here, by two soft notes, and only
// after somebody has touched the page; a notification is asked for by a key, never at load. Both are remembered.
"use strict";
const Notices = (() => {
  const QUIET = "lalopa-quiet", WINDOW = "lalopa-window", TOLD = "lalopa-told";
  const NOTES = [[659.26, 0, 0.22], [880, 0.16, 0.34]]; // Hz, from, seconds
  const LOUD = 0.07;
  const MOST_TOLD = 50;
  let audio = null;

  const told = new Set(JSON.parse(sessionStorage.getItem(TOLD) || "[]"));
  const sounds = () => !localStorage.getItem(QUIET);
  const allowed = () => ("Notification" in window ? Notification.permission : "unsupported");
  const windows = () => allowed() === "granted" && Boolean(localStorage.getItem(WINDOW));

  function touched() {
    if (!audio && window.AudioContext) audio = new AudioContext();
    if (audio && audio.state === "suspended") audio.resume();
  }

  function chime() {
    if (!audio || !sounds()) return;
    for (const [pitch, from, length] of NOTES) {
      const note = audio.createOscillator(), volume = audio.createGain(), at = audio.currentTime + from;
      note.frequency.value = pitch;
      volume.gain.setValueAtTime(0, at);
      volume.gain.linearRampToValueAtTime(LOUD, at + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.0005, at + length);
      note.connect(volume).connect(audio.destination);
      note.start(at);
      note.stop(at + length);
    }
  }

  function show(notice) {
    if (!windows() || (!document.hidden && document.hasFocus())) return;
    const shown = new Notification(notice.words, { tag: notice.key, silent: true, icon: document.querySelector("link[rel=icon]").href });
    shown.onclick = () => { window.focus(); shown.close(); };
  }

  // Each notice is told once in this tab, however often the desk is fetched or the page loaded again.
  function tell(notices) {
    const fresh = notices.filter((notice) => !told.has(notice.key));
    if (!fresh.length) return;
    fresh.forEach((notice) => { told.add(notice.key); show(notice); });
    sessionStorage.setItem(TOLD, JSON.stringify([...told].slice(-MOST_TOLD)));
    chime();
  }

  const onPage = () => [...document.querySelectorAll("[data-notice]")].map((one) => ({ key: one.dataset.notice, words: one.textContent }));

  function draw() {
    const sound = document.querySelector("[data-sound]"), pane = document.querySelector("[data-window]");
    if (!sound) return;
    sound.setAttribute("aria-pressed", String(sounds()));
    sound.textContent = sounds() ? sound.dataset.on : sound.dataset.off;
    const words = document.querySelector("[data-window-text]");
    words.textContent = words.dataset[allowed()] || words.dataset.default;
    pane.hidden = ["denied", "unsupported"].includes(allowed());
    pane.setAttribute("aria-pressed", String(windows()));
    pane.textContent = windows() ? pane.dataset.on : allowed() === "granted" ? pane.dataset.off : pane.dataset.allow;
  }

  async function clicked(event) {
    if (event.target.closest("[data-sound]")) {
      localStorage.setItem(QUIET, sounds() ? "yes" : "");
      draw();
      chime();
    } else if (event.target.closest("[data-window]")) {
      const on = !windows();
      if (on && allowed() !== "granted") await Notification.requestPermission();
      localStorage.setItem(WINDOW, on && allowed() === "granted" ? "yes" : "");
      draw();
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const gesture of ["pointerdown", "keydown"]) document.addEventListener(gesture, touched, { capture: true });
    document.addEventListener("click", clicked);
    document.body.addEventListener("htmx:afterSwap", draw);
    document.body.addEventListener("lalopa:put", () => tell(onPage()));
    tell(onPage());
  });
  return { tell, wanted: () => sounds() || windows() };
})();
