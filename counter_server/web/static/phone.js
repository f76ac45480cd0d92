// The ticket's own stream. What is shown is put where the server's page has it; the words of each state come with the page.
// Written for phones of ten years ago: nothing here that a browser of 2015 would not know, or it is asked for first.
"use strict";
document.addEventListener("DOMContentLoaded", function () {
  var SILENCE_MS = 45000; // a state is repeated every twenty seconds
  var LOST_MS = 10000; // a line that broke is mended within seven seconds
  var POLL_MS = 10000;
  var COME = [500, 200, 500, 200, 900]; // milliseconds of moving and resting
  var page = document.getElementById("ticket");
  if (!page) return;
  var words = document.getElementById("words").content;
  var language = document.documentElement.lang;
  var status = page.getAttribute("data-status"), calls = Number(page.getAttribute("data-calls"));
  var source = null, quiet = 0, missed = 0, poll = 0, streams = false, over = false, heard = new Date();
  var sound = null, lock = null, reminds = false;

  function at(name) { return document.getElementById(name); }

  function says(name, facts) {
    var said = words.getElementById(name).textContent;
    for (var fact in facts || {}) said = said.replace("{" + fact + "}", facts[fact]);
    return said;
  }

  function put(name, said) {
    var place = at(name);
    if (place.textContent !== said) place.textContent = said;
    place.hidden = !said;
  }

  function ahead(told) {
    if (told.status !== "waiting") return "";
    if (told.more) return says("many_ahead", {n: told.ahead});
    return told.ahead > 1 ? says("ahead", {n: told.ahead}) : says(told.ahead ? "one_ahead" : "next");
  }

  function wait(told) {
    if (told.low === null) return "";
    if (told.after_closing) return says("after_closing");
    return says(told.more ? "wait_over" : told.low ? "wait" : "wait_under", {low: told.low, high: told.high});
  }

  function time() {
    function two(n) { return (n < 10 ? "0" : "") + n; }
    return says("time", {hour: two(heard.getHours()), minute: two(heard.getMinutes())});
  }

  function lost(is) {
    var said = is && !over ? says("lost", {time: time()}) : "";
    if (at("lost").textContent !== said) at("lost").textContent = said;
    put("fresh", is || over ? "" : says("fresh", {time: time()}));
  }

  function show(told) {
    var here = told.words[language] || {step: "", counter: ""};
    heard = new Date();
    if (told.status === "called" && (told.calls !== calls || here.counter !== at("counter").textContent)) come();
    status = told.status;
    calls = told.calls;
    over = ["finished", "cancelled", "lapsed"].indexOf(status) >= 0;
    document.body.className = status;
    document.title = told.number + " · " + (status === "waiting" ? ahead(told) : says("state_" + status) + (here.counter ? " " + here.counter : ""));
    put("number", told.number);
    put("state", says("state_" + status));
    put("counter", here.counter);
    put("ahead", ahead(told));
    put("wait", wait(told));
    put("step", here.step);
    put("hint", says("hint_" + status));
    if (at("survey")) at("survey").hidden = status !== "finished";
    at("give-up").hidden = says("may_give_up").split(" ").indexOf(status) < 0;
    lost(false);
    if (over) end();
  }

  function come() {
    var touched = !navigator.userActivation || navigator.userActivation.hasBeenActive; // or a browser complains
    if (navigator.vibrate && touched) navigator.vibrate(COME);
    if (reminds && sound) [0, 0.35, 1.4, 1.75, 2.8, 3.15].forEach(function (after, n) { tone(n % 2 ? 660 : 880, after); });
  }

  function tone(pitch, after) {
    var begins = sound.currentTime + after, made = sound.createOscillator(), loud = sound.createGain();
    made.frequency.value = pitch;
    loud.gain.setValueAtTime(0.5, begins);
    loud.gain.exponentialRampToValueAtTime(0.001, begins + 0.6);
    made.connect(loud);
    loud.connect(sound.destination);
    made.start(begins);
    made.stop(begins + 0.6);
  }

  function stayOn() {
    if (!navigator.wakeLock || document.hidden || !reminds || over) return;
    navigator.wakeLock.request("screen").then(function (given) { lock = given; }, function () {});
  }

  function remind() { // a browser lets a page move, ring and stay lit only once it has been touched
    var Sound = window.AudioContext || window.webkitAudioContext;
    reminds = !reminds;
    at("remind").setAttribute("aria-pressed", String(reminds));
    put("remind", says(reminds ? "reminds" : "remind"));
    if (!reminds) {
      if (lock) lock.release();
      lock = null;
      return;
    }
    if (!sound && Sound) sound = new Sound();
    if (sound && sound.resume) sound.resume();
    if (sound) tone(660, 0);
    if (navigator.vibrate) navigator.vibrate(60);
    stayOn();
  }

  function end() {
    if (source) source.close();
    source = null;
    clearTimeout(quiet);
    clearTimeout(missed);
    clearTimeout(poll);
    missed = 0;
    if (over && lock) lock.release();
    if (over) at("remind").hidden = at("remind-hint").hidden = true;
  }

  function open() {
    end();
    if (over || (document.hidden && !reminds)) return;
    if (!window.EventSource) return ask();
    streams = false;
    poll = setTimeout(ask, LOST_MS); // whatever is on the way keeps the stream to itself
    source = new EventSource(page.getAttribute("data-stream"));
    source.addEventListener("state", function (message) {
      streams = true;
      clearTimeout(poll);
      listen();
      show(JSON.parse(message.data));
    });
    source.onerror = function () {
      if (source && source.readyState === EventSource.CLOSED) ask(); // the server let nobody listen, or nothing is left to tell
      if (!missed) missed = setTimeout(lost, LOST_MS, true);
    };
    listen();
  }

  function listen() {
    clearTimeout(quiet);
    clearTimeout(missed);
    missed = 0;
    quiet = setTimeout(function () {
      if (new Date() - heard > 3 * LOST_MS) lost(true);
      open();
    }, SILENCE_MS);
  }

  function ask() { // without a stream, or beside one that says nothing
    var asked = new XMLHttpRequest();
    clearTimeout(poll);
    asked.open("GET", page.getAttribute("data-state"));
    asked.timeout = POLL_MS;
    asked.onload = function () {
      if (asked.status === 404) location.reload();
      if (asked.status === 200) show(JSON.parse(asked.responseText)); else lost(true);
    };
    asked.onerror = asked.ontimeout = function () { lost(true); };
    asked.onloadend = function () { if (!over && !streams) poll = setTimeout(ask, POLL_MS * (1 + Math.random() / 2)); };
    asked.send();
  }

  document.addEventListener("visibilitychange", function () {
    if (document.hidden) { if (!reminds) end(); } else { stayOn(); if (!source) open(); }
  });
  window.addEventListener("offline", function () { lost(true); });
  window.addEventListener("online", open);
  window.addEventListener("pagehide", end);
  window.addEventListener("pageshow", function () { if (!source) open(); });
  at("remind").addEventListener("click", remind);
  at("remind").hidden = at("remind-hint").hidden = false;
  open();
});
