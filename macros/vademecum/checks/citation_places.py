"""Citations that are incomplete, and keys that stand where they are no citation."""

import re
from collections.abc import Iterator

from vademecum.bibliography.entry import Bibliography
from vademecum.bibliography.identifier import citation_key
from vademecum.checks.cited_page import CitedPage, WrittenCitation
from vademecum.checks.page_numbers import faults
from vademecum.citation.cluster import CitationItem
from vademecum.citation.grammar import find_item
from vademecum.citation.locator import TERMS
from vademecum.pages.outline_parts import LinkKind
from vademecum.text.finding import Finding, Rule, Severity

LOCATOR = Rule("citation/locator", Severity.WARNING, "What stands behind a key is no place in a work.")
EMPTY = Rule("citation/empty", Severity.ERROR, "A citation names no work.")
IN_HEADING = Rule("citation/in-heading", Severity.WARNING, "A citation stands in a heading.")
STAYS_TEXT = Rule("citation/stays-text", Severity.WARNING, "A key stands where it is shown as it is written.")

_UNFINISHED = re.compile(r"[-‐‑‒–—−]\s*\Z|\A\s*[-‐‑‒–—−]")
_TERM_ALONE = re.compile(
    r",?\s*(" + "|".join(re.escape(term) for terms in TERMS.values() for term in sorted(terms)) + r")\s*(?:[,;].*)?",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED = frozenset(("page", "folio", "line", "column", "verse", "note", "paragraph"))
_NO_KEY = re.compile(r"@(?<![^\s\[;-]@)(?:\{\})?(?=[ \t]*[\];,])")  # first what is rare: it is sought everywhere
_CODE = re.compile(r"(?<!`)(`{1,8})(?!`)[^`]*(?<!`)\1(?!`)")
_WIDEST = 300
_ALTERNATIVE = frozenset((LinkKind.IMAGE, LinkKind.IMAGE_REFERENCE))
_TEXT_ATTRIBUTES = frozenset(("alt", "title", "aria-label"))
_PLAIN_VALUES = ("title", "description")


def place_findings(page: CitedPage, bibliography: Bibliography) -> Iterator[Finding]:
    """What is wrong with how and where the citations of a page stand."""
    for each in page.citations:
        yield from _locators(page, each)
    yield from _empty(page)
    yield from _in_headings(page, bibliography)
    yield from _in_alternatives(page, bibliography)
    for name in _PLAIN_VALUES:
        at = page.front_matter.offset(name, page.source)
        yield from _text(page, page.front_matter.text(name), at, f"the {name} of the page", bibliography)


def _locators(page: CitedPage, citation: WrittenCitation) -> Iterator[Finding]:
    position = citation.start
    for item in citation.cluster.items:
        at = page.source.text.find(item.key, position, citation.end)
        position = at + len(item.key) if at >= 0 else position
        wrong, message, hint = _locator_fault(item)
        if wrong:
            found = page.source.text.find(wrong, position, citation.end)
            start = found if found >= 0 else max(at, citation.start)
            yield Finding(LOCATOR, page.source.span(start, start + len(wrong)), message, hint)


def _locator_fault(item: CitationItem) -> tuple[str, str, str]:
    """What of an item is no locator, why, and what to do; empty where nothing is wrong."""
    if item.locator is None:
        term = _TERM_ALONE.fullmatch(item.suffix)
        if not term:
            return "", "", ""
        return term[1], f"'{term[1]}' has no number behind it", "Add the number, or remove the word."
    value, label = item.locator.value, item.locator.label
    if _UNFINISHED.search(value):
        return value, f"the {label} '{value}' is a range with one end missing", "Add the other end, or remove the dash."
    if label in _NUMBERED:
        fault = next(faults(value), None)
        if fault:
            message = f"the {label} '{value}' is no range: it ends before it begins"
            return fault.written, message, "Correct one of the two numbers."
    return "", "", ""


def _empty(page: CitedPage) -> Iterator[Finding]:
    """Brackets with an `@` that no key follows."""
    prose = page.outline.prose
    if not _NO_KEY.search(prose):
        return
    for unit in page.outline.units:
        if "@" not in prose[unit.start : unit.end]:
            continue
        text = prose[unit.start : unit.end]
        if "`" in text:
            text = _CODE.sub(lambda code: "x" * (code.end() - code.start()), text)
        for found in _NO_KEY.finditer(text):
            opening = text.rfind("[", max(found.start() - _WIDEST, 0), found.start())
            closing = text.find("]", found.end(), found.end() + _WIDEST)
            between = text[opening:closing]
            if opening < 0 or closing < 0 or "]" in between or "\n\n" in between or text[opening - 1 : opening] == "\\":
                continue
            if text.startswith(("(", "[", ":"), closing + 1):
                continue
            span = page.source.span(unit.start + found.start(), unit.start + found.end())
            hint = "Write the key behind the sign: [@smith2020]. If it is no citation, write \\@."
            yield Finding(EMPTY, span, "no key stands behind this '@'", hint)


def _in_headings(page: CitedPage, bibliography: Bibliography) -> Iterator[Finding]:
    text = page.source.text
    starts = {each.start for each in page.citations}
    for heading in page.outline.headings:
        for start in sorted(at for at in starts if heading.start <= at < heading.end):
            hint = "Headings are read in contents, links and search, where a citation is lost: cite in the text below."
            yield Finding(IN_HEADING, page.source.span(start), "a citation stands in this heading", hint)
        newline = text.find("\n", heading.end)
        rest = text[heading.end : newline if newline >= 0 else len(text)]
        if "@" in rest and "{" in rest:
            yield from _text(page, rest, heading.end, "the attributes of a heading", bibliography)


def _in_alternatives(page: CitedPage, bibliography: Bibliography) -> Iterator[Finding]:
    for link in page.outline.links:
        if link.kind in _ALTERNATIVE and "@" in link.text:
            yield from _text(page, link.text, link.start, "the alternative text of an image", bibliography)
    for tag in page.outline.tags:
        for attribute in tag.attributes:
            if attribute.name in _TEXT_ATTRIBUTES and "@" in attribute.value:
                where = f"the attribute '{attribute.name}'"
                yield from _text(page, attribute.value, attribute.start, where, bibliography)


def _text(page: CitedPage, text: str, start: int, where: str, bibliography: Bibliography) -> Iterator[Finding]:
    """A finding for each known key in a text that is shown as it is. Other names with `@` are handles or addresses."""
    position = 0
    while found := find_item(text, position):
        position = found.end()
        key = citation_key(found[0].lstrip("-").removeprefix("@").strip("{}"))
        if key in bibliography:
            at = page.source.text.find(found[0], start)
            span = page.source.span(max(at, start), max(at, start) + len(found[0]))
            hint = "Take it out there, and cite in the text beside."
            yield Finding(STAYS_TEXT, span, f"'{found[0]}' stands in {where} and is shown as it is written", hint)
