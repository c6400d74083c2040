"""Finds the list of references of a saved page, and cuts it into references."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from vademecum.importing.blocks import (
    Block,
    Heading,
    Item,
    Items,
    Line,
    Paragraph,
    Quote,
    Run,
    Table,
    cut,
    lines_of,
    plain,
    split_line,
    tidy,
    words_of,
)

_TITLE = re.compile(
    r"\W*(?:\d+\.?\s*)?(?:(?:selected|key|main|list of|full|cited|scientific|the)\s+)*"
    r"(?:references?|reference list|literature|literature references|bibliography|sources?|works|citations?|footnotes|"
    r"endnotes|notes|literatur|literaturverzeichnis|quellen|quellenverzeichnis|bibliographie|referencias|r[ée]f[ée]rences)"
    r"(?:\s+(?:list|cited|used|consulted|and notes|and sources|and references|and literature|and further reading))?\W*",
    re.IGNORECASE,
)
_STRONG = re.compile(r"referen|bibliogra|literaturver|cited|citation|r[ée]f[ée]ren", re.IGNORECASE)
"""What is in a heading that announces references and nothing else."""
_MARKER = re.compile(
    r"\s*(?:\[(\d{1,3})\]|\((\d{1,3})\)|(\d{1,3})[.):](?=\s|[^\W\d])|\^?(\d{1,3})(?=[ \t\xa0]*[^\W\d_]))[\s.:]*"
)
_BACK_LINK = re.compile(r"^[\s↑^↩]*(?:(?:[a-z](?=[\s,]))[\s,]*)*")
_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d[a-z]?(?!\d)")
_INITIALS = re.compile(r"[^\W\d_]{2,},?\s+(?:[A-Z]\.?[\s-]?){1,3}(?=[\s,.;:&(]|$)")
_VOLUME = re.compile(
    r"\d+\s*(?:\(\s*[\w. -]+\s*\))?\s*[:,]\s*(?:pp?\.\s*)?e?\d+|\bvol(?:ume)?\b|\bpp?\.\s*\d", re.IGNORECASE
)
_IDENTITY = re.compile(r"\bdoi\b|10\.\d{4,}/|\bPMC?ID\b|\bPMC\d|https?://|\bISBN\b|\bwww\.", re.IGNORECASE)
_BODY_FIRST = re.compile(r"^[^\W\d_][^()]{2,90}\(\s*(?:1[6-9]|20)\d\d[a-z]?\s*\)[.,:]")
_NO_REFERENCE = re.compile(
    r"^\W*(?:©|\(c\)|copyright|last (?:updated|modified|reviewed)|updated|posted|published on|page created)",
    re.IGNORECASE,
)
_BREAK = re.compile(r"\n")
_PARTS = re.compile(r"[.,;:](?=\s)")
_ENOUGH = 2
_LONGEST_TITLE = 40
_ADDRESS_SIGNS = str.maketrans({"(": "%28", ")": "%29", " ": "%20"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference as it is written: its number, 0 where it has none, and the ids by which the page links to it."""

    line: Line
    number: int = 0
    ids: frozenset[str] = frozenset()
    is_counted: bool = False
    """Whether the number was counted by us, and does not stand in the page."""

    @property
    def text(self) -> str:
        """The words."""
        return " ".join(plain(self.line).split())

    @property
    def linked_text(self) -> str:
        """The words, links written as Markdown writes them."""
        pieces = []
        for run in self.line:
            address = run.href.translate(_ADDRESS_SIGNS)
            is_link = address.startswith("http") and run.text.strip() and address not in run.text
            pieces.append(f"[{run.text.strip()}]({address})" if is_link else run.text)
        return " ".join("".join(pieces).split())


@dataclass(slots=True)
class ReferenceList:
    """The references of a page, and its blocks without them."""

    references: list[Reference] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    """What stands among the references, or behind them, and is none; it stays among the blocks."""


def find_references(blocks: list[Block]) -> ReferenceList:
    """The references under each heading that announces them; where none does, those that end the page."""
    found = ReferenceList()
    position = 0
    while position < len(blocks):
        block = blocks[position]
        level = _announced(block)
        if not level:
            found.blocks.append(block)
            position += 1
            continue
        end = position + 1
        while end < len(blocks) and not _ends(blocks[end], level):
            end += 1
        kept, references, strays = _of_section(blocks[position + 1 : end], len(found.references))
        if references and (_STRONG.search(_title(block)) or _are_mostly_references(references)):
            found.titles.append(_title(block))
            found.references += references
            found.blocks += kept
            found.strays += strays
        else:
            found.blocks += blocks[position:end]
        position = end
    if not found.references:
        _take_from_end(found)
    return found


def _title(block: Block) -> str:
    return plain(block.line) if isinstance(block, Heading | Paragraph) else ""


def _are_mostly_references(references: list[Reference]) -> bool:
    """Whether half of what stands under a heading such as "Notes" looks like references, each by itself."""
    alike = sum(_is_start(reference.text, strictly=True) for reference in references)
    return alike * 2 >= len(references)


def _announced(block: Block) -> int:
    """The level of a heading that announces references; 0 where this is none."""
    if isinstance(block, Heading) and _TITLE.fullmatch(plain(block.line)):
        return block.level
    if isinstance(block, Paragraph) and _TITLE.fullmatch(plain(block.line)) and len(plain(block.line)) < _LONGEST_TITLE:
        return 6
    return 0


def _ends(block: Block, level: int) -> bool:
    return isinstance(block, Heading) and block.level <= level


def _of_section(blocks: list[Block], before: int) -> tuple[list[Block], list[Reference], list[str]]:
    """What stays of a section, its references, and what stays although it stands among them."""
    kept: list[Block] = []
    strays: list[str] = []
    references: list[Reference] = []
    has_list = any(isinstance(block, Items) for block in blocks)
    last = max((number for number, block in enumerate(blocks) if _looks_like_reference(block)), default=-1)
    for position, block in enumerate(blocks):
        if isinstance(block, Items):
            for number, item in enumerate(block.items):
                if _holds_list(item):
                    outer, inner_ones, others = _of_section(list(item.blocks), before + len(references))
                    references += [replace(each, is_counted=True) for each in inner_ones]
                    kept += outer
                    strays += others
                    continue
                counted = before + len(references) + 1
                references.append(_of_item(item, block.start + number if block.start else 0, counted))
        elif isinstance(block, Table):
            rows = [_of_row(row, before + len(references) + n + 1) for n, row in enumerate(block.rows) if any(row)]
            references += rows
        elif isinstance(block, Quote):
            inner, more, others = _of_section(list(block.blocks), before + len(references))
            references += more
            strays += others
            kept += [Quote(tuple(inner))] if inner else []
        elif isinstance(block, Paragraph):
            made = list(
                _of_paragraph(
                    block, references[-1].number if references else 0, before + len(references), strictly=has_list
                )
            )
            if not made and not has_list and position < last and _is_among_references(plain(block.line)):
                made = [_whole(block, before + len(references) + 1)]
            references += made
            kept += [] if made else [block]
            strays += [words_of(block)] if not made and not _NO_REFERENCE.match(plain(block.line)) else []
        else:
            kept.append(block)
    return kept, references, strays


def _looks_like_reference(block: Block) -> bool:
    return isinstance(block, Paragraph) and any(
        _is_start(plain(line), strictly=False) for line in split_line(block.line, _BREAK)
    )


def _is_among_references(text: str) -> bool:
    """Whether a text that stands before another reference is one: it has a year, and parts."""
    return bool(_YEAR.search(text)) and not _NO_REFERENCE.match(text) and len(_PARTS.findall(text)) >= _ENOUGH


def _holds_list(item: Item) -> bool:
    """Whether an item is a heading for a list in it; which numbers are meant is not certain then."""
    head = item.blocks[0] if item.blocks else None
    is_headed = not isinstance(head, Paragraph) or not _is_start(plain(head.line), strictly=False)
    return is_headed and any(isinstance(block, Items) for block in item.blocks)


def _whole(block: Paragraph, counted: int) -> Reference:
    """A paragraph as one reference."""
    line, number = _without_marker(tidy(_with_breaks(split_line(block.line, _BREAK))))
    return Reference(line, number or counted, frozenset(block.ids), is_counted=not number)


def _of_item(item: Item, number: int, counted: int) -> Reference:
    runs: list[Run] = []
    for block in item.blocks:
        for line in lines_of(block):
            runs += [*([Run(" ")] if runs else []), *line]
    line, written = _without_marker(tidy(runs))
    number = written or number
    return Reference(line, number or counted, frozenset(item.ids), is_counted=not number)


def _of_row(row: tuple[Line, ...], counted: int) -> Reference:
    """A row of a table: its first cell may hold the number alone."""
    cells = [cell for cell in row if cell]
    digits = re.sub(r"[\[\]().\s]", "", plain(cells[0]))
    number = int(digits) if digits.isdecimal() and len(digits) <= 3 and len(cells) > 1 else 0  # noqa: PLR2004  # [123]
    runs = [run for cell in cells[1 if number else 0 :] for run in (Run(" "), *cell)]
    line, written = (tidy(runs), number) if number else _without_marker(tidy(runs))
    return Reference(line, written or counted, is_counted=not written)


def _of_paragraph(block: Paragraph, last: int, before: int, *, strictly: bool) -> Iterator[Reference]:
    """The references of a paragraph: one, or one on each line. `last` is the number of the one before."""
    lines = split_line(block.line, _BREAK)
    starts = [line for line in lines if _is_start(plain(line), strictly=False)]
    if len(lines) > 1 and len(starts) * 2 < len(lines):
        marked = [number for number, line in enumerate(lines) if _MARKER.match(plain(line))]
        lines = _between(lines, marked) if marked and marked[0] == 0 else [tidy(_with_breaks(lines))]
    counted = before
    goes_on = bool(lines) and before > 0 and _without_marker(lines[0])[1] == last + 1
    strictly = (strictly or before > 0) and not goes_on
    if not any(_is_start(plain(line), strictly=strictly) for line in lines):
        return
    for line in lines:
        counted += 1
        bare, number = _without_marker(line)
        yield Reference(bare, number or counted, frozenset(block.ids), is_counted=not number)


def _between(lines: list[Line], starts: list[int]) -> list[Line]:
    ends = [*starts[1:], len(lines)]
    return [tidy(_with_breaks(lines[start:end])) for start, end in zip(starts, ends, strict=True)]


def _with_breaks(lines: list[Line]) -> list[Run]:
    return [run for line in lines for run in (Run(" "), *line)]


def _is_start(text: str, *, strictly: bool) -> bool:
    """Whether a text looks like a reference."""
    if _NO_REFERENCE.match(text):
        return False
    signs = bool(_YEAR.search(text)) + bool(_INITIALS.search(text)) + bool(_VOLUME.search(text))
    signs += bool(_IDENTITY.search(text)) + bool(_BODY_FIRST.match(text))
    marker = _MARKER.match(text)
    return signs >= (1 if marker and not strictly else _ENOUGH)


def _without_marker(line: Line) -> tuple[Line, int]:
    """A line without its number and without the ways back to the text, and the number."""
    text = plain(line)
    offset = 0
    back = _BACK_LINK.match(text)
    leading = [run for run in line if run.href.startswith("#")]
    if back and leading and text.startswith(("↑", "^", "↩")):
        offset = back.end()
    marker = _MARKER.match(text, offset)
    number = int(next(filter(None, marker.groups()), 0)) if marker else 0
    line = tidy(cut(line, marker.end() if marker else offset))
    while line and line[-1].href.startswith("#") and not re.search(r"\w", line[-1].text):  # "↩"
        line = tidy(line[:-1])
    return line, number


def _take_from_end(found: ReferenceList) -> None:
    """Take numbered references that end a page without any heading, such as notes of a word processor."""
    taken: list[Reference] = []
    blocks = list(found.blocks)
    while blocks and isinstance(blocks[-1], Paragraph):
        block = blocks[-1]
        line, number = _without_marker(block.line)
        if not number or not _is_start(plain(block.line), strictly=True):
            break
        if taken and number != taken[-1].number - 1:
            break
        taken.append(Reference(line, number, frozenset(block.ids)))
        blocks.pop()
    if len(taken) >= _ENOUGH and taken[-1].number == 1:
        found.references = taken[::-1]
        found.blocks = blocks
