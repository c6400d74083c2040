"""Citations as people write them by hand: where they stand in a line, and what they say.

Which work is meant is not decided here.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_UPPER = r"(?-i:[A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĖĘĚĜĞĠĢĤĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŜŞŠŢŤŪŮŰŲŴŶŹŻŽΑ-ΩА-Я])"
_PARTICLE = r"(?:van|von|de|der|den|del|della|di|da|dos|das|du|la|le|el|al|ten|ter|zu|zur|bin|ibn)"
_WORD = rf"(?:[dDlLO]['’])?{_UPPER}\w*(?:['’](?!s\b)\w+)*(?:[-‐‑]\w+)*"
_INITIALS = r"(?-i:[A-Z]\.[\s-]?){1,3}"
_INITIALS_BEHIND = r"(?:,?\s(?-i:[A-Z]\.?[-\s]?){1,3}(?![\w’']))"
_NAME = (
    rf"(?:{_INITIALS}\s?)?(?:{_PARTICLE}\s){{0,3}}{_WORD}"
    rf"(?:\s(?:(?:of|for|the|on|in|y)\s){{0,2}}{_WORD}){{0,6}}{_INITIALS_BEHIND}?"
)
_JOINT = r"(?:\s*,\s*(?:and|&|und|et)?\s*|\s+(?:and|&|und|et|y)\s+|\s*&\s*|\s*/\s*)"
_ET_AL = (
    r"(?:\s*,?\s*(?:and|&)?\s*et\s+al\b\.?,?|\s*,?\s+(?:and|&)\s+(?:his |her |their )?(?:colleagues|co-?workers|others|"
    r"team|co-?authors)|\s*,?\s+u\.\s?a\.)"
)
_SHORT_NAME = r"(?:\s\[(?-i:[A-Z])[\w&-]{1,15}\])?"
"""What a body is called for short, as APA puts it behind its name."""
_NAMES = rf"(?P<names>{_NAME}(?:{_JOINT}{_NAME}){{0,8}})(?P<etal>{_ET_AL})?{_SHORT_NAME}"
_YEAR = r"(?:1[6-9]|20)\d\d(?:/\d\d(?:\d\d)?)?[a-z]?(?!\w)"
_YEARS = rf"(?P<years>{_YEAR}(?:\s*(?:,|&|and|;(?=\s*\d{{4}}))\s*(?:{_YEAR}|[a-z](?![\w.])))*)"
_AUTHOR_YEAR = re.compile(
    rf"(?<![\w'’-]){_NAMES}(?P<possessive>['’]s?)?\s*(?P<joint>,|:|\s|\()\s*{_YEARS}", re.IGNORECASE
)
_GROUP = re.compile(r"(?P<open>[(\[])(?P<inside>(?:[^()\[\]]|(?<=\s)\[[^()\[\]\d]{1,16}\]){4,500})[)\]]")
_HAS_YEAR = re.compile(rf"(?<!\d){_YEAR}")
_NARRATIVE_YEAR = re.compile(rf"\s?[(\[]\s*{_YEARS}(?P<tail>[^()\[\]]{{0,60}})[)\]]")
_NAMES_BEFORE = re.compile(rf"(?<![\w'’-]){_NAMES}(?P<possessive>['’]s?)?\s*$", re.IGNORECASE)
_YEARS_ALONE = re.compile(rf"(?<![\w/.-]){_YEARS}")
_LOOSE_BEFORE = re.compile(rf"(?<![\w'’-]){_NAMES}(?P<possessive>['’]s?)?,?\s+(?:in\s+|from\s+|of\s+)?$", re.IGNORECASE)
_NO_YEAR = re.compile(
    rf"^\s*(?:see\s|e\.g\.,?\s|cf\.\s)?{_UPPER}[^()\[\]]{{1,200}}\b(?i:in\spress|forthcoming|n\.\s?d\b|no\sdate|unpublished|"
    r"submitted|pers(?:onal|\.)\scomm(?:unication|\.))|^\s*(?i:see\s)?(?i:ibid|op\.\s?cit|loc\.\s?cit)\b"
)
_SHORT_NOTE = re.compile(
    rf"\W*(?:see\s+|cf\.\s+)?{_NAMES}\s*(?:,|:|\s|\()\s*{_YEARS}\)?(?:\s*[,:]?\s*(?:pp?\.?\s*)?\d[\d\s,–-]*)?[\s.]*",
    re.IGNORECASE,
)
_WINDOW = 160
_LONGEST_NOTE = 120
_NUMBERS = r"\d{1,3}(?:\s*(?:[,;]|[-‐–—−]|to|and|&)\s*\d{1,3})*"
_BRACKETED = re.compile(
    rf"\[\s*(?:(?:refs?\.?|references?|see)\s*)?(?P<numbers>{_NUMBERS})(?P<tail>\s*[,:]\s*(?:pp?\.|pages?|ch\.|chap\.)\s*[\d\s,–-]+)?\s*\]",
    re.IGNORECASE,
)
_ROUND = re.compile(rf"\(\s*(?:(?:refs?\.?|references?)\s*)?(?P<numbers>{_NUMBERS})\s*\)", re.IGNORECASE)
_SPOKEN = re.compile(rf"\b(?:refs?\.|references?)\s+(?P<open>\()?(?P<numbers>{_NUMBERS})(?(open)\))", re.IGNORECASE)
_RANGE = re.compile(r"(\d+)\s*(?:[-‐–—−]|to)\s*(\d+)|(\d+)")
_WIDEST = 40
_SINGLE_YEAR = re.compile(rf"({_YEAR})|([a-z])(?![\w.])")


@dataclass(frozen=True, slots=True)
class Named:
    """One work named by its authors and its year, between two offsets of the line."""

    names: str
    has_others: bool
    year: int
    letter: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Written:
    """What looks like a citation, between two offsets of the line.

    `kind` is "names", "narrative", "possessive", "numbers", "round" (numbers in round brackets), "spoken" (`reference
    3`), "undated" (names without a year) or "loose" (names and a year without brackets).
    """

    kind: str
    start: int
    end: int
    named: tuple[Named, ...] = ()
    numbers: tuple[int, ...] = ()
    prefix: str = ""
    tail: str = ""
    joints: tuple[str, ...] = ()
    """What stands before each of `named` but the first."""
    places: tuple[tuple[int, str], ...] = ()
    """Where in a work, by the number of its reference."""


def find_written(text: str) -> list[Written]:
    """All that looks like a citation in a line, in order; none overlaps another."""
    text = text.replace("\n", " ").replace("\xa0", " ")
    found: list[Written] = []
    for finder in (_bracketed, _groups, _narrative, _round, _spoken, _undated, _loose):
        found = sorted((*found, *apart(finder(text), found)), key=lambda each: each.start)
    return found


def apart(new: Iterable[Written], taken: Sequence[Written]) -> list[Written]:
    """Those of `new` that overlap none of `taken`, which stand in their order and do not overlap each other."""
    if not taken:
        return list(new)
    starts = [each.start for each in taken]
    free = []
    for each in new:
        before = bisect_left(starts, each.end) - 1
        if before < 0 or taken[before].end <= each.start:
            free.append(each)
    return free


def is_short_note(text: str) -> bool:
    """Whether a note is itself a citation, names and a year and perhaps pages, such as `Kohl and Lind 2009, p. 14`."""
    return len(text) <= _LONGEST_NOTE and _SHORT_NOTE.fullmatch(text) is not None


def expand(numbers: str) -> tuple[int, ...]:
    """The numbers that `1-3, 5` stands for; none where a range runs backwards."""
    found: list[int] = []
    for first, last, single in _RANGE.findall(numbers):
        if single:
            found.append(int(single))
        elif 0 < int(last) - int(first) <= _WIDEST:
            found += range(int(first), int(last) + 1)
        else:
            return ()
    return tuple(dict.fromkeys(found))


def _bracketed(text: str) -> Iterator[Written]:
    """Numbers in square brackets; groups that touch are one citation."""
    last: Written | None = None
    for match in _BRACKETED.finditer(text):
        one = Written("numbers", *match.span(), numbers=expand(match["numbers"]), tail=match["tail"] or "")
        if last and not last.tail and re.fullmatch(r"\s*[,;–-]?\s*", text[last.end : one.start]):
            between = text[last.end : one.start].strip()
            ranged = expand(f"{last.numbers[-1]}-{one.numbers[0]}") if between in ("-", "–") else ()
            numbers = dict.fromkeys((*last.numbers, *ranged, *one.numbers))
            last = Written("numbers", last.start, one.end, numbers=tuple(numbers), tail=one.tail)
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


def _groups(text: str) -> Iterator[Written]:
    """Names and years in brackets: `(see Smith 2020, p. 3; Cheng et al., 1982)`."""
    for group in _GROUP.finditer(text):
        if not _HAS_YEAR.search(group["inside"]):
            continue
        offset = group.start("inside")
        named: list[Named] = []
        joints: list[str] = []
        position = 0
        inside = group["inside"]
        for match in _AUTHOR_YEAR.finditer(inside):
            between = inside[position : match.start()]
            made = _named(match, offset)
            if named:
                joints.append(between)
                joints += [""] * (len(made) - 1)
            else:
                prefix = between
                joints += [""] * (len(made) - 1)
            named += made
            position = match.end()
        if named:
            yield Written("names", *group.span(), tuple(named), (), prefix, inside[position:], tuple(joints))


def _narrative(text: str) -> Iterator[Written]:
    """Names in the sentence, the year in brackets: `Cheng et al. (1982) showed`."""
    for match in _NARRATIVE_YEAR.finditer(text):
        first = max(0, match.start() - _WINDOW)
        before = _NAMES_BEFORE.search(text[first : match.start()])
        if not before:
            continue
        years = _years(match["years"])
        start = first + before.start()
        named = tuple(
            Named(before["names"], bool(before["etal"]), year, letter, start, match.end()) for year, letter in years
        )
        kind = "possessive" if before["possessive"] else "narrative"
        yield Written(kind, start, match.end(), named, tail=match["tail"])


def _round(text: str) -> Iterator[Written]:
    for match in _ROUND.finditer(text):
        numbers = expand(match["numbers"])
        if numbers and max(numbers) < 1000:  # noqa: PLR2004  # a year is no number of a reference
            yield Written("round", *match.span(), numbers=numbers)


def _spoken(text: str) -> Iterator[Written]:
    for match in _SPOKEN.finditer(text):
        yield Written("spoken", *match.span(), numbers=expand(match["numbers"]))


def _undated(text: str) -> Iterator[Written]:
    """Names without a year: `(Evans, in press)`, `(ibid., p. 4)`."""
    for group in _GROUP.finditer(text):
        if _NO_YEAR.search(group["inside"]):
            yield Written("undated", *group.span())


def _loose(text: str) -> Iterator[Written]:
    """Names and years without brackets."""
    for match in _YEARS_ALONE.finditer(text):
        first = max(0, match.start() - _WINDOW)
        before = _LOOSE_BEFORE.search(text[first : match.start()])
        if before:
            start = first + before.start()
            years = _years(match["years"])
            named = (Named(before["names"], bool(before["etal"]), *year, start, match.end()) for year in years)
            yield Written("loose", start, match.end(), tuple(named))


def _named(match: re.Match[str], offset: int) -> list[Named]:
    """The works that one list of names with its years names: one a year."""
    start, end = match.start() + offset, match.end() + offset
    return [
        Named(match["names"], bool(match["etal"]), year, letter, start, end) for year, letter in _years(match["years"])
    ]


def _years(written: str) -> list[tuple[int, str]]:
    """The years of `2019a, b, 2020`, each with its letter."""
    found: list[tuple[int, str]] = []
    for year, letter in _SINGLE_YEAR.findall(written):
        if year:
            found.append((int(year[:4]), year[-1] if year[-1].isalpha() else ""))
        elif found:
            found.append((found[-1][0], letter))
    return found
