/* Lists of works: what is chosen is shown. "Or" within a facet, "and" across them; the address keeps the choice. */
(() => {
  "use strict";
  const all = (selector, root) => [...root.querySelectorAll(selector)];
  const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const setUp = list => {
    const form = list.querySelector(".vm-facets"), pills = list.querySelector(".vm-pills"), count = list.querySelector("[role=status]");
    const { dataset } = list, { elements } = form, collator = new Intl.Collator();
    let works, order = "";
    const read = () => {
      works ||= all(".vm-work", list).map((item, index) => {
        const words = item.querySelector(".vm-reference__text").textContent, facets = new Set(item.dataset.facets.split(" "));
        const title = item.querySelector(".vm-title")?.textContent || words;
        const level = [1, 2, 3, 4, 5].find(each => facets.has("level:" + each)) || 9;
        return { item, index, title, level, facets, key: item.dataset.key, year: +item.dataset.year || 0, text: plain(words) };
      });
      return works;
    };
    const orders = {
      new: (a, b) => b.year - a.year, old: (a, b) => (a.year || 9999) - (b.year || 9999),
      title: (a, b) => collator.compare(a.title, b.title), level: (a, b) => a.level - b.level,
    };
    const arrange = () => {
      if (order === elements.order.value) return;
      order = elements.order.value;
      const sorted = [...read()].sort((a, b) => (orders[order]?.(a, b) || 0) || a.index - b.index);
      all("ul[role=list]", list.querySelector(".vm-literature__list")).forEach(group => {
        group.append(...sorted.filter(work => work.item.parentElement === group).map(work => work.item));
      });
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
      const facets = Object.values(chosen), shown = new Set(), keys = new Set(), groups = new Map();
      for (const work of read()) {
        const { item, key, year } = work;
        const fits = words.every(word => work.text.includes(word)) && facets.every(any => any.some(each => work.facets.has(each)))
          && (!elements.from?.value && !elements.to?.value || year && year >= from && year <= to);
        if (item.hidden === fits) item.hidden = !fits;
        groups.set(item.parentElement, (groups.get(item.parentElement) || 0) + fits);
        keys.add(key);
        if (fits) shown.add(key);
      }
      groups.forEach((number, group) => {
        const heading = group.previousElementSibling;
        group.hidden = !number;
        if (heading?.matches("h2")) {
          heading.hidden = !number;
          heading.querySelector("small").textContent = number;
        }
      });
      arrange();
      pills.replaceChildren(...made);
      pills.hidden = !made.length;
      count.textContent = dataset.count.replace("{shown}", shown.size).replace("{total}", keys.size);
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
    form.addEventListener("input", show);
    form.addEventListener("submit", event => event.preventDefault());
    addEventListener("hashchange", () => list.isConnected && recall());
    form.hidden = false;
    if (list.clientWidth >= 800) form.querySelector("details").open = true;
    recall();
  };
  const start = () => all(".vm-literature:has(.vm-facets[hidden])", document).forEach(setUp);
  window.document$ ? document$.subscribe(start) : start();
})();
