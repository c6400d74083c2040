// Entries and citations of citeproc-js: a job as JSON comes in at standard input, texts as JSON go out.
"use strict";
const CSL = require("citeproc");
const job = JSON.parse(require("fs").readFileSync(0, "utf8"));
const items = new Map(job.items.map((item) => [item.id, { ...item, system_id: item.id }]));
const engine = new CSL.Engine(
  {
    retrieveItem: (id) => items.get(id),
    retrieveLocale: (lang) => job.locales[lang],
    // The keys of entries are counted wrongly where a style leaves a work out; so each entry tells its own.
    embedBibliographyEntry: (id) => `\u0000${id}\u0000`,
  },
  job.style,
);
const citations = job.clusters.map((cluster, index) => ({
  citationID: `c${index}`,
  citationItems: cluster.items,
  properties: { noteIndex: cluster.note },
}));
const cites = engine.rebuildProcessorState(citations, "html", []).map((cite) => cite[2]);
const entries = {};
const listing = engine.makeBibliography();
for (const entry of listing ? listing[1] : []) {
  const [text, key] = entry.split("\u0000");
  entries[key] = text;
}
process.stdout.write(JSON.stringify({ entries, cites }));
