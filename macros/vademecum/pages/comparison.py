"""Comparison tables: one YAML file of columns, rows and cells that several pages show, each a part of it.

    title: Minoxidil and finasteride side by side
    columns:
      - {id: effect, title: What it did, unit: hairs/cm²}
      - {id: harm, title: Harms, harm: true}
    rows:
      - id: minoxidil
        title: Minoxidil
        page: ../topical-hair-products.md
        cells:
          effect: More hair after 48 weeks [@smith2020]
          harm: none

A cell is inline Markdown with citations; `none` where no verified source was found; or `{text: …, level: 2}`. Whatever
is wrong is a finding at its place in that file, and the rest of the table is read all the same.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml

from vademecum.pages.evidence import KINDS
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.nearest import nearest_name
from vademecum.text.source import Source

UNREADABLE = Rule("comparison/unreadable", Severity.ERROR, "The data of a comparison cannot be read.")
VALUE = Rule("comparison/value", Severity.ERROR, "A value in the data of a comparison cannot be used.")
EMPTY_CELL = Rule("comparison/empty-cell", Severity.WARNING, "A cell of a comparison says nothing.")

NONE = "none"
"""What a cell says where there is no verified source."""
LEVELS = tuple(filter(None, KINDS))
TABLE_NAMES = ("title", "caption", "columns", "rows")
COLUMN_NAMES = ("id", "title", "unit", "note", "harm")
ROW_NAMES = ("id", "title", "page", "cells")
CELL_NAMES = ("text", "level")

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = "tag:yaml.org,2002:null"
_BOOLEAN = "tag:yaml.org,2002:bool"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\Z")
_MOST_COLUMNS, _MOST_ROWS = 12, 200


@dataclass(frozen=True, slots=True)
class Passage:
    """A text in the file, on one line, and where it stands there: two offsets, quotes included."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a row below a column; no text where no verified source was found."""

    passage: Passage | None
    level: str = ""
    """The level of its evidence, one of `LEVELS`, if it says so."""
    level_at: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """What is compared."""

    id: str
    title: str
    unit: str = ""
    note: Passage | None = None
    is_harm: bool = False
    """Whether it tells of harms, which stand apart."""


@dataclass(frozen=True, slots=True)
class Row:
    """One of the things compared. `page` is the path of the page about it, as the file says it."""

    id: str
    title: str
    page: Passage | None = None
    cells: Mapping[str, Cell] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Table:
    """A comparison as its file has it."""

    source: Source
    title: str = ""
    caption: Passage | None = None
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()

    def part(self, rows: Collection[str], columns: Collection[str]) -> "Table":
        """The rows and columns with these ids, in the order of the file; all where none is named. Harms come last."""
        kept = [column for column in self.columns if not columns or column.id in columns]
        kept.sort(key=lambda column: column.is_harm)
        chosen = tuple(row for row in self.rows if not rows or row.id in rows)
        return Table(self.source, self.title, self.caption, tuple(kept), chosen)

    def cells(self) -> Iterator[Cell]:
        """The cells, row by row."""
        for row in self.rows:
            for column in self.columns:
                cell = row.cells.get(column.id)
                if cell:
                    yield cell

    def passages(self) -> Iterator[Passage]:
        """The texts with citations, in the order in which a page shows them."""
        if self.caption:
            yield self.caption
        yield from (cell.passage for cell in self.cells() if cell.passage)
        yield from (column.note for column in self.columns if column.note)


@lru_cache(maxsize=64)
def read_comparison(source: Source) -> tuple[Table | None, tuple[Finding, ...]]:
    """The table in a file, and what is wrong with it; None where it has no rows or columns that could be shown."""
    reader = _Reader(source)
    table = reader.read()
    return table, tuple(reader.findings)


class _Reader:
    """Reads the tree of a YAML file, whose nodes know their places."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.findings: list[Finding] = []

    def read(self) -> Table | None:
        try:
            root = yaml.compose(self._source.text, Loader=_LOADER)
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            problem = str(getattr(error, "problem", None) or "it is not YAML").removeprefix("found ")
            place = self._source.line_start(mark.line + 1) + mark.column if mark else 0
            hint = "A text that holds ': ' or ' #', or begins with a quote, '[', '{', '@', '*' or '&' stands in quotes."
            self._say(UNREADABLE, place, place, f"the comparison cannot be read: {problem}", hint)
            return None
        if not isinstance(root, yaml.MappingNode):
            form = f"It has {', '.join(TABLE_NAMES)}."
            self._say(UNREADABLE, 0, 0, "a comparison is a list of names and values, which is not here", form)
            return None
        values = self._mapping(root, "a comparison", TABLE_NAMES, ("title", "columns", "rows"))
        columns = self._columns(values.get("columns"))
        rows = self._rows(values.get("rows"), columns)
        if not columns or not rows:
            if not self.findings:
                self._say(UNREADABLE, 0, 0, "the comparison has no rows or no columns", "Give it one of each.")
            return None
        title = self._text(values.get("title"), "title")
        caption = self._text(values.get("caption"), "caption")
        return Table(self._source, title.text if title else "", caption, columns, rows)

    def _columns(self, node: yaml.Node | None) -> tuple[Column, ...]:
        columns: list[Column] = []
        for values in self._items(node, "columns", _MOST_COLUMNS, COLUMN_NAMES):
            name, title = self._id(values, [column.id for column in columns]), self._text(values.get("title"), "title")
            unit = self._text(values.get("unit"), "unit")
            note = self._text(values.get("note"), "note")
            is_harm = self._truth(values.get("harm"), "harm")
            if name and title:
                columns.append(Column(name, title.text, unit.text if unit else "", note, is_harm))
        return tuple(columns)

    def _rows(self, node: yaml.Node | None, columns: tuple[Column, ...]) -> tuple[Row, ...]:
        rows: list[Row] = []
        for values in self._items(node, "rows", _MOST_ROWS, ROW_NAMES):
            name, title = self._id(values, [row.id for row in rows]), self._text(values.get("title"), "title")
            page = self._text(values.get("page"), "page")
            cells = self._cells(values.get("cells"), values.get("id", node), columns)
            if name and title:
                rows.append(Row(name, title.text, page, cells))
        return tuple(rows)

    def _cells(self, node: yaml.Node | None, row: yaml.Node | None, columns: tuple[Column, ...]) -> dict[str, Cell]:
        names = [column.id for column in columns]
        values = self._mapping(node, "the comparison", names, kind="column ") if node else {}
        cells = {}
        for name in names:
            value = values.get(name)
            cell = self._cell(value, name) if value else None
            if cell:
                cells[name] = cell
            elif value is None or _is_empty(value):
                at = value or row
                start, end = (at.start_mark.index, at.end_mark.index) if at else (0, 0)
                hint = f"Write '{NONE}' where no verified source was found."
                self._say(EMPTY_CELL, start, end, f"the cell '{name}' of this row says nothing", hint)
        return cells

    def _cell(self, node: yaml.Node, name: str) -> Cell | None:
        if not isinstance(node, yaml.MappingNode):
            if _is_empty(node):
                return None
            passage = self._text(node, name)
            is_none = passage is not None and passage.text.lower() == NONE
            return Cell(None if is_none else passage) if passage else None
        values = self._mapping(node, "a cell", CELL_NAMES, ("text",))
        passage = self._text(values.get("text"), "text")
        level = self._text(values.get("level"), "level")
        if level and level.text not in LEVELS:
            hint = f"It is one of: {', '.join(LEVELS)}."
            self._say(VALUE, level.start, level.end, f"there is no level '{level.text}'", hint)
            level = None
        return Cell(passage, level.text if level else "", level.start if level else 0) if passage else None

    def _items(
        self, node: yaml.Node | None, what: str, most: int, names: Collection[str]
    ) -> Iterator[dict[str, yaml.Node]]:
        """What the items of a list of columns or rows hold."""
        if node is None:
            return
        if not isinstance(node, yaml.SequenceNode):
            self._wrong(node, f"'{what}' is a list", "Begin each item on a line of its own, with a hyphen.")
            return
        if len(node.value) > most:
            self._wrong(node.value[most], f"there are {most} {what} at most", "Make two tables of it.")
        for item in node.value[:most]:
            yield self._mapping(item, f"an item of '{what}'", names, ("id", "title"))

    def _mapping(
        self, node: yaml.Node, what: str, known: Collection[str], needed: Collection[str] = (), kind: str = ""
    ) -> dict[str, yaml.Node]:
        """The values of a mapping by their names; a finding for each name that is unknown, twice there or missing."""
        if not isinstance(node, yaml.MappingNode):
            noun = "the cells of a row are" if kind else f"{what} is"
            self._wrong(node, f"{noun} a list of names and values", f"It takes: {', '.join(known)}.")
            return {}
        values: dict[str, yaml.Node] = {}
        meant = set()
        for key, value in node.value:
            name = str(key.value)
            if name not in known:
                near = nearest_name(name, known)
                meant.add(near)
                hint = f"Did you mean '{near}'?" if near else f"It takes: {', '.join(known)}."
                self._wrong(key, f"{what} has no {kind}'{name}'", hint)
            elif name in values:
                self._wrong(key, f"'{name}' stands here twice", "Leave one of them out.")
            else:
                values[name] = value
        for name in needed:
            if name not in meant and (name not in values or _is_empty(values[name])):
                at = values.get(name, node)
                start = at.start_mark.index
                self._say(VALUE, start, start, f"{what} needs '{name}'", f"Add '{name}: …'.")
        return values

    def _id(self, values: Mapping[str, yaml.Node], taken: Collection[str]) -> str:
        node = values.get("id")
        name = self._text(node, "id") if node else None
        if not name or not node:
            return ""
        if not _ID.match(name.text):
            self._wrong(node, f"'{name.text}' cannot be an id", "An id has letters, digits, hyphens and no blanks.")
        elif name.text in taken:
            self._wrong(node, f"the id '{name.text}' is given twice", "Give each its own.")
        else:
            return name.text
        return ""

    def _text(self, node: yaml.Node | None, name: str) -> Passage | None:
        if node is None or _is_empty(node):
            return None
        if not isinstance(node, yaml.ScalarNode):
            self._wrong(node, f"'{name}' is a text", "Write it in double quotes if it holds signs that YAML knows.")
            return None
        return Passage(" ".join(node.value.split()), node.start_mark.index, node.end_mark.index)

    def _truth(self, node: yaml.Node | None, name: str) -> bool:
        if node is None or _is_empty(node):
            return False
        if node.tag != _BOOLEAN:
            self._wrong(node, f"'{name}' is true or false", f"Write '{name}: true', or leave it out.")
            return False
        return str(node.value).lower() in ("true", "yes", "on")

    def _wrong(self, node: yaml.Node, message: str, hint: str) -> None:
        self._say(VALUE, node.start_mark.index, node.end_mark.index, message, hint)

    def _say(self, rule: Rule, start: int, end: int, message: str, hint: str) -> None:
        self.findings.append(Finding(rule, self._source.span(start, end), message, hint))


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and (node.tag == _NULL or not node.value.strip())
