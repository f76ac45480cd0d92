// One question at a time. Without it all nine stand below each other, and are sent as they are. Written for phones of ten
// years ago: nothing here that a browser of 2015 would not know.
"use strict";
document.addEventListener("DOMContentLoaded", function () {
  var TURN_MS = 280; // so long one sees what one has touched
  var SETTLE_MS = 350; // the tail of a double tap answers nothing
  var form = document.getElementById("survey"), body = document.body, plain = body.className;
  var questions = form.querySelectorAll(".question"), place = 0, touched = false, turning = 0;

  function at(name) { return document.getElementById(name); }
  function show(name, is) { at(name).hidden = !is; }
  function chosen(question) { return (question || form).querySelector("input:checked"); }

  function keys() {
    var asks = place < questions.length, any = chosen();
    var said = asks && chosen(questions[place]);
    at("onward").textContent = at("onward").getAttribute(said ? "data-next" : "data-pass");
    at("onward").className = said ? "key go" : "key";
    show("onward", asks);
    show("send", !asks && any);
    show("end", !asks && any);
    show("none", !asks && !any);
    show("back", place > 0);
    show("enough", asks && place > 0 && any);
  }

  function turn(to) {
    clearTimeout(turning);
    place = Math.max(0, Math.min(to, questions.length));
    for (var n = 0; n < questions.length; n += 1) questions[n].hidden = n !== place;
    show("about", false);
    body.className = plain + " one";
    keys();
    (questions[place] || at(chosen() ? "end" : "none")).focus();
    window.scrollTo(0, 0);
  }

  function onward() {
    turn(place + 1);
    form.className = "survey settling";
    setTimeout(function () { form.className = "survey"; }, SETTLE_MS);
  }

  function begin() { // as if nobody had been there
    form.reset();
    turn(0);
  }

  ["pointerdown", "mousedown", "touchstart"].forEach(function (kind) {
    form.addEventListener(kind, function () { touched = true; });
  });
  form.addEventListener("change", function () { // the arrow keys only look; a touch goes on
    keys();
    clearTimeout(turning);
    if (touched) turning = setTimeout(onward, TURN_MS);
  });
  form.addEventListener("keydown", function (event) {
    touched = false;
    if (event.key === "Enter" && event.target.type === "radio") { event.preventDefault(); turn(place + 1); }
  });
  form.addEventListener("submit", function (event) {
    if (!chosen()) { event.preventDefault(); turn(questions.length); return; }
    at("send").disabled = at("enough").disabled = true; // once is enough
  });
  form.addEventListener("begin", begin);
  form.addEventListener("end", function () { clearTimeout(turning); });
  at("onward").addEventListener("click", function () { turn(place + 1); });
  at("back").addEventListener("click", function () { turn(place - 1); });
  window.addEventListener("pageshow", function (event) { if (event.persisted) location.reload(); });
  if (!at("tablet")) begin();
});
