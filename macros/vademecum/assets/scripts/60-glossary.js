/* What a term means, in a tip beside it: while it is pointed at or has the focus, after a tap, until Escape. The texts
   stand once on the page; without this script a term is a link to the glossary. */
(() => {
  "use strict";
  const noHover = matchMedia("(hover: none)");
  const termAt = node => node?.closest?.("a.vm-term");
  let tip, owner, timer, pointer;

  const close = () => {
    clearTimeout(timer);
    tip?.remove();
    owner?.removeAttribute("aria-describedby");
    tip = owner = undefined;
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => tip && !tip.matches(":hover, :focus-within") && !owner.matches(":hover, :focus-visible") && close(), 250);
  };
  const place = y => {
    const lines = [...owner.getClientRects()], line = lines.find(each => y >= each.top - 2 && y <= each.bottom + 2) || lines[0];
    if (!line) return close();
    const frame = tip.offsetParent.getBoundingClientRect(), room = document.documentElement.clientWidth - tip.offsetWidth - 12, gap = 6;
    const isAbove = lines.at(-1).bottom + gap + tip.offsetHeight > innerHeight && lines[0].top - gap > tip.offsetHeight;
    const top = isAbove ? lines[0].top - gap - tip.offsetHeight : lines.at(-1).bottom + gap;
    Object.assign(tip.style, { left: Math.max(12, Math.min(line.left - 8, room)) - frame.left + "px", top: top - frame.top + "px" });
  };
  const show = (term, isTouch, y) => {
    const text = term !== owner && document.querySelector("template.vm-tips")?.content.getElementById(decodeURIComponent(term.hash.slice(1)));
    if (!text) return false;
    close();
    owner = term;
    tip = text.cloneNode(true);
    tip.id = "vm-tip";
    tip.className = "vm-tip";
    tip.setAttribute("role", isTouch ? "dialog" : "tooltip");
    if (isTouch) {
      tip.tabIndex = -1;
      tip.setAttribute("aria-label", text.querySelector("b").textContent);
    } else {
      tip.lastElementChild.remove();
      term.setAttribute("aria-describedby", tip.id);
    }
    (term.closest("main") || document.body).append(tip);
    place(y);
    if (isTouch) tip?.focus({ preventScroll: true });
    return true;
  };

  const on = (name, heard, capture) => document.addEventListener(name, heard, capture);
  on("pointerover", event => {
    const term = termAt(event.target);
    if (event.pointerType === "touch") return;
    if (tip?.contains(event.target)) clearTimeout(timer);
    if (!term || term.contains(event.relatedTarget)) return;
    clearTimeout(timer);
    timer = setTimeout(() => show(term, false, event.clientY), 180);
  });
  on("pointerout", event => {
    if (event.pointerType !== "touch" && (termAt(event.target) || tip?.contains(event.target))) later();
  });
  on("pointerdown", event => {
    pointer = event.pointerType;
    if (tip && !tip.contains(event.target) && termAt(event.target) !== owner) close();
  }, true);
  on("focusin", event => {
    const term = termAt(event.target);
    if (term?.matches(":focus-visible")) show(term, false);
  });
  on("focusout", event => { if (tip && !tip.contains(event.relatedTarget)) later(); });
  on("click", event => {
    const term = termAt(event.target);
    if (!term || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if ((pointer === "touch" || noHover.matches) && show(term, true)) {
      event.preventDefault();
      event.stopPropagation();
    } else close();
  }, true);
  on("keydown", event => {
    pointer = undefined;
    if (event.key !== "Escape") return;
    if (tip?.contains(document.activeElement)) owner.focus({ preventScroll: true });
    close();
  });
  addEventListener("resize", () => tip && place());
  window.document$?.subscribe(close);
})();
