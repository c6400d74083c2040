"""The blocks of a Markdown page, as Python-Markdown and the extensions of the site cut it.

Lines are taken in groups between blank lines. Every container (list item, admonition, tab, footnote, definition)
holds what is indented by four blanks more than itself; what is indented deeper than there are containers is code.
"""

import re
from dataclasses import dataclass, field

from vademecum.pages.outline_parts import Abbreviation, BlockTitle, Definition, FootnoteDefinition, Unit

_TAB = 4
_MOST_QUOTES = 16  # Quotes nested deeper are text.

_GROUP = re.compile(r"^(?:[^\S\n]*+\S[^\n]*+\n?)++", re.MULTILINE)
_PLAIN = re.compile(r"[^\W\d_][^\n]*+(?:\n[^\W\d_][^\n]*+)*+\n?\Z")
_MARKER = re.compile(r"[ ]{0,3}(?:[*+-]|\d+\.)[ ]+")
_NESTED_MARKER = re.compile(r"(?:[*+-]|\d+\.)[ ]+")
_HEADING = re.compile(r"(#{1,6})((?:\\.|[^\\#\n]|#+(?=[^#\n]))*?)#*$")
_UNDERLINE = re.compile(r"(?:=+|-+)[ ]*$")
_RULE = re.compile(r"[ ]{0,3}(?=(?P<sign>[-_* ])*$)(?:(?:-[ ]{0,2}){3,}|(?:_[ ]{0,2}){3,}|(?:\*[ ]{0,2}){3,})[ ]*$")
_QUOTE = re.compile(r"[ ]{0,3}>[ ]?")
_TITLED = re.compile(r"(?:!!!\+? ?[\w-]|\?\?\?\+? *[\w\"-]|===[!+]* *\")[^\"\n]*")
_TITLE = re.compile(r"[^\"\n]*\"([^\n]*)\"[ ]*$")
_DEFINED = re.compile(r"[ ]{0,3}:[ ]{1,3}")
_FOOTNOTE = re.compile(r"[ ]{0,3}\[\^([^\]\n]*)\]:[ ]*")
_ABBREVIATION = re.compile(r"\*\[([^\\\n]*?)\][ ]?:[ ]*\n?[ ]*(\S[^\n]*)$", re.MULTILINE)
_REFERENCE = re.compile(
    r"[ ]{0,3}\[([^\[\]]*)\]:[ ]*(?:\n[ ]*)?(\S+)[ ]*(?:\n[ ]*)?(?:([\"'])[^\n]*\3[ ]*|\([^\n]*\)[ ]*)?$", re.MULTILINE
)
_TABLE_LINE = re.compile(r"[ ]{0,3}\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*$")
_ATTRIBUTES_ALONE = re.compile(r"[ ]*\{:?[ ]*[^}\n ][^\n]*\}[ ]*$")


@dataclass(frozen=True, slots=True)
class WrittenHeading:
    """A heading as it stands in the text: its level, and the place of its text with any attribute list."""

    level: int
    start: int
    end: int


@dataclass(slots=True)
class Blocks:
    """What the blocks of a page are: filled by `read_blocks`."""

    units: list[Unit] = field(default_factory=list)
    headings: list[WrittenHeading] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    footnotes: list[FootnoteDefinition] = field(default_factory=list)
    abbreviations: list[Abbreviation] = field(default_factory=list)
    titles: list[BlockTitle] = field(default_factory=list)
    hidden: list[tuple[int, int]] = field(default_factory=list)
    """What is no prose: code, definitions, the signs of quotes."""


def read_blocks(text: str, start: int) -> Blocks:
    """The blocks of `text` from `start` on; blanks stand in it for fenced code and raw HTML."""
    blocks = Blocks()
    reader = _Reader(text, blocks)
    for group in _GROUP.finditer(text, start):
        begin, end = group.span()
        if _PLAIN.match(text, begin, end):
            reader.plain(begin, end)
        else:
            reader.group(_lines(text, begin, end))
    return blocks


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    lines, position = [], start
    while position < end:
        newline = text.find("\n", position, end)
        stop = newline if newline >= 0 else end
        lines.append((position, stop))
        position = stop + 1
    return lines


def label_of(text: str) -> str:
    """A label as Markdown compares them."""
    return " ".join(text.split()).lower()


class _Reader:
    """Takes in groups of lines, at one depth of quotes."""

    def __init__(self, text: str, blocks: Blocks, depth: int = 0) -> None:
        self._text = text
        self._blocks = blocks
        self._depth = depth
        self._open: list[str] = []
        self._quote: _Reader | None = None

    def plain(self, start: int, end: int) -> None:
        """A paragraph that nothing in it can make anything else."""
        self._open.clear()
        self._quote = None
        self._blocks.units.append(Unit(start, end))

    def group(self, lines: list[tuple[int, int]]) -> None:
        """Lines without a blank one among them."""
        position = 0
        while position < len(lines):
            position = self._block(lines, position)

    def _block(self, lines: list[tuple[int, int]], first: int) -> int:
        """Take in the block that begins at line `first`; the number of the line behind it."""
        width, _ = self._indent(lines[first])
        level = min(width // _TAB, len(self._open))
        del self._open[level:]
        last = first + 1
        if width >= (level + 1) * _TAB:
            while last < len(lines) and self._indent(lines[last])[0] >= (level + 1) * _TAB:
                last += 1
            self._blocks.hidden.append((lines[first][0], lines[last - 1][1]))
            return last
        return self._content(lines, first, level)

    def _content(self, lines: list[tuple[int, int]], first: int, level: int) -> int:
        """Take in what begins at line `first` inside `level` containers, up to what needs another look."""
        text, blocks = self._text, self._blocks
        start = self._cut(lines[first], level)
        stop = lines[first][1]
        sign = text[start] if start < stop else ""
        if sign == "#":
            return self._heading(lines, first, start)
        if first + 1 < len(lines) and _UNDERLINE.match(text, self._cut(lines[first + 1], level), lines[first + 1][1]):
            underline = text[self._cut(lines[first + 1], level)]
            blocks.headings.append(WrittenHeading(1 if underline == "=" else 2, *_stripped(text, start, stop)))
            blocks.hidden.append(lines[first + 1])
            return first + 2
        if sign in "!?=" and _TITLED.match(text, start, stop):
            return self._titled(lines, first, start, level)
        if _RULE.match(text, start, stop):
            return first + 1
        if self._depth < _MOST_QUOTES and _QUOTE.match(text, start, stop):
            return self._quoted(lines, first, level)
        self._quote = None
        return self._running(lines, first, level, start)

    def _running(self, lines: list[tuple[int, int]], first: int, level: int, start: int) -> int:
        """Items, a table or a paragraph."""
        if _MARKER.match(self._text, start, lines[first][1]):
            return self._items(lines, first, level)
        if self._is_table(lines, first, level):
            return self._table(lines, first)
        return self._paragraph(lines, first, level)

    def _heading(self, lines: list[tuple[int, int]], number: int, start: int) -> int:
        stop = lines[number][1]
        found = _HEADING.match(self._text, start, stop)
        if found:
            self._blocks.headings.append(WrittenHeading(len(found[1]), *_stripped(self._text, *found.span(2))))
        return number + 1

    def _titled(self, lines: list[tuple[int, int]], number: int, start: int, level: int) -> int:
        """An admonition or a tab: what follows is its content as far as it is indented."""
        title = _TITLE.match(self._text, start, lines[number][1])
        if title:
            self._blocks.titles.append(BlockTitle(title[1], *title.span(1)))
            self._blocks.units.append(Unit(*title.span(1)))
        self._open[level:] = ["titled"]
        return number + 1

    def _quoted(self, lines: list[tuple[int, int]], first: int, level: int) -> int:
        """A quote: it takes in all lines that follow, with or without its sign."""
        inner = []
        for start, stop in lines[first:]:
            begin = self._cut((start, stop), level)
            sign = _QUOTE.match(self._text, begin, stop)
            if sign:
                self._blocks.hidden.append((begin, sign.end()))
            inner.append((sign.end() if sign else begin, stop))
        if self._quote is None:
            self._quote = _Reader(self._text, self._blocks, self._depth + 1)
        group: list[tuple[int, int]] = []
        for line in inner:
            if self._text[line[0] : line[1]].strip():
                group.append(line)
            elif group:
                self._quote.group(group)
                group = []
        if group:
            self._quote.group(group)
        return len(lines)

    def _items(self, lines: list[tuple[int, int]], first: int, level: int) -> int:
        """The items of a list, and of the lists in it: each is running text of its own."""
        text, begin, number = self._text, -1, first
        base = level
        while number < len(lines):
            width, at = self._indent(lines[number])
            stop = lines[number][1]
            relative = max(width - base * _TAB, 0)
            if text[at] == "#" and relative == 0:
                break
            depth = relative // _TAB
            marker = _NESTED_MARKER.match(text, at, stop) if depth <= len(self._open) - base else None
            if marker and not (depth == 0 and _RULE.match(text, at, stop)):
                self._flush(begin, lines[number][0])
                del self._open[base + depth :]
                self._open.append("item")
                begin = marker.end()
                if text.startswith("#", begin):
                    self._heading([(begin, stop)], 0, begin)
                    begin = -1
            elif relative < _TAB and self._begins_definition(at, lines[-1][1]):
                break
            elif begin < 0:
                begin = at
            number += 1
        self._flush(begin, lines[number - 1][1])
        return number

    def _begins_definition(self, at: int, end: int) -> bool:
        kinds = (_FOOTNOTE, _REFERENCE) if self._text[at] == "[" else (_ABBREVIATION,) if self._text[at] == "*" else ()
        return any(kind.match(self._text, at, end) for kind in kinds)

    def _flush(self, start: int, end: int) -> None:
        if 0 <= start < end:
            self._blocks.units.append(Unit(start, end))

    def _is_table(self, lines: list[tuple[int, int]], first: int, level: int) -> bool:
        if first + 1 >= len(lines):
            return False
        second = lines[first + 1]
        start = self._cut(second, level)
        row = self._text[start : second[1]]
        return "|" in row and "-" in row and bool(_TABLE_LINE.match(row))

    def _table(self, lines: list[tuple[int, int]], first: int) -> int:
        self._blocks.hidden.append(lines[first + 1])
        for number in (first, *range(first + 2, len(lines))):
            self._cells(*lines[number])
        return len(lines)

    def _cells(self, start: int, stop: int) -> None:
        """The cells of a row. A bar in code does not end a cell."""
        row, position = self._text[start:stop], 0
        for bar in _BAR.finditer(row):
            if bar["bar"]:
                self._flush(start + position, start + bar.start())
                position = bar.end()
        self._flush(start + position, stop)

    def _paragraph(self, lines: list[tuple[int, int]], first: int, level: int) -> int:
        """Running text with definitions in it, as far as no other block begins."""
        text, blocks = self._text, self._blocks
        begin, number = -1, first
        while number < len(lines):
            start, stop = self._cut(lines[number], level), lines[number][1]
            sign = text[start] if start < stop else ""
            if number > first and (
                sign == "#"
                or (sign in "!?=" and _TITLED.match(text, start, stop))
                or _RULE.match(text, start, stop)
                or (sign and sign in " >" and self._depth < _MOST_QUOTES and _QUOTE.match(text, start, stop))
            ):
                break
            behind = self._definition(lines, number, start)
            if behind:
                self._flush(begin, start)
                begin, number = -1, number + behind
                continue
            footnote = _FOOTNOTE.match(text, start, stop)
            defined = _DEFINED.match(text, start, stop) if not footnote else None
            if footnote:
                self._flush(begin, start)
                blocks.footnotes.append(FootnoteDefinition(footnote[1], text.index("[", start), footnote.end()))
                blocks.hidden.append((start, footnote.end()))
                # Where it is inside another container, Markdown takes what belongs to it for code.
                self._open[level:] = ["footnote"] if not self._open else []
                begin = footnote.end()
            elif defined:
                self._flush(begin, start)
                self._open[level:] = ["definition"] if "item" not in self._open else []
                begin = defined.end()
            elif begin < 0:
                begin = start
            number += 1
        self._flush(begin, lines[number - 1][1])
        return number

    def _definition(self, lines: list[tuple[int, int]], number: int, start: int) -> int:
        """Take in a definition of a reference or abbreviation that begins at `start`; how many lines it has, or 0."""
        text, blocks = self._text, self._blocks
        sign = text[start : lines[number][1]].lstrip(" ")[:2]
        if sign[:1] != "[" and sign != "*[":
            return 0
        end = lines[-1][1]
        abbreviation = _ABBREVIATION.match(text, start, end) if sign == "*[" else None
        reference = _REFERENCE.match(text, start, end) if sign not in {"*[", "[^"} else None
        found = abbreviation or reference
        if not found:
            return 0
        if abbreviation and abbreviation[1].strip():
            short = abbreviation[1].strip()
            blocks.abbreviations.append(Abbreviation(short, abbreviation[2].strip(), start, found.end()))
        elif reference:
            target = reference[2].lstrip("<").rstrip(">")
            at = reference.start(2) + len(reference[2]) - len(reference[2].lstrip("<"))
            opening = text.index("[", start)
            blocks.definitions.append(
                Definition(label_of(reference[1]), target, opening, found.end(), at, at + len(target))
            )
        blocks.hidden.append((start, found.end()))
        return text.count("\n", start, found.end()) + 1

    def _indent(self, line: tuple[int, int]) -> tuple[int, int]:
        """How wide the blanks before a line are, and where they end; a tab reaches to the next multiple of four."""
        start, stop = line
        text, at, width = self._text, start, 0
        while at < stop and (sign := text[at]) in " \t":
            width = width + 1 if sign == " " else (width // _TAB + 1) * _TAB
            at += 1
        return width, at

    def _cut(self, line: tuple[int, int], level: int) -> int:
        """Where a line begins when the blanks of `level` containers are taken off, as far as it has them."""
        start, stop = line
        text, at, width, most = self._text, start, 0, level * _TAB
        while at < stop and width < most and (sign := text[at]) in " \t":
            width = width + 1 if sign == " " else (width // _TAB + 1) * _TAB
            at += 1
        return at


_BAR = re.compile(r"\\.|(`+)(?!`)(?:[^`\n]|(?!\1(?!`))`+)*?(?<!`)\1(?!`)|`+|(?P<bar>\|)")


def _stripped(text: str, start: int, stop: int) -> tuple[int, int]:
    """The stretch without the blanks at its ends."""
    inner = text[start:stop]
    lead = len(inner) - len(inner.lstrip())
    return start + lead, max(start + lead, stop - (len(inner) - len(inner.rstrip())))
