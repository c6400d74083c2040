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
    """`raw` with all replacements, none of which may overlap. New lines end as most of the text's lines do."""
    ends = [found.start() - number for number, found in enumerate(_CRLF.finditer(raw))]
    line_end = "\r\n" if ends and len(ends) * 2 > raw.count("\n") else "\n"
    pieces, position, passed = [], 0, 0
    for start, end, text in sorted(replacements, key=lambda each: each.start):
        while passed < len(ends) and ends[passed] < start:
            passed += 1
        begin = start + passed
        while passed < len(ends) and ends[passed] < end:
            passed += 1
        pieces += [raw[position:begin], text.replace("\n", line_end)]
        position = end + passed
    return "".join([*pieces, raw[position:]])
