"""Finds the list of references of a saved page, and cuts it into references."""

import re
from collections.abc import Iterable, Iterator
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
    lines_of,
    plain,
    tidy,
    words_of,
)
from vademecum.importing.reference_lines import (
    MARKER_ALONE,
    NO_REFERENCE,
    STRONG,
    TITLE,
    has_reference,
    is_among_references,
    is_plainly_reference,
    is_title_alone,
    looks_like_reference,
    numbered,
    on_one_line,
    reference_lines,
)

_ENOUGH = 2
_DIGITS = 3
_ADDRESS_SIGNS = str.maketrans({"(": "%28", ")": "%29", " ": "%20"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference as it is written: its number, 0 where it has none, and the ids by which the page links to it."""

    line: Line
    number: int = 0
    ids: frozenset[str] = frozenset()
    is_counted: bool = False
    """Whether the number was counted by us, and does not stand in the page."""
    back: str = ""
    """What stood before it that only leads back to the text."""

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
    """The references under each heading that announces them; where none does, the list that the text leads to."""
    found = ReferenceList()
    sections = list(_sections(blocks))
    has_strong = any(STRONG.search(section.title) and section.references for section in sections)
    for section in sections:
        is_strong = bool(STRONG.search(section.title))
        are_references = section.references and (is_strong or _are_mostly_references(section.references))
        if are_references and not is_strong and has_strong:
            are_references = all(is_plainly_reference(reference.text) for reference in section.references)
        if are_references:
            first = len(found.references)
            found.titles.append(section.title)
            found.references += [_recounted(reference, first) for reference in section.references]
            found.blocks += section.kept
            found.strays += section.strays
        else:
            found.blocks += section.blocks
    return found if found.references else _notes_without_heading(blocks)


@dataclass(slots=True)
class _Section:
    """A stretch of a page: under a heading that announces references, or, without a title, anything else."""

    blocks: list[Block]
    title: str = ""
    kept: list[Block] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)


def _sections(blocks: list[Block]) -> Iterator[_Section]:
    """The page in stretches."""
    position = 0
    while position < len(blocks):
        level = _announced(blocks[position])
        end = position + 1
        if level:
            while end < len(blocks) and not _ends(blocks[end], level):
                end += 1
            section = _Section(blocks[position:end], _title(blocks[position]))
            section.kept, section.references, section.strays = _of_section(blocks[position + 1 : end], 0)
            yield section
        else:
            while end < len(blocks) and not _announced(blocks[end]):
                end += 1
            yield _Section(blocks[position:end])
        position = end


def _recounted(reference: Reference, before: int) -> Reference:
    """A reference whose number, where it was counted, goes on with those of the sections before."""
    return replace(reference, number=reference.number + before) if reference.is_counted else reference


def _title(block: Block) -> str:
    return plain(block.line) if isinstance(block, Heading | Paragraph) else ""


def _are_mostly_references(references: list[Reference]) -> bool:
    """Whether half of what stands under a heading such as "Notes" is plainly references, each by itself."""
    return sum(is_plainly_reference(reference.text) for reference in references) * 2 >= len(references)


def _announced(block: Block) -> int:
    """The level of a heading that announces references; 0 where this is none."""
    if isinstance(block, Heading) and TITLE.fullmatch(plain(block.line)):
        return block.level
    if isinstance(block, Paragraph) and is_title_alone(plain(block.line)):
        return 6
    return 0


def _ends(block: Block, level: int) -> bool:
    return (isinstance(block, Heading) and block.level <= level) or _announced(block) > 0


def _of_section(blocks: list[Block], before: int) -> tuple[list[Block], list[Reference], list[str]]:
    """What stays of a section, its references, and what stays although it stands among them."""
    blocks = _with_numbers(blocks)
    kept: list[Block] = []
    strays: list[str] = []
    references: list[Reference] = []
    has_list = any(isinstance(block, Items) and _has_references(block) for block in blocks)
    likely = [n for n, block in enumerate(blocks) if isinstance(block, Paragraph) and has_reference(block)]
    last = likely[-1] if likely else -1
    has_others = has_list or bool(likely) or any(isinstance(block, Table | Quote) for block in blocks)
    for position, block in enumerate(blocks):
        counted = before + len(references)
        if isinstance(block, Items) and has_others and not _has_references(block):
            kept.append(block)
            strays.append(words_of(block))
        elif isinstance(block, Items):
            inner, more, stray = _of_list(block, counted)
            kept += inner
            references += more
            strays += stray
        elif isinstance(block, Table):
            references += [_of_row(row, counted + n + 1) for n, row in enumerate(block.rows) if any(row)]
        elif isinstance(block, Quote):
            inner, more, stray = _of_section(list(block.blocks), counted)
            references += more
            strays += stray
            kept += [Quote(tuple(inner))] if inner else []
        elif isinstance(block, Paragraph):
            number = references[-1].number if references else 0
            made = list(_of_paragraph(block, number, counted, strictly=has_list))
            if not made and not has_list and position < last and is_among_references(plain(block.line)):
                made = [_reference(on_one_line(block.line), counted + 1, block.ids)]
            references += made
            kept += [] if made else [block]
            strays += [words_of(block)] if not made and not NO_REFERENCE.match(plain(block.line)) else []
        else:
            kept.append(block)
    return kept, references, strays


def _with_numbers(blocks: Iterable[Block]) -> list[Block]:
    """Blocks in which a number that stands alone, as some programs put it, is in the paragraph that it belongs to."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if isinstance(block, Paragraph) and isinstance(last, Paragraph) and MARKER_ALONE.fullmatch(plain(last.line)):
            number = next(filter(None, MARKER_ALONE.fullmatch(plain(last.line)).groups()))  # type: ignore[union-attr]
            line = tidy((Run(f"[{number}] "), *block.line))
            joined[-1] = replace(block, line=line, ids=(*last.ids, *block.ids))
        else:
            joined.append(block)
    return joined


def _has_references(block: Items) -> bool:
    """Whether an item of a list, or of a list in it, looks like a reference."""
    texts = (plain(line) for item in block.items for each in item.blocks for line in lines_of(each))
    return any(looks_like_reference(text, strictly=True) for text in texts)


def _of_list(block: Items, before: int) -> tuple[list[Block], list[Reference], list[str]]:
    """What stays of a list, its references, and what stays although it stands among them."""
    kept: list[Block] = []
    references: list[Reference] = []
    strays: list[str] = []
    for number, item in enumerate(block.items):
        counted = before + len(references)
        if _holds_list(item):
            inner, more, stray = _of_section(list(item.blocks), counted)
            references += [replace(each, is_counted=True) for each in more]
            kept += inner
            strays += stray
            continue
        lines = (line for each in item.blocks for line in lines_of(each))
        runs = [run for line in lines for run in (Run(" "), *line)]
        references.append(_reference(tidy(runs), counted + 1, item.ids, block.start + number if block.start else 0))
    return kept, references, strays


def _holds_list(item: Item) -> bool:
    """Whether an item is a heading for a list in it; which numbers are meant is not certain then."""
    head = item.blocks[0] if item.blocks else None
    is_headed = not isinstance(head, Paragraph) or not looks_like_reference(plain(head.line), strictly=False)
    return is_headed and any(isinstance(block, Items) for block in item.blocks)


def _reference(line: Line, counted: int, ids: Iterable[str] = (), number: int = 0) -> Reference:
    """A line as a reference: by the number that it bears, or else `number`, or else as it was counted."""
    read = numbered(line)
    number = read.number or number
    return Reference(read.line, number or counted, frozenset(ids), not number, read.back)


def _of_row(row: tuple[Line, ...], counted: int) -> Reference:
    """A row of a table: its first cell may hold the number alone."""
    cells = [cell for cell in row if cell]
    digits = re.sub(r"[\[\]().\s]", "", plain(cells[0]))
    is_number = digits.isdecimal() and len(digits) <= _DIGITS and len(cells) > 1
    runs = [run for cell in cells[1 if is_number else 0 :] for run in (Run(" "), *cell)]
    if is_number:
        return Reference(tidy(runs), int(digits) or counted, is_counted=not int(digits))
    return _reference(tidy(runs), counted)


def _of_paragraph(block: Paragraph, last: int, before: int, *, strictly: bool) -> Iterator[Reference]:
    """The references of a paragraph: one, or one below the other. `last` is the number of the one before."""
    lines = reference_lines(block.line)
    goes_on = bool(lines) and before > 0 and numbered(lines[0]).number == last + 1
    strictly = (strictly or before > 0) and not goes_on
    if any(looks_like_reference(plain(line), strictly=strictly) for line in lines):
        for number, line in enumerate(lines, start=1):
            yield _reference(line, before + number, block.ids)


def _notes_without_heading(blocks: list[Block]) -> ReferenceList:
    """Numbered notes that no heading announces: at the end of the page, or where links of the text lead."""
    blocks = _with_numbers(blocks)
    links = {run.href[1:] for block in blocks for line in lines_of(block) for run in line if run.href.startswith("#")}
    for first, end in reversed(list(_counted_stretches(blocks))):
        notes = [note for block in blocks[first:end] for note in _notes(block)]
        are_meant = end == len(blocks) or sum(not links.isdisjoint(note.ids) for note in notes) * 2 >= len(notes)
        if len(notes) >= _ENOUGH and are_meant and _are_mostly_references(notes):
            return ReferenceList(notes, [*blocks[:first], *blocks[end:]])
    return ReferenceList(blocks=blocks)


def _counted_stretches(blocks: list[Block]) -> Iterator[tuple[int, int]]:
    """Where lists and numbered paragraphs count from 1 on, from each block to the one behind its last."""
    position = 0
    while position < len(blocks):
        end, expected = position, 1
        while end < len(blocks):
            notes = _notes(blocks[end])
            if [note.number for note in notes] != list(range(expected, expected + len(notes))) or not notes:
                break
            end, expected = end + 1, expected + len(notes)
        if end > position:
            yield position, end
        position = max(end, position + 1)


def _notes(block: Block) -> list[Reference]:
    """The numbered notes that a block holds; none where it is something else."""
    if isinstance(block, Items) and block.start:
        return _of_list(block, 0)[1]
    made = _reference(block.line, 0, block.ids) if isinstance(block, Paragraph) else None
    return [made] if made and made.number else []
