r"""What belongs together in a LaTeX value: braces, the signs around formulas, and HTML tags.

Two passes over the value, each linear, find every pair before anything is decoded. So the decoder never looks ahead,
and what has no partner is plain text from the start.
"""

import re
from collections import Counter
from typing import NamedTuple

from vademecum.text.rich import Mark

_DELIMITER = re.compile(r"\\.|[{}]|\$\$?", re.DOTALL)
_LESS, _GREATER = r"(?:<|\{\\textless\}|\{\$<\$\}|\$<\$)", r"(?:>|\{\\textgreater\}|\{\$>\$\}|\$>\$)"
TAG = re.compile(_LESS + r"(/?)([A-Za-z][A-Za-z0-9:]*+)([^<>{}$\\]*+)" + _GREATER)
"""A tag, also as reference managers write it that take its brackets for signs. Its groups: slash, name, attributes."""
_MILESTONE = re.compile(TAG.pattern + r"|\\.|[{}$]", re.DOTALL)

_PRICE = re.compile(r"\s?\d")
_BLANK_OR_WORD = re.compile(r"\s|[A-Za-z]{2}")
_PROSE = re.compile(r"[A-Za-z]{2}\s+[A-Za-z]{2}|\s[A-Za-z]{3,}\s")
_MATHEMATICAL = re.compile(r"[\\^_{}=<>&+]")

_TAGS: dict[str, Mark | None] = {
    "i": Mark.ITALIC, "it": Mark.ITALIC, "em": Mark.ITALIC, "italic": Mark.ITALIC,
    "b": Mark.BOLD, "strong": Mark.BOLD, "bold": Mark.BOLD,
    "sup": Mark.SUPERSCRIPT, "sub": Mark.SUBSCRIPT, "inf": Mark.SUBSCRIPT,
    "sc": Mark.SMALL_CAPS, "scp": Mark.SMALL_CAPS,
    "tt": Mark.CODE, "code": Mark.CODE, "monospace": Mark.CODE,
    "u": None, "underline": None, "p": None, "br": None, "span": None,
}  # fmt: skip
_SPANS = {"style=font-variant:small-caps": Mark.SMALL_CAPS, "class=nocase": Mark.NO_CASE}
_QUOTES_AND_BLANKS = re.compile(r"[\s;\"']+")
_APART = frozenset({"p", "br"})


class Stretch(NamedTuple):
    """A formula between its signs: where its content begins and ends, and where the text goes on behind it."""

    start: int
    end: int
    after: int


class Tagged(NamedTuple):
    """The same for what stands between two tags, with what they mean; `apart` where blanks belong around it."""

    start: int
    end: int
    after: int
    mark: Mark | None
    apart: bool


class Structure(NamedTuple):
    """The pairs of a value, by the offset at which each begins."""

    braces: dict[int, int]
    formulas: dict[int, Stretch]
    tagged: dict[int, Tagged]


def structure_of(value: str) -> Structure:
    """The pairs of `value`. No two of them overlap, unless one lies within the other."""
    braces, formulas = _delimited(value)
    tagged = _tagged(value, braces, formulas) if TAG.search(value) else {}
    return Structure(braces, formulas, tagged)


def is_known_tag(name: str) -> bool:
    """Whether a tag of this name means something here, if it is written as it should be."""
    return _plain_name(name) in _TAGS


class _Group:
    """Braces that are open: where, and which sign of a formula waits for its partner in them."""

    __slots__ = ("dollar", "double", "parenthesis", "start")

    def __init__(self, start: int) -> None:
        self.start = start
        self.dollar = self.parenthesis = -1
        self.double = False


def _delimited(value: str) -> tuple[dict[int, int], dict[int, Stretch]]:
    r"""Braces and formulas. A formula begins and ends in the same group: `$…$`, `$$…$$` or `\(…\)`."""
    braces: dict[int, int] = {}
    formulas: dict[int, Stretch] = {}
    if "{" not in value and "$" not in value and "\\(" not in value:
        return braces, formulas
    groups = [_Group(-1)]
    for found in _DELIMITER.finditer(value):
        sign, start, group = found[0], found.start(), groups[-1]
        if sign == "{":
            groups.append(_Group(start))
        elif sign == "}":
            if len(groups) > 1:
                braces[groups.pop().start] = start
            else:
                groups[0] = _Group(-1)  # No formula reaches over a brace without partner.
        elif sign in {"\\(", "\\)"}:
            _parenthesis(start, sign, group, formulas)
        elif sign[0] == "$":
            _dollar(value, start, len(sign), group, formulas)
    return braces, formulas


def _parenthesis(start: int, sign: str, group: _Group, formulas: dict[int, Stretch]) -> None:
    r"""Take in `\(` or `\)`."""
    if sign == "\\(":
        group.parenthesis = start
    elif group.parenthesis >= 0:
        formulas[group.parenthesis] = Stretch(group.parenthesis + len(sign), start, start + len(sign))
        if group.dollar > group.parenthesis:
            group.dollar = -1
        group.parenthesis = -1


def _dollar(value: str, start: int, length: int, group: _Group, formulas: dict[int, Stretch]) -> None:
    """Take in one dollar, or two in a row."""
    if group.dollar < 0 or (group.double and length == 1):
        group.dollar, group.double = start, length == len("$$")
        return
    opening = group.dollar + 1 + group.double
    end = start + 1 + group.double
    group.dollar = -1
    if not group.double and _is_prose(value, opening, start):
        group.dollar = start if _PRICE.match(value, opening) else -1
        return
    formulas[opening - 1 - group.double] = Stretch(opening, start, end)
    if group.parenthesis >= opening:
        group.parenthesis = -1
    if length == len("$$") and not group.double:
        group.dollar = start + 1  # The second of them opens the next formula.
    group.double = False


def _is_prose(value: str, start: int, end: int) -> bool:
    """Whether the dollars around this stretch are money, as in "$5 to $10", or its words are no formula."""
    if _MATHEMATICAL.search(value, start, end):
        return False
    prices = _PRICE.match(value, start) and _PRICE.match(value, end + 1) and _BLANK_OR_WORD.search(value, start, end)
    return bool(prices or _PROSE.search(value, start, end))


class _Open(NamedTuple):
    """A tag that waits for its partner; `known` where its attributes are."""

    name: str
    known: bool
    mark: Mark | None
    start: int
    content: int


class _Scope:
    """The tags that are open within a group."""

    __slots__ = ("count", "open")

    def __init__(self) -> None:
        self.open: list[_Open] = []
        self.count: Counter[str] = Counter()


def _tagged(value: str, braces: dict[int, int], formulas: dict[int, Stretch]) -> dict[int, Tagged]:
    """What stands between two tags of one name, in one group and in no formula."""
    found: dict[int, Tagged] = {}
    scopes, ends = [_Scope()], [len(value)]
    position = 0
    while milestone := _MILESTONE.search(value, position):
        start, position = milestone.span()
        if milestone[2]:
            _tag(milestone, scopes[-1], found)
        elif start in formulas:
            position = formulas[start].after
        elif start in braces:
            scopes.append(_Scope())
            ends.append(braces[start])
        elif start == ends[-1]:
            scopes.pop()
            ends.pop()
    return found


def _tag(tag: re.Match[str], scope: _Scope, found: dict[int, Tagged]) -> None:
    """Take in one tag."""
    name = _plain_name(tag[2])
    if name not in _TAGS:
        return
    attributes = _QUOTES_AND_BLANKS.sub("", tag[3].lower())
    if name == "br":
        if attributes in {"", "/"} and not tag[1]:
            found[tag.start()] = Tagged(tag.end(), tag.end(), tag.end(), None, apart=True)
    elif not tag[1]:
        known = attributes in _SPANS if name == "span" else not attributes
        scope.open.append(_Open(name, known, _SPANS.get(attributes, _TAGS[name]), tag.start(), tag.end()))
        scope.count[name] += 1
    elif scope.count[name] and not attributes:
        while True:
            opened = scope.open.pop()
            scope.count[opened.name] -= 1
            if opened.name == name:
                break
        if opened.known:
            found[opened.start] = Tagged(opened.content, tag.start(), tag.end(), opened.mark, name in _APART)


def _plain_name(name: str) -> str:
    """The name of a tag without the prefix that Crossref's JATS puts before it."""
    return name.lower().removeprefix("jats:")
