"""Pages of a work: single pages, ranges, article numbers, and lists of them, in whatever way they are written.

`136--141`, `136-41` and `136–141` are one thing; a hyphen that belongs to a label (`A-12`) stays a hyphen.
"""

import re
from dataclasses import dataclass

_TERM = re.compile(r"^(?:(?:pp?\.|pp)\s*+)++(?=[^\W\d_]{0,4}\d|[ivxlcdm]+\b)")
_SEPARATOR = re.compile(r"\s?[,;]\s?")
_BLANKS_AT_DASH = re.compile(r" ?([-‐‑‒–—―−]) ?")
_DASH = re.compile(r"-*+[‒–—―−][-‒–—―−]*+|-{2,}+")
_HYPHEN = re.compile(r"[-‐‑]")
_NUMBER = re.compile(r"([^\W\d_]*)([0-9]+)(?:[.:]?[^\W\d_]+[0-9]*)?")
_ROMAN = re.compile(r"[ivxlcdm]+|[IVXLCDM]+")
_DIGITS_AT_END = re.compile(r"[^\W\d_]*+(?:[0-9]++[.:]?+[^\W\d_]++)?+([0-9]++)")


@dataclass(frozen=True, slots=True)
class PageRange:
    """The pages from `first` to `last`; `last` is empty for a single page. `and_more` stands for `100+`."""

    first: str
    last: str = ""
    and_more: bool = False

    def __str__(self) -> str:
        return f"{self.first}–{self.last}" if self.last else self.first + "+" * self.and_more


@dataclass(frozen=True, slots=True)
class Pages:
    """The stretches of pages that a work takes up; as a string they have en dashes: `12, 14–16`."""

    ranges: tuple[PageRange, ...] = ()

    def __str__(self) -> str:
        return ", ".join(map(str, self.ranges))

    @property
    def with_hyphens(self) -> str:
        """The pages as data formats have them, `136-141`; with en dashes where a label has hyphens of its own."""
        text = str(self).replace("–", "-")
        return text if parse_pages(text) == self else str(self)

    @property
    def with_double_hyphens(self) -> str:
        """The pages as BibTeX has them: `136--141`."""
        return str(self).replace("–", "--")


def parse_pages(text: str) -> Pages:
    """The pages in `text`, which is plain text; what is neither a page nor a range of pages is a label of its own.

    Short forms are written out, so that `136-41` ends on page 141. A hyphen makes a range only between numbers that
    rise or Roman numerals; a dash or a double hyphen always does.
    """
    text = _BLANKS_AT_DASH.sub(r"\1", " ".join(text.split()))
    pieces = (_TERM.sub("", piece, count=1) for piece in _SEPARATOR.split(text))
    return Pages(tuple(_stretch(piece) for piece in pieces if piece))


def _stretch(text: str) -> PageRange:
    dashed = _DASH.split(text)
    match dashed if len(dashed) > 1 else _hyphenated(text):
        case [first, ""] if first:
            return _page(f"{first}+")
        case [first, last] if first:
            last = _completed(first, last)
            return PageRange(first, last if last != first else "")
        case labels:
            return _page("–".join(labels))


def _page(text: str) -> PageRange:
    page = text.rstrip("+ ")
    return PageRange(page, and_more=True) if page and text.endswith("+") else PageRange(text)


def _hyphenated(text: str) -> list[str]:
    """The two ends of a range that is written with a hyphen; `text` alone where the hyphen belongs to a label."""
    match _HYPHEN.split(text):
        case [first, ""] if _NUMBER.fullmatch(first):
            return [first, ""]
        case [first, last] if _rises(first, _completed(first, last)) or _is_roman(first, last):
            return [first, last]
    return [text]


def _rises(first: str, last: str) -> bool:
    """Whether both are page numbers of one series, and the last is no smaller than the first."""
    start, end = _NUMBER.fullmatch(first), _NUMBER.fullmatch(last)
    if not start or not end or end[1] not in ("", start[1]):
        return False
    smaller, larger = start[2].lstrip("0"), end[2].lstrip("0")
    return (len(smaller), smaller) <= (len(larger), larger)


def _is_roman(first: str, last: str) -> bool:
    """Whether the pages of a preface are meant: `iv-xii`, or `iv-12`."""
    return bool(_ROMAN.fullmatch(first) and (_ROMAN.fullmatch(last) or (first.islower() and last.isdecimal())))


def _completed(first: str, last: str) -> str:
    """The last page, written out where it is cut short: `141` for `136-41`, `S5` for `S1-5`."""
    start = _DIGITS_AT_END.fullmatch(first)
    if not start or not (last.isascii() and last.isdecimal()) or len(last) > len(start[1]):
        return last
    whole = start[1][: len(start[1]) - len(last)] + last
    return first[: start.start(1)] + whole if whole >= start[1] else last
