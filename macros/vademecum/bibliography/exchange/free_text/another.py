"""Stretches that hold more than one reference, which nothing between tells apart."""

import re
from collections.abc import Callable

from vademecum.bibliography.exchange.free_text.beginnings import begins_reference, begins_with_person
from vademecum.bibliography.exchange.free_text.letters import DOTTED, FAMILY, MONTHS, TIGHT, YEAR
from vademecum.bibliography.exchange.free_text.working import Working

_PAGE = r"[A-Za-z]{0,2}\d{1,7}"
_VOLUME = r"\d{1,4}\s?(?:\([^()\x00]{1,20}\)\s?)?"
_PLACE = re.compile(
    rf"(?P<dated>(?<!\d){YEAR}(?:\s{MONTHS}(?:\s\d{{1,2}})?)?\s?;\s?{_VOLUME}:\s?{_PAGE}(?:\s?[-–]\s?{_PAGE})?)"
    rf"|(?<![\d:.])\d{{1,4}}\s?(?:\([^()\x00]{{1,20}}\)\s?[:,]|:)\s?{_PAGE}\s?[-–]\s?{_PAGE}",
    re.IGNORECASE,
)
"""Where in a journal a work stands: `2010;3(4):5-6`, and without the year `3(4):5-6`, `3(4), 5-6`."""
_NAMES = re.compile(rf"(?<![\w'’-]){FAMILY}(?:\s{TIGHT}(?=\s?[,.:(]|\set\sal)|,\s(?:{DOTTED}|{TIGHT})(?=[\s,(]|\s?&))")
_YEAR = re.compile(rf"(?<!\d){YEAR}(?!\d)")
_WORDS = re.compile(r"[^\W\d_]{3}")
_NOTE = (
    r"(?:comment|erratum|errata|retraction|retracted|corrigendum|correction|republished|reprinted|reprint|reissued|discuss(?:ion)?"
    r"|reply|reviewed|presented|summary|updated?|see|also|published|appeared|originally)"
)
_LEADS_TO_PLACE = re.compile(rf"\b{_NOTE}\b", re.IGNORECASE)
_LEADS_TO_NAMES = re.compile(rf"\b(?:{_NOTE}|in|of|from|by|eds?|editors?|trans)\b", re.IGNORECASE)
"""Words that lead from a work to another one that belongs to it, or to those who edited the book around it."""
_STOP = re.compile(r"[.)\]]\s+")
_MOST_STARTS = 20


def another_reference(work: Working) -> int | None:
    """Where a second reference seems to begin in a stretch whose marks are read; None where it holds one.

    It does behind the place in a journal, where names follow and another year, or another place with its year.
    """
    text = work.rest
    first = _PLACE.search(text)
    if not first:
        return None
    names = _NAMES.search(text, first.end())
    if names and not _LEADS_TO_NAMES.search(text, first.end(), names.start()) and _has_two_years(text, names.end()):
        return names.start()
    for second in _PLACE.finditer(text, first.end()):
        between = text[first.end() : second.start()]
        is_other = (first["dated"] and second["dated"]) or _WORDS.search(between)
        if is_other and not between.endswith(("(", "[")) and not _LEADS_TO_PLACE.search(between):
            return names.start() if names and names.start() < second.start() else second.start()
    return None


def reference_left_over(work: Working) -> int | None:
    """Where among the words that are left over another reference stands: one with a year, and persons before it."""
    return next((at for at, words in work.scraps() if _has_year_behind(words, begins_with_person)), None)


def may_be_reference(words: str) -> bool:
    """Whether words that are left over have a year, and somewhere begin as references do, be it with a body."""
    return _has_year_behind(words, begins_reference)


def _has_year_behind(words: str, begins: Callable[[str], bool]) -> bool:
    starts = [0, *(each.end() for each in _STOP.finditer(words))][:_MOST_STARTS]
    return bool(_YEAR.search(words)) and any(begins(words[start:]) for start in starts)


def _has_two_years(text: str, at: int) -> bool:
    """Whether there is a year on both sides of a place."""
    return bool(_YEAR.search(text, at) and _YEAR.search(text, 0, at))
