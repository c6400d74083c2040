"""What a saved page is made of, whatever it was saved from: blocks, and lines of text with styles and links."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

STRONG, EMPHASIS, CODE, SUPER, SUB, STRUCK = "strong", "emphasis", "code", "super", "sub", "struck"
_BLANKS = re.compile(r"[ \t\r\f\v\xa0\u2000-\u200a\u202f\u205f\u3000]+")
_AROUND_BREAK = re.compile(r" *\n *")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; a line end in it is a line end of the page."""

    text: str
    style: frozenset[str] = frozenset()
    href: str = ""
    note: int = -1
    """The number of the remark that the report makes on it; -1 for none."""
    is_markdown: bool = False
    """Whether it is Markdown already: a citation."""

    def saying(self, text: str) -> "Run":
        """The same run with another text."""
        return self if text == self.text else Run(text, self.style, self.href, self.note, self.is_markdown)


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading."""

    level: int
    line: Line
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    line: Line
    ids: tuple[str, ...] = ()
    kind: str = ""
    """What its maker calls it: the class of a paragraph of Word."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list."""

    blocks: tuple["Block", ...]
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `start` is the number of its first item, 0 where its items have none."""

    items: tuple[Item, ...]
    start: int = 0
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of data; its first row is its head where `has_head` says so."""

    rows: tuple[tuple[Line, ...], ...]
    has_head: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody else said."""

    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Text whose blanks count."""

    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: where it lies, what is said instead of it, and what is said below it."""

    address: str
    alt: str
    caption: Line = ()


@dataclass(frozen=True, slots=True)
class Call:
    """A macro call, in the place of what it makes."""

    text: str


Block = Heading | Paragraph | Items | Table | Quote | Code | Picture | Call


@dataclass(frozen=True, slots=True)
class Removed:
    """What was left out, and its words."""

    what: str
    text: str


@dataclass(slots=True)
class SavedPage:
    """A page as it was saved, read."""

    title: str = ""
    description: str = ""
    updated: str = ""
    """The day that the page says it was changed, as year-month-day."""
    blocks: list[Block] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)

    def remove(self, what: str, text: str) -> None:
        """Note what was left out; what has no words is not worth it."""
        words = " ".join(text.split())
        if words:
            self.removed.append(Removed(what, words))


def plain(line: Iterable[Run]) -> str:
    """The text of a line."""
    return "".join(run.text for run in line)


def words_of(block: Block) -> str:
    """The words of a block, on one line."""
    if isinstance(block, Code | Call):
        return " ".join(block.text.split())
    if isinstance(block, Picture):
        return " ".join(f"{block.alt} {plain(block.caption)} {block.address}".split())
    if isinstance(block, Items):
        numbers = (f"{block.start + count}. " if block.start else "" for count in range(len(block.items)))
        items = (" ".join(map(words_of, item.blocks)) for item in block.items)
        return " ".join(f"{number}{item}" for number, item in zip(numbers, items, strict=True))
    return " ".join(" ".join(plain(line) for line in lines_of(block)).split())


def lines_of(block: Block) -> Iterator[Line]:
    """All lines of a block, in the order of the page."""
    if isinstance(block, Heading | Paragraph):
        yield block.line
    elif isinstance(block, Items):
        for item in block.items:
            for each in item.blocks:
                yield from lines_of(each)
    elif isinstance(block, Quote):
        for each in block.blocks:
            yield from lines_of(each)
    elif isinstance(block, Table):
        for row in block.rows:
            yield from row
    elif isinstance(block, Picture):
        yield block.caption


def ids_of(block: Block) -> Iterator[str]:
    """The ids by which links lead to a block, or to something in it."""
    if isinstance(block, Heading | Paragraph):
        yield from block.ids
    elif isinstance(block, Items):
        for item in block.items:
            yield from item.ids
            for each in item.blocks:
                yield from ids_of(each)
    elif isinstance(block, Quote):
        for each in block.blocks:
            yield from ids_of(each)


def change_lines(block: Block, change: Callable[[Line], Line]) -> Block:
    """A block with every line changed, in the order of the page."""
    if isinstance(block, Heading | Paragraph):
        return replace(block, line=change(block.line))
    if isinstance(block, Items):
        items = (
            replace(item, blocks=tuple(change_lines(each, change) for each in item.blocks)) for item in block.items
        )
        return replace(block, items=tuple(items))
    if isinstance(block, Quote):
        return replace(block, blocks=tuple(change_lines(each, change) for each in block.blocks))
    if isinstance(block, Table):
        return replace(block, rows=tuple(tuple(map(change, row)) for row in block.rows))
    if isinstance(block, Picture):
        return replace(block, caption=change(block.caption))
    return block


def tidy(runs: Iterable[Run]) -> Line:
    """A line without needless blanks, neighbours of one style joined; empty where there are no words."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and (last.style, last.href, last.note, last.is_markdown) == (
            run.style, run.href, run.note, run.is_markdown
        ) and run.note < 0:  # fmt: skip
            joined[-1] = last.saying(last.text + run.text)
        else:
            joined.append(run)
    tidied: list[Run] = []
    before = "\n"
    for run in joined:
        text = run.text if run.is_markdown else _bare(run.text)
        if before in ("\n", " ") and not run.is_markdown:
            text = text.lstrip(" ") if before == " " else text.lstrip(" \n") if not tidied else text.lstrip(" ")
        if text:
            tidied.append(run.saying(text))
            before = text[-1]
    while tidied and not tidied[-1].is_markdown:
        text = tidied[-1].text.rstrip(" \n")
        if text:
            tidied[-1] = tidied[-1].saying(text)
            break
        tidied.pop()
    return tuple(tidied)


def _bare(text: str) -> str:
    """A text with single blanks, and none at a line end."""
    text = _BLANKS.sub(" ", text)
    return _AROUND_BREAK.sub("\n", text) if "\n" in text else text


def cut(line: Line, start: int, end: int | None = None) -> Line:
    """The part of a line between two offsets into its text."""
    part: list[Run] = []
    position = 0
    for run in line:
        first = max(start - position, 0)
        last = len(run.text) if end is None else min(end - position, len(run.text))
        if first < last:
            part.append(run.saying(run.text[first:last]))
        position += len(run.text)
    return tuple(part)


def split_line(line: Line, separator: re.Pattern[str]) -> list[Line]:
    """The parts of a line between matches of `separator`, each tidy; empty ones are left out."""
    text = plain(line)
    if not separator.search(text):
        return [bare] if (bare := tidy(line)) else []
    parts: list[Line] = []
    position = 0
    for match in separator.finditer(text):
        parts.append(tidy(cut(line, position, match.start())))
        position = match.end()
    parts.append(tidy(cut(line, position)))
    return [part for part in parts if part]
