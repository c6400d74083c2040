"""What belongs together on one page: labels and their definitions, footnotes, abbreviations, ids; and empty links."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from vademecum.checks.link_rules import (
    DUPLICATE_ABBREVIATION,
    DUPLICATE_DEFINITION,
    DUPLICATE_FOOTNOTE,
    DUPLICATE_ID,
    EMPTY_TEXT,
    MISSPELT_LINK,
    UNDEFINED_FOOTNOTE,
    UNDEFINED_REFERENCE,
    UNUSED_ABBREVIATION,
    UNUSED_DEFINITION,
    UNUSED_FOOTNOTE,
)
from vademecum.checks.link_site import LinkPage
from vademecum.pages.outline_parts import LinkKind, PageOutline
from vademecum.text.finding import Edit, Finding
from vademecum.text.nearest import nearest
from vademecum.text.source import Source

_MOST_CHOICES = 300
_WITH_TEXT = (LinkKind.INLINE, LinkKind.REFERENCE)
_NOTHING = re.compile(r"(?:\s|&nbsp;|<!--.*?-->|!\[\s*\](?:\([^()]*\)|\[[^\[\]]*\]))*", re.DOTALL)
_LABEL = re.compile(r"[\w.:-]+")
_CHARACTERS = re.compile(r"(?:\w-\w)+|\W*")  # `[^a-z]` is a class of characters, as in regular expressions
_REMARK = frozenset({"//", "comment", "_"})  # `[//]: # (…)` is a remark that no reader sees


def label_findings(page: LinkPage) -> Iterator[Finding]:
    """What is wrong on one page. A page that includes files may use or define in them what seems to be missing."""
    outline, source = page.outline, page.source
    yield from _empty(outline, source)
    yield from _misspelt(outline, source)
    yield from _identifiers(outline, source)
    yield from _definitions(outline, source)
    yield from _footnotes(outline, source)
    yield from _abbreviations(outline, source)


def _empty(outline: PageOutline, source: Source) -> Iterator[Finding]:
    for link in outline.links:
        if link.kind in _WITH_TEXT and _NOTHING.fullmatch(link.text):
            message = f"the link to '{link.target}' has no text"
            yield Finding(EMPTY_TEXT, source.span(link.start, link.end), message, "Say in words where it leads.")


def _misspelt(outline: PageOutline, source: Source) -> Iterator[Finding]:
    for each in outline.misspelt:
        span = source.span(each.start, each.end)
        hint = f"Write {each.right}." if each.right else "Close the bracket behind the address."
        fix = (Edit(span, each.right),) if each.right else ()
        yield Finding(MISSPELT_LINK, span, "this looks like a link, and Markdown does not make one of it", hint, fix)


def _identifiers(outline: PageOutline, source: Source) -> Iterator[Finding]:
    made = ((heading.name, heading.start, heading.end) for heading in outline.headings if not heading.is_named)
    given = ((each.name, each.start, each.end) for each in outline.identifiers)
    first: dict[str, int] = {}
    for name, start, end in sorted((*made, *given), key=lambda each: each[1]):
        if not name:
            continue
        if name in first:
            line = source.position(first[name]).line
            message = f"the id '{name}' is taken: line {line} has it already"
            yield Finding(DUPLICATE_ID, source.span(start, end), message, "Give one of the two another id.")
        first.setdefault(name, start)


def _definitions(outline: PageOutline, source: Source) -> Iterator[Finding]:
    labels = {each.label: each for each in outline.definitions}
    used = {link.label for link in outline.links if link.label}
    if not outline.includes:
        for missing in outline.undefined:
            label = " ".join(missing.label.split())
            start = missing.label_start
            span = source.span(start, start + len(missing.label))
            hint = near_hint(label.lower(), labels) or f"Define it in a line of its own: [{label}]: address"
            yield Finding(UNDEFINED_REFERENCE, span, f"there is no '[{label}]:' on this page", hint)
    seen: dict[str, int] = {}
    for each in outline.definitions:
        span = source.span(each.start, each.end)
        if each.label in _REMARK or each.target in {"#", ""}:
            continue
        if each.label in seen:
            message = f"'[{each.label}]:' is defined already in line {source.position(seen[each.label]).line}"
            yield Finding(DUPLICATE_DEFINITION, span, message, "Only the last one counts: remove one, or rename it.")
        elif each.label not in used and not outline.includes:
            message = f"nothing on the page uses '[{each.label}]:'"
            yield Finding(UNUSED_DEFINITION, span, message, "Use it, or remove it.")
        seen.setdefault(each.label, each.start)


def _footnotes(outline: PageOutline, source: Source) -> Iterator[Finding]:
    labels = {each.label: each for each in outline.footnotes}
    marked = {mark.label for mark in outline.footnote_marks}
    for mark in outline.footnote_marks:
        is_label = _LABEL.fullmatch(mark.label) and not _CHARACTERS.fullmatch(mark.label)
        if mark.label not in labels and is_label and not outline.includes:
            hint = near_hint(mark.label, labels, "^") or f"Write it in a line of its own: [^{mark.label}]: text"
            message = f"there is no footnote '[^{mark.label}]:' on this page"
            yield Finding(UNDEFINED_FOOTNOTE, source.span(mark.start, mark.end), message, hint)
    seen: dict[str, int] = {}
    for each in outline.footnotes:
        span = source.span(each.start, each.end)
        if each.label in seen:
            line = source.position(seen[each.label]).line
            message = f"there is a footnote '[^{each.label}]:' already in line {line}"
            yield Finding(DUPLICATE_FOOTNOTE, span, message, "Only the last one is shown: give one another label.")
        elif each.label not in marked and not outline.includes:
            message = f"nothing on the page leads to the footnote '[^{each.label}]:'"
            yield Finding(UNUSED_FOOTNOTE, span, message, f"Write [^{each.label}] where it belongs, or remove it.")
        seen.setdefault(each.label, each.start)


def _abbreviations(outline: PageOutline, source: Source) -> Iterator[Finding]:
    if not outline.abbreviations:
        return
    found = used_words([each.short for each in outline.abbreviations], outline.prose)
    seen: dict[str, int] = {}
    for each in outline.abbreviations:
        span = source.span(each.start, each.end)
        if each.short in seen:
            message = f"'{each.short}' is explained already in line {source.position(seen[each.short]).line}"
            yield Finding(DUPLICATE_ABBREVIATION, span, message, "Only the last one counts: remove one.")
        elif not found[each.short] and not outline.includes:
            message = f"the page does not use '{each.short}'"
            yield Finding(UNUSED_ABBREVIATION, span, message, "Use it, or remove it; capitals matter.")
        seen.setdefault(each.short, each.start)


def used_words(words: Iterable[str], prose: str) -> Counter[str]:
    """How often each of `words` stands in `prose` as a whole word, the longest counting where several would."""
    wanted = sorted(set(words), key=lambda word: (-len(word), word))
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in wanted))
    return Counter(match[0] for match in pattern.finditer(prose))


def near_hint(label: str, labels: Iterable[str], sign: str = "") -> str:
    """A question about the label nearest to `label`; empty where none is near."""
    near = nearest(label, islice(labels, _MOST_CHOICES))
    return f"Did you mean '[{sign}{near}]'?" if near else ""
