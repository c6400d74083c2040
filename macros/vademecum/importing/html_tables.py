"""Tables of HTML: which hold data, and which only put things beside each other."""

from collections.abc import Sequence
from dataclasses import replace

from vademecum.importing.blocks import STRONG, Block, Heading, Line, Paragraph, Run, Table, plain, tidy
from vademecum.importing.html_tree import Element

_LONGEST_CELL = 600
_FEWEST = 2

Cells = Sequence[Sequence[Sequence[Block]]]
"""The blocks of each cell, row by row."""


def rows_of(table: Element) -> list[list[Element]]:
    """The cells of a table, row by row; those of tables within it are not its own. What stands between is a row."""
    rows: list[list[Element]] = []
    stack: list[Element | str] = [*reversed(table.children)]
    while stack:
        each = stack.pop()
        if isinstance(each, str):
            rows += [[Element("td", {}, [each])]] if each.strip() else []
        elif each.name == "tr":
            own = [child for child in each.children if isinstance(child, Element) and child.name in ("td", "th")]
            rows += [own] if own else []
            stack += [child for child in reversed(each.children) if not any(child is cell for cell in own)]
        elif each.name in ("tbody", "thead", "tfoot", "colgroup", "form", "center"):
            stack += reversed(each.children)
        elif each.name != "caption":
            rows.append([each] if each.name in ("td", "th") else [Element("td", {}, [each])])
    return rows


def table_of(element: Element, rows: Sequence[Sequence[Element]], cells: Cells) -> Table | None:
    """The table that `element` is, whose `rows` hold `cells`; None where it only puts things beside each other."""
    if not _is_data(element, cells):
        return None
    width = max(sum(map(_columns, row)) for row in rows)
    lines: list[tuple[Line, ...]] = []
    for row, read in zip(rows, cells, strict=True):
        filled: list[Line] = []
        for cell, blocks in zip(row, read, strict=True):
            filled += [_cell_line(blocks), *[()] * (_columns(cell) - 1)]
        lines.append((*filled, *[()] * (width - len(filled))))
    has_head = all(cell.name == "th" for cell in rows[0]) or element.find("thead") is not None
    are_strong = len(lines) > 1 and all(map(_is_strong, lines[0]))
    if are_strong and not has_head:
        lines[0] = tuple(tidy(replace(run, style=run.style - {STRONG}) for run in cell) for cell in lines[0])
    return Table(tuple(lines), has_head or are_strong)


def _is_data(element: Element, cells: Cells) -> bool:
    filled = [row for row in cells if any(row)]
    if len(filled) < _FEWEST or max(map(len, filled)) < _FEWEST or element.get("role") == "presentation":
        return False
    everything = [block for row in cells for blocks in row for block in blocks]
    if not all(isinstance(block, Paragraph | Heading) for block in everything):
        return False
    if element.find("th"):
        return True
    if any(isinstance(block, Heading) for block in everything):
        return False
    return all(len(plain(_cell_line(blocks))) <= _LONGEST_CELL for row in cells for blocks in row)


def _columns(cell: Element) -> int:
    span = cell.get("colspan")
    return min(max(int(span), 1), 50) if span.isdigit() and len(span) < len("1000") else 1


def _cell_line(blocks: Sequence[Block]) -> Line:
    runs: list[Run] = []
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            runs += [*([Run("\n")] if runs else []), *block.line]
    return tidy(runs)


def _is_strong(line: Line) -> bool:
    return bool(line) and all(STRONG in run.style or not run.text.strip() for run in line)
