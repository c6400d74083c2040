/* The preview of a citation: a card beside the mark, on touch a sheet at the foot of the screen. It is made of the
   work's entry in the page's own list of references. */
(() => {
  "use strict";
  const all = (selector, root) => [...root.querySelectorAll(selector)];
  const entryOf = id => document.getElementById(decodeURIComponent(id));
  /* The works that a mark leads to: one, or those of its note. */
  const entriesOf = link => {
    const found = entryOf(link.hash.slice(1)), works = found?.matches(".vm-endnote") ? all(".vm-endnote__link", found) : [];
    const entries = works.length ? works.map(each => entryOf(each.hash.slice(1))) : [found];
    return [...new Set(entries)].filter(each => each?.querySelector(".vm-reference__text"));
  };

  /* The title goes out of a reference, with the marks that stand around it and what it was set in. */
  const takeOut = (title, text) => {
    let part = title;
    while (part.parentNode !== text && part.parentNode.textContent === title.textContent) part = part.parentNode;
    const { previousSibling: before, nextSibling: after } = part;
    if (before?.data) before.data = before.data.replace(/["'“‘„‚«‹]\s*$/, "");
    if (after?.data) after.data = after.data.replace(/^["'”’“‘»›.,\s]+/, "");
    part.remove();
  };

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

    const text = copy(".vm-reference__text"), title = text.querySelector(".vm-title");
    const words = [...title?.childNodes || []];
    if (title) takeOut(title, text);
    put("title", words);
    put("source", text.childNodes);
    const label = part("title") || part("source");
    label.id = "vm-card-label";
    made.setAttribute("aria-labelledby", label.id);
    put("facts", copy(".vm-reference__facts")?.childNodes);

    const [here, elsewhere] = part("cited").children, work = entry.querySelector("a[data-work]");
    say(here, all(".vm-backlink", entry).length || all(`.vm-citation__link[href$="#${entry.id}"]`, document).length);
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
    const note = link.hash !== "#" + entry.id && entryOf(link.hash.slice(1));
    const said = note?.matches?.(".vm-endnote") && note.firstElementChild.cloneNode(true);
    said && said.querySelector(".vm-endnote__back").remove();
    /* without the ways to the list: the card is about it */
    said && all("a[href^='#']", said).forEach(each => each.replaceWith(...each.childNodes));
    put("note", said && said.childNodes);

    const acts = part("acts"), [reference, button] = acts.children, places = all(".vm-reference__about > a", entry)
      .filter(each => /^http/.test(each.protocol) && each.host !== location.host);
    reference.href = "#" + entry.id;
    button.before(...places.flatMap(place => [place.cloneNode(true), " "]));
    const report = document.querySelector(".vm-record [data-vm-report]")?.cloneNode();   /* 62-report.js aims it */
    if (report) {
      report.className = "";
      report.textContent = report.dataset.vmClaim;
      acts.append(" ", report);
    }
    const answer = word => { button.nextElementSibling.textContent = button.textContent = word; };
    button.addEventListener("click", () => vmCopy(vmCite(entry)).then(
      () => answer(button.dataset.done), () => answer(button.dataset.failed)));
    return made;
  };

  /* Several works in one card, the words of their note once. */
  const stack = (card, others) => {
    const cards = [card, ...others];
    const works = cards.map((each, index) => {
      const work = document.createElement("div"), page = each.querySelector(".vm-card__page");
      work.className = "vm-card__work";
      if (index) all("[id]", page).forEach(part => part.removeAttribute("id"));
      const words = page.querySelector(".vm-card__note");
      words.remove();
      work.append(...page.childNodes);
      return index ? [work] : [words, work];
    });
    card.querySelector(".vm-card__page").replaceChildren(...works.flat());
  };

  /* The sentence that a mark stands in: up to the mark, or all of it. */
  const claim = (link, isWhole) => {
    const mark = link.closest(".vm-citation") || link;
    const block = mark.parentElement.closest("p, li, td, th, dd, dt, figcaption, summary, h1, h2, h3, h4, h5, h6, div");
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), range = document.createRange();
    range.selectNodeContents(block);
    for (let node, isBehind; (node = walker.nextNode());) {
      isBehind ||= mark.contains(node);
      if (node.parentElement.closest(".vm-citation")) continue;
      const ends = [...node.data.matchAll(/[.?!…]["'”’)]*\s+(?=\S)/g)].map(end => end.index + end[0].length);
      if (!isBehind) ends.forEach(end => range.setStart(node, end));
      else if (ends.length) { range.setEnd(node, ends[0]); break; }
    }
    const before = range.cloneRange();
    before.setEndBefore(mark);
    /* a note stands behind the sentence that it is for */
    const isBehind = /[.?!…]["'”’»)]*$/.test(before.toString());
    return isWhole && !isBehind ? range : before;
  };
  vademecumMarks.claim = claim;

  vademecumMarks.add({
    marks: "a.vm-citation__link, a.vm-square",
    small: ".vm-citation--raised .vm-citation__link",
    make: (link, isSheet) => {
      const [first, ...others] = link.closest(".vm-sample") ? [] : entriesOf(link);
      if (!first) return undefined;
      const card = fill(link, first);
      if (others.length) stack(card, others.map(each => fill(link, each)));
      card.id = "vm-card";
      card.classList.toggle("vm-card--sheet", isSheet);
      return [card, {
        "aria-expanded": true, "aria-controls": card.id, "aria-details": card.id, "aria-describedby": "vm-card-label",
        "aria-keyshortcuts": "ArrowDown",
      }];
    },
    top: link => Math.min(...[...claim(link).getClientRects(), ...link.getClientRects()].filter(line => line.height).map(line => line.top)),
  });
})();
