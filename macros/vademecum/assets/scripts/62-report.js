/* The frame of a page: a review that came due, reports with the place filled in, copying, reading from a disk. */
(() => {
  "use strict";
  const all = selector => [...document.querySelectorAll(selector)];
  const words = (node, most) => {
    node = node.cloneNode(true);
    node.querySelectorAll(".vm-sr, .headerlink, .vm-report").forEach(each => each.remove());
    const text = node.textContent.replace(/\s+/g, " ").trim();
    return text.length > most ? text.slice(0, most) + "…" : text;
  };

  /* The link to a report, told what it is about: the nearest heading above, and the words. */
  const aim = (link, node, quote) => {
    const { vmReport, vmPage } = link.dataset;
    const before = all("article :is(h2, h3, h4, h5, h6)[id]").filter(each =>
      each === node || node && each.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING);
    const id = before.length ? "#" + before.pop().id : "";
    link.href = vmReport.replace("{page}", encodeURIComponent(vmPage + id)).replace("{quote}", encodeURIComponent(quote));
  };
  /* A place of the text with the words of its paragraph; nothing for a place that is not there. */
  const aimAt = (link, node) => {
    const block = node?.closest("p, li, td, dd, blockquote, figcaption, h2, h3, h4");
    if (block) aim(link, node, words(block, 300));
  };
  const report = () => document.querySelector(".vm-record [data-vm-report]");

  let offer;
  const offered = (node, top, left) => {
    offer = report().cloneNode();
    offer.classList.add("vm-report");
    offer.textContent = offer.dataset.vmClaim;
    node.after(offer);
    offer.style.top = top + "px";
    offer.style.left = Math.max(0, Math.min(left, offer.offsetParent?.clientWidth - offer.offsetWidth)) + "px";
  };
  let timer;
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const chosen = getSelection(), article = document.querySelector("article.md-content__inner");
      if (offer && offer.contains(document.activeElement)) return;
      offer?.remove();
      offer = null;
      if (!article || !report() || chosen.isCollapsed || !chosen.rangeCount) return;
      const range = chosen.getRangeAt(0), from = range.startContainer.parentElement;
      const last = [...article.children].find(child => child.contains(range.endContainer)) || [...article.children].find(child => child.contains(from));
      if (!article.contains(range.startContainer) || !last || from.closest(".vm-record") || String(chosen).trim().length < 9) return;
      const box = range.getBoundingClientRect(), frame = article.getBoundingClientRect();
      offered(last, box.bottom - frame.top + 8, box.left - frame.left);
      aim(offer, range.startContainer, words(range.cloneContents(), 300));
    }, 200);
  });
  addEventListener("keydown", event => {
    if (!offer) return;
    if (event.key === "Escape") { offer.remove(); offer = null; }
    /* who has marked words is at them, though the focus is not */
    if (event.key === "Tab" && !event.shiftKey && document.activeElement !== offer && document.activeElement.contains(offer)) { event.preventDefault(); offer.focus(); }
  });

  const ready = event => {
    const link = event.target.closest?.("[data-vm-report]");
    if (!link || link === offer) return;
    const mark = link.closest(".vm-card") && document.querySelector(".vm-citation__link[aria-expanded=true]");
    if (mark) aim(link, mark, words(vademecumMarks.claim(mark, true).cloneContents(), 300));
    else aimAt(link, document.getElementById(decodeURIComponent(location.hash.slice(1))));
  };
  ["focusin", "pointerdown"].forEach(name => document.addEventListener(name, ready));

  document.addEventListener("click", event => {
    const button = event.target.closest("[data-vm-copy]");
    if (!button) return;
    const source = document.getElementById(button.dataset.vmCopy), word = button.dataset.word ??= button.textContent;
    const said = button.closest("details").querySelector("[role=status]");
    const say = (text, heard) => { button.textContent = text; said.textContent = heard; };
    const done = () => { say(button.dataset.vmCopied, button.dataset.vmCopied); setTimeout(say, 2000, word, ""); };
    const chosen = () => getSelection().selectAllChildren(source);   /* where copying is not allowed, it is at least selected */
    vmCopy(source.innerText).then(done, chosen);
  });

  /* From a disk an address that ends in a slash is a folder and not the page in it. */
  if (location.protocol === "file:") {
    document.documentElement.classList.add("vm-file");
    ["click", "auxclick"].forEach(name => document.addEventListener(name, event => {
      const link = event.target.closest("a[href]");
      if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
    }, true));
  }

  const start = () => {
    all("[data-vm-copy]").forEach(button => { button.hidden = false; });
    const today = new Date().toISOString().slice(0, 10);
    all("[data-vm-due]").forEach(state => { state.hidden = (state.dataset.vmDue < today) !== (state.dataset.vmState === "late"); });
  };
  window.document$ ? document$.subscribe(start) : start();
})();
