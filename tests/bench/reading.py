"""What reading BibTeX costs: against bibtexparser's splitter alone, and as hostile files grow."""

import gc
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bibtexparser.splitter import Splitter

sys.path.insert(0, str(Path(__file__).parent.parent))  # Tests and benchmarks share their made-up files.

from bib_files import ADVERSARIAL, real_shaped
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.latex import decode
from vademecum.bibliography.limits import MAX_FIELD
from vademecum.bibliography.name import parse_names
from vademecum.bibliography.schema import NAME_LISTS, VERBATIM
from vademecum.text.source import Source

ENTRIES = 10_000
LARGE_FILE = 2_000_000
"""Characters: 100,000 entries of the smallest kind."""
RUNS = 5
_IDENTIFIERS = ("doi", "pmid", "pmcid", "isbn", "issn")


def measure(say: Callable[[str, str, str], None]) -> None:
    """Print one line a figure, with the bound it should keep."""
    _records(say)
    _hostile_files(say)


def _records(say: Callable[[str, str, str], None]) -> None:
    source = Source("references.bib", real_shaped(ENTRIES, seed=1))
    splitter, read, records = [], [], []
    for _ in range(RUNS):
        splitter.append(timed(lambda: Splitter(source.text).split()))
        read.append(timed(lambda: read_bibtex(source)))
        forget()
        records.append(timed(lambda: finished(source)))
    base = statistics.median(splitter)
    say(f"the splitter alone, {ENTRIES} entries", f"{base:.2f} s", "")
    say("read", f"{statistics.median(read) / base:.2f} times the splitter", "")
    say("read to finished records", f"{statistics.median(records) / base:.2f} times the splitter", "at most 3")


def finished(source: Source) -> int:
    """Read a file to finished records: names, dates, identifiers, every text decoded. How many characters there are."""
    size = 0
    for entry in read_bibtex(source)[0].values():
        size += len(str(entry.date)) + sum(len(str(getattr(entry, name))) for name in _IDENTIFIERS)
        for name, value in entry.fields.items():
            if name in NAME_LISTS:
                size += sum(len(person.short) for person in parse_names(value).persons)
            elif name not in VERBATIM:
                size += len(decode(value))
    return size


def _hostile_files(say: Callable[[str, str, str], None]) -> None:
    """Each family at a quarter of a size and at that size, fields decoded: as large as a field may be, and a file."""
    worst_growth, worst_time = (0.0, ""), (0.0, "")
    for name, make in ADVERSARIAL.items():
        for cap in (MAX_FIELD, LARGE_FILE):
            small, large = (min(_hostile(make(size)) for _ in range(2)) for size in (cap // 4, cap))
            worst_time = max(worst_time, (large, f"{name}, {cap}"))
            if large > 0.05:  # below that the clock's grain and the caches say more than the file
                worst_growth = max(worst_growth, (large / small, f"{name}, {cap}"))
    say(f"hostile files: growth at four times the size ({worst_growth[1]})", f"{worst_growth[0]:.2f}", "at most 5")
    say(f"hostile files: the slowest ({worst_time[1]})", f"{worst_time[0]:.2f} s", "under 2 s")


def _hostile(text: str) -> float:
    forget()
    return timed(lambda: finished(Source("hostile.bib", text)))


def forget() -> None:
    """Empty the caches: every run begins anew."""
    for name, module in list(sys.modules.items()):
        if name.startswith("vademecum."):
            for thing in vars(module).values():
                if hasattr(thing, "cache_clear"):
                    thing.cache_clear()


def timed(call: Callable[[], object]) -> float:
    """The processor time that a call takes, in seconds; as with `timeit`, without the garbage collector."""
    gc.collect()
    gc.disable()
    start = time.process_time()
    call()
    seconds = time.process_time() - start
    gc.enable()
    return seconds
