"""Changes to a text, made in the text as its file holds it."""

import re
from collections.abc import Iterable
from typing import NamedTuple

_CRLF = re.compile("\r\n")


class Replacement(NamedTuple):
    """`text` in the place of what stands from offset `start` to offset `end`, CRLF counted as one character."""

    start: int
    end: int
    text: str


def replace_all(raw: str, replacements: Iterable[Replacement]) -> str:
    """`raw` with all replacements, none of which may overlap. New lines end as the line that they go behind."""
    ends = [found.start() - number for number, found in enumerate(_CRLF.finditer(raw))]
    pieces, position, passed = [], 0, 0
    for start, end, text in sorted(replacements, key=lambda each: each.start):
        while passed < len(ends) and ends[passed] < start:
            passed += 1
        begin = start + passed
        while passed < len(ends) and ends[passed] < end:
            passed += 1
        new = text.replace("\n", "\r\n") if ends and "\n" in text and _ends_in_crlf(raw, begin) else text
        pieces += [raw[position:begin], new]
        position = end + passed
    return "".join([*pieces, raw[position:]])


def _ends_in_crlf(raw: str, place: int) -> bool:
    """Whether the line that `place` is in or at the end of ends in CRLF; the one before where there is none."""
    is_behind = raw.endswith("\n", 0, place)
    end = place - 1 if is_behind else raw.find("\n", place)
    return raw.endswith("\r\n", 0, (end if end >= 0 else raw.rfind("\n", 0, place)) + 1)
