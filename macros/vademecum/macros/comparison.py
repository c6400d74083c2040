"""Comparison tables: a part of a table out of a file of data."""

import posixpath
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from markupsafe import Markup

from vademecum.bibliography.identifier import CitationKey
from vademecum.checks.comparison import comparison_findings
from vademecum.citation.slot import Slot
from vademecum.conversion import Conversion, RunCall
from vademecum.documents import DocumentError
from vademecum.macros.arguments import SiteNames, find_document, must_be_known
from vademecum.macros.context import PageContext
from vademecum.macros.figures import figure_id
from vademecum.macros.macro import DataFile, Macro
from vademecum.macros.parsing import MacroError, text_argument
from vademecum.pages.comparison import VALUE, Passage, Row, Table, read_comparison
from vademecum.pages.evidence import Grade
from vademecum.pages.quoted_links import rebased
from vademecum.pages.sitemap import SitePage
from vademecum.text.finding import Finding

ENDINGS = (".yml", ".yaml")
_COMPARISON = "comparison"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A part of a table. `table` is None where the file cannot be read."""

    path: str
    """Below the documentation folder."""
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    table: Table | None = field(default=None, compare=False)
    data: DataFile | None = field(default=None, compare=False)
    page: str = field(default="", compare=False)
    """The page that shows it."""


def comparison(site: SiteNames, file: str, *, rows: Sequence[str] = (), columns: Sequence[str] = ()) -> Comparison:
    """The table in a YAML file of the documentation folder, or those of its rows and columns that are named by id."""
    path = find_document("file", file, site, ENDINGS)
    chosen_rows, chosen_columns = _ids("rows", rows), _ids("columns", columns)
    try:
        source, unreadable = site.documents.source(path)
    except DocumentError as error:
        raise MacroError(str(error)) from None
    table, findings = read_comparison(source)
    if table is None:
        return Comparison(path, data=DataFile(source, (*unreadable, *findings), is_usable=False))
    for row in chosen_rows:
        must_be_known("row", row, (each.id for each in table.rows))
    for column in chosen_columns:
        must_be_known("column", column, (each.id for each in table.columns))
    part = table.part(chosen_rows, chosen_columns)
    claims = {cell.passage for cell in part.cells()}
    data = DataFile(
        source,
        (*unreadable, *findings, *_lost_pages(table, path, site)),
        tuple(table.passages()),
        tuple((text, text in claims) for text in part.passages()),
        partial(_check, table),
    )
    return Comparison(path, chosen_rows, chosen_columns, part, data, site.page)


def _ids(name: str, given: object) -> tuple[str, ...]:
    if isinstance(given, str) or not isinstance(given, Sequence):
        raise MacroError(f'{name} is a list of ids, such as ["first", "second"]')
    return tuple(text_argument(f"an id of {name}", each) for each in given)


def _check(
    table: Table,
    works: Mapping[Passage, Collection[CitationKey]],
    grade: Callable[[CitationKey], Grade | None],
    needed: Collection[Passage],
) -> Iterator[Finding]:
    return comparison_findings(table, works, grade, needed)


def _lost_pages(table: Table, path: str, site: SiteNames) -> Iterator[Finding]:
    """A finding for each row that leads to a page which is not there."""
    for row in table.rows:
        if row.page:
            try:
                site.documents.find(row.page.text, path, (".md",))
            except DocumentError as error:
                span = table.source.span(row.page.start, row.page.end)
                yield Finding(VALUE, span, str(error), "Write the path of a page as seen from this file.")


def comparison_slot(page: PageContext, conversion: Conversion, slot: Slot, asked: Comparison, run: RunCall) -> None:
    """Make `slot` show the table, whose texts are text of the page, with citations numbered where the call stands."""
    table = asked.table
    assert table is not None  # noqa: S101  # the caller has looked
    texts = tuple(table.passages())
    slot.quotes = [
        conversion.prepare_shown(rebased(text.text, asked.path, page.path), slot, run) for text in texts
    ] or [""]

    def show() -> Markup:
        shown = {text: Markup(html) for text, html in zip(texts, slot.quotes, strict=False)}  # noqa: S704  # by `to_html`
        return page.render(
            "comparison.html",
            id=next(name for each, name in conversion.captions() if each is slot),
            table=table,
            texts=shown,
            rows=[(row, _page_of(row, asked.path, page)) for row in table.rows],
            here=page.path,
            link=page.link,
            has_none=any(cell.passage is None for cell in table.cells()),
        )

    slot.make = show


def _page_of(row: Row, path: str, page: PageContext) -> SitePage | None:
    """The page about what a row is about; None where there is none, or where it is not published."""
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), row.page.text)) if row.page else ""
    return next((each for each in page.site.map if each.path == target), None)


def comparison_as_markdown(asked: Comparison, words: Mapping[str, str]) -> str:
    """The table as one of Markdown."""
    table = asked.table
    if table is None:
        return ""
    write = partial(rebased, file=asked.path, page=asked.page)
    heads = [f"{column.title} ({column.unit})" if column.unit else column.title for column in table.columns]
    caption = [write(table.caption.text), ""] if table.caption else []
    lines = [f"**{table.title}**", "", *caption, _line(["", *heads]), _line(["---"] * (len(heads) + 1))]
    for row in table.rows:
        cells = [row.cells.get(column.id) for column in table.columns]
        texts = [write(cell.passage.text) if cell and cell.passage else words["comparison_none"] for cell in cells]
        lines.append(_line([row.title, *texts]))
    notes = [f"{column.title}: {write(column.note.text)}" for column in table.columns if column.note]
    return "\n".join((*lines, *(line for text in notes for line in ("", text))))


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


COMPARISON = Macro(
    comparison,
    once=True,
    data=lambda asked: asked.data,
    id=lambda asked: figure_id(asked.path, _COMPARISON),
    tells=comparison_as_markdown,
)
