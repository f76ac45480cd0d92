// The keyboard, the dialog and the toast. Every key it knows is written on the page as data-key.
"use strict";
(() => {
  const OFF = "lalopa-without-shortcuts";
  const TOAST_MS = 6000;
  const dialog = () => document.getElementById("ask");
  const writes = (element) => element.matches("input:not([type=radio]):not([type=checkbox]), textarea, select");
  let toastEnds = 0;

  function say(text, kind) {
    const inside = dialog().open && document.getElementById("ask-said");
    if (inside && kind === "refused") { inside.textContent = text; return; }
    const said = document.getElementById("said");
    const toast = document.createElement("div");
    toast.className = `toast ${kind}`;
    toast.textContent = text;
    said.replaceChildren(toast);
    if (said.matches(":popover-open")) said.hidePopover();
    said.showPopover();
    clearTimeout(toastEnds);
    toastEnds = setTimeout(() => { said.hidePopover(); said.replaceChildren(); }, TOAST_MS);
  }

  function showFor(selector, value) {
    for (const part of dialog().querySelectorAll(`[data-for-${selector}]`)) {
      part.hidden = part.getAttribute(`data-for-${selector}`).split(" ").includes(value) === false;
    }
  }

  function fit() {
    const chosen = (name) => (dialog().querySelector(`input[name=${name}]:checked`) || {}).value;
    showFor("outcome", chosen("outcome"));
    showFor("service", chosen("service"));
    showFor("channel", chosen("channel"));
  }

  function pressed(event) {
    if (event.repeat && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); return; }
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || document.body.classList.contains("without-shortcuts")) return;
    const gone = !dialog().open && dialog().contains(event.target); // the focus leaves a closed question a frame later
    const target = gone ? document.body : event.target;
    if (writes(target)) return;
    if (dialog().open) { chooseInDialog(event); return; }
    const own = target.closest("button, a, [role=button]");
    if (event.key === "Enter" && own) return;
    const name = event.key === "Enter" ? "Enter" : event.key.toUpperCase();
    if (!/^(Enter|[A-Z0-9])$/.test(name)) return;
    const key = document.querySelector(`[data-key="${name}"]:not(:disabled)`);
    if (!key) return;
    event.preventDefault();
    key.click();
  }

  function chooseInDialog(event) {
    if (!/^[1-9]$/.test(event.key)) return;
    const choice = dialog().querySelectorAll(".outcomes input")[Number(event.key) - 1];
    if (choice) { event.preventDefault(); choice.focus(); choice.click(); }
  }

  function shortcuts(on) {
    document.body.classList.toggle("without-shortcuts", !on);
    document.getElementById("shortcuts").setAttribute("aria-pressed", String(on));
    localStorage.setItem(OFF, on ? "" : "yes");
  }

  function clicked(event) {
    const says = event.target.closest("[data-says]");
    if (says) {
      const reason = dialog().querySelector("#reason");
      reason.value = says.dataset.says;
      reason.focus();
    } else if (event.target.closest("[data-close]")) {
      dialog().close();
    } else if (event.target.closest("#shortcuts")) {
      shortcuts(document.body.classList.contains("without-shortcuts"));
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    shortcuts(!localStorage.getItem(OFF));
    // A click leaves the focus where it was, so that Enter stays on the main key for whoever mixes mouse and keyboard.
    document.addEventListener("mousedown", (event) => {
      if (event.target.closest(".keys button, .line button, .tick") && !dialog().open) event.preventDefault();
    });
    document.addEventListener("keydown", pressed);
    document.addEventListener("click", clicked);
    // Ticking is kept at once; Enter on a tick must not leave the page.
    document.addEventListener("submit", (event) => { if (["papers", "checks"].includes(event.target.id)) event.preventDefault(); });
    dialog().addEventListener("change", fit);
    dialog().addEventListener("close", () => document.getElementById("ask-body").replaceChildren());
    document.body.addEventListener("htmx:afterSwap", (event) => {
      if (event.detail.target.id !== "ask-body") return;
      fit();
      if (!dialog().open) dialog().showModal();
      const first = dialog().querySelector("[autofocus]") || dialog().querySelector("input:checked, input:not([type=hidden]), .acts button");
      if (first) first.focus();
    });
    // What was done elsewhere, a tick of a moment ago, closes no question.
    document.body.addEventListener("lalopa:done", (event) => { if (dialog().contains(event.target)) dialog().close(); });
    document.body.addEventListener("lalopa:said", (event) => say(event.detail.text, event.detail.kind));
    for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
      document.body.addEventListener(failure, (event) => {
        if (event.detail.requestConfig.verb !== "get" || event.detail.target.id === "ask-body") say(document.body.dataset.unreachable, "refused");
      });
    }
  });
})();
