/* The preview of a citation. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const mouse = event => event.pointerType === "mouse";

  /* The preview of a citation: its entry in the page's own list of references. */
  const touch = matchMedia("(hover: none)");
  let card, owner, timer;
  const close = () => {
    clearTimeout(timer);
    card?.remove();
    owner?.removeAttribute("aria-expanded");
    card = owner = undefined;
  };
  const later = () => { clearTimeout(timer); timer = setTimeout(close, 250); };
  const show = link => {
    const entry = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (owner === link || !entry) return;
    close();
    owner = link;
    card = document.createElement("div");
    card.className = "vm-card md-typeset";
    card.append(...[...entry.children].map(child => child.cloneNode(true)));
    const button = document.createElement("button");
    button.type = "button";
    button.className = "vm-card__close";
    button.textContent = "×";
    button.setAttribute("aria-label", "Close");
    button.addEventListener("click", () => { const link = owner; close(); link.focus(); });
    card.append(button);
    card.addEventListener("pointerenter", () => clearTimeout(timer));
    card.addEventListener("pointerleave", event => { if (mouse(event)) later(); });
    document.body.append(card);
    link.setAttribute("aria-expanded", true);
    const mark = link.getClientRects()[0], height = card.offsetHeight;
    const below = mark.bottom + height + 16 < innerHeight || mark.top < height + 64;
    card.style.left = Math.max(12, Math.min(mark.left - 16, document.documentElement.clientWidth - card.offsetWidth - 12)) + scrollX + "px";
    card.style.top = (below ? mark.bottom + 8 : mark.top - height - 8) + scrollY + "px";
  };
  all(".vm-citation__link").forEach(link => {
    link.classList.toggle("vm-citation__link--short", link.firstChild?.length < 29);   /* "Cheng et al., 1982" */
    if (link.closest(".vm-sample")) return;   /* there the reference stands below already */
    link.addEventListener("pointerenter", event => { if (mouse(event)) { clearTimeout(timer); timer = setTimeout(show, 180, link); } });
    link.addEventListener("pointerleave", event => { if (mouse(event)) later(); });
    link.addEventListener("focus", () => { if (link.matches(":focus-visible")) show(link); });
    link.addEventListener("blur", () => { if (!touch.matches) later(); });
    link.addEventListener("click", event => {
      if (touch.matches && owner !== link) { event.preventDefault(); show(link); } else close();
    });
  });

  addEventListener("keydown", event => { if (event.key === "Escape") close(); });
  addEventListener("pointerdown", event => {
    if (card && !card.contains(event.target) && event.target.closest(".vm-citation__link") !== owner) close();
  });
})();
