/* The page for addresses that lead nowhere: it offers the page whose address, of today or of before,
   shares most pieces of three letters with the one asked for. */
(() => {
  "use strict";
  const nearest = document.querySelector(".vm-missing__nearest");
  if (!nearest) return;
  const answer = nearest.querySelector("a");
  const home = answer.href;
  const pieces = path => new Set([...path.toLowerCase().replace(/\/$|\/index\.html$|\.\w+$/g, "").slice(-60)].map((_, i, a) => a.slice(i, i + 3).join("")));
  const asked = pieces(location.pathname);
  const likeness = path => {
    const own = pieces(path);
    return 2 * [...own].filter(piece => asked.has(piece)).length / (own.size + asked.size);
  };
  let best = .45;
  document.querySelectorAll(".vm-missing__ways a").forEach(link => {
    const old = (link.dataset.vmOld || "").split(" ").filter(Boolean).map(path => new URL(path.replace(/^\/+/, ""), home).pathname);
    const score = Math.max(...[link.pathname, ...old].map(likeness));
    if (score <= best) return;
    best = score;
    answer.href = link.href;
    answer.textContent = link.textContent;
    nearest.hidden = false;
  });
})();
