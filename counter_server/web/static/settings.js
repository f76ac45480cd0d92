// One more empty row, and a word of warning before what was typed is left. All else works without it.
"use strict";
(() => {
  const NUMBERED = /^(.*\.)(\d+)(\..*)$/; // the last number in a name, which is the row's

  function more(key) {
    const rows = key.closest("[data-rows]").querySelectorAll(".fresh");
    const last = rows[rows.length - 1];
    const fresh = last.cloneNode(true);
    const renumbered = (name) => { const found = NUMBERED.exec(name); return found ? `${found[1]}${Number(found[2]) + 1}${found[3]}` : name; };
    const row = /^(.*?\.\d+)(\.|$)/;
    const at = row.exec(last.querySelector("[name]").name)[1];
    const next = at.replace(/\d+$/, (n) => String(Number(n) + 1));
    for (const field of fresh.querySelectorAll("[name]")) {
      field.name = field.name.startsWith(at) ? next + field.name.slice(at.length) : renumbered(field.name);
      if (field.type === "checkbox") field.checked = false;
      else if (field.type !== "hidden") field.value = field.matches("select") ? field.value : "";
    }
    for (const named of fresh.querySelectorAll("[id]")) named.id = named.id.replace(at.replaceAll(".", "-"), next.replaceAll(".", "-"));
    for (const said of fresh.querySelectorAll(".wrong")) said.remove();
    for (const told of fresh.querySelectorAll("[aria-describedby]")) told.removeAttribute("aria-describedby");
    fresh.id = "";
    last.after(fresh);
    fresh.querySelector("input:not([type=hidden]), textarea, select").focus();
  }

  let typed = false;
  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("form.set");
    const refused = document.getElementById("refused");
    if (refused) { refused.tabIndex = -1; refused.focus(); typed = true; }
    document.addEventListener("click", (event) => {
      const key = event.target.closest("[data-more]");
      if (key) more(key);
    });
    if (!form) return;
    form.addEventListener("input", () => { typed = true; });
    form.addEventListener("submit", () => { typed = false; });
    addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
  });
})();
