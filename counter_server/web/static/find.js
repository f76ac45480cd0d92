// Looks for a number in an open list: by its digits, with or without its letter; Enter presses the key of the first.
"use strict";
(() => {
  const plain = (text) => text.toUpperCase().replace(/[^A-Z0-9]/g, "");
  const digits = (text) => text.replace(/\D/g, "").replace(/^0+/, "");
  const rows = (field) => [...document.getElementById(field.dataset.find).children];

  function fits(number, typed) {
    if (!plain(typed)) return true;
    return plain(number).startsWith(plain(typed)) || (/^\d+$/.test(plain(typed)) && digits(number).startsWith(digits(typed)));
  }

  document.addEventListener("input", (event) => {
    const field = event.target.closest("[data-find]");
    if (!field) return;
    for (const row of rows(field)) row.hidden = !fits(row.dataset.number, field.value);
    document.querySelector(`[data-none=${field.dataset.find}]`).hidden = rows(field).some((row) => !row.hidden);
  });
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest && event.target.closest("[data-find]");
    if (!field || event.key !== "Enter") return;
    event.preventDefault();
    const first = rows(field).find((row) => !row.hidden);
    const key = first && first.querySelector("button");
    if (key && field.value) key.click();
  });
})();
