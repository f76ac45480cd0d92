// Sign in: the number pad, what is chosen, and the last choice of this browser so that only the PIN is left to type.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const LAST = "lalopa-last-sign-in";
  const form = document.querySelector("form.who");
  const pin = document.getElementById("pin");
  const chosen = document.getElementById("chosen");
  const picked = (name) => form.querySelector(`input[name=${name}]:checked`);

  function show() {
    const person = picked("staff");
    const place = picked("counter");
    const supervises = Boolean(person) && person.dataset.role === "supervisor";
    for (const group of form.querySelectorAll("[data-places]")) {
      group.hidden = supervises;
      for (const input of group.querySelectorAll("input")) input.required = Boolean(person) && !supervises;
    }
    chosen.replaceChildren(person ? person.dataset.name : chosen.dataset.none);
    const where = document.createElement("small");
    where.textContent = supervises ? chosen.dataset.floor : place ? place.dataset.name : chosen.dataset.noCounter;
    if (person) chosen.append(where);
  }

  function restore() {
    try {
      const last = JSON.parse(localStorage.getItem(LAST) || "{}");
      for (const name of ["staff", "counter"]) {
        const input = last[name] && [...form.elements[name]].find((one) => one.value === last[name]);
        if (input && !picked(name)) input.checked = true;
      }
    } catch { localStorage.removeItem(LAST); }
  }

  function typed(digit) {
    pin.value = digit === "clear" ? "" : pin.value + digit;
    pin.focus();
  }

  form.addEventListener("change", show);
  form.addEventListener("submit", () => {
    const place = picked("counter");
    localStorage.setItem(LAST, JSON.stringify({ staff: picked("staff").value, counter: place ? place.value : "" }));
  });
  document.getElementById("pad").addEventListener("click", (event) => {
    const key = event.target.closest("[data-digit]");
    if (key) typed(key.dataset.digit);
  });
  const clock = document.getElementById("clock");
  const offset = Date.parse(clock.dataset.at) - Date.now();
  const zone = /([+-])(\d\d):(\d\d)$/.exec(clock.dataset.at) || ["", "+", "0", "0"];
  const minutes = (zone[1] === "-" ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3]));
  setInterval(() => {
    const here = new Date(Date.now() + offset + minutes * 60000);
    const two = (n) => String(n).padStart(2, "0");
    clock.textContent = clock.dataset.time.replace("{h}", two(here.getUTCHours())).replace("{m}", two(here.getUTCMinutes()));
  }, 5000);
  restore();
  show();
  if (picked("staff")) pin.focus();
});
