"""Finds in Markdown source what may be a citation or a macro call, with the exact place of each.

This is a sieve, not a Markdown parser: it leaves out what is certainly no prose (fenced and inline code, comments,
tags, link targets, addresses, escapes) and keeps the rest as candidates. Markdown itself decides about the rest, such
as indented code and blocks of raw HTML. One pass, linear in the length of the text.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from vademecum.citation.cluster import CitationCluster
from vademecum.citation.grammar import KEY, parse_group, parse_in_text
from vademecum.text.markdown_code import fenced_blocks, span_end


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of the text that is a citation wherever Markdown says "prose"."""

    start: int
    end: int
    cluster: CitationCluster
    malformed: int | None = None
    """Where the bracket begins that holds it and yet is no citation."""


@dataclass(frozen=True, slots=True)
class Call:
    """A macro call `{{ name(…) }}`, or what looks much like one."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scan:
    """What a text holds, each in order."""

    citations: tuple[Candidate, ...] = ()
    calls: tuple[Call, ...] = ()


# What may begin a token. Every alternative begins with a plain character: so the search skips prose at full speed.
_TOKEN = re.compile(
    r"\\.|``*|~~~~*|<|\{|\[|!\[|\]|://|-@|@|\n(?=[ \t>]*(?:\n|(?:[-*+]|\d{1,9}[.)]|\#{1,6})[ \t]|\|))", re.DOTALL
)
_ANGLE = re.compile(
    r"<(?:(?P<comment>!--)|(?P<element>a|button|code|pre|kbd|samp|tt|script|style|textarea)\b[^<>]*>|/?[A-Za-z!?][^<>]*>)",
    re.IGNORECASE,
)
_BLOCKS = frozenset({"pre", "script", "style", "textarea"})  # what they hold may have blank lines
_CALL = re.compile(
    r"""\{\{\s*[^\W\d]\w*\s*\((?:"(?:\\.|[^"\\])*+"|'(?:\\.|[^'\\])*+'|[^"'}]|\}(?!\})){0,1000}+\}\}""", re.DOTALL
)
# What was meant for a call, perhaps: a name with nothing, a quote or an unfinished bracket behind it.
_ALMOST_CALL = re.compile(r"\{\{[ \t]*[^\W\d]\w*[ \t]*(?:[(\"'][^\n{}]{0,1000})?\}\}")
_ATTRIBUTES = re.compile(r"""\{(?:[ ]?:|[ ]*[#.]|[ ]*[\w-]+=)(?:"[^"\n]*"|'[^'\n]*'|[^{}\n"'])*\}""")
_TARGET = re.compile(r"\]\((?:[^()\\\n]|\\.|\n(?![ \t]*\n)|\([^()\n]*\))*+\)", re.DOTALL)
_ESCAPED_GROUP = re.compile(r"\\\[[^\[\]\n]*?\\\]")
_FOOTNOTE = re.compile(r"[^\]\n]{0,200}\]")
_ADDRESS = re.compile(r"://[^\s<>\[\]]*")
_ITEM = re.compile(rf"(?:(?<![\w-])-)?(?<![^\W_])(?<![^\W_]_)(?<![/@]){KEY}")
_DEFINITION = re.compile(r"\[[^\[\]^][^\[\]]*\]:[^\n]*")
# Python-Markdown's own idea of a reference definition (`markdown.blockprocessors.ReferenceProcessor.RE`).
_REFERENCE = re.compile(
    r"^[ ]{0,3}\[(?!\^)([^\[\]]*)\]:[ ]*\n?[ ]*\S+[ ]*(?:\n[ ]*)?(?:([\"'])(.*)\2[ ]*|\((.*)\)[ ]*)?$", re.MULTILINE
)


_FENCE = 3  # the shortest run that is a fence
_MAX_DEPTH = 16  # Brackets nested deeper are text: it bounds the work that a page can cause.


@dataclass(slots=True)
class _Bracket:
    """An open bracket, and the citations seen directly inside it."""

    start: int
    image: bool
    items: list[int] = field(default_factory=list)


def scan(text: str) -> Scan:
    r"""The citation candidates and macro calls of a Markdown text (line ends `\n`, no front matter)."""
    if "@" not in text and "{{" not in text:
        return Scan()
    return _Scanner(text).run()


def edit(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """`text` with each stretch from a start to an end replaced; the edits do not overlap, in any order."""
    pieces: list[str] = []
    position = 0
    for start, end, replacement in sorted(edits):
        pieces += text[position:start], replacement
        position = end
    return "".join((*pieces, text[position:]))


class _Scanner:
    """The state of one pass: open brackets and what has been found."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._fences = dict(fenced_blocks(text))
        self._has_definitions = "]:" in text
        self._labels = {_label(match[1]) for match in _REFERENCE.finditer(text)} if self._has_definitions else set()
        self._brackets: list[_Bracket] = []
        self._citations: list[Candidate] = []
        self._calls: list[Call] = []
        self._never_closed: set[str] = set()
        self._unclosed_until: dict[str, int] = {}

    def run(self) -> Scan:
        text, position = self._text, 0
        search = _TOKEN.search
        while match := search(text, position):
            position = _HANDLERS[match[0][0]](self, match)
        self._end_block()
        self._citations.sort(key=lambda candidate: candidate.start)
        return Scan(tuple(self._citations), tuple(self._calls))

    def _escape(self, match: re.Match[str]) -> int:
        r"""An escaped character stands for itself; so does all of `\[@key\]`."""
        group = _ESCAPED_GROUP.match(self._text, match.start())
        return group.end() if group else match.end()

    def _block(self, match: re.Match[str]) -> int:
        self._end_block()
        return match.end()

    def _ticks(self, match: re.Match[str]) -> int:
        """Back-ticks: a fenced block, else a code span where one closes. A fence that is not closed opens no span."""
        end = self._fence(match)
        if end is None and not (len(match[0]) >= _FENCE and self._is_line(match)):
            end = span_end(self._text, match.end(), len(match[0]))
        return end or match.end()

    def _tildes(self, match: re.Match[str]) -> int:
        return self._fence(match) or match.end()

    def _fence(self, match: re.Match[str]) -> int | None:
        """The offset behind a fenced block; None where none begins."""
        end = self._fences.get(match.start())
        if end is not None:
            self._end_block()
        return end

    def _is_line(self, match: re.Match[str]) -> bool:
        """Whether only blanks and quote signs stand before a run of back-ticks on its line, and no back-tick behind."""
        before = self._text[self._text.rfind("\n", 0, match.start()) + 1 : match.start()]
        return not before.strip(" \t>") and "`" not in self._text[match.end() : self._line_end(match.end())]

    def _line_end(self, at: int) -> int:
        end = self._text.find("\n", at)
        return end if end >= 0 else len(self._text)

    def _angle(self, match: re.Match[str]) -> int:
        tag = _ANGLE.match(self._text, match.start())
        if not tag:
            return match.end()
        if tag["comment"]:
            return self._behind(tag, "-->")
        name = tag["element"]
        if not name or tag[0].endswith("/>"):
            return tag.end()
        return self._behind(tag, f"</{name}>") if name.lower() in _BLOCKS else self._behind_inline(tag, name)

    def _behind_inline(self, tag: re.Match[str], name: str) -> int:
        """The offset behind the closing tag of an inline element; behind `tag` where its block has none."""
        if tag.end() >= self._unclosed_until.get(name, 0):
            closing = re.compile(rf"(?P<closing></{name}\s*>)|\n[ \t]*\n").search(self._text, tag.end())
            if closing and closing["closing"]:
                return closing.end()
            self._unclosed_until[name] = closing.start() if closing else len(self._text) + 1
        return tag.end()

    def _brace(self, match: re.Match[str]) -> int:
        call = _CALL.match(self._text, match.start())
        if call:
            self._calls.append(Call(call.start(), call.end()))
            return call.end()
        almost = _ALMOST_CALL.match(self._text, match.start())
        if almost:
            self._calls.append(Call(almost.start(), almost.end()))
            return almost.end()
        attributes = _ATTRIBUTES.match(self._text, match.start())
        return attributes.end() if attributes else match.end()

    def _opening(self, match: re.Match[str]) -> int:
        if self._text.startswith("^", match.end()):
            footnote = _FOOTNOTE.match(self._text, match.end())
            return footnote.end() if footnote else match.end()
        if self._has_definitions and self._is_definition(match.start()):
            return self._line_end(match.end())
        self._open(match.end() - 1, image=match[0] == "![")
        return match.end()

    def _is_definition(self, at: int) -> bool:
        """Whether the bracket at `at` begins the definition of a reference or an abbreviation."""
        start = self._text.rfind("\n", 0, at) + 1
        before = self._text[start:at].lstrip(" ")
        if before == "*":
            return bool(_DEFINITION.match(self._text, at))
        return not before and bool(_REFERENCE.match(self._text, start))

    def _closing(self, match: re.Match[str]) -> int:
        target = _TARGET.match(self._text, match.start()) if self._text.startswith("(", match.end()) else None
        return self._close(match.start(), target=target.end() if target else None)

    def _address(self, match: re.Match[str]) -> int:
        address = _ADDRESS.match(self._text, match.start())
        return address.end() if address else match.end()

    def _at(self, match: re.Match[str]) -> int:
        item = _ITEM.match(self._text, match.start())
        if not item:
            return match.end() - 1 if match[0] == "-@" else match.end()
        if self._brackets:
            self._brackets[-1].items.append(item.start())
            return item.end()
        return self._in_text(item.start())

    def _behind(self, match: re.Match[str], closing: str) -> int:
        """The offset behind the next `closing`; behind the token alone where there is none."""
        if closing not in self._never_closed:
            found = self._text.find(closing, match.end())
            if found >= 0:
                return found + len(closing)
            self._never_closed.add(closing)
        return match.end()

    def _open(self, start: int, *, image: bool) -> None:
        if len(self._brackets) == _MAX_DEPTH:
            self._release(self._brackets.pop(0))
        self._brackets.append(_Bracket(start, image))

    def _in_text(self, start: int, malformed: int | None = None) -> int:
        parsed = parse_in_text(self._text, start)
        if parsed is None:
            return start + 1
        cluster, end = parsed
        if self._labels and self._text[end - 1] == "]":
            opening = self._text.rindex("[", start, end)
            if _label(self._text[opening + 1 : end - 1]) in self._labels:  # A reference link follows.
                end = start + len(self._text[start:opening].rstrip())
                cluster = CitationCluster((replace(cluster.items[0], suffix="", locator=None),), in_text=True)
        self._citations.append(Candidate(start, end, cluster, malformed))
        return end

    def _close(self, at: int, target: int | None) -> int:
        """Close the innermost bracket at offset `at`; `target` is the offset behind a link target that follows."""
        if not self._brackets:
            return target or at + 1
        bracket = self._brackets.pop()
        if target or self._is_reference(bracket, at):
            if bracket.image:
                self._forget(bracket.start)  # An alternative text is no prose.
            return target or at + 1  # Keys in a link's text are handles: `[@name](https://…)`.
        if not bracket.items:
            return at + 1
        cluster = None if bracket.image else _group(self._text[bracket.start + 1 : at])
        if cluster is None:
            self._release(bracket, is_malformed=not bracket.image)
        else:
            self._forget(bracket.start)  # Brackets inside a citation are part of its prefix or suffix.
            self._citations.append(Candidate(bracket.start, at + 1, cluster))
        return at + 1

    def _forget(self, start: int) -> None:
        """Give up the citations found behind `start`."""
        while self._citations and self._citations[-1].start > start:
            self._citations.pop()

    def _is_reference(self, bracket: _Bracket, at: int) -> bool:
        """Whether `[text][label]` or `[label]` uses a definition of this text."""
        if not self._labels:
            return False
        following = _FULL_REFERENCE.match(self._text, at + 1)
        label = following[1] if following and following[1] else self._text[bracket.start + 1 : at]
        return _label(label) in self._labels

    def _end_block(self) -> None:
        """No bracket reaches beyond its block: what the open ones hold stands in the running text."""
        for bracket in self._brackets:
            self._release(bracket, is_malformed=bracket.items[:1] == [bracket.start + 1])
        self._brackets.clear()

    def _release(self, bracket: _Bracket, *, is_malformed: bool = False) -> None:
        """What a bracket holds stands in the running text after all."""
        end = -1
        for start in bracket.items:
            if start >= end:
                end = self._in_text(start, bracket.start if is_malformed and end < 0 else None)


_HANDLERS: dict[str, Callable[[_Scanner, re.Match[str]], int]] = {
    "\\": _Scanner._escape,  # noqa: SLF001  # the scanner's own table
    "`": _Scanner._ticks,  # noqa: SLF001
    "~": _Scanner._tildes,  # noqa: SLF001
    "<": _Scanner._angle,  # noqa: SLF001
    "{": _Scanner._brace,  # noqa: SLF001
    "[": _Scanner._opening,  # noqa: SLF001
    "!": _Scanner._opening,  # noqa: SLF001
    "]": _Scanner._closing,  # noqa: SLF001
    ":": _Scanner._address,  # noqa: SLF001
    "-": _Scanner._at,  # noqa: SLF001
    "@": _Scanner._at,  # noqa: SLF001
    "\n": _Scanner._block,  # noqa: SLF001
}
"""What a token does, by its first character: take it in, and say where to go on."""


@lru_cache(maxsize=65536)
def _group(content: str) -> CitationCluster | None:
    """The cluster between brackets; quote signs at the start of its lines are no part of it."""
    items = parse_group(_LINE_START.sub("\n", content) if "\n" in content else content)
    return CitationCluster(items) if items else None


_LINE_START = re.compile(r"\n[ \t>]*")
_FULL_REFERENCE = re.compile(r"\s?\[(?!\^)([^\[\]]*)\]")


def _label(text: str) -> str:
    """A reference label as Markdown compares them."""
    return " ".join(text.split()).lower()
