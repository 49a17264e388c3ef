/* How much of a file has been sent. Without this script the form works all the same. */
document.addEventListener("submit", function (event) {
  "use strict";
  const form = event.target;
  if (!form.matches("form[data-upload]")) return;
  event.preventDefault();
  const sending = form.querySelector(".sending");
  const bar = sending.querySelector("progress");
  const said = sending.querySelector("[role=status]");
  const button = form.querySelector("button");
  const request = new XMLHttpRequest();
  const fail = function (text) {
    sending.hidden = true;
    button.disabled = false;
    said.textContent = text;
    sending.hidden = false;
    bar.hidden = true;
  };
  request.upload.onprogress = function (step) {
    if (!step.lengthComputable) return;
    bar.value = (100 * step.loaded) / step.total;
    said.textContent = step.loaded < step.total ? Math.floor(bar.value) + "%" : "Reading the file";
    if (step.loaded >= step.total) bar.removeAttribute("value");
  };
  request.onload = function () {
    if (request.status === 200) location.assign(request.responseURL);
    else if (request.status === 413) fail("The file is larger than this site takes.");
    else fail("The file could not be taken. Try again.");
  };
  request.onerror = function () {
    fail("The server did not answer. Try again.");
  };
  button.disabled = true;
  bar.hidden = false;
  sending.hidden = false;
  said.textContent = "";
  request.open("POST", form.action);
  request.send(new FormData(form));
});
