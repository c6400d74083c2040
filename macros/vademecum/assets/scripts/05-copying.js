/* Copying, for all parts alike: one way to the clipboard, and one text of a work. */
(() => {
  "use strict";
  window.vmCopy = async text => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea"), at = document.activeElement;
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    at?.focus({ preventScroll: true });
    if (!done) throw new Error("not copied");
  };
  /* The reference of an entry, and where the work is: its first address, which is that of the DOI. A style may say it. */
  window.vmCite = entry => [
    entry.querySelector(".vm-reference__text").textContent.trim().replace(/\s+/g, " "),
    !entry.querySelector('.vm-reference__text a[href^="http"]') && entry.querySelector(`${entry.matches(".vm-source") ? ".vm-source__facts dd" : ".vm-reference__about"} > a[href^="http"]`)?.href,
  ].filter(Boolean).join(" ");
})();
