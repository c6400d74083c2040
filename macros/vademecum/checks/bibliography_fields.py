"""Fields and types of entries: which must be there, which are empty, and which nobody knows."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.bibliography.schema import OTHER_NAMES
from vademecum.checks.bibliography_data import (
    KNOWN_FIELDS,
    KNOWN_TYPES,
    MISTAKEN_FIELDS,
    MISTAKEN_TYPES,
    NEEDS,
    Need,
)
from vademecum.checks.bibliography_places import is_written, line_of_field, words_in
from vademecum.text.finding import Edit, Finding, Rule, Severity
from vademecum.text.nearest import nearest

MISSING_FIELD = Rule("bibliography/missing-field", Severity.WARNING, "An entry lacks a field that its type needs.")
EMPTY_FIELD = Rule("bibliography/empty-field", Severity.WARNING, "A field is there and says nothing.")
UNKNOWN_FIELD = Rule(
    "bibliography/unknown-field", Severity.WARNING, "A field has a name that nobody reads, near to one that is known."
)
UNKNOWN_TYPE = Rule("bibliography/unknown-type", Severity.WARNING, "An entry has a type that does not exist.")
UNKNOWN_KEYWORD = Rule("bibliography/unknown-keyword", Severity.WARNING, "A keyword names no topic of the site.")

_NEAR_ENOUGH = 70
_SHORTEST, _LONG = 5, 8
_SET_ASIDE = re.compile(r"\A(?:x|alt|opt|old|my|_)[-_]?")
"""What people put before the name of a field so that it is not read."""
_VOWEL = re.compile("[aeiou]")
_OPENING, _CLOSING = frozenset('{"'), frozenset(("", "}", '"'))
_LEAD = 1000
"""How many blanks may stand before a value that has something in it."""


def field_findings(bibliography: Bibliography, topics: Collection[str]) -> Iterator[Finding]:
    """What is wrong with the types and fields of entries. Keywords are checked where `topics` has any."""
    known = frozenset(topics)
    for entry in bibliography.values():
        yield from _unknown_type(entry)
        yield from _missing(entry, bibliography)
        for name in entry.offsets:
            if not entry.fields.get(name, "").strip():
                if not _was_left_out(entry, name):
                    yield _empty(entry, name)
            elif name not in KNOWN_FIELDS and (near := _near_field(name)) and not entry.raw(near):
                message = f"nobody reads the field '{name}' of '{entry.key}'"
                yield Finding(UNKNOWN_FIELD, entry.field_span(name), message, f"Did you mean '{near}'?")
        if known and "keywords" in entry.offsets:
            yield from _unknown_keywords(entry, known)


def _missing(entry: Entry, bibliography: Bibliography) -> Iterator[Finding]:
    """One finding for all fields that are missing. An empty one is reported as such, not as missing."""
    parent = entry.fields.get("crossref", "").strip()
    if parent and parent not in bibliography:  # What it would inherit is not known.
        return
    missing = [need.name for need in NEEDS.get(entry.type, ()) if not _is_met(entry, need)]
    if missing:
        article = "an" if _VOWEL.match(entry.type) else "a"
        names = [f"no {name}" for name in missing]
        listed = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
        message = f"'{entry.key}', {article} {entry.type}, has {listed}"
        hint = "Look it up in the publisher's record and add it; a type that fits better may need less."
        yield Finding(MISSING_FIELD, entry.span, message, hint)


def _is_met(entry: Entry, need: Need) -> bool:
    fields = entry.fields
    return any(name in fields or OTHER_NAMES.get(name) in fields for name in need.fields)


def _unknown_type(entry: Entry) -> Iterator[Finding]:
    if entry.type in KNOWN_TYPES:
        return
    near = _near_type(entry.type)
    hint = f"Did you mean '@{near}'?" if near else "Use '@misc', or the type of the manual that comes nearest."
    message = f"'{entry.key}' has the type '@{entry.type}', which does not exist; it is taken for '@misc'"
    yield Finding(UNKNOWN_TYPE, entry.span, message, hint)


def _empty(entry: Entry, name: str) -> Finding:
    """The finding for an empty field. It may be removed where nothing would be inherited in its place."""
    line = line_of_field(entry, name)
    removable = line is not None and "crossref" not in entry.fields and "xdata" not in entry.fields
    fix = (Edit(entry.source.span(*line), ""),) if line and removable else ()
    message = f"the field '{name}' of '{entry.key}' is empty"
    return Finding(EMPTY_FIELD, entry.field_span(name), message, "Fill it, or remove it.", fix)


def _was_left_out(entry: Entry, name: str) -> bool:
    """Whether the file has a value, and it was too large to be read: that has been told."""
    around = entry.source.text[entry.offsets[name] - 1 :][:_LEAD]
    return around[:1] in _OPENING and around[1:].lstrip()[:1] not in _CLOSING


def _unknown_keywords(entry: Entry, topics: frozenset[str]) -> Iterator[Finding]:
    value = entry.fields["keywords"]
    for word, offset in words_in(value):
        if word not in topics:
            near = nearest(word, topics, _NEAR_ENOUGH)
            hint = f"Did you mean '{near}'?" if near else "Keywords are the names of topic pages."
            span = entry.field_span("keywords", offset if is_written(entry, "keywords") else 0)
            yield Finding(UNKNOWN_KEYWORD, span, f"'{entry.key}' has the keyword '{word}', which is no topic", hint)


@lru_cache(maxsize=4096)
def _near_field(name: str) -> str | None:
    """The known field that was certainly meant by `name`; None where it may be somebody's own."""
    if name in MISTAKEN_FIELDS:
        return MISTAKEN_FIELDS[name]
    if _SET_ASIDE.sub("", name, count=1) in KNOWN_FIELDS:
        return None
    most = 0 if len(name) < _SHORTEST else 1 if len(name) < _LONG else 2
    letters = sorted(name)
    best: tuple[int, str] | None = None
    for known in sorted(KNOWN_FIELDS):
        if abs(len(known) - len(name)) > max(most, 1):
            continue
        distance = OSA.distance(name, known, score_cutoff=2)
        is_swapped = distance == 1 and sorted(known) == letters
        if (distance <= most or is_swapped) and (best is None or distance < best[0]):
            best = distance, known
    return best[1] if best else None


@lru_cache(maxsize=1024)
def _near_type(name: str) -> str | None:
    if name in MISTAKEN_TYPES:
        return MISTAKEN_TYPES[name]
    return nearest(name, sorted(KNOWN_TYPES), _NEAR_ENOUGH)
