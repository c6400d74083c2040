"""Whether the cells of a comparison rest on sources, and say no more of them than they are."""

from collections.abc import Callable, Collection, Iterator, Mapping

from vademecum.bibliography.identifier import CitationKey
from vademecum.pages.comparison import Cell, Passage, Table
from vademecum.pages.evidence import Grade
from vademecum.text.finding import Finding, Rule, Severity

UNCITED = Rule("comparison/uncited", Severity.WARNING, "A cell of a comparison names no source.")
LEVEL = Rule("comparison/level", Severity.WARNING, "A cell gives its evidence a level that none of its sources has.")


def comparison_findings(
    table: Table,
    works: Mapping[Passage, Collection[CitationKey]],
    grade: Callable[[CitationKey], Grade | None],
    needed: Collection[Passage] = (),
) -> Iterator[Finding]:
    """What is wrong with the cells of a whole table.

    `works` are the keys that its texts cite, `needed` the texts that say themselves that a source is missing; `grade`
    is None for a work that is not in the bibliography.
    """
    for cell in table.cells():
        passage = cell.passage
        if passage is None:
            continue
        keys = works.get(passage, ())
        if not keys and passage not in needed:
            span = table.source.span(passage.start, passage.end)
            hint = "Add one, such as [@smith2020]; or write 'none' where no verified source was found."
            yield Finding(UNCITED, span, "this cell names no source", hint)
        elif cell.level and keys:
            yield from _level(table, cell, [found for key in keys if (found := grade(key))])


def _level(table: Table, cell: Cell, grades: Collection[Grade]) -> Iterator[Finding]:
    kinds = sorted({grade.kind for grade in grades if grade.kind})
    if grades and cell.level not in kinds:
        has = f"is {' or '.join(kinds)}" if kinds else "has none"
        message = f"this cell says level {cell.level}, and what it cites {has}"
        span = table.source.span(cell.level_at, cell.level_at + len(cell.level))
        yield Finding(LEVEL, span, message, "Leave the level out: each citation shows its own.")
