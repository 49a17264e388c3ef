/* Starts Dash once the page has been painted.

   The page is complete without scripts and without Bootstrap, so none of them may take
   bandwidth or time from its first frame: they wait in #later and are asked for afterwards,
   the scripts in their order. */
(function () {
  "use strict";
  function fetchLater() {
    const waiting = document.getElementById("later").content;
    for (const link of waiting.querySelectorAll("link")) document.head.append(link);
    const scripts = [...waiting.querySelectorAll("script")];
    scripts.forEach(function (one, place) {
      const script = document.createElement("script");
      script.src = one.getAttribute("src");
      script.async = false;
      if (place === scripts.length - 1) script.onload = () => new window.DashRenderer();
      document.body.append(script);
    });
  }
  requestAnimationFrame(() => setTimeout(fetchLater));
})();
