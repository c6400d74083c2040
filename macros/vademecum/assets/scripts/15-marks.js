/* What opens at a mark in the text: the preview of a citation, the meaning of a term. It is there while the mark is
   pointed at or has the focus, on touch after a tap, until Escape. Tab goes on to the next mark; the key down leads into
   what is open. One is open at a time. All is heard on the document, so pages may be exchanged in it.
   `vademecumMarks.add({ marks, make, top, small })`: `make(mark, isTouch)` gives the element and the attributes of the mark
   while it is there, or nothing; `top(mark)`, how high what must not be covered begins; `small`: marks that a finger hits
   when it comes near them. */
window.vademecumMarks = (() => {
  "use strict";
  const kinds = [], noHover = matchMedia("(hover: none)");
  const markAt = node => node?.closest?.(kinds.map(each => each.marks).join());
  let box, mark, kind, said, timer, near, pointer, pointed, followed = -1e3;

  const close = () => {
    clearTimeout(timer);
    box?.remove();
    Object.keys(said || {}).forEach(name => mark.removeAttribute(name));
    box = mark = said = undefined;
  };
  /* What has the pointer or the focus stays. */
  const isHeld = () => box.matches(":hover, :focus-within") || mark.matches(":hover, :focus-visible");
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => box && !isHeld() && close(), 250);
  };
  const back = () => { mark.focus({ preventScroll: true }); close(); };

  const place = () => {
    const lines = [...mark.getClientRects()], last = lines.at(-1), gap = 8;
    if (!last) return close();
    if (box.matches(".vm-card--sheet")) {
      const hidden = last.bottom + 16 - box.getBoundingClientRect().top;
      if (hidden > 0) scrollBy({ top: hidden, behavior: "instant" });
      return;
    }
    const line = lines.find(each => pointed >= each.top - 2 && pointed <= each.bottom + 2) || lines[0];
    const head = document.querySelector(".md-header")?.getBoundingClientRect().bottom || 0, top = kind.top?.(mark) ?? lines[0].top;
    box.style.removeProperty("--vm-room");
    const below = innerHeight - last.bottom - 2 * gap, above = top - Math.max(head, 0) - 2 * gap;
    const isBelow = box.offsetHeight <= below || below >= above;
    const put = (name, length) => box.style.setProperty(name, length + "px");
    put("--vm-room", isBelow ? below : above);
    const left = Math.max(12, Math.min(line.left - 16, document.documentElement.clientWidth - box.offsetWidth - 12));
    const y = isBelow ? last.bottom + gap : top - box.offsetHeight - gap;
    box.classList.toggle("vm-above", !isBelow);
    put("left", left + scrollX);
    put("top", y + scrollY);
    /* the way from the mark, on which the pointer does not leave it */
    put("--vm-x", line.left - left);
    put("--vm-w", line.width);
    put("--vm-h", isBelow ? y - line.bottom : line.top - top + gap);
  };

  const show = (link, isTouch) => {
    const of = kinds.find(each => link.matches(each.marks)), [made, words] = (link !== mark && of.make(link, isTouch)) || [];
    if (!made) return false;
    close();
    [box, mark, kind, said] = [made, link, of, words];
    document.body.append(box);
    box.classList.toggle("vm-keys", mark.matches(":focus-visible"));
    Object.entries(said).forEach(([name, value]) => mark.setAttribute(name, value));
    box.addEventListener("click", event => {
      if (event.target.closest(".vm-card__close")) back();
      else if (event.target.closest('a[href^="#"]')) setTimeout(close);
    });
    place();
    if (isTouch) box?.focus({ preventScroll: true });
    return true;
  };

  /* A finger on nothing that can be pressed means the nearest small mark in whose 44 pixels it is: so the marks are large
     enough, and cover neither each other nor links beside them. */
  const nearFinger = event => {
    if (pointer !== "touch" || event.target.closest?.("a, button, input, select, textarea, summary, label")) return undefined;
    const beyond = (at, start, end) => Math.max(start - at, at - end, 0) / Math.max(22 - (end - start) / 2, 1);
    const marks = kinds.flatMap(each => each.small ? [...document.querySelectorAll(each.small)] : []);
    const far = marks.flatMap(each => [...each.getClientRects()].map(line => [
      Math.max(beyond(event.clientX, line.left, line.right), beyond(event.clientY, line.top, line.bottom)), each,
    ]));
    return far.filter(([distance]) => distance <= 1).sort(([one], [two]) => one - two)[0]?.[1];
  };

  const on = (name, heard, capture) => document.addEventListener(name, heard, capture);
  /* Moving, not merely being there: text that is scrolled along under a pointer opens nothing. */
  on("pointermove", event => {
    const link = markAt(event.target);
    if (event.pointerType === "touch" || !link || link === near) return;
    near = link;
    clearTimeout(timer);
    timer = setTimeout(() => { pointed = event.clientY; show(link, false); }, 180);
  });
  on("pointerover", event => { if (box?.contains(event.target)) clearTimeout(timer); });
  on("pointerout", event => {
    const left = markAt(event.target) || box?.contains(event.target) && box;
    if (event.pointerType === "touch" || !left || left.contains(event.relatedTarget)) return;
    near = undefined;
    later();
  });
  on("pointerdown", event => {
    pointer = event.pointerType;
    if (box && !box.contains(event.target) && markAt(event.target) !== mark) close();
  }, true);
  on("focusin", event => {
    const link = markAt(event.target);
    pointed = undefined;
    /* who comes back from the list knows the source already */
    if (link?.matches(":focus-visible") && event.timeStamp - followed > 400) show(link, false);
  });
  on("focusout", event => { if (box && !box.contains(event.relatedTarget)) later(); });
  on("click", event => {
    const link = markAt(event.target) || nearFinger(event);
    if (event.target.closest?.(".vm-backlink, .vm-endnote__back")) followed = event.timeStamp;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if ((pointer === "touch" || noHover.matches) && show(link, true)) {
      event.preventDefault();
      event.stopPropagation();
    } else close();
  }, true);
  on("keydown", event => {
    pointer = undefined;
    const { key, shiftKey } = event, at = document.activeElement;
    if (key === "Escape") {
      if (box?.contains(at)) back();
      close();
    }
    if (!box || event.ctrlKey || event.metaKey || event.altKey) return;
    const stops = [box, ...box.querySelectorAll("a[href], button")].filter(each => each.getClientRects().length);
    const next = key === "ArrowDown" && at === mark ? stops[1] : key === "Tab" && shiftKey && stops.slice(0, 2).includes(at) && mark;
    if (next) {
      event.preventDefault();
      next.focus();
    } else if (key === "Tab" && !shiftKey && at === stops.at(-1)) back();   /* and the key goes on from the mark */
  });
  on("scroll", event => { if (box && event.target !== document && event.target.contains(mark)) close(); }, true);
  addEventListener("resize", () => box && place());
  window.document$?.subscribe(close);

  return { add: each => kinds.push(each) };
})();
