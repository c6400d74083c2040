"""What a reference looks like, by its line alone, and the number that it bears."""

import re
from dataclasses import dataclass

from vademecum.importing.blocks import Line, Paragraph, Run, cut, plain, split_line, tidy

TITLE = re.compile(
    r"\W*(?:\d+\.?\s*)?(?:(?:selected|key|main|list of|full|cited|scientific|the)\s+)*"
    r"(?:references?|reference list|literature|literature references|bibliography|sources?|works|citations?|footnotes|"
    r"endnotes|notes|literatur|literaturverzeichnis|quellen|quellenverzeichnis|bibliographie|referencias|r[ée]f[ée]rences)"
    r"(?:\s+(?:list|cited|used|consulted|and notes|and sources|and references|and literature|and further reading))?\W*"
    r"(?:\(\d{1,3}\)\W*)?",
    re.IGNORECASE,
)
"""What announces references, as a heading or as a line of its own."""
STRONG = re.compile(r"referen|bibliogra|literaturver|cited|citation|r[ée]f[ée]ren", re.IGNORECASE)
"""What is in a heading that announces references and nothing else."""
MARKER = re.compile(
    r"\s*(?:\[(\d{1,3})\]|\((\d{1,3})\)|(\d{1,3})[.):](?=\s|[^\W\d])|\^?(\d{1,3})(?=[ \t\xa0]*[^\W\d_]))[\s.:]*"
)
MARKER_ALONE = re.compile(r"\s*(?:\[(\d{1,3})\]|\((\d{1,3})\)|(\d{1,3})[.):]?)\s*")
NO_REFERENCE = re.compile(
    r"^\W*(?:©|\(c\)|copyright|last (?:updated|modified|reviewed)|updated|posted|published on|page created)",
    re.IGNORECASE,
)
_BACK_LINK = re.compile(r"^[\s↑^↩]*(?:(?:[a-z](?=[\s,]))[\s,]*)*")
_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d[a-z]?(?!\d)")
_INITIALS = re.compile(r"[^\W\d_]{2,},?\s+(?:[A-Z]\.?[\s-]?){1,3}(?=[\s,.;:&(]|$)")
_VOLUME = re.compile(
    r"\d+\s*(?:\(\s*[\w. -]+\s*\))?\s*[:,]\s*(?:pp?\.\s*)?e?\d+|\bvol(?:ume)?\b|\bpp?\.\s*\d", re.IGNORECASE
)
_IDENTITY = re.compile(r"\bdoi\b|10\.\d{4,}/|\bPMC?ID\b|\bPMC\d|https?://|\bISBN\b|\bwww\.", re.IGNORECASE)
_BODY_FIRST = re.compile(r"^[^\W\d_][^()]{2,90}\(\s*(?:1[6-9]|20)\d\d[a-z]?\s*\)[.,:]")
_HARVARD = re.compile(r"^[^()]{2,90}\(\s*(?:1[6-9]|20)\d\d[a-z]?\s*\)\s")
_PARTS = re.compile(r"[.,;:](?=\s)")
_FIRST_PART = re.compile(r"[^.,;:(]{2,90}(?=[.,;:(])")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_SMALL = frozenset(
    [
        "van",
        "von",
        "de",
        "der",
        "den",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "das",
        "du",
        "la",
        "le",
        "el",
        "al",
        "ten",
        "ter",
        "zu",
        "of",
        "the",
        "for",
        "and",
        "on",
        "in",
        "&",
        "y",
    ]
)
_BREAK = re.compile(r"\n")
_ENOUGH = 2
_LONGEST_TITLE = 40


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """A reference and its number; 0 where it bears none."""

    line: Line
    number: int = 0
    back: str = ""
    """What stood before it that only leads back to the text."""


def is_title_alone(text: str) -> bool:
    """Whether a line that no program calls a heading announces references."""
    return len(text) < _LONGEST_TITLE and bool(TITLE.fullmatch(text))


def looks_like_reference(text: str, *, strictly: bool) -> bool:
    """Whether a text has the signs of a reference; a number before it is one where that is not asked `strictly`."""
    if NO_REFERENCE.match(text):
        return False
    signs = bool(_YEAR.search(text)) + bool(_INITIALS.search(text)) + bool(_VOLUME.search(text))
    is_by_body = _BODY_FIRST.match(text) or (_HARVARD.match(text) and _begins_with_author(text))
    signs += bool(_IDENTITY.search(text)) + bool(is_by_body)
    marker = MARKER.match(text)
    return signs >= (1 if marker and not strictly else _ENOUGH)


def is_plainly_reference(text: str) -> bool:
    """Whether a text is a reference wherever it stands: it names its author first, or an identifier or address."""
    return looks_like_reference(text, strictly=True) and (_begins_with_author(text) or bool(_IDENTITY.search(text)))


def is_among_references(text: str) -> bool:
    """Whether a text that stands before another reference is one: it has a year, and parts."""
    return bool(_YEAR.search(text)) and not NO_REFERENCE.match(text) and len(_PARTS.findall(text)) >= _ENOUGH


def has_reference(block: Paragraph) -> bool:
    """Whether a line of a paragraph looks like a reference."""
    return any(looks_like_reference(plain(line), strictly=False) for line in split_line(block.line, _BREAK))


def reference_lines(line: Line) -> list[Line]:
    """The references of a paragraph, one or several below each other, each with the lines that go on with it."""
    lines = split_line(line, _BREAK)
    if len(lines) <= 1:
        return lines
    starts = _counted_starts(lines)
    if not starts:
        starts = [0]
        for number in range(1, len(lines)):
            before = plain(_joined(lines[starts[-1] : number]))
            if _YEAR.search(before) or _begins_with_author(plain(lines[number])):
                starts.append(number)
        alike = sum(looks_like_reference(plain(each), strictly=False) for each in _between(lines, starts))
        starts = starts if alike * _ENOUGH >= len(starts) else [0]
    return _between(lines, starts)


def numbered(line: Line) -> ReferenceLine:
    """A line without its number and without the ways back to the text, and the number."""
    text = plain(line)
    offset = 0
    back = _BACK_LINK.match(text)
    leading = [run for run in line if run.href.startswith("#")]
    if back and leading and text.startswith(("↑", "^", "↩")):
        offset = back.end()
    marker = MARKER.match(text, offset)
    number = int(next(filter(None, marker.groups()), 0)) if marker else 0
    line = tidy(cut(line, marker.end() if marker else offset))
    while line and line[-1].href.startswith("#") and not re.search(r"\w", line[-1].text):  # "↩"
        line = tidy(line[:-1])
    return ReferenceLine(line, number, text[:offset].strip())


def on_one_line(line: Line) -> Line:
    """A line whose breaks are blanks."""
    return _joined(split_line(line, _BREAK))


def _begins_with_author(text: str) -> bool:
    """Whether a text begins as the names of persons or a body do: up to the first stop, every word has a capital."""
    marker = MARKER.match(text)
    first = _FIRST_PART.match(text, marker.end() if marker else 0)
    words = [word for word in _WORD.findall(first[0]) if word not in _SMALL] if first else []
    return bool(words) and all(word[0].isupper() for word in words)


def _counted_starts(lines: list[Line]) -> list[int]:
    """The lines that bear the numbers which follow on that of the first; none where the first bears none."""
    first = MARKER.match(plain(lines[0]))
    if not first:
        return []
    starts, expected = [0], int(next(filter(None, first.groups()))) + 1
    for number in range(1, len(lines)):
        marker = MARKER.match(plain(lines[number]))
        if marker and int(next(filter(None, marker.groups()))) == expected:
            starts.append(number)
            expected += 1
    return starts


def _between(lines: list[Line], starts: list[int]) -> list[Line]:
    ends = [*starts[1:], len(lines)]
    return [_joined(lines[start:end]) for start, end in zip(starts, ends, strict=True)]


def _joined(lines: list[Line]) -> Line:
    return tidy([run for line in lines for run in (Run(" "), *line)])
