/* The panel of findings: stays closed where it was closed, closes with Escape, and follows where pages change in place. */
(() => {
  "use strict";
  const name = "vm-findings";
  const panel = () => document.getElementById(name);
  const kept = value => {
    try {
      if (value) localStorage.setItem(name, value);
      return localStorage.getItem(name);
    } catch { return null; }  /* A browser may forbid it. */
  };
  const start = () => {
    const details = panel()?.querySelector("details");
    if (!details) return;
    const chosen = kept();
    if (chosen === "closed" || (!chosen && innerWidth < 900)) details.open = false;
    if (chosen === "open") details.open = true;
  };
  document.addEventListener("click", event => {
    const details = event.target.closest?.(`#${name} > details > summary`)?.parentNode;
    if (details) kept(details.open ? "closed" : "open");
  });
  document.addEventListener("keydown", event => {
    const details = event.key === "Escape" && event.target.closest?.(`#${name} > details[open]`);
    if (!details) return;
    details.open = false;
    kept("closed");
    details.querySelector("summary").focus();
  });
  let shown = location.pathname;
  window.document$?.subscribe(async () => {
    if (location.pathname === shown) return;
    shown = location.pathname;
    const answer = await fetch(location.href);
    const next = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(name);
    if (next) panel()?.replaceWith(next);
    start();
  });
  start();
})();
