/* Vademecum: what the pages do beyond plain HTML. All can be read and reached without it. */
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

  addEventListener("keydown", event => { if (event.key === "Escape") { close(); leave(); } });
  addEventListener("pointerdown", event => {
    if (card && !card.contains(event.target) && event.target.closest(".vm-citation__link") !== owner) close();
    if (!event.target.closest(".md-tabs__item")) shut();
  });

  /* Menu and search of small screens are labels, which a keyboard cannot press. */
  all("label > [role=button]").forEach(button => button.addEventListener("keydown", event => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); button.click(); }
  }));

  /* The field of the home page is a button that opens the search of the header. */
  all("[data-vm-search]").forEach(button => {
    button.hidden = false;
    button.addEventListener("click", () => {
      document.getElementById("__search").click();
      document.querySelector(".md-search__input").focus();
    });
  });

  /* 404: the page whose address shares most pieces of three letters with the one asked for. */
  const nearest = document.querySelector(".vm-missing__nearest");
  if (nearest) {
    const pieces = path => new Set([...path.toLowerCase().replace(/\/$|index\.html$|\.\w+$/g, "").slice(-60)].map((_, i, a) => a.slice(i, i + 3).join("")));
    const asked = pieces(location.pathname);
    const [best] = all(".md-tabs a[href]").map(link => {
      const own = pieces(link.pathname);
      const shared = [...own].filter(piece => asked.has(piece)).length;
      return { link, score: 2 * shared / (own.size + asked.size) };
    }).sort((a, b) => b.score - a.score);
    if (best?.score > .45) {
      const link = nearest.querySelector("a");
      link.href = best.link.href;
      link.textContent = (best.link.querySelector("span") || best.link).textContent;
      nearest.hidden = false;
    }
  }
})();
