/* LivePage: adopts the page the server has drawn and keeps it live.

   The first response holds the whole page as HTML in #first-paint. On mounting, its nodes
   move, undrawn and unchanged, into this component; focus and selection move with them. A
   form marked data-live sends its address instead of loading a page; the answer replaces
   the content of named regions, or in one marked data-fields what is chosen. Components are
   drawn into the element marked data-slot. A click on a figure of a table leads to what
   explains it. */
(function () {
  "use strict";
  const { createElement, useEffect, useLayoutEffect, useRef, useState } = window.React;
  const PAUSE = 250; // ms after the last keystroke in a search box

  function adopt(root) {
    const first = document.getElementById("first-paint");
    if (!first) return;
    const focused = first.contains(document.activeElement) ? document.activeElement : null;
    while (first.firstChild) root.append(first.firstChild);
    first.remove();
    if (focused) focused.focus({ preventScroll: true });
  }

  function addressOf(form) {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) query.append(name, value);
    const text = query.toString();
    return form.getAttribute("action") + (text ? "?" + text : "");
  }

  function fill(form, search) {
    const query = new URLSearchParams(search);
    const seen = {};
    for (const field of form.elements) {
      if (!field.name || field.closest("[data-fields]")) continue; // the answer sets it
      const values = query.getAll(field.name);
      const nth = (seen[field.name] = (seen[field.name] ?? -1) + 1);
      if (field.type === "checkbox") field.checked = values.includes(field.value);
      else if (values[nth] !== undefined) field.value = values[nth];
      else if (field.tagName === "SELECT") field.selectedIndex = 0;
      else field.value = "";
    }
  }

  // Fields keep their elements, so that focus and an opened list stay where they are.
  function replace(region, html) {
    if (!region.matches("[data-fields]")) region.innerHTML = html;
    else {
      const drawn = document.createElement("template");
      drawn.innerHTML = html;
      for (const field of drawn.content.querySelectorAll("select"))
        document.getElementById(field.id).value = field.value;
    }
  }

  function LivePage(props) {
    const root = useRef(null);
    const [slot, setSlot] = useState(null);
    const setProps = useRef(props.setProps);
    setProps.current = props.setProps;

    useLayoutEffect(function () {
      adopt(root.current);
      const found = root.current.querySelector("[data-slot]");
      if (!found || !found.offsetParent) return; // none, or not shown at this width
      setSlot(found);
      setProps.current({ opened: location.pathname + location.search });
    }, []);

    useEffect(function () {
      const forms = () => root.current.querySelectorAll("form[data-live]");
      const send = function (address) {
        root.current.setAttribute("aria-busy", "true");
        setProps.current({ address: address });
      };
      const go = function (form) {
        const address = addressOf(form);
        if (address === location.pathname + location.search) return;
        history.pushState(null, "", address);
        send(address);
      };
      let timer = 0;
      const onSubmit = function (event) {
        if (!event.target.matches("form[data-live]")) return;
        event.preventDefault();
        go(event.target);
      };
      const onChange = function (event) {
        const form = event.target.form;
        if (form && form.matches("[data-live]")) go(form);
      };
      const onInput = function (event) {
        const form = event.target.form;
        if (!form || !form.matches("[data-live]") || event.target.type !== "search") return;
        clearTimeout(timer);
        timer = setTimeout(() => go(form), PAUSE);
      };
      const onBack = function () {
        if (![...forms()].some((form) => form.getAttribute("action") === location.pathname)) return;
        forms().forEach((form) => fill(form, location.search));
        send(location.pathname + location.search);
      };
      // The figures of a row are explained where its link leads, each under its column's name.
      const onClick = function (event) {
        const cell = event.target.closest(".explains td");
        if (!cell || event.target.closest("a, summary") || !getSelection().isCollapsed) return;
        const link = cell.parentNode.querySelector("a.ex");
        const heads = [...cell.closest("table").tHead.rows].pop().cells;
        const figure = link && heads[cell.cellIndex] && heads[cell.cellIndex].dataset.figure;
        if (figure) location.assign(link.href.split("#")[0] + "#" + figure);
      };
      const here = root.current;
      here.addEventListener("click", onClick);
      here.addEventListener("submit", onSubmit);
      here.addEventListener("change", onChange);
      here.addEventListener("input", onInput);
      window.addEventListener("popstate", onBack);
      return function () {
        here.removeEventListener("click", onClick);
        here.removeEventListener("submit", onSubmit);
        here.removeEventListener("change", onChange);
        here.removeEventListener("input", onInput);
        window.removeEventListener("popstate", onBack);
      };
    }, []);

    useLayoutEffect(function () {
      for (const [id, html] of Object.entries(props.regions || {})) {
        const region = document.getElementById(id);
        if (region) replace(region, html);
      }
      root.current.removeAttribute("aria-busy");
    }, [props.regions]);

    const drawn = slot && props.children ? window.ReactDOM.createPortal(props.children, slot) : null;
    return createElement("div", { id: props.id, ref: root }, drawn);
  }

  window.scrutiny = Object.assign(window.scrutiny || {}, { LivePage: LivePage });
})();
