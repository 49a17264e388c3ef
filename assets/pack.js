/* Tells what is being done while a pack is made. Without this script the form fetches the
   file all the same. The answer has a line of JSON for each step, the last with the file. */
document.addEventListener("submit", function (event) {
  "use strict";
  const form = event.target;
  if (!form.matches("form[data-pack]")) return;
  event.preventDefault();
  const sending = form.querySelector(".sending");
  const bar = sending.querySelector("progress");
  const said = sending.querySelector("[role=status]");
  const button = form.querySelector("button");

  function say(text, isDone) {
    said.textContent = text;
    bar.hidden = isDone;
    button.disabled = !isDone;
  }

  function save(name, content) {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: "application/pdf" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    say("Ready: " + name + ", " + Math.round(bytes.length / 1000) + " kB.", true);
  }

  function take(line) {
    const told = JSON.parse(line);
    if (told.step) say(told.step, false);
    else if (told.error) say(told.error, true);
    else save(told.name, told.pdf);
  }

  async function follow(answer) {
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const part = await reader.read();
      if (part.done) break;
      const lines = (rest + part.value).split("\n");
      rest = lines.pop();
      lines.forEach(take);
    }
  }

  sending.hidden = false;
  say("Beginning", false);
  fetch(form.dataset.pack + "?" + new URLSearchParams(new FormData(form)))
    .then(async function (answer) {
      if (answer.ok) await follow(answer);
      else say(answer.status === 503 ? await answer.text() : "The pack could not be made.", true);
    })
    .catch(() => say("The server did not answer. Try again.", true));
});
