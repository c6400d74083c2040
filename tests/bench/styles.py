"""What citation styles cost: against citeproc-py and citeproc-js, as bibliographies grow, and a build of a site."""

import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from corpus import write_corpus

sys.path.insert(0, str(Path(__file__).parent.parent))  # Tests and benchmarks share their made-up files.
sys.path.append(str(Path(__file__).parent / "csl_compare"))

import environment

from bib_files import real_shaped
from readers_environment import readers_python
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.exchange.csljson import to_csl_json
from vademecum.csl.engine import Processor, read_locale, read_style
from vademecum.csl.engine.disambiguate import Disambiguation
from vademecum.text.source import Source

ENTRIES, MANY = 1000, 10_000
TWINS = 2000
RUNS = 5
PAGES, WORKS = 1000, 5000
_BOUNDS = {"nlm-citation-sequence": (12, 8), "apa": (25, 10)}
_HERE = Path(__file__).parent / "processors"
Say = Callable[[str, str, str], None]


def measure(say: Say) -> None:
    """Print one line a figure, with the bound it should keep."""
    others = environment.install()
    locales = {
        lang: (others.locales / f"locales-{lang}.xml").read_text(encoding="utf-8") for lang in ("en-US", "en-GB")
    }
    few, many = _works(ENTRIES), _works(MANY)
    for style, bounds in _BOUNDS.items():
        source = (others.styles / f"{style}.csl").read_text(encoding="utf-8")
        _against_others(say, style, {"style": source, "locales": locales, "items": few}, others.node_modules, bounds)
        _growth(say, style, {"style": source, "locales": locales}, few, many)
    _twins(say, {"style": (others.styles / "apa.csl").read_text(encoding="utf-8"), "locales": locales}, many)
    _site(say)


def _works(count: int) -> list[dict[str, Any]]:
    bibliography, _ = read_bibtex(Source("references.bib", real_shaped(count, seed=1)))
    return [to_csl_json(entry) for entry in bibliography.values()]


def _against_others(say: Say, style: str, job: Mapping[str, Any], modules: Path, bounds: tuple[int, int]) -> None:
    """Each in a process of its own, by turns, on one core; styles and works are loaded, nothing is kept."""
    commands: dict[str, Sequence[str | Path]] = {
        "ours": [sys.executable, _HERE / "ours.py"],
        "citeproc-py": [readers_python(), _HERE / "citeproc_py.py"],
        "citeproc-js": ["node", _HERE / "citeproc.js"],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(RUNS):
        for name, command in commands.items():
            made = json.loads(_run(command, json.dumps(job), {"NODE_PATH": str(modules)}))
            assert made["entries"] == len(job["items"]), f"{name} left works out"
            times[name].append(made["seconds"])
    medians = {name: statistics.median(seconds) for name, seconds in times.items()}
    for name, seconds in medians.items():
        say(f"{style}, {name}", f"{len(job['items']) / seconds:.0f} references a second", "")
    for name, bound in zip(("citeproc-py", "citeproc-js"), bounds, strict=True):
        say(f"{style}, against {name}", f"{medians[name] / medians['ours']:.1f} times as fast", f"at least {bound}")


def _run(command: Sequence[str | Path], text: str, variables: Mapping[str, str]) -> str:
    done = subprocess.run(  # noqa: S603  # our own commands
        list(map(str, command)),
        input=text,
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, **variables},
        preexec_fn=_on_one_core,  # there are no threads here
    )
    return done.stdout


def _on_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def _growth(say: Say, style: str, job: Mapping[str, Any], few: list[Any], many: list[Any]) -> None:
    """Each run in a process of its own."""
    command = [sys.executable, _HERE / "ours.py"]
    each: dict[int, list[float]] = {len(few): [], len(many): []}
    for _ in range(RUNS):
        for items in (few, many):
            made = json.loads(_run(command, json.dumps({**job, "items": items}), {}))
            each[len(items)].append(made["seconds"] / len(items))
    growth = statistics.median(each[len(many)]) / statistics.median(each[len(few)])
    say(f"{style}, a reference among {len(many)} against one among {len(few)}", f"{growth:.2f}", "at most 1.3")


def _twins(say: Say, job: Mapping[str, Any], items: list[dict[str, Any]]) -> None:
    """Works of the same names in the same year: in pairs, and all of one name."""
    style = read_style(job["style"])
    locales = {lang: read_locale(text) for lang, text in job["locales"].items()}
    rest = items[TWINS:]
    for what, share in (("in pairs", 2), ("all alike", TWINS)):
        twins = [
            {
                **work,
                "author": items[place - place % share].get("author", []),
                "issued": items[place - place % share].get("issued", {"date-parts": [[2020]]}),
            }
            for place, work in enumerate(items[:TWINS])
        ]
        seconds: list[float] = []
        apart: list[float] = []
        for _ in range(3):
            processor = Processor(style, locales.get)
            gc.collect()
            start = time.process_time()
            with _settling(apart):
                processor.register([*twins, *rest])
            seconds.append(time.process_time() - start)
        say(f"apa, {len(items)} works read, sorted and told apart", f"{statistics.median(seconds):.2f} s", "")
        figure = f"{statistics.median(apart):.2f} s"
        say(f"apa, {len(items)} works told apart, {TWINS} of them {what}", figure, "under 2 s")


@contextmanager
def _settling(seconds: list[float]) -> Iterator[None]:
    """Adds to `seconds` what telling works apart takes."""
    settle = Disambiguation.settle

    def timed(self: Disambiguation) -> None:
        start = time.process_time()
        settle(self)
        seconds.append(time.process_time() - start)

    with patch.object(Disambiguation, "settle", timed):
        yield


def _site(say: Say) -> None:
    """What styles take of a build, when nothing is kept and when all is."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "site"
        write_corpus(corpus, PAGES, WORKS)
        command = [sys.executable, Path(__file__).with_name("style_share.py"), corpus / "with.yml", corpus / "site"]
        runs = [json.loads(_run(command, "", {}).splitlines()[-1]) for _ in range(4)]
    cold, *warm = runs
    say(f"{PAGES} pages, nothing kept: styles", f"{cold['styles'] / cold['total']:.1%} of the build", "")
    share = statistics.median(run["styles"] / run["total"] for run in warm)
    say(f"{PAGES} pages, all kept: styles", f"{share:.1%} of the build", "under 2 %")
