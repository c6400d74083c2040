"""Tables in plain text: cells with tabs between them, and columns that blanks hold apart."""

import re
from itertools import pairwise

from vademecum.importing.blocks import Run, Table

_RULE = re.compile(r"[-=+|_ ]*")
_WIDE = re.compile(r" {2,}")
_WORD = re.compile(r"[^ ]+")
_GAP = re.compile(rb"\x00{2,}\x01")
_FEWEST = 2
_FEWEST_ROWS = 3
"""How many lines blanks must hold apart at the same places: in fewer, it may happen to be so."""
_MOST_EMPTY = 2
"""A table has at most as many empty cells as others, more or less."""


def text_table(lines: list[str]) -> Table | None:
    """The table that lines are, its first row the head; None where they are none."""
    if len(lines) >= _FEWEST and all("\t" in line.strip() for line in lines):
        return _table([[cell.strip() for cell in line.strip("\n").split("\t")] for line in lines])
    lines = [line.rstrip() for line in lines if not _RULE.fullmatch(line)]
    gaps = [len(_WIDE.findall(line.strip())) for line in lines]
    if len(lines) < _FEWEST_ROWS or not all(gaps):
        return None
    columns = _columns(lines)
    if not 0 < len(columns) * len(lines) <= sum(gaps) * _MOST_EMPTY:
        return None
    rows = [_cells(line, columns) for line in lines]
    return _table(rows) if all(row[0] and any(row[1:]) for row in rows) else None


def _columns(lines: list[str]) -> list[int]:
    """Where columns begin: behind each gap of two blanks or more that all lines have at the same place."""
    has_sign = bytearray(max(map(len, lines)) + 1)
    for line in lines:
        for found in _WORD.finditer(line):
            has_sign[found.start() : found.end()] = b"\x01" * len(found[0])
    return [found.end() - 1 for found in _GAP.finditer(has_sign) if found.start()]


def _cells(line: str, columns: list[int]) -> list[str]:
    return [line[start:end].strip() for start, end in pairwise((0, *columns, len(line) + 1))]


def _table(rows: list[list[str]]) -> Table:
    width = max(map(len, rows))
    cells = [tuple((Run(cell),) if cell else () for cell in [*row, *[""] * (width - len(row))]) for row in rows]
    return Table(tuple(cells), has_head=True)
