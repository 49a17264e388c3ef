/* Keeps the words in the box while they are typed, and shows what there is to say of them.

   Without this script the forms work all the same: what is typed is then kept when a button
   is pressed. Nothing is thrown away here: if the server does not answer, it is asked again
   until it does, and the page is not left without a warning. */
(function () {
  "use strict";
  const PAUSE = 700; // ms after the last keystroke
  const AGAIN = 4000; // ms after a failure
  let timer = 0;
  let isSending = false;
  let unsent = false;

  const form = () => document.getElementById("editor-form");
  const field = (name) => form() && form().elements.namedItem(name);

  function say(text) {
    const place = document.querySelector("[data-kept]");
    if (place && place.textContent !== text) place.textContent = text;
  }

  // What somebody is filling in there must not be taken from under her hands.
  function show(id, html) {
    const place = document.getElementById(id);
    if (!place || place.dataset.drawn === html || place.contains(document.activeElement)) return;
    place.dataset.drawn = html;
    place.innerHTML = html;
  }

  function body() {
    const data = new FormData();
    for (const name of ["text", "begun_from", "window", "serial"])
      data.append(name, field(name).value);
    return data;
  }

  function wait(time) {
    clearTimeout(timer);
    timer = setTimeout(send, time);
  }

  async function send(isLeaving) {
    if (!unsent || (isSending && !isLeaving)) return;
    isSending = true;
    unsent = false;
    try {
      const answer = await fetch(form().dataset.keep, {
        method: "POST",
        body: body(),
        keepalive: isLeaving === true,
      });
      const told = answer.headers.get("Content-Type") === "application/json" ? await answer.json() : {};
      if (answer.ok) {
        field("window").value = told.window;
        field("serial").value = told.serial;
        const time = new Date(told.kept).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
        say("Kept at " + time + ", not saved yet.");
        show("editor-checks", told.checks);
        show("editor-told", told.told);
      } else if (answer.status >= 500) throw new Error();
      else say(told.problem || "These words could not be kept. Copy them, and sign in again.");
    } catch {
      unsent = true;
      say("The server does not answer, so these words are not kept yet. Trying again.");
      wait(AGAIN);
    }
    isSending = false;
    if (unsent) wait(PAUSE);
  }

  document.addEventListener("input", function (event) {
    if (event.target.id !== "editor-text") return;
    unsent = true;
    if (!isSending) wait(PAUSE);
  });
  // This script comes after the page: what was typed before it came was not heard.
  const box = field("text");
  if (box && box.value !== box.defaultValue) {
    unsent = true;
    wait(PAUSE);
  }
  document.addEventListener("submit", function (event) {
    if (event.target !== form()) return;
    clearTimeout(timer);
    unsent = false;
  });
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") send(true);
  });
  window.addEventListener("beforeunload", function (event) {
    if (unsent) event.preventDefault();
  });
})();
