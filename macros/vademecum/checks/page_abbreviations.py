"""Abbreviations that a page uses and never explains."""

import re
from collections.abc import Collection, Iterable, Iterator

from vademecum.checks.page_model import CheckedPage, PageSettings
from vademecum.checks.page_vocabulary import EMPHASIS, KNOWN_ABBREVIATIONS
from vademecum.text.finding import Finding, Rule, Severity

UNEXPLAINED = Rule(
    "page/unexplained-abbreviation", Severity.WARNING, "A page uses an abbreviation and never explains it."
)

_SHORT = re.compile(
    r"[A-Z]{2,6}(?=s?(?![\w&]))(?!-?[A-Z]{0,2}\d)(?!\s+(?:s\.?r\.?l|Ltd|Inc|Corp|GmbH|AG|LLC|plc|S\.A|Co)\b)"
)
_JOINED = frozenset(".&'’-‐‑_")
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_CAPITALS = re.compile(r"[^\W\d_]{2,}")
_TERM = re.compile(r"^(?![ \t]*(?:[:#>|*+-]|$))(?P<term>[^\n]+)\n(?:[ \t]*\n)?[ ]{0,3}:[ ]", re.MULTILINE)
_BEHIND = re.compile(
    r"s?[\"”*_]*(?:\s*\([^()]*\b[a-z]{3,}\s[^()]*\)|\s*[:=]\s*[a-z]"
    r"|,?\s+(?:short for|stands for|means|meaning|is short for|for short|or\s+[a-z]+\s[a-z])\b)"
)
_CALLED = ("called", "known as", "abbreviated", "abbreviated as", "abbreviated to", "in short", "short")
_AROUND_SHORT = ' \n"“*_'
_REACH = 60
_HEADS = frozenset(("title", "description"))  # too short to explain anything
_LONG_WORD = 7
"""A word of capitals so long is no abbreviation."""


def glossary_terms(pages: Iterable[CheckedPage], settings: PageSettings) -> frozenset[str]:
    """The abbreviations among the terms that the site's glossary explains in a definition list."""
    terms: set[str] = set()
    for page in pages:
        if settings.glossary and f"/{page.source.path}".endswith(f"/{settings.glossary}"):
            for found in _TERM.finditer(page.texts.prose):
                terms.update(re.findall(r"[A-Z]{2,6}(?![a-z])", found["term"]))
    return frozenset(terms)


def abbreviation_findings(page: CheckedPage, settings: PageSettings, glossary: Collection[str]) -> Iterator[Finding]:
    """A finding for the first use of each abbreviation that neither the page nor the site explains.

    None on a page that includes other files, which may explain it.
    """
    if page.outline.includes:
        return
    prose = page.texts.prose
    known = {each.short for each in page.outline.abbreviations}.union(glossary, settings.abbreviations)
    heads = [each for each in page.texts.shown if each.name in _HEADS]
    first: dict[str, tuple[int, int]] = {}
    shouts = _Shouts(prose)
    for found in _SHORT.finditer(prose):
        short = found[0]
        before = prose[found.start() - 1 : found.start()]
        if short in known or short in KNOWN_ABBREVIATIONS or short in EMPHASIS:
            continue
        if before.isalnum() or before in _JOINED or _ROMAN.fullmatch(short):
            continue
        if _is_explained(prose, *found.span()):
            known.add(short)
            first.pop(short, None)
            continue
        is_in_head = any(start <= found.start() < end for _, start, end in heads)
        if short not in first and not is_in_head and not shouts.hold(found.start()):
            first[short] = found.span()
    for short, place in first.items():
        hint = f"Write it out where it comes first: 'full name ({short})'; or put it into the glossary."
        yield page.at(UNEXPLAINED, place, f"'{short}' is never explained on this page", hint)


def _is_explained(prose: str, start: int, end: int) -> bool:
    """Whether the place has `full name (SHORT)`, `SHORT (full name)`, or says what the abbreviation stands for."""
    before = prose[max(start - _REACH, 0) : start]
    opening = max(before.rfind("("), before.rfind("["))
    if opening > max(before.rfind(")"), before.rfind("]"), before.rfind("\n\n")):
        named = before[:opening].rstrip(_AROUND_SHORT + "”")
        if named[-2:].isalpha() and len(named) > 1:
            return True
    return before.rstrip(_AROUND_SHORT).endswith(_CALLED) or bool(_BEHIND.match(prose, end))


class _Shouts:
    """Tells whether a word stands in a line of capitals and so is a word in loud letters. Asked from left to right."""

    def __init__(self, prose: str) -> None:
        self._prose = prose
        self._end = -1
        self._is_loud = False

    def hold(self, at: int) -> bool:
        """Whether the line that holds the offset `at` is all in capitals, with a word too long for an abbreviation."""
        if at > self._end:
            start = self._prose.rfind("\n", 0, at) + 1
            end = self._prose.find("\n", at)
            self._end = end if end >= 0 else len(self._prose)
            words = _CAPITALS.findall(self._prose, start, self._end)
            self._is_loud = len(words) > 1 and all(map(str.isupper, words)) and max(map(len, words)) >= _LONG_WORD
        return self._is_loud
