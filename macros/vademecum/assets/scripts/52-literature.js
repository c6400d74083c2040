/* Lists of works: what is chosen is shown. "Or" within a facet, "and" across them; the address keeps the choice. */
(() => {
  "use strict";
  const all = (selector, root) => [...root.querySelectorAll(selector)];
  const MANY = 500, FEW = 30;   /* Of more than so many works the first so many are shown: typing stays quick. */
  const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const setUp = list => {
    const form = list.querySelector(".vm-facets"), pills = list.querySelector(".vm-pills"), count = list.querySelector("[role=status]");
    const { dataset } = list, { elements } = form, collator = new Intl.Collator();
    const groups = all("ul[role=list]", list.querySelector(".vm-literature__list")), more = list.querySelector(".vm-literature__more");
    const works = groups.flatMap((group, place) => [...group.children].map((item, index) => {
      const words = item.querySelector(".vm-reference__text").textContent, facets = new Set(item.dataset.facets.split(" "));
      const title = item.querySelector(".vm-title")?.textContent || words;
      const apart = /retracted|withdrawn|concern|protocol/.test(item.dataset.status) ? 10 : 0;
      const level = apart + ([1, 2, 3, 4, 5].find(each => facets.has("level:" + each)) || 9);
      return { item, place, index, title, level, facets, key: item.dataset.key, year: +item.dataset.year || 0, text: plain(words) };
    }));
    const total = new Set(works.map(work => work.key)).size;
    let order = "", fitting = works, limit = works.length > MANY ? FEW : Infinity;
    const orders = {
      new: (a, b) => b.year - a.year, old: (a, b) => (a.year || 9999) - (b.year || 9999),
      title: (a, b) => collator.compare(a.title, b.title), level: (a, b) => a.level - b.level,
    };
    const arrange = () => {
      if (order === elements.order.value) return;
      order = elements.order.value;
      works.sort((a, b) => a.place - b.place || orders[order]?.(a, b) || a.index - b.index);
    };
    const pill = (label, clear) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "vm-pill";
      button.textContent = label;
      button.setAttribute("aria-label", dataset.remove.replace("{name}", label));
      button.addEventListener("click", () => {
        const place = [...pills.children].indexOf(button);
        clear();
        show();
        (pills.children[place] || pills.lastElementChild || elements.q).focus();
      });
      return button;
    };
    const show = () => {
      const words = plain(elements.q.value).split(/\s+/).filter(Boolean);
      const from = +elements.from?.value || 0, to = +elements.to?.value || 9999, chosen = {}, made = [], address = new URLSearchParams();
      if (words.length) address.set("q", elements.q.value.trim());
      for (const box of all("input:checked", form)) {
        (chosen[box.name] ||= []).push(`${box.name}:${box.value}`);
        address.append(box.name, box.value);
        made.push(pill(box.nextElementSibling.textContent.trim(), () => { box.checked = false; }));
      }
      for (const name of ["from", "to"]) {
        const year = elements[name]?.value;
        if (!year) continue;
        address.set(name, year);
        made.push(pill(dataset[name].replace("{year}", year), () => { elements[name].value = ""; }));
      }
      if (elements.order.value) address.set("order", elements.order.value);
      arrange();
      const facets = Object.values(chosen), hasYear = elements.from?.value || elements.to?.value;
      fitting = works.filter(({ text, year, facets: own }) => words.every(word => text.includes(word))
        && facets.every(any => any.some(each => own.has(each))) && (!hasYear || year && year >= from && year <= to));
      const waiting = Math.max(0, fitting.length - limit), shown = groups.map(() => []), counts = groups.map(() => 0);
      fitting.forEach((work, number) => {
        counts[work.place]++;
        if (number < limit) shown[work.place].push(work.item);
      });
      /* What does not fit leaves the page: hundreds of hidden neighbours would make each key slow. */
      groups.forEach((group, place) => {
        const heading = group.previousElementSibling, items = shown[place];
        if (items.length !== group.children.length || items.some((item, index) => item !== group.children[index])) group.replaceChildren(...items);
        group.hidden = !items.length;
        if (!heading?.matches("h2")) return;
        heading.hidden = !items.length;
        heading.querySelector("small").textContent = counts[place];
      });
      more.hidden = !waiting;
      more.firstElementChild.textContent = dataset.more.replace("{n}", waiting);
      pills.replaceChildren(...made);
      pills.hidden = !made.length;
      count.textContent = dataset.count.replace("{shown}", new Set(fitting.map(work => work.key)).size).replace("{total}", total);
      const hash = String(address);
      if (hash || location.hash.startsWith("#?")) history.replaceState(history.state, "", hash ? "#?" + hash : location.pathname + location.search);
    };
    const recall = () => {
      if (!location.hash.startsWith("#?")) return;
      const address = new URLSearchParams(location.hash.slice(2));
      for (const field of elements) {
        if (field.type === "checkbox") field.checked = address.getAll(field.name).includes(field.value);
        else if (field.name) field.value = address.get(field.name) || "";
      }
      show();
    };
    const showAll = () => {
      limit = Infinity;
      show();
    };
    /* A work that an address leads to is in sight, also where a long list shows its beginning. */
    const reveal = () => {
      const id = location.hash.slice(1), { item } = works.find(work => id && work.item.id === id) || {};
      if (!item || item.isConnected) return;
      form.reset();
      showAll();
      item.scrollIntoView();
    };
    list.vmFitting = () => fitting.map(work => work.item);
    more.addEventListener("click", () => {
      const next = fitting[limit].item;
      showAll();
      next.querySelector("a").focus();
    });
    form.addEventListener("input", show);
    form.addEventListener("submit", event => event.preventDefault());
    addEventListener("hashchange", () => { if (list.isConnected) { recall(); reveal(); } });
    addEventListener("beforeprint", () => { if (list.isConnected && limit < works.length) showAll(); });
    form.hidden = false;
    if (list.clientWidth >= 800) form.querySelector("details").open = true;
    if (limit < works.length) show();
    recall();
    reveal();
  };
  const start = () => all(".vm-literature:has(.vm-facets[hidden])", document).forEach(setUp);
  window.document$ ? document$.subscribe(start) : start();
})();
