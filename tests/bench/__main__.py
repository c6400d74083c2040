"""What citations, bibliographies and checks cost: `make bench`. With names of parts, only those are measured.

Every figure is a ratio of two things measured in this run, on this machine; the machine's own speed drops out.
"""

import sys

import building
import checking
import reading
import styles

_PARTS = {
    "reading": reading.measure,
    "building": building.measure,
    "checking": checking.measure,
    "styles": styles.measure,
}


def main() -> None:
    """Measure, and print one line a figure, with the bound it should keep."""
    for name in sys.argv[1:] or _PARTS:
        _PARTS[name](_say)


def _say(what: str, figure: str, bound: str) -> None:
    print(f"{what:<90} {figure:<28} {bound}", flush=True)  # noqa: T201  # it is a command


if __name__ == "__main__":
    main()
