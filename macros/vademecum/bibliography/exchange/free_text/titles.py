"""Where a title ends and the name of a journal begins."""

import re
from typing import NamedTuple

from vademecum.bibliography.exchange.free_text.journals import is_abbreviation, is_name, looks_like_journal
from vademecum.bibliography.exchange.free_text.layout import sentence_starts, trimmed

_CLOSING = {"“": '”“"', '"': '"”', "‘": "’'", "'": "'’", "„": "“”", "«": "»", "`": "'´`"}
_BEHIND_QUOTE = re.compile(r"[\s,.;:)\x00\[(]|$")
_IN_QUOTE_END = ",.?!"
_SHORT = 10
_TITLE_CASE = 0.6
_FEWEST, _MOST = 2, 8
_COMMA_OR_DASH = re.compile(r",\s|\s[-–—]\s")
_MOST_QUOTES = 60
_FIRST_WORDS = re.compile(
    r"(?:(?:Nat|J|Int|Am|Br|Eur|Clin|Ann|Arch|Curr|Adv|Proc|Appl|Phys|Exp|Med|Expert|Lett)\.\s?)+\s*"
)
"""`Nat. Ageing Skin`: with what names of journals begin where only some of their words are short."""
_BEHIND_SEMICOLON = re.compile(r";\s*\Z")
"""Where semicolons stand between all parts of a reference."""
_SERIES = re.compile(r"[A-Z]{3,7}\.\s+")
"""`MMWR.`, in front of the name in full."""


class Quoted(NamedTuple):
    """A stretch in quotes: its inside, and where the closing quote ends."""

    start: int
    end: int
    after: int


def quoted(text: str, start: int, end: int) -> Quoted | None:
    """The quotation that begins at `start`; None where none does or it is not closed."""
    closing = _CLOSING.get(text[start : start + 1], "")
    if not closing:
        return None
    opening = text[start]
    straight = [at for at in range(start + 1, end) if text[at] == closing[0] and text[at - 1] != " "]
    found = straight or [at for at in range(start + 1, end) if text[at] in closing and text[at - 1] != " "]
    found = [at for at in found[:_MOST_QUOTES] if _BEHIND_QUOTE.match(text, at + 1)]
    if opening != closing[0]:
        found = [at for at in found if text.count(opening, start, at) <= text.count(closing[0], start, at + 1)] or found
    if not found:
        return None
    depth_free = [
        at for at in found if text[at - 1] in _IN_QUOTE_END or text[at + 1 : at + 2] in (",", ".", "", "\x00")
    ]
    at = depth_free[0] if depth_free else found[-1]
    after = at + 2 if text[at + 1 : at + 2] in closing and text[at + 1 : at + 2] else at + 1
    return Quoted(start + 1, at, after)


class Split(NamedTuple):
    """Where the name of the journal begins; `sure` where that leaves no doubt."""

    at: int
    sure: bool


def journal_start(
    text: str, start: int, end: int, italics: tuple[tuple[int, int], ...], *, comma_style: bool
) -> Split | None:
    """Where between two places the title ends and the journal begins; None where there is only one of both."""
    for begin, stop in italics:
        if start < begin and stop <= end and not re.search(r"\w", text[stop:end]) and text[begin:stop].strip():
            return Split(begin, sure=True)
    if _BEHIND_SEMICOLON.search(text, 0, start):
        semicolon = text.rfind("; ", start, end)
        if semicolon > start and is_name(text[semicolon + 2 : end]):
            return Split(semicolon + 2, sure=True)
    starts = sentence_starts(text, start, end)
    behind_comma = _behind_comma(text, start, end) if comma_style or len(starts) == 1 else None
    if behind_comma and (
        len(starts) == 1
        or starts[1] > behind_comma.at
        or _dotted(text, starts, end)
        or not is_name(text[starts[-1] : end])
    ):
        return behind_comma
    return _last_sentence(text, starts, end) or _name_behind_comma(text, start, end)


def _name_behind_comma(text: str, start: int, end: int) -> Split | None:
    """The last comma or dash of a sentence, if a name that may be that of a journal stands behind it."""
    separators = list(_COMMA_OR_DASH.finditer(text, start + 1, end))
    if not separators:
        return None
    at = separators[-1].end()
    name, title = text[at:end].strip(" .,;\x00"), text[start : separators[-1].start()].split()
    is_plain = sum(word[0].isupper() for word in title) <= _TITLE_CASE * len(title)
    if name[:1].isupper() and is_name(name) and _FEWEST <= len(name.split()) <= _MOST and is_plain:
        return Split(at, sure=False)
    return None


def _last_sentence(text: str, starts: list[int], end: int) -> Split | None:
    """Where the last sentence begins, with those before it that belong to an abbreviated name."""
    index = len(starts) - 1
    while index > 1 and _is_abbreviated(text, starts, index, end) and _is_abbreviated(text, starts, index - 1, end):
        index -= 1
    if index == 0:
        return None
    if _is_abbreviated(text, starts, index, end):
        comma = text.rfind(", ", starts[index - 1], starts[index])
        if comma > 0 and is_abbreviation(text[comma + 2 : starts[index]]):
            return Split(comma + 2, sure=True)
    if index > 1 and _FIRST_WORDS.fullmatch(text[starts[index - 1] : starts[index]]):
        index -= 1
    if index > 1 and _SERIES.fullmatch(text[starts[index - 1] : starts[index]]):
        index -= 1
    name = text[slice(*trimmed(text, starts[index], end))]
    return Split(starts[index], sure=is_name(name) or looks_like_journal(name))


def _dotted(text: str, starts: list[int], end: int) -> bool:
    return all(_is_abbreviated(text, starts, index, end) for index in range(1, len(starts)))


def _is_abbreviated(text: str, starts: list[int], index: int, end: int) -> bool:
    """Whether a sentence is part of an abbreviated name: `Am.`, `Lasers Surg.`, `Technol.`."""
    stop = starts[index + 1] if index + 1 < len(starts) else end
    words = text[starts[index] : stop].strip(" .,;:\x00")
    if not words or not words[0].isupper():
        return False
    is_dotted = index + 1 < len(starts) or text[starts[index] : stop].rstrip().endswith(".")
    return is_abbreviation(words) or (words.isalpha() and len(words) <= _SHORT and is_dotted)


def _behind_comma(text: str, start: int, end: int) -> Split | None:
    """The comma behind which a name begins, where commas separate title and journal."""
    commas = [match.end() for match in re.finditer(r",\s+", text[:end]) if match.start() > start]
    named = [at for at in commas[-6:] if is_name(text[at:end]) and looks_like_journal(text[at:end])]
    if not named:
        return None
    words = [word for word in text[start : named[0]].split() if word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in words)
    if capitals > _TITLE_CASE * len(words):
        return Split(named[-1], sure=len(named) == 1)
    return Split(named[0], sure=True)
