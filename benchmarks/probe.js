/* What "visible" means, once for all peers. Runs before anything of the page does.

   A state is looked for in every frame, after the page's scripts have changed it and
   before it is drawn; its time is taken as soon as that frame has been drawn. */
window.probe = (function () {
  "use strict";
  const ROWS = 64;
  const PATIENCE = 90000; // ms

  const isVisible = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    element.getBoundingClientRect().height > 0;

  const isDrawn = (picture) =>
    isVisible(picture) && (picture.tagName !== "IMG" || (picture.complete && picture.naturalWidth > 0));

  /* As many rows as asked for and no others, each with its trend: a drawing, or words. */
  function hasRows(count) {
    const rows = document.querySelectorAll("tr[data-ref]");
    if (rows.length !== count) return false;
    return [...rows].every(function (row) {
      const trend = row.querySelector(".sp");
      const pictures = [...trend.querySelectorAll("svg, img")];
      return isVisible(row) && (pictures.some(isDrawn) || trend.textContent.trim() !== "");
    });
  }

  const STATES = {
    rows: () => hasRows(ROWS),
    // What the site draws first is there until Dash has taken it over; peers have none.
    answering: () => !document.getElementById("first-paint") && hasRows(ROWS),
    chart: () => [...document.querySelectorAll("#indicator-chart svg")].some(isVisible),
    live: () => [...document.querySelectorAll(".main-svg .scatterlayer .trace")].some(isVisible),
  };

  /* {frame, drawn}: when the first frame that shows it began, and when it was drawn. */
  function reach(state, what) {
    const begun = performance.now();
    return new Promise(function (resolve, reject) {
      requestAnimationFrame(function look(frame) {
        if (state()) {
          // The first task after the drawing, before any script that waits its turn.
          const finish = () => resolve({ frame: frame, drawn: performance.now() });
          scheduler.postTask(finish, { priority: "user-blocking" });
        } else if (performance.now() - begun > PATIENCE) {
          reject(new Error(what + ": not there after " + PATIENCE / 1000 + " s"));
        } else {
          requestAnimationFrame(look);
        }
      });
    });
  }

  let shift = 0;
  new PerformanceObserver(function (list) {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });

  const watched = {};
  function watch(name) {
    watched[name] = reach(STATES[name], name);
    watched[name].catch(() => {}); // whoever asks for it is told
    return watched[name];
  }

  return {
    watch: watch,
    reached: (name) => watched[name] || watch(name),
    shift: () => shift,
    firstPaint: () => performance.getEntriesByName("first-contentful-paint")[0].startTime,

    /* ms from a choice in a select or among radio buttons until so many rows are drawn. */
    choose: async function (control, value, count) {
      const begun = performance.now();
      const found = document.querySelector(control);
      if (found.matches("select")) {
        found.value = value;
        found.dispatchEvent(new Event("change", { bubbles: true }));
      } else {
        [...found.querySelectorAll("input")].find((radio) => radio.value === value).click();
      }
      const { drawn } = await reach(() => hasRows(count), count + " rows");
      return drawn - begun;
    },
  };
})();
