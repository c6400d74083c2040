/* Copying works: the text of an entry of a list, and what the files hold that a list can be downloaded as. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (label, kind) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "vm-copy", textContent: label });
    button.dataset.kind = kind;
    return button;
  };
  const put = async text => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error("not copied");
  };
  const words = entry => entry.querySelector(".vm-reference__text").textContent.trim().replace(/\s+/g, " ");
  /* Of a file, the works with these keys. */
  const pick = {
    bib: (text, keys) => text.split(/\n\n(?=@)/).filter(each => keys.has(each.match(/^@\w+\{([^,]*)/)?.[1])).join("\n\n"),
    ris: (text, keys) => text.split(/(?<=\n\r?\n)(?=TY)/).filter(each => keys.has(each.match(/^ID {2}- (.*?)\r?$/m)?.[1])).join(""),
    json: (text, keys) => JSON.stringify(JSON.parse(text).filter(each => keys.has(each.id)), null, 2),
  };
  const texts = async (kind, list, link) => {
    const shown = list.vmFitting?.();
    const own = shown || all(list.matches(".vm-source") ? ".vm-source__text" : ".vm-reference", list);
    if (kind === "text") return [...new Set(own.map(each => words(each.matches("li") ? each : each.parentElement)))].join("\n");
    const answer = await fetch(link.href);
    if (!answer.ok) throw new Error(answer.status);
    const text = await answer.text();
    return shown ? pick[kind](text, new Set(shown.map(each => each.dataset.key))) : text;
  };
  document.addEventListener("click", async event => {
    const button = event.target.closest(".vm-copy");
    if (!button) return;
    const list = button.closest(".vm-references, .vm-literature, .vm-source"), said = list.querySelector(".vm-exports [role=status]");
    const { kind } = button.dataset, { copied, failed } = said.parentElement.dataset;
    const link = list.querySelector(`.vm-exports a[href$=".${kind}"]`);
    try {
      if (kind === "entry") await put(words(button.closest("li")));
      else if (kind !== "text" && location.protocol === "file:") throw new Error("no file can be read here");
      else await put(await texts(kind, list, link));
      said.textContent = copied;
    } catch {
      said.textContent = failed;
      link?.click();
    }
    const label = button.textContent;
    button.classList.add("vm-copy--done");
    if (kind === "entry") button.textContent = said.textContent;
    setTimeout(() => {
      button.classList.remove("vm-copy--done");
      button.textContent = label;
      said.textContent = "";
    }, 2500);
  });
  const start = () => all(".vm-exports:not(:has(.vm-copy))").forEach(exports => {
    const { copy, named, text } = exports.dataset, said = document.createElement("span"), label = document.createElement("span");
    const links = all("a", exports);
    said.setAttribute("role", "status");
    label.textContent = copy + ":";
    const buttons = [make(text, "text"), ...links.map(link => make(link.textContent, link.pathname.split(".").pop()))];
    const group = document.createElement("span");
    group.className = "vm-exports__copy";
    group.append(label, ...buttons);
    exports.append(group, said);
    buttons.forEach(button => button.setAttribute("aria-label", named.replace("{name}", button.textContent)));
    all(":is(.vm-references, .vm-literature) .vm-reference .vm-reference__about", exports.parentElement).forEach(about => {
      const button = make(copy, "entry"), before = about.querySelector(".vm-backlinks");
      before ? before.before(button) : about.append(button);
    });
  });
  window.document$ ? document$.subscribe(start) : start();
})();
