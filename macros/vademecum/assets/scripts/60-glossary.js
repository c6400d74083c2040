/* What a term means, in a tip beside it. The texts stand once on the page; without this script a term is a link to the
   glossary. */
vademecumMarks.add({
  marks: "a.vm-term",
  make: (term, isTouch) => {
    const text = document.querySelector("template.vm-tips")?.content.getElementById(decodeURIComponent(term.hash.slice(1)));
    if (!text) return undefined;
    const tip = text.cloneNode(true);
    Object.assign(tip, { id: "vm-tip", className: "vm-tip" });
    tip.setAttribute("role", isTouch ? "dialog" : "tooltip");
    if (!isTouch) {
      tip.lastElementChild.remove();
      return [tip, { "aria-describedby": tip.id }];
    }
    tip.tabIndex = -1;
    tip.setAttribute("aria-label", text.querySelector("b").textContent);
    return [tip, {}];
  },
});
