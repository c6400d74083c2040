/* Vademecum: what the pages do beyond plain HTML. All can be read and reached without it.
   This file: the lists of the sections, and what a keyboard needs. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const mouse = event => event.pointerType === "mouse";
  document.documentElement.classList.add("vm-js");

  /* The lists of the sections: hover, click or Enter opens, Escape or leaving closes. */
  const buttons = all(".vm-tab-button");
  const expand = (button, open) => button.setAttribute("aria-expanded", open);
  const shut = except => buttons.forEach(button => button === except || expand(button, false));
  const leave = () => {
    const item = document.activeElement.closest(".vm-tab-menu")?.parentElement;
    shut();
    item?.querySelector(".vm-tab-button").focus();
  };
  buttons.forEach(button => {
    const item = button.parentElement;
    let hovered = 0;
    button.addEventListener("click", event => {
      /* a mouse has opened the list already by pointing at it: its first click must not close it */
      const open = event.detail && event.timeStamp - hovered < 400 || button.getAttribute("aria-expanded") === "false";
      shut(button);
      expand(button, open);
    });
    item.addEventListener("pointerenter", event => {
      if (!mouse(event)) return;
      if (button.getAttribute("aria-expanded") === "false") hovered = event.timeStamp;
      shut(button);
      expand(button, true);
    });
    item.addEventListener("pointerleave", event => { if (mouse(event)) expand(button, false); });
    item.addEventListener("focusout", event => { if (!item.contains(event.relatedTarget)) expand(button, false); });
  });
  addEventListener("keydown", event => { if (event.key === "Escape") leave(); });
  addEventListener("pointerdown", event => { if (!event.target.closest(".md-tabs__item")) shut(); });

  /* Menu and search of small screens are labels, which a keyboard cannot press. */
  all("label > [role=button]").forEach(button => button.addEventListener("keydown", event => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); button.click(); }
  }));

  /* Tables that scroll sideways scroll by keyboard, too; Material sees to code. */
  const reach = () => all(".md-typeset__scrollwrap").forEach(box => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  });
  const soon = () => requestAnimationFrame(() => setTimeout(reach));
  addEventListener("load", soon);
  addEventListener("resize", soon);
  window.document$?.subscribe(soon);
})();
