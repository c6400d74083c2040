"""Writes blocks as Markdown, each word such that Markdown reads it as a word."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from vademecum.importing.blocks import (
    CODE,
    EMPHASIS,
    STRONG,
    STRUCK,
    SUB,
    SUPER,
    Block,
    Call,
    Code,
    Heading,
    Items,
    Line,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    plain,
    tidy,
)

_SPECIAL = re.compile(r"[\\`*_\[\]{}]|<|&(?=#?\w+;)|(?<![\w/])@|(?<=\w)@(?=\w)|~~|==|\^\^|\|")
_LINE_START = re.compile(r"^([ \t]*)(?:([#>=!?:]|[-+](?=[ \t-]|$)|-{2,})|(\d+)([.)])(?=[ \t]|$))", re.MULTILINE)
_ENTITIES = {
    "<": "&lt;",
    "&": "&amp;",
    "@": "&#64;",
    "|": "&#124;",
    "~~": "&#126;&#126;",
    "==": "=&#61;",
    "^^": "^&#94;",
}
_TAGS = {SUPER: "sup", SUB: "sub", STRUCK: "del"}
_MARKS = {STRONG: "**", EMPHASIS: "*"}
_ABBREVIATION = re.compile(r"^\\\*\\\[")
_SAFE = "/:?#@!$&'*+,;=%~._-"
_WORD = re.compile(r"\w")
_DIGIT_ZERO = 0xE010
_NOTE = re.compile("\ue000([\ue010-\ue019]{6})")
_LEFT_OUT = '!!! note "Picture left out: who made it, and on what terms, is not known"'


def _note_mark(number: int) -> str:
    """A mark that says where a remark is meant; it is taken out when all is written."""
    return "\ue000" + "".join(chr(_DIGIT_ZERO + int(digit)) for digit in f"{number:06d}") if number >= 0 else ""


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """The text of a page, and the offsets of what the report speaks of."""

    text: str
    places: Mapping[int, int]


def take_marks(text: str) -> WrittenPage:
    """`text` without the marks of remarks, and where they stood."""
    places: dict[int, int] = {}
    pieces: list[str] = []
    position = length = 0
    for match in _NOTE.finditer(text):
        pieces.append(text[position : match.start()])
        length += match.start() - position
        places[int("".join(str(ord(sign) - _DIGIT_ZERO) for sign in match[1]))] = length
        position = match.end()
    pieces.append(text[position:])
    return WrittenPage("".join(pieces), places)


@dataclass(slots=True)
class MarkdownWriter:
    """Writes the blocks of one page."""

    anchors: Mapping[str, str] = field(default_factory=dict)
    """The ids of headings by the ids that the saved page had there."""
    figures: Mapping[str, str] = field(default_factory=dict)
    """Where copied pictures lie, as seen from the page, by their addresses in the saved page."""
    dropped: list[tuple[str, str]] = field(default_factory=list)
    """Links within the page that lead nowhere any more: their words, and the id."""

    def write(self, blocks: Iterable[Block]) -> str:
        """The blocks, a blank line between them. Marks of remarks are still in it."""
        pieces: list[str] = []
        last: Block | None = None
        for block in blocks:
            if isinstance(last, Items) and isinstance(block, Items):
                pieces.append("<!-- -->")  # Else they would be one list.
            pieces.append(self._block(block))
            last = block
        return "\n\n".join(piece for piece in pieces if piece)

    def _block(self, block: Block) -> str:  # noqa: PLR0911  # each kind of block is written in its own way
        if isinstance(block, Heading):
            line = tidy(
                Run(run.text.replace("\n", " "), run.style - {STRONG}, run.href, run.note, run.is_markdown)
                for run in block.line
            )
            return "#" * block.level + " " + self._line(line)
        if isinstance(block, Paragraph):
            return self._paragraph(block.line)
        if isinstance(block, Items):
            return self._items(block)
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Quote):
            inner = self.write(block.blocks)
            return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
        if isinstance(block, Code):
            return _code_block(block.text)
        if isinstance(block, Call):
            return block.text
        return self._picture(block)

    def _paragraph(self, line: Line) -> str:
        text = _LINE_START.sub(_at_line_start, self._line(line))
        return _ABBREVIATION.sub(r"\\*&#91;", text).replace("\n", "  \n")

    def _items(self, block: Items) -> str:
        pieces = []
        is_loose = any(
            len(item.blocks) > 1 and not all(isinstance(each, Items) for each in item.blocks[1:])
            for item in block.items
        )
        for number, item in enumerate(block.items):
            marker = f"{block.start + number}." if block.start else "-"
            head = item.blocks[0]
            are_tight = isinstance(head, Paragraph) and not is_loose
            between = "\n" if are_tight else "\n\n"
            inner = between.join(filter(None, (self._block(each) for each in item.blocks)))
            if not isinstance(head, Paragraph):
                inner = "&#8203;" + between + inner if isinstance(head, Table | Code | Items) else inner
            lines = inner.split("\n")
            rest = [f"    {line}" if line.strip() else "" for line in lines[1:]]
            pieces.append("\n".join((f"{marker:<4}{lines[0]}", *rest)))
        return ("\n\n" if is_loose else "\n").join(pieces)

    def _table(self, block: Table) -> str:
        rows = [[self._cell(cell) for cell in row] for row in block.rows]
        head, *body = rows if block.has_head else ([""] * len(rows[0]), *rows)
        lines = [_row(head), "|" + "---|" * len(head), *map(_row, body)]
        return "\n".join(lines)

    def _cell(self, line: Line) -> str:
        return self._line(line).replace("\n", "<br>").replace("|", "&#124;")

    def _picture(self, block: Picture) -> str:
        """A note, and the call that shows the picture once somebody knows whose it is."""
        path = self.figures.get(block.address, block.address) if block.address else ""
        said = self._line(block.caption) if block.caption else _escaped(block.alt)
        caption = said or "It has no caption and no text that stands for it."
        if block.caption and block.alt and block.alt not in plain(block.caption):
            caption += f"\n\n    To be seen: {_escaped(block.alt)}"
        lines = caption.split("\n")
        shown = "\n".join(f"    {line}".rstrip() if not line.startswith("    ") else line for line in lines)
        if not path:
            return f"{_LEFT_OUT}\n{shown}"
        alt = _in_call(block.alt or plain(block.caption))
        said = f'alt="{alt}", caption="{_in_call(plain(block.caption))}", credit="", licence=""'
        return f'{_LEFT_OUT}\n{shown}\n\n<!-- {{{{ figure("{_in_call(path)}", {said}) }}}} -->'

    def _line(self, line: Line) -> str:
        """Inline Markdown: marks around words, not around blanks."""
        pieces: list[str] = []
        position = 0
        while position < len(line):
            href = line[position].href
            end = position
            while end < len(line) and line[end].href == href:
                end += 1
            inner = _styled(line[position:end])
            pieces.append(self._link(inner, href, plain(line[position:end])) if href else inner)
            position = end
        return "".join(pieces)

    def _link(self, inner: str, href: str, words: str) -> str:
        bare = inner.strip(" \n")
        if href.startswith("#"):
            name = self.anchors.get(href[1:])
            if not name and _WORD.search(words):
                self.dropped.append((words, href))
            href = f"#{name}" if name else ""
        if not bare or not href or "](" in inner or "[@" in inner:
            return inner
        before = inner[: len(inner) - len(inner.lstrip(" \n"))]
        after = inner[len(inner.rstrip(" \n")) :]
        return f"{before}[{bare}]({quote(href, safe=_SAFE)}){after}"


def _styled(line: Iterable[Run]) -> str:
    """Runs with their marks; neighbours that share a mark share it."""
    runs = list(line)
    styles = frozenset[str]().union(*(run.style for run in runs))
    return _marked(runs, tuple(filter(styles.__contains__, (STRONG, EMPHASIS, STRUCK, SUPER, SUB, CODE))))


def _marked(runs: list[Run], styles: tuple[str, ...]) -> str:
    if not styles:
        return "".join(_note_mark(run.note) + (run.text if run.is_markdown else _escaped(run.text)) for run in runs)
    style, rest = styles[0], styles[1:]
    pieces: list[str] = []
    position = 0
    while position < len(runs):
        is_on = style in runs[position].style and not runs[position].is_markdown
        end = position
        while end < len(runs) and (style in runs[end].style and not runs[end].is_markdown) == is_on:
            end += 1
        part = runs[position:end]
        if is_on and style == CODE:
            pieces.append(_note_mark(part[0].note) + _code("".join(run.text for run in part)))
        else:
            inner = _marked(part, rest)
            pieces.append(_around(inner, style) if is_on else inner)
        position = end
    return "".join(pieces)


def _around(inner: str, style: str) -> str:
    """`inner` between marks, blanks outside of them; a break ends a mark."""
    made = []
    for line in inner.split("\n"):
        bare = line.strip(" ")
        if not bare or (style in _MARKS and not re.search(r"\w", bare)):
            made.append(line)
            continue
        before, after = line[: len(line) - len(line.lstrip(" "))], line[len(line.rstrip(" ")) :]
        first, last = (_MARKS[style],) * 2 if style in _MARKS else (f"<{_TAGS[style]}>", f"</{_TAGS[style]}>")
        made.append(f"{before}{first}{bare}{last}{after}")
    return "\n".join(made)


def _code(text: str) -> str:
    bare = text.strip()
    if not bare:
        return text
    ticks = "`" * (max((len(run) for run in re.findall("`+", bare)), default=0) + 1)
    edge = " " if bare.startswith("`") or bare.endswith("`") else ""
    before, after = text[: len(text) - len(text.lstrip())][:1], text[len(text.rstrip()) :][:1]
    return f"{before}{ticks}{edge}{' '.join(bare.split())}{edge}{ticks}{after}"


def _code_block(text: str) -> str:
    fence = "`" * max(3, max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return f"{fence}\n{text}\n{fence}"


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), text)


def _at_line_start(found: re.Match[str]) -> str:
    if found[3]:
        return f"{found[3]}\\{found[4]}"
    sign = found[2]
    return f"\\{sign}" if sign[0] in "#>-+!" else f"&#{ord(sign[0])};{sign[1:]}"


def _in_call(text: str) -> str:
    """A text between double quotes, in a call within a comment."""
    return " ".join(text.split()).replace("\\", "/").replace('"', "'").replace("--", "- -").replace("}}", "} }")
