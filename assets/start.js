/* Starts Dash once the page has been painted.

   The page is complete without scripts, so none of them may take bandwidth or time from its
   first frame: they wait in #scripts and are asked for afterwards, in their order. */
(function () {
  "use strict";
  function fetchScripts() {
    const waiting = [...document.getElementById("scripts").content.querySelectorAll("script")];
    waiting.forEach(function (one, place) {
      const script = document.createElement("script");
      script.src = one.getAttribute("src");
      script.async = false;
      if (place === waiting.length - 1) script.onload = () => new window.DashRenderer();
      document.body.append(script);
    });
  }
  requestAnimationFrame(() => setTimeout(fetchScripts));
})();
