"""Citations that lead nowhere."""

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import combining, normalize

from rapidfuzz import fuzz, process

from vademecum.bibliography.entry import Bibliography
from vademecum.bibliography.identifier import CitationKey
from vademecum.citation.grammar import find_item
from vademecum.pages.citations import PageCitations, PlacedCluster
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.source import Source, Span

UNCITED_KEY = Rule("citation/uncited-key", Severity.ERROR, "A citation holds a second key that it does not cite.")
MALFORMED_GROUP = Rule("citation/malformed-group", Severity.WARNING, "A bracket holds a key and yet is no citation.")
TAKEN_ID = Rule("citation/taken-id", Severity.WARNING, "An element has an id that citations need.")
UNKNOWN_KEY = Rule(
    "citation/unknown-key", Severity.ERROR, "A citation names a key that the bibliography does not have."
)

_NEAR_ENOUGH = 70
_MOST = 3
_TITLE_WORDS = 8


def unknown_keys(citations: PageCitations, bibliography: Bibliography, source: Source) -> Iterator[Finding]:
    """A finding for each item of the page whose key is not in the bibliography."""
    for place in citations.clusters:
        for item in place.cluster.items:
            if item.key not in bibliography:
                near = " or ".join(
                    f"'{key}' ({_title(bibliography, key)})" for key in near_keys(item.key, bibliography)
                )
                hints = [f"Did you mean {near}?"] if near else []
                if place.cluster.in_text:
                    hints.append(f"If '@{item.key}' is not a citation, write '\\@{item.key}'.")
                if not hints:
                    hints.append("Add the work to the bibliography, or correct the key.")
                span = item_span(place, item.key, source)
                yield Finding(UNKNOWN_KEY, span, f"there is no work '{item.key}'", " ".join(hints))


def uncited_keys(citations: PageCitations, source: Source) -> Iterator[Finding]:
    """A finding for each key in the prefix or suffix of an item: `[@a, @b]` cites `a` alone."""
    for place in citations.clusters:
        for item in place.cluster.items:
            for affix in (item.prefix, item.suffix):
                found = find_item(affix)
                if found:
                    span = item_span(place, found[0].lstrip("-@").strip("{}"), source)
                    hint = f"Separate works with a semicolon: [@{item.key}; {found[0]}]."
                    yield Finding(UNCITED_KEY, span, f"'{found[0]}' is not cited here", hint)


def malformed_group(place: Span) -> Finding:
    """The finding for a bracket that holds a key and yet is no citation."""
    message = "this bracket is no citation: a part of it names no key, or nothing closes it"
    return Finding(MALFORMED_GROUP, place, message, "Each part between semicolons names one work: [@first; @second].")


def taken_id(name: str, source: Source) -> Finding:
    """The finding for an id that the author has given to something, and that a citation or the references need."""
    at = source.text.find(f"#{name}")
    message = f"the id '{name}' belongs to the page's citations and references"
    return Finding(TAKEN_ID, source.span(max(at, 0)), message, "Give the heading or element another id.")


def item_span(place: PlacedCluster, key: str, source: Source) -> Span:
    """Where a key of a cluster stands in `source`; where the cluster begins, if it does not name it as such.

    What was included from elsewhere has no place in the file: then it is the file's start.
    """
    start = max(place.offset, 0)
    name = re.escape(key)
    written = re.compile(rf"-?@(?:\{{{name}\}}|{name}(?!\w))|[\"']{name}[\"']")
    found = written.search(source.text, start, place.end) if place.offset >= 0 else None
    return source.span(found.start() if found else start)


def near_keys(key: str, bibliography: Bibliography) -> list[CitationKey]:
    """At most three keys that look like `key` when case, accents, `-` and `_` are overlooked, the nearest first."""
    choices = _folded_keys(tuple(bibliography))
    found = process.extract(_fold(key), choices, scorer=fuzz.ratio, limit=_MOST, score_cutoff=_NEAR_ENOUGH)
    return [near for _, _, near in found]


@lru_cache(maxsize=4)
def _folded_keys(keys: tuple[CitationKey, ...]) -> dict[CitationKey, str]:
    return {key: _fold(key) for key in keys}


def _fold(key: str) -> str:
    letters = normalize("NFKD", key.casefold())
    return "".join(letter for letter in letters if letter.isalnum() and not combining(letter))


def _title(bibliography: Bibliography, key: CitationKey) -> str:
    words = bibliography[key].plain("title").split()
    return " ".join(words[:_TITLE_WORDS]) + (" …" if len(words) > _TITLE_WORDS else "") if words else "no title"
