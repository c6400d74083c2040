"""The texts that a macro shows out of a file of data, each with its place there: a cell of a table, a term."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from vademecum.macros.comparison import Comparison
from vademecum.macros.glossary import GlossaryList
from vademecum.pages.comparison import Table


class ShownText(NamedTuple):
    """Inline Markdown with citations. `place` is what tells readers where it stands."""

    place: str
    text: str


def shown_texts(value: Any) -> Iterator[ShownText]:  # noqa: ANN401  # a macro's value is of its own type
    """The texts in the order in which a page shows them, given what a call asks for."""
    match value:
        case Comparison(table=Table() as table):
            yield from _of_table(table)
        case GlossaryList(glossary=glossary):
            for term in glossary.terms:
                yield ShownText(term.name.text, term.meaning.text)


def _of_table(table: Table) -> Iterator[ShownText]:
    """The caption, the cells row by row, the notes: as `Table.passages` has them."""
    if table.caption:
        yield ShownText(table.title, table.caption.text)
    for row in table.rows:
        for column in table.columns:
            cell = row.cells.get(column.id)
            if cell and cell.passage:
                yield ShownText(f"{row.title} · {column.title}", cell.passage.text)
    for column in table.columns:
        if column.note:
            yield ShownText(column.title, column.note.text)
