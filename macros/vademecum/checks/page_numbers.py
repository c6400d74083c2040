"""Ranges of pages that cannot be: `136--14` ends before it begins, and `136-14` is no range at all."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from vademecum.bibliography.page_range import PageRange, parse_pages

_NUMBER = re.compile(r"([^\W\d_]{0,4})([0-9]{1,9})")
_ROMAN = re.compile(r"[ivxlcdm]{1,15}", re.IGNORECASE)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_LABEL = re.compile(r"[0-9]{1,9}[-‐‑][0-9]{1,9}")
_PLAIN = re.compile(r"([0-9]{1,9})(?:(?:--?|–)([0-9]{1,9}))?")
_PIECE = re.compile(r"[^\s,;]++(?: ?[-‐‑‒–—―−]++ ?[^\s,;]++)?")


class Fault(NamedTuple):
    """Pages as written that cannot be right; `is_range` tells a range from a label with a hyphen."""

    written: str
    is_range: bool


def faults(text: str) -> Iterator[Fault]:
    """What is wrong with the pages in `text`, which is plain; of what cannot be judged, nothing."""
    plain = _PLAIN.fullmatch(text)
    if plain and (not plain[2] or int(plain[1]) <= int(plain[2])):
        return
    written = {str(parse_pages(piece)): piece for piece in _PIECE.findall(text)}
    for stretch in parse_pages(text).ranges:
        as_written = written.get(str(stretch), text.strip())
        if stretch.last:
            if _falls(stretch):
                yield Fault(as_written, is_range=True)
        elif _LABEL.fullmatch(stretch.first):
            yield Fault(as_written, is_range=False)


def _falls(stretch: PageRange) -> bool:
    """Whether both ends are numbers of one series, and the second is the smaller."""
    first, last = _NUMBER.fullmatch(stretch.first), _NUMBER.fullmatch(stretch.last)
    if first and last:
        return last[1].lower() == first[1].lower() and int(last[2]) < int(first[2])
    if _ROMAN.fullmatch(stretch.first) and _ROMAN.fullmatch(stretch.last):
        return _roman(stretch.last) < _roman(stretch.first)
    return False


def _roman(text: str) -> int:
    values = [_VALUES[letter] for letter in text.lower()]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)
