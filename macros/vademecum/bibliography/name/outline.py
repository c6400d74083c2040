"""The outline of a name list: the text with all that BibTeX does not look into blanked out.

Commas, `and` and blanks in braces separate nothing. Once they are blanked, what separates is found by plain regular
expressions, and every place in the outline is the same place in the text.
"""

import re
from typing import NamedTuple

from vademecum.bibliography.latex import decode_plain
from vademecum.bibliography.name.words import BODIES, PARTICLES

OPENING = "\x01"
"""Stands for the brace that opens a group; everything else that is blanked is `BLANKED`."""
BLANKED = "\x00"
_HIDDEN = BLANKED + OPENING

# TeX swallows the blank behind a macro. BibTeX sees one there; both are right where `Garc\'\i a` is one word, and
# `Mart\'\i Lopez`, `Mart\'\i and Lopez` and `Mart\'\i de Lopez` are more.
_SPECIAL = re.compile(
    r"\\?(?:&#?\w{1,32}|#\d{1,7});|[{}]|[\x00\x01]"
    rf"|\\(?:[A-Za-z]+(?:\s+(?=[a-z])(?!(?:and|{'|'.join(filter(str.isalpha, sorted(PARTICLES)))})\b))?|.)",
    re.DOTALL,
)
_AMPERSANDS = frozenset(("\\&", "&amp;", "\\&amp;", "&"))
_WORD = re.compile(r"[^\s~]+")
_LETTERS = re.compile(r"[\w-]+")


class Stretch(NamedTuple):
    """A piece of a text and of its outline, from `start` to before `end`."""

    text: str
    outline: str
    start: int
    end: int

    @property
    def written(self) -> str:
        """The piece as it stands in the text."""
        return self.text[self.start : self.end]

    @property
    def visible(self) -> str:
        """The piece of the outline."""
        return self.outline[self.start : self.end]

    @property
    def plain(self) -> str:
        """The bare text, word by word, with single blanks between the words."""
        return " ".join(" ".join(decode_plain(word.written) for word in self.words()).split())

    @property
    def folded(self) -> str:
        """The bare text in lower case without full stops and commas: what tables of words are asked for."""
        return (self.visible if self.visible.isprintable() else self.plain).lower().strip(".,;()")

    def part(self, start: int, end: int) -> "Stretch":
        """The piece between two places of the text, without white space at its ends."""
        visible = self.outline[start:end]
        begin = end - len(visible.lstrip())
        return Stretch(self.text, self.outline, begin, max(begin, start + len(visible.rstrip())))

    def split(self, separator: re.Pattern[str]) -> list["Stretch"]:
        """The pieces between the separators, some of them perhaps empty."""
        if not separator.search(self.outline, self.start, self.end):
            return [self]
        pieces, start = [], self.start
        for match in separator.finditer(self.outline, self.start, self.end):
            pieces.append(self.part(start, match.start()))
            start = match.end()
        return [*pieces, self.part(start, self.end)]

    def words(self) -> list["Stretch"]:
        """The words, between which there are blanks and ties."""
        return [
            Stretch(self.text, self.outline, *match.span())
            for match in _WORD.finditer(self.outline, self.start, self.end)
        ]

    def is_group(self) -> bool:
        """Whether the piece is one group in braces and nothing else."""
        visible = self.visible
        return (
            visible[:1] == OPENING
            and visible.count(OPENING) == 1
            and not visible.strip(_HIDDEN)
            and self.written.endswith("}")
        )


def names_body(name: Stretch) -> bool:
    """Whether a word of `name` says that it names a body and no person."""
    text = name.visible if name.visible.isprintable() else name.plain
    return not BODIES.isdisjoint(_LETTERS.findall(text.lower()))


def stretch(text: str) -> Stretch:
    """`text` as a whole."""
    return Stretch(text, outline(text), 0, len(text)).part(0, len(text))


def outline(text: str) -> str:
    r"""`text` with groups in braces, macros and character references blanked; `\&` and its like become ampersands.

    A brace without its other half stays, and hides nothing.
    """
    tokens = list(_SPECIAL.finditer(text))
    if not tokens:
        return text
    closing = _matched(tokens)
    pieces, position = [], 0
    for index, token in enumerate(tokens):
        if token.start() < position:
            continue
        pieces.append(text[position : token.start()])
        position = tokens[closing[index]].end() if index in closing else token.end()
        pieces.append(_blanked(text[token.start() : position], is_group=index in closing))
    return "".join((*pieces, text[position:]))


def _matched(tokens: list[re.Match[str]]) -> dict[int, int]:
    """The tokens that open a group, each with the one that closes it."""
    closing: dict[int, int] = {}
    waiting: list[int] = []
    for index, token in enumerate(tokens):
        if token[0] == "{":
            waiting.append(index)
        elif token[0] == "}" and waiting:
            closing[waiting.pop()] = index
    return closing


def _blanked(written: str, *, is_group: bool) -> str:
    if (written[1:-1] if is_group else written) in _AMPERSANDS:
        return "&" * len(written)
    if is_group:
        return OPENING + BLANKED * (len(written) - 1)
    return written if written in {"{", "}"} else BLANKED * len(written)
