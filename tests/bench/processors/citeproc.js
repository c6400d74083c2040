// The bibliography of citeproc-js: a job as JSON comes in at standard input, how long it took goes out, in seconds.
"use strict";
const CSL = require("citeproc");
const job = JSON.parse(require("fs").readFileSync(0, "utf8"));
const items = new Map(job.items.map((item) => [item.id, { ...item, system_id: item.id }]));
const engine = new CSL.Engine(
  { retrieveItem: (id) => items.get(id), retrieveLocale: (lang) => job.locales[lang] },
  job.style,
);
const before = process.cpuUsage();
engine.updateItems([...items.keys()]);
const entries = engine.makeBibliography()[1];
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ seconds: (user + system) / 1e6, entries: entries.length }));
