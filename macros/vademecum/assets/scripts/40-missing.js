/* The page for addresses that lead nowhere. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

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
