// The survey on a tablet for everybody: begins, sends without leaving its page, thanks, and forgets whoever has gone.
"use strict";
document.addEventListener("DOMContentLoaded", function () {
  var IDLE_MS = 60000;
  var THANKS_MS = 8000;
  var WAIT_MS = 15000;
  var form = document.getElementById("survey"), page = document.getElementById("tablet"), idle = 0;
  var plain = document.body.className;

  function show(names, is) {
    names.forEach(function (name) { document.getElementById(name).hidden = !is; });
  }

  function tell(kind) { form.dispatchEvent(new CustomEvent(kind)); }

  function stand(kind) { // before and after the questions
    tell("end");
    form.reset();
    form.hidden = true;
    show(["about", "intro"], kind === "intro");
    show(["thanks"], kind === "thanks");
    show(["trouble"], kind === "trouble");
    document.body.className = plain + (kind === "intro" ? " intro" : " done");
    if (kind !== "intro") document.getElementById(kind).focus();
    if (kind !== "intro") rest(THANKS_MS);
  }

  function home() {
    var first = page.getAttribute("data-home");
    if (location.pathname === first) stand("intro"); else location.replace(first);
  }

  function rest(after) {
    clearTimeout(idle);
    idle = setTimeout(home, after);
  }

  function send(event) {
    var marks = form.querySelectorAll("input:checked"), fields = [], sent = new XMLHttpRequest();
    if (!marks.length) return;
    event.preventDefault();
    event.stopPropagation();
    for (var n = 0; n < marks.length; n += 1) fields.push(marks[n].name + "=" + marks[n].value);
    sent.open("POST", form.action);
    sent.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
    sent.timeout = WAIT_MS;
    sent.onload = function () {
      if (sent.status === 403 || sent.status === 404) location.reload(); // it has been closed
      else stand(sent.status === 200 ? "thanks" : "trouble");
    };
    sent.onerror = sent.ontimeout = function () { stand("trouble"); };
    sent.send(fields.join("&"));
  }

  ["pointerdown", "mousedown", "touchstart", "keydown"].forEach(function (kind) {
    document.addEventListener(kind, function () { rest(IDLE_MS); });
  });
  document.addEventListener("submit", send, true);
  document.getElementById("begin").addEventListener("click", function () {
    form.hidden = false;
    show(["about", "intro"], false);
    tell("begin");
    rest(IDLE_MS);
  });
  stand("intro");
});
