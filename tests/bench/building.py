"""What citations cost a build: with the plugin against without, and as the site grows."""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from corpus import CITATIONS, write_corpus

ENTRIES = 5000
SMALL, LARGE = 250, 1000
PAIRS = 5


def measure(say: Callable[[str, str, str], None]) -> None:
    """Print one line a figure, with the bound it should keep."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for pages in (SMALL, LARGE):
            write_corpus(root / str(pages), pages, ENTRIES)
        _pairs(root / str(LARGE), say)
        _growth(root, say)


def _pairs(corpus: Path, say: Callable[[str, str, str], None]) -> None:
    """Whole builds with and without the plugin, by turns."""
    times: dict[str, list[float]] = {"without": [], "with": []}
    for _ in range(PAIRS):
        for name, seconds in times.items():
            seconds.append(_build(corpus / f"{name}.yml", corpus / "site"))
    without, with_plugin = (statistics.median(times[name]) for name in ("without", "with"))
    added = statistics.median(b / a - 1 for a, b in zip(times["without"], times["with"], strict=True))
    say(f"build {LARGE} pages without", f"{without:.2f} s of processor time", "")
    say(f"build {LARGE} pages with {LARGE * CITATIONS} citations", f"{with_plugin:.2f} s", "")
    say("the plugin adds", f"{added:.1%}", "at most 20 %")


def _build(configuration: Path, site: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(configuration), "-d", str(site)]
    subprocess.run(command, check=True)  # noqa: S603  # our own command
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _growth(root: Path, say: Callable[[str, str, str], None]) -> None:
    own = {}
    for pages in (SMALL, LARGE):
        runs = [_counted(root / str(pages)) for _ in range(PAIRS)]
        own[pages] = statistics.median(run["own"] for run in runs)
    say(f"our own steps at {LARGE} pages", f"{own[LARGE]:.2f} s", "")
    say(f"growth from {SMALL} to {LARGE} pages", f"{own[LARGE] / own[SMALL]:.2f}", "at most 4.4")


def _counted(corpus: Path) -> dict[str, float]:
    command = [
        sys.executable,
        str(Path(__file__).with_name("counters.py")),
        str(corpus / "with.yml"),
        str(corpus / "site"),
    ]
    printed = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout  # noqa: S603
    counted: dict[str, float] = json.loads(printed.splitlines()[-1])
    return counted
