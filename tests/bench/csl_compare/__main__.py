"""Compares our engine of citation styles with citeproc-js and pandoc, work by work.

`python tests/bench/csl_compare [--write] [STYLE …]`: prints what equals neither, side by side, and for every style how
many entries and citations equal which. With `--write` the golden files are written anew.

What is not equal has to be in `tests/cases/csl/differences.txt`, with what makes ours right; else this fails.
"""

import os
import sys
from collections import Counter
from pathlib import Path

import environment

sys.path.insert(0, str(Path(__file__).parent.parent.parent))  # tests and comparison share their works
import processors

import csl_references


def main() -> None:
    """Compare, print, and fail where a difference has no reason, or a reason no difference."""
    installed = environment.install()
    os.environ["CSL_LOCALES"] = str(installed.locales)
    wanted = [name for name in sys.argv[1:] if not name.startswith("--")]
    differences = csl_references.differences()
    found: set[tuple[str, str]] = set()
    unexplained = 0
    for style in wanted or csl_references.STYLES:
        source = (installed.styles / f"{style}.csl").read_text(encoding="utf-8")
        for works in (csl_references.every_work(), csl_references.some_works()):
            texts = csl_references.ours(source, works)
            others = (
                processors.citeproc_js(installed.node_modules, source, works),
                processors.pandoc(installed.pandoc, source, works),
            )
            counts: Counter[str] = Counter()
            for name, text in texts.items():
                outcome = _outcome(text, others[0][name], others[1][name])
                counts[f"{name.split()[0]} {outcome}"] += 1
                if outcome == "neither":
                    found.add((style, name))
                    if (style, name) not in differences:
                        unexplained += 1
                        _say(f"{style}, {name}\n  ours:        {text}")
                        _say(f"  citeproc-js: {others[0][name]}\n  pandoc:      {others[1][name]}")
            _report(style, len(works), counts)
        if "--write" in sys.argv:
            golden = csl_references.golden_path(style)
            golden.parent.mkdir(exist_ok=True)
            golden.write_text(csl_references.golden(source), encoding="utf-8")
    unneeded = set() if wanted else set(differences) - found
    for style, name in sorted(unneeded):
        _say(f"{style}, {name}: is equal to another and needs no reason any more")
    if unexplained or unneeded:
        sys.exit(f"{unexplained} differences have no reason, {len(unneeded)} reasons no difference")


def _outcome(ours: str, citeproc_js: str, pandoc: str) -> str:
    if ours == citeproc_js:
        return "both" if ours == pandoc else "citeproc-js"
    return "pandoc" if ours == pandoc else "neither"


def _report(style: str, works: int, counts: Counter[str]) -> None:
    _say(f"{style}, {works} works")
    for kind in ("entry", "cite", "cluster"):
        figures = {name: counts[f"{kind} {name}"] for name in ("both", "citeproc-js", "pandoc", "neither")}
        _say(
            f"  {kind:<8} citeproc-js {figures['both'] + figures['citeproc-js']:>3}"
            f"  pandoc {figures['both'] + figures['pandoc']:>3}  neither {figures['neither']:>3}"
            f"  of {sum(figures.values())}"
        )


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201  # it is a command


if __name__ == "__main__":
    main()
