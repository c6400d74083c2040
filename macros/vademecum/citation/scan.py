"""Finds in Markdown source what may be a citation or a macro call, with the exact place of each.

This is a sieve, not a Markdown parser: it leaves out what is certainly no prose (fenced and inline code, comments,
tags, link targets, addresses, escapes) and keeps the rest as candidates. Markdown itself decides about the rest, such
as indented code and blocks of raw HTML. One pass, linear in the length of the text.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from vademecum.citation.grammar import KEY, parse_group, parse_in_text


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of the text that is a citation wherever Markdown says "prose"."""

    start: int
    end: int
    in_text: bool

    @property
    def mark_at(self) -> int:
        """Where its mark goes: behind the bracket (before it, definitions would break), or before the key."""
        return self.start if self.in_text else self.start + 1


@dataclass(frozen=True, slots=True)
class Call:
    """A macro call `{{ name(…) }}`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scan:
    """What a text holds, each in order."""

    citations: tuple[Candidate, ...] = ()
    calls: tuple[Call, ...] = ()


_TOKEN = re.compile(
    rf"""
    (?P<fence>^[ \t>]*(?P<run>`{{3,}}|~{{3,}})[^`\n]*$)
  | (?P<definition>^[ ]{{0,3}}(?:\*?\[[^\[\]^][^\[\]]*\]):[^\n]*)
  | (?P<block>\n[ \t>]*(?:(?=\n)|(?=(?:[-*+]|\d{{1,9}}[.)]|\#{{1,6}})[ \t]|\|)))
  | (?P<comment><!--)
  | (?P<element><(?P<name>code|pre|kbd|samp|tt|script|style|textarea)\b[^<>]*>)
  | (?P<tag></?[A-Za-z!?][^<>]*>)
  | (?P<escape>\\.)
  | (?P<code>`+)
  | (?P<call>\{{\{{\s*[^\W\d]\w*\s*\((?:"(?:\\.|[^"\\])*+"|'(?:\\.|[^'\\])*+'|[^"'}}]|\}}(?!\}})){{0,2000}}+\}}\}})
  | (?P<attributes>\{{[ ]?:[^{{}}\n]*\}}|\{{[ ]*[#.][^{{}}\n]*\}}|\{{[ ]*[\w-]+=[^{{}}\n]*\}})
  | (?P<target>\](?:\((?:[^()\\\n]|\\.|\([^()\n]*\))*\)))
  | (?P<url>\b[A-Za-z][A-Za-z0-9+.-]*://[^\s<>\[\]]*)
  | (?P<open>!?\[)
  | (?P<close>\])
  | (?P<item>(?<![\w/@])(?:(?<![\w-])-)?{KEY})
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
# Python-Markdown's own idea of a reference definition (`markdown.blockprocessors.ReferenceProcessor.RE`).
_REFERENCE = re.compile(
    r"^[ ]{0,3}\[([^\[\]]*)\]:[ ]*\n?[ ]*\S+[ ]*(?:\n[ ]*)?(?:([\"'])(.*)\2[ ]*|\((.*)\)[ ]*)?$", re.MULTILINE
)


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
        self._labels = {_label(match[1]) for match in _REFERENCE.finditer(text)} if "]:" in text else set()
        self._brackets: list[_Bracket] = []
        self._citations: list[Candidate] = []
        self._calls: list[Call] = []
        self._never_closed: set[str] = set()

    def run(self) -> Scan:
        text, position = self._text, 0
        while match := _TOKEN.search(text, position):
            position = max(self._take(match), match.start() + 1)
        self._end_block()
        self._citations.sort(key=lambda candidate: candidate.start)
        return Scan(tuple(self._citations), tuple(self._calls))

    def _take(self, match: re.Match[str]) -> int:
        """Take in one token; the offset at which to go on."""
        handler = _HANDLERS.get(match.lastgroup or "")
        return handler(self, match) if handler else match.end()

    def _block(self, match: re.Match[str]) -> int:
        self._end_block()
        return match.end()

    def _comment(self, match: re.Match[str]) -> int:
        return self._behind(match, "-->")

    def _element(self, match: re.Match[str]) -> int:
        return self._behind(match, f"</{match['name']}>")

    def _definition(self, match: re.Match[str]) -> int:
        """`[@k]: showed …` is prose unless Markdown takes it for a definition; an abbreviation always is one."""
        if match[0].lstrip().startswith("*") or _REFERENCE.match(self._text, match.start()):
            return match.end()
        start = self._text.index("[", match.start())
        self._open(start, image=False)
        return start + 1

    def _call(self, match: re.Match[str]) -> int:
        self._calls.append(Call(match.start(), match.end()))
        return match.end()

    def _opening(self, match: re.Match[str]) -> int:
        if not self._text.startswith("^", match.end()):  # `[^` begins a footnote
            self._open(match.end() - 1, image=match[0] == "![")
        return match.end()

    def _closing(self, match: re.Match[str]) -> int:
        return self._close(match.start(), target=match.end() if match["target"] else None)

    def _fence(self, match: re.Match[str]) -> int:
        """The offset behind a fenced block; behind the fence alone where nothing closes it."""
        run = match["run"]
        if run not in self._never_closed:
            closing = _closing_fence(run[0], len(run)).search(self._text, match.end())
            if closing:
                self._end_block()
                return closing.end()
            self._never_closed.add(run)
        return match.end("run")

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

    def _code(self, match: re.Match[str]) -> int:
        closing = _closing_code(len(match[0])).search(self._text, match.end())
        return closing.end() if closing and closing["run"] else match.end()

    def _item(self, match: re.Match[str]) -> int:
        if self._brackets:
            self._brackets[-1].items.append(match.start())
            return match.end()
        return self._in_text(match.start())

    def _in_text(self, start: int) -> int:
        parsed = parse_in_text(self._text, start)
        if parsed is None:
            return start + 1
        end = parsed[1]
        if (
            self._labels
            and self._text[end - 1] == "]"
            and _label(self._text[self._text.rindex("[", start, end) + 1 : end - 1]) in self._labels
        ):
            end = self._text.rindex("[", start, end)
        self._citations.append(Candidate(start, end, in_text=True))
        return end

    def _close(self, at: int, target: int | None) -> int:
        """Close the innermost bracket at offset `at`; `target` is the offset behind a link target that follows."""
        if not self._brackets:
            return target or at + 1
        bracket = self._brackets.pop()
        if target or self._is_reference(bracket, at):
            return target or at + 1  # Keys in a link's text are handles: `[@name](https://…)`.
        if not bracket.items:
            return at + 1
        if bracket.image or parse_group(self._text[bracket.start + 1 : at]) is None:
            self._release(bracket)
        else:
            while self._citations and self._citations[-1].start > bracket.start:
                self._citations.pop()  # Brackets inside a citation are part of its prefix or suffix.
            self._citations.append(Candidate(bracket.start, at + 1, in_text=False))
        return at + 1

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
            self._release(bracket)
        self._brackets.clear()

    def _release(self, bracket: _Bracket) -> None:
        end = -1
        for start in bracket.items:
            if start >= end:
                end = self._in_text(start)


_HANDLERS: dict[str, Callable[[_Scanner, re.Match[str]], int]] = {
    "fence": _Scanner._fence,  # noqa: SLF001  # the scanner's own table
    "definition": _Scanner._definition,  # noqa: SLF001
    "block": _Scanner._block,  # noqa: SLF001
    "comment": _Scanner._comment,  # noqa: SLF001
    "element": _Scanner._element,  # noqa: SLF001
    "code": _Scanner._code,  # noqa: SLF001
    "call": _Scanner._call,  # noqa: SLF001
    "target": _Scanner._closing,  # noqa: SLF001
    "open": _Scanner._opening,  # noqa: SLF001
    "close": _Scanner._closing,  # noqa: SLF001
    "item": _Scanner._item,  # noqa: SLF001
}
"""What each kind of token does; tags, escapes, attributes and addresses are passed over."""

_FULL_REFERENCE = re.compile(r"\s?\[([^\[\]]*)\]")


def _label(text: str) -> str:
    """A reference label as Markdown compares them."""
    return " ".join(text.split()).lower()


@lru_cache(maxsize=64)
def _closing_fence(character: str, length: int) -> re.Pattern[str]:
    return re.compile(rf"^[ \t>]*{re.escape(character)}{{{length},}}[ \t]*$", re.MULTILINE)


@lru_cache(maxsize=64)
def _closing_code(length: int) -> re.Pattern[str]:
    """The run that closes a code span of `length` back-ticks, or the blank line before which none does."""
    return re.compile(rf"(?P<run>(?<!`)`{{{length}}}(?!`))|\n[ \t]*\n")
