"""Tables in plain text: cells with tabs between them, and columns that blanks hold apart."""

import re
from itertools import pairwise

from vademecum.importing.blocks import Run, Table

_RULE = re.compile(r"[-=+|_ ]*")
_WIDE = re.compile(r" {2,}")
_FEWEST = 2
_FEWEST_ROWS = 3
"""How many lines blanks must hold apart at the same places: in fewer, it may happen to be so."""


def text_table(lines: list[str]) -> Table | None:
    """The table that lines are, its first row the head; None where they are none."""
    if len(lines) >= _FEWEST and all("\t" in line.strip() for line in lines):
        return _table([[cell.strip() for cell in line.strip("\n").split("\t")] for line in lines])
    lines = [line.rstrip() for line in lines if not _RULE.fullmatch(line)]
    if len(lines) < _FEWEST_ROWS or not all(_WIDE.search(line.strip()) for line in lines):
        return None
    rows = [_cells(line, _columns(lines)) for line in lines]
    is_full = all(row[0] and sum(map(bool, row)) >= _FEWEST for row in rows)
    return _table(rows) if is_full and len(rows[0]) >= _FEWEST else None


def _columns(lines: list[str]) -> list[int]:
    """Where columns begin: behind each gap of two blanks or more that all lines have at the same place."""
    width = max(map(len, lines))
    is_blank = [all(line[place : place + 1] in ("", " ") for line in lines) for place in range(width)]
    return [
        place + 1
        for place in range(1, width - 1)
        if is_blank[place - 1] and is_blank[place] and not is_blank[place + 1]
    ]


def _cells(line: str, columns: list[int]) -> list[str]:
    return [line[start:end].strip() for start, end in pairwise((0, *columns, len(line) + 1))]


def _table(rows: list[list[str]]) -> Table:
    width = max(map(len, rows))
    cells = [tuple((Run(cell),) if cell else () for cell in [*row, *[""] * (width - len(row))]) for row in rows]
    return Table(tuple(cells), has_head=True)
