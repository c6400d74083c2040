/* The preview of a citation: a card beside the mark, on touch a sheet at the foot of the screen. It is made of the
   work's entry in the page's own list of references. All is heard on the document, so pages may be exchanged in it. */
(() => {
  "use strict";
  const all = (selector, root) => [...root.querySelectorAll(selector)];
  const markAt = node => node?.closest?.("a.vm-citation__link");
  const noHover = matchMedia("(hover: none)");
  const traces = ["aria-expanded", "aria-controls", "aria-describedby"];
  let card, owner, timer, pointer, pointed, followed = 0;

  const entryOf = id => document.getElementById(decodeURIComponent(id));
  const close = () => {
    clearTimeout(timer);
    card?.remove();
    traces.forEach(name => owner?.removeAttribute(name));
    card = owner = undefined;
  };
  /* What has the pointer or the focus stays. */
  const isHeld = () => card.matches(":hover, :focus-within") || owner.matches(":hover, :focus-visible");
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => card && !isHeld() && close(), 250);
  };
  const back = () => { owner.focus({ preventScroll: true }); close(); };

  const fill = (link, entry) => {
    const made = document.querySelector("template.vm-card-parts").content.firstElementChild.cloneNode(true);
    const part = name => made.querySelector(".vm-card__" + name);
    const copy = selector => entry.querySelector(selector)?.cloneNode(true);
    const put = (name, nodes) => nodes?.length ? part(name).append(...nodes) : part(name).remove();
    const say = (element, number) => {
      const { one, many, none } = element.dataset;
      element.textContent = number > 1 ? many.replace("{n}", number) : number === 1 ? one : none;
    };
    const status = entry.querySelector(".vm-reference__status");
    if (status) part("band").dataset.status = entry.dataset.status;
    put("band", status && copy(".vm-reference__status").childNodes);
    const level = copy(".vm-level");
    if (level) part("level").replaceChildren(level);
    put("indirect", link.dataset.indirect && [link.dataset.indirect]);

    const text = copy(".vm-reference__text"), title = text.querySelector(".vm-title"), next = title?.nextSibling;
    if (next?.data) next.data = next.data.replace(/^[.\s]+/, "");
    title?.remove();
    put("title", title?.childNodes);
    put("source", text.childNodes);
    const label = part("title") || part("source");
    label.id = "vm-card-label";
    made.setAttribute("aria-labelledby", label.id);
    put("facts", copy(".vm-reference__facts")?.childNodes);

    const [here, elsewhere] = part("cited").children, work = entry.querySelector("a[data-work]");
    say(here, all(".vm-backlink", entry).length || all(`.vm-citation__link[href$="${link.hash}"]`, document).length);
    if (work) {
      elsewhere.href = work.href;
      say(elsewhere, work.dataset.work - 1);
    } else elsewhere.remove();

    const range = [];   /* the works between two numbers: marks without words */
    for (let each = link.nextElementSibling; each?.id && !each.firstChild; each = each.nextElementSibling) {
      const passed = entryOf(each.id.replace(/^cite(-.*)-\d+$/, "ref$1"));
      if (!passed) break;
      const way = document.createElement("a");
      way.href = "#" + passed.id;
      way.textContent = (passed.querySelector(".vm-title") || passed.querySelector(".vm-reference__text")).textContent;
      range.push(way);
    }
    put("range", range);

    const acts = part("acts"), [reference, button] = acts.children, places = all(".vm-reference__about > a", entry)
      .filter(each => /^http/.test(each.protocol) && each.host !== location.host);
    reference.href = link.hash;
    button.before(...places.flatMap(place => [place.cloneNode(true), " "]));
    if (!navigator.clipboard) button.remove();
    made.addEventListener("click", event => {
      if (event.target.closest(".vm-card__close")) back();
      else if (event.target === button) {
        const words = entry.querySelector(".vm-reference__text").textContent.trim();
        navigator.clipboard.writeText([words, places[0]?.href].filter(Boolean).join(" ")).then(() => {
          button.nextElementSibling.textContent = button.textContent = button.dataset.done;
        });
      } else if (event.target.closest('a[href^="#"]')) setTimeout(close);
    });
    return made;
  };

  /* How high the sentence begins that a mark stands behind: a card above the mark must not cover it. */
  const claimTop = link => {
    const mark = link.closest(".vm-citation") || link;
    const block = mark.parentElement.closest("p, li, td, th, dd, dt, figcaption, summary, h1, h2, h3, h4, h5, h6, div");
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), claim = document.createRange();
    claim.setStart(block, 0);
    for (let node; (node = walker.nextNode()) && !mark.contains(node);) {
      if (!node.parentElement.closest(".vm-citation"))
        for (const end of node.data.matchAll(/[.?!…]["'”’)]*\s+(?=\S)/g)) claim.setStart(node, end.index + end[0].length);
    }
    claim.setEndBefore(mark);
    const tops = [...claim.getClientRects(), ...link.getClientRects()].filter(line => line.height).map(line => line.top);
    return Math.min(...tops);
  };

  const place = () => {
    const lines = [...owner.getClientRects()], last = lines.at(-1);
    if (!last) return close();
    if (card.matches(".vm-card--sheet")) {
      const hidden = last.bottom + 16 - card.getBoundingClientRect().top;
      if (hidden > 0) scrollBy({ top: hidden, behavior: "instant" });
      return;
    }
    const gap = 8, line = lines.find(each => pointed >= each.top - 2 && pointed <= each.bottom + 2) || lines[0];
    const head = document.querySelector(".md-header")?.getBoundingClientRect().bottom || 0;
    const inside = card.firstElementChild, top = claimTop(owner);
    inside.style.maxHeight = "";
    const below = innerHeight - last.bottom - 2 * gap, above = top - Math.max(head, 0) - 2 * gap;
    const isBelow = card.offsetHeight <= below || below >= above;
    inside.style.maxHeight = (isBelow ? below : above) + "px";
    const left = Math.max(12, Math.min(line.left - 16, document.documentElement.clientWidth - card.offsetWidth - 12));
    const y = isBelow ? last.bottom + gap : top - card.offsetHeight - gap;
    card.classList.toggle("vm-card--above", !isBelow);
    Object.assign(card.style, { left: left + scrollX + "px", top: y + scrollY + "px" });
    /* the way from the mark to the card, on which the pointer does not leave it */
    const way = { x: line.left - left, w: line.width, h: isBelow ? y - line.bottom : line.top - top + gap };
    Object.keys(way).forEach(name => card.style.setProperty("--vm-" + name, way[name] + "px"));
  };

  const show = (link, isSheet) => {
    const entry = link !== owner && !link.closest(".vm-sample") && entryOf(link.hash.slice(1));
    if (!entry?.querySelector(".vm-reference__text")) return false;
    close();
    owner = link;
    card = fill(link, entry);
    card.id = "vm-card";
    card.classList.toggle("vm-card--sheet", isSheet);
    document.body.append(card);
    [true, card.id, "vm-card-label"].forEach((value, index) => link.setAttribute(traces[index], value));
    place();
    if (isSheet) card?.focus({ preventScroll: true });
    return true;
  };

  const on = (name, heard, capture) => document.addEventListener(name, heard, capture);
  on("pointerover", event => {
    const link = markAt(event.target);
    if (event.pointerType === "touch") return;
    if (card?.contains(event.target)) clearTimeout(timer);
    if (!link || link.contains(event.relatedTarget)) return;
    clearTimeout(timer);
    timer = setTimeout(() => { pointed = event.clientY; show(link, false); }, 180);
  });
  on("pointerout", event => {
    const left = markAt(event.target) || card?.contains(event.target) && card;
    if (event.pointerType !== "touch" && left && !left.contains(event.relatedTarget)) later();
  });
  on("pointerdown", event => {
    pointer = event.pointerType;
    if (card && !card.contains(event.target) && markAt(event.target) !== owner) close();
  }, true);
  on("focusin", event => {
    const link = markAt(event.target);
    pointed = undefined;
    /* who comes back from the list knows the source already */
    if (link?.matches(":focus-visible") && event.timeStamp - followed > 400) show(link, false);
  });
  on("focusout", event => { if (card && !card.contains(event.relatedTarget)) later(); });
  on("click", event => {
    const link = markAt(event.target);
    if (event.target.closest?.(".vm-backlink")) followed = event.timeStamp;
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
      clearTimeout(timer);
      if (card?.contains(at)) back();
      close();
    }
    if (key !== "Tab" || !card) return;
    const stops = all("a[href], button", card).filter(each => each.getClientRects().length);
    const next = shiftKey ? at === card || at === stops[0] ? owner : 0 : at === owner ? stops[0] : 0;
    if (next) {
      event.preventDefault();
      next.focus();
    } else if (!shiftKey && at === stops.at(-1)) back();   /* and the key goes on from the mark */
  });
  on("scroll", event => { if (card && event.target !== document && event.target.contains(owner)) close(); }, true);
  addEventListener("resize", () => card && place());
  window.document$?.subscribe(close);
})();
