"""The bibliography of citeproc-py: a job as JSON comes in at standard input, how long it took goes out, in seconds."""

import io
import json
import sys
import time
import warnings

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

warnings.simplefilter("ignore")
job = json.load(sys.stdin)
for item in job["items"]:
    item.pop("custom", None)
style = CitationStylesStyle(io.BytesIO(job["style"].encode()), locale="en-US", validate=False)
source = CiteProcJSON(job["items"])
before = time.process_time()
listing = CitationStylesBibliography(style, source, formatter.html)
for item in job["items"]:
    listing.register(Citation([CitationItem(item["id"])]))
listing.sort()
entries = [str(entry) for entry in listing.bibliography()]
print(json.dumps({"seconds": time.process_time() - before, "entries": len(entries)}))  # noqa: T201  # it is a command
