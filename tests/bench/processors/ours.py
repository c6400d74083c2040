"""Our bibliography: a job as JSON comes in at standard input, how long it took goes out, in seconds."""

import json
import sys
import time

from vademecum.csl.engine import Processor, read_locale, read_style, to_rich

job = json.load(sys.stdin)
locales = {lang: read_locale(text) for lang, text in job["locales"].items()}
processor = Processor(read_style(job["style"]), locales.get)
before = time.process_time()
processor.register(job["items"])
entries = [to_rich(tree) for _, tree in processor.bibliography()]
print(json.dumps({"seconds": time.process_time() - before, "entries": len(entries)}))  # noqa: T201  # it is a command
