"""What checking costs: `vademecum check` on the sources of a site against lychee on the same site, built.

Both are whole processes, by turns, in one run. lychee checks links and anchors; ours checks those, citations, the
bibliography and the pages themselves.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import lychee
from checked_site import CITATIONS, CONFIGURATIONS, LINKS, write_site

PAGES = 400
FEW, MANY = 40, 1000
ENTRIES = 5000
ROUNDS = 5
_UNUSED = "citation/unused"


class _Took(NamedTuple):
    """What one run of a command took, in seconds."""

    wall: float
    processor: float


def measure(say: Callable[[str, str, str], None]) -> None:
    """Print one line a figure, with the bound it should keep."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        for pages in (FEW, PAGES, MANY):
            write_site(root / str(pages), pages, ENTRIES)
        site = root / str(PAGES)
        for name in CONFIGURATIONS:
            built = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(site / f"{name}.yml"), "-d"]
            subprocess.run([*built, str(root / name)], check=True)  # noqa: S603  # our own command
        commands = {"check": _check(site)}
        commands |= {f"grown {pages}": _check(root / str(pages), "--ignore", _UNUSED) for pages in (FEW, PAGES, MANY)}
        commands |= {f"lychee {name}": lychee.command(root / name) for name in CONFIGURATIONS}
        commands |= {f"built {name}": _check(site, "--built", str(root / name)) for name in CONFIGURATIONS}
        # Python keeps what it has compiled, as everywhere; the first round, which compiles, is not counted.
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(root / "compiled")}
        every_round = [_round(commands, environment) for _ in range(1 + ROUNDS)]
        rounds = every_round[1:]
        _against_lychee(rounds, say)
        _growth(rounds, say)


def _check(site: Path, *options: str) -> list[str]:
    program = Path(sys.executable).with_name("vademecum")
    return [str(program), "check", "--today", "2026-11-21", "-f", str(site / "full.yml"), *options]


def _round(commands: dict[str, list[str]], environment: dict[str, str]) -> dict[str, _Took]:
    return {name: _run(command, environment) for name, command in commands.items()}


def _run(command: list[str], environment: dict[str, str]) -> _Took:
    """Run a command that must find nothing wrong."""
    start, before = time.perf_counter(), os.times()
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603  # our own commands
    after = os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return _Took(time.perf_counter() - start, processor)


def _against_lychee(rounds: list[dict[str, _Took]], say: Callable[[str, str, str], None]) -> None:
    size = f"{PAGES} pages, {PAGES * LINKS} links, {PAGES * CITATIONS} citations, {ENTRIES} entries"
    say(f"vademecum check, {size}", _median(rounds, "check"), "")
    for name, bound in zip(CONFIGURATIONS, ("at most 1.0", "at most 3.0"), strict=True):
        other = f"lychee {name}"
        say(f"lychee --offline --include-fragments, navigation {name}", _median(rounds, other), "")
        ratio = statistics.median(each["check"].wall / each[other].wall for each in rounds)
        say(f"vademecum check / lychee, navigation {name}", f"{ratio:.2f}", bound)
        say(f"vademecum check --built, navigation {name}", _median(rounds, f"built {name}"), "")


def _growth(rounds: list[dict[str, _Took]], say: Callable[[str, str, str], None]) -> None:
    """What a page more costs: the bibliography, which stays as it is, drops out.

    Works that no page cites are not listed: of those there are the fewer, the more pages there are. The least of the
    rounds counts, as differences of small times are taken, and other work on the machine only adds to each.
    """
    few, some, many = (min(each[f"grown {pages}"].processor for each in rounds) for pages in (FEW, PAGES, MANY))
    say(f"vademecum check, {MANY} pages", _median(rounds, f"grown {MANY}"), "")
    growth = ((many - some) / (MANY - PAGES)) / ((some - few) / (PAGES - FEW))
    say(f"a page's cost from {PAGES} to {MANY} pages / from {FEW} to {PAGES}", f"{growth:.2f}", "at most 1.25")


def _median(rounds: list[dict[str, _Took]], name: str) -> str:
    wall, processor = (statistics.median(each[name][part] for each in rounds) for part in (0, 1))
    return f"{wall:.2f} s ({processor:.2f} s of processor)"
