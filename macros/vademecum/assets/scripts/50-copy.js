/* Copying works: those of a list, and each entry of it, as text and as what the files hold that can be downloaded. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (label, name, kind, file = "") => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "vm-copy", textContent: label });
    button.setAttribute("aria-label", name.replace("{name}", label));
    Object.assign(button.dataset, { kind, file });
    return button;
  };
  /* Of a file, the works with these keys. */
  const pick = {
    bib: (text, keys) => text.split(/\n\n(?=@)/).filter(each => keys.has(each.match(/^@\w+\{([^,]*)/)?.[1])).join("\n\n"),
    ris: (text, keys) => text.split(/(?<=\n\r?\n)(?=TY)/).filter(each => keys.has(each.match(/^ID {2}- (.*?)\r?$/m)?.[1])).join(""),
    json: (text, keys) => JSON.stringify(JSON.parse(text).filter(each => keys.has(each.id)), null, 2),
  };
  const listOf = node => node.closest(".vm-references, .vm-literature, .vm-source");
  const about = ":is(.vm-references, .vm-literature, .vm-source__others) .vm-reference__about";
  const entries = list => list.matches(".vm-source") ? [list] : all(".vm-reference", list);
  const give = async ({ kind, file }, list, entry) => {
    const shown = entry ? null : list.vmFitting?.();
    if (kind === "text") return [...new Set((entry ? [entry] : shown || entries(list)).map(vmCite))].join("\n");
    if (location.protocol === "file:") throw new Error("no file can be read here");
    const answer = await fetch(file);
    if (!answer.ok) throw new Error(answer.status);
    const text = await answer.text();
    return shown ? pick[kind](text, new Set(shown.map(each => each.dataset.key))) : text;
  };
  const copy = async button => {
    const list = listOf(button), entry = button.closest(".vm-copy-menu") && button.closest("li"), { file } = button.dataset;
    const said = list.querySelector(".vm-exports [role=status]"), { copied, failed } = said.parentElement.dataset;
    if (!entry && list.vmFitting?.().length === 0) return;
    try {
      await vmCopy(await give(button.dataset, list, entry));
      said.textContent = copied;
    } catch {
      said.textContent = failed;
      if (file) Object.assign(document.createElement("a"), { href: file, download: "" }).click();
    }
    const label = button.dataset.label ??= button.textContent;
    button.classList.add("vm-copy--done");
    if (entry) button.textContent = said.textContent;
    setTimeout(() => {
      button.classList.remove("vm-copy--done");
      button.textContent = label;
      said.textContent = "";
    }, 2500);
  };
  /* What one entry can be copied as, behind its button; made when it is asked for. */
  const shut = () => all(".vm-copy-menu").forEach(menu => {
    menu.previousElementSibling.setAttribute("aria-expanded", false);
    menu.remove();
  });
  const unfold = button => {
    const exports = listOf(button).querySelector(".vm-exports"), { named, text } = exports.dataset;
    const own = button.parentElement.querySelector(".vm-reference__more")?.href.replace(/(\/(index\.html)?|\.html)$/, "");
    const menu = document.createElement("span");
    menu.className = "vm-copy-menu";
    const files = own ? all("a", exports).map(link => [link.textContent, named, link.dataset.kind, `${own}.${link.dataset.kind}`]) : [];
    menu.append(...[[text, named, "text"], ...files].map(each => make(...each)));
    button.after(menu);
    button.setAttribute("aria-expanded", true);
  };
  document.addEventListener("click", event => {
    const button = event.target.closest(".vm-copy");
    if (!button) return shut();
    if (button.dataset.kind !== "entry") return copy(button);
    const isOpen = button.getAttribute("aria-expanded") === "true";
    shut();
    if (!isOpen) unfold(button);
  });
  document.addEventListener("keydown", event => {
    const button = event.key === "Escape" && document.querySelector(".vm-copy-menu")?.previousElementSibling;
    if (!button) return;
    const isInside = button.nextElementSibling.contains(document.activeElement);
    shut();
    if (isInside) button.focus();
  });
  const start = () => all(".vm-exports:not(:has(.vm-copy))").forEach(exports => {
    const { copy, named } = exports.dataset, said = document.createElement("span"), label = document.createElement("span");
    const links = all("a", exports);
    links.forEach(link => { link.dataset.kind = link.pathname.split(".").pop(); });
    said.setAttribute("role", "status");
    label.textContent = copy + ":";
    const group = document.createElement("span");
    group.className = "vm-exports__copy";
    group.append(label, make(exports.dataset.text, named, "text"), ...links.map(link => make(link.textContent, named, link.dataset.kind, link.href)));
    exports.append(group, said);
    all(about, listOf(exports)).forEach(about => {
      const button = make(copy, named, "entry"), before = about.querySelector(".vm-backlinks");
      const text = about.previousElementSibling, title = (text.querySelector(".vm-title") || text).textContent.trim();
      button.setAttribute("aria-label", named.replace("{name}", title));
      button.setAttribute("aria-expanded", false);
      before ? before.before(button) : about.append(button);
    });
  });
  window.document$ ? document$.subscribe(start) : start();
})();
