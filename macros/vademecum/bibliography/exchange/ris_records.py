"""The records of an RIS file, and of PubMed's own format, which is made the same way: a tag, a hyphen, a value a line.

RIS: a capital, a capital or digit, two blanks, a hyphen, a blank; `TY` opens a record and `ER` closes it (Research
Information Systems, "RIS Format Specifications", 2001 and 2011). PubMed (MEDLINE): up to four capitals, blanks up to
column five, a hyphen, a blank; `PMID` opens a record.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

OPENS, CLOSES = "TY", "ER"
_RIS_TAG = re.compile(r"[ \t]*+([A-Z][A-Z0-9]) {2,}+-[ \t]*+(.*)")
# With one blank, a line of text could look like a tag; so only tags that are known count, and with a blank behind.
_LOOSE_TAG = re.compile(
    r"[ \t]*+(TY|ER|ID|A[1-4BDNU]|C[1-8NTY]|D[ABOP]|E[DPT]|IS|J[12AFO]|KW|L[1-4A]|M[1-3]|N[12V]|P[BY]|RP|S[ENPT]"
    r"|T[1-3I]|U[1-5R]|VL|Y[12])(?: |\t)-(?:[ \t]++(.*)|$)"
)
_MEDLINE_TAG = re.compile(r"([A-Z]{2,4}) *+- (.*)")
_MEDLINE_FILE = re.compile(r"^PMID ?- ?\d|^[ \t]*+(TY) {1,2}-", re.MULTILINE)
_WITH_LISTS = frozenset(("KW", "SN"))
"""Tags whose further values some programs write on lines of their own, without the tag."""


class TaggedLine(NamedTuple):
    """A tag, its value on one line, and the offset of the tag."""

    tag: str
    value: str
    offset: int


class TaggedRecord(NamedTuple):
    """What a file says of one work. `closed` is false where the end of the record is missing."""

    start: int
    lines: list[TaggedLine]
    is_medline: bool
    closed: bool


class StrayLine(NamedTuple):
    """A line outside of every record."""

    start: int


def read_records(text: str) -> Iterator[TaggedRecord | StrayLine]:
    """The records of a file in order, and the lines between them that are not blank."""
    first = _MEDLINE_FILE.search(text)
    is_medline = first is not None and not first[1]
    opens = "PMID" if is_medline else OPENS
    lines: list[TaggedLine] = []
    for line in _tagged_lines(text, is_medline=is_medline):
        if line.tag == opens:
            if lines:
                yield TaggedRecord(lines[0].offset, lines, is_medline, is_medline)
            lines = [line]
        elif not lines:
            yield StrayLine(line.offset)
        elif line.tag == CLOSES and not is_medline:
            yield TaggedRecord(lines[0].offset, lines, is_medline, closed=True)
            lines = []
        else:
            lines.append(line)
    if lines:
        yield TaggedRecord(lines[0].offset, lines, is_medline, is_medline)


def _tagged_lines(text: str, *, is_medline: bool) -> Iterator[TaggedLine]:
    """The tags with their values. A line without a tag belongs to the tag above; above the first, its tag is empty."""
    tag, start, parts = "", 0, list[str]()
    offset = 0
    for line in text.split("\n"):
        match = _MEDLINE_TAG.match(line) if is_medline else (_RIS_TAG.match(line) or _LOOSE_TAG.match(line))
        goes_on = tag and tag != CLOSES and (is_medline or tag not in _WITH_LISTS)
        value = (match[2] or "" if match else line).strip()
        if match or (value and not goes_on):
            if tag or parts:
                yield TaggedLine(tag, " ".join(parts), start)
            if match:
                tag = match[1]
            elif tag == CLOSES:
                tag = ""
            start, parts = offset, [value]
        elif value:
            parts.append(value)
        offset += len(line) + 1
    if tag or parts:
        yield TaggedLine(tag, " ".join(parts), start)
