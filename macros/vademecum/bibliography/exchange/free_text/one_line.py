"""A reference on one line, whatever lines it stands on in the text."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from vademecum.bibliography.exchange.free_text.letters import LOWER, UPPER
from vademecum.bibliography.exchange.free_text.visible import Link, VisibleText

_BEGINNING = 200
_BROKEN_ADDRESS = re.compile(r"(?:https?://|doi\.org/|\b10\.\d{4,9}/)\S*(?<=[/_=?&%-])$")
_DOUBLED = re.compile(r"\.\.(?!\s?\.)")
_GLUED_NAMES = re.compile(rf"{UPPER}{LOWER}+\s{UPPER}{{1,3}},{UPPER}{LOWER}+\s{UPPER}{{1,3}}[,.;]")
_GLUED = re.compile(
    rf"(?:https?://|www\.|10\.\d{{4,9}}/)\S+|(?<=[^\W\d_])(?P<stop>[,.;:])(?={UPPER}|{LOWER}{{1,30}}\s|(?:1[89]|20)\d\d\s?[;(])"
)


@dataclass(frozen=True, slots=True)
class WrittenReference:
    """A stretch of the text that is taken for one reference.

    `text` is what is seen of it, on one line; `offsets` are the places of its characters in the file; `label` is the
    number that it has in its list, if it has one; `start` is where it begins, its label included.
    """

    text: str
    offsets: tuple[int, ...]
    start: int
    label: str = ""
    links: tuple[Link, ...] = ()
    italics: tuple[tuple[int, int], ...] = ()


class Piece(NamedTuple):
    """A stretch of the visible text, behind its label."""

    start: int
    text_start: int
    end: int
    label: str = ""


def on_one_line(seen: VisibleText, pieces: list[Piece]) -> Iterator[WrittenReference]:
    """The references on one line each."""
    links, italics = sorted(seen.links, key=lambda link: link.start), sorted(seen.italics)
    link, slant = 0, 0
    for piece in pieces:
        signs: list[str] = []
        places: list[int] = []
        joined = False
        for at in range(piece.text_start, piece.end):
            sign = seen.text[at]
            if sign.isspace():
                joined = joined or _joins(signs, sign)
                if not signs or signs[-1] == " " or joined:
                    continue
                sign = " "
            else:
                joined = False
            if sign == "." and signs[-1:] == ["."] and _DOUBLED.match(seen.text, at - 1) and signs[-2:-1] != ["."]:
                continue
            signs.append(sign)
            places.append(at)
        while signs and signs[-1] == " ":
            signs.pop()
            places.pop()
        here: list[Link] = []
        slanted: list[tuple[int, int]] = []
        while link < len(links) and links[link].start < piece.end:
            here.append(links[link])
            link += 1
        while slant < len(italics) and italics[slant][0] < piece.end:
            slanted.append(italics[slant])
            slant += 1
        if signs:
            _unglue(signs, places)
            new = _Places(places)
            yield WrittenReference(
                "".join(signs),
                (*(seen.offsets[at] for at in places), seen.offsets[places[-1]] + 1),
                seen.offsets[piece.start],
                piece.label,
                tuple(Link(new[each.start], new[each.end], each.url, each.source) for each in here),
                tuple((new[start], new[end]) for start, end in slanted),
            )


def _unglue(signs: list[str], places: list[int]) -> None:
    """Put blanks behind the commas and full stops of a reference that was written without them."""
    text = "".join(signs)
    if not _GLUED_NAMES.search(text[:_BEGINNING]):
        return
    for stop in reversed([each.end("stop") for each in _GLUED.finditer(text) if each["stop"]]):
        signs.insert(stop, " ")
        places.insert(stop, places[stop])


class _Places:
    """From places in the visible text to places on the line of a reference."""

    def __init__(self, places: list[int]) -> None:
        self._new = {at: index for index, at in enumerate(places)}
        self._places = places

    def __getitem__(self, at: int) -> int:
        return self._new.get(at, bisect_left(self._places, at))


def _joins(signs: list[str], sign: str) -> bool:
    """Whether a line end stands within an address or behind a hyphen, where it means nothing."""
    if sign != "\n":
        return False
    tail = "".join(signs[-200:]).rpartition(" ")[2]
    return bool(_BROKEN_ADDRESS.search(tail)) or (tail.endswith("-") and tail[-2:-1].isalpha())
