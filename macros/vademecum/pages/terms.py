"""Finds the terms of a glossary in a text: in one pass, the longest first, and never inside a word."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from vademecum.pages.glossary import Glossary, Term, spellings

_PIECE: Final = re.compile(r"\x02[^\x03]*\x03|[^\W_]+|\s+|_|[^\w\s]")
"""What a text is cut into: what Markdown has put aside, words, white space, single signs."""
_NOT_BEFORE: Final = frozenset("-‐‑_@.#&\x03")
_JOINS: Final = frozenset("-‐‑_@.&’'")
"""What joins a word to the one behind it; a possessive does not."""


class Found(NamedTuple):
    """A term, and where a text speaks of it."""

    term: Term
    start: int
    end: int


class _Branch:
    """A step in the tree of all forms: what may follow, and the term that ends here."""

    __slots__ = ("following", "term")

    def __init__(self) -> None:
        self.following: dict[str, _Branch] = {}
        self.term: Term | None = None


class TermFinder:
    """Knows the forms of all terms of a glossary.

    A form is found as it is written, and with its first letter small or large where that is no abbreviation. Any white
    space stands for a blank of it.
    """

    def __init__(self, glossary: Glossary) -> None:
        self._root = _Branch()
        for term in glossary.terms:
            for form in term.forms:
                for written in spellings(form):
                    self._add(written, term)

    def _add(self, written: str, term: Term) -> None:
        branch = self._root
        for piece in _pieces(written):
            branch = branch.following.setdefault(piece, _Branch())
        branch.term = branch.term or term

    def find(self, text: str) -> Iterator[Found]:
        """The places where `text` speaks of a term, in order; none overlaps another."""
        places = list(_PIECE.finditer(text))
        index = 0
        while index < len(places):
            end = self._longest(text, places, index)
            if end:
                term, last = end
                yield Found(term, places[index].start(), places[last].end())
                index = last
            index += 1

    def _longest(self, text: str, places: list[re.Match[str]], index: int) -> tuple[Term, int] | None:
        """The longest form that begins with a piece, and the number of its last piece."""
        branch = self._root.following.get(places[index][0])
        if branch is None or not _may_begin(text, places[index].start()):
            return None
        found = None
        while True:
            if branch.term and _may_end(text, places[index].end()):
                found = branch.term, index
            index += 1
            following = branch.following.get(_bare(places[index][0])) if index < len(places) else None
            if following is None:
                return found
            branch = following


def _pieces(text: str) -> Iterator[str]:
    return (_bare(found[0]) for found in _PIECE.finditer(text))


def _bare(piece: str) -> str:
    return " " if piece.isspace() else piece


def _may_begin(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    return not before or not (before.isalnum() or before in _NOT_BEFORE)


def _may_end(text: str, end: int) -> bool:
    """Whether no word goes on at `end`; "the dermis's" is a form of "the dermis"."""
    after = text[end : end + 2]
    if not after:
        return True
    if after[0] in "’'" and after[1:] in {"s", ""} and not text[end + 2 : end + 3].isalnum():
        return True
    return not after[0].isalnum() and after[0] != "_" and not (after[0] in _JOINS and after[1:].isalnum())
