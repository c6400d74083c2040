"""Sections of a finished page in which nothing stands, and what is left of the template that the page began as."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import zip_longest
from typing import NamedTuple

from vademecum.checks.page_model import CheckedPage
from vademecum.checks.page_remarks import Remark, remarks
from vademecum.pages.outline_parts import Heading
from vademecum.text.finding import Finding, Rule, Severity

EMPTY_SECTION = Rule("page/empty-section", Severity.WARNING, "Nothing stands under a heading of a finished page.")
TEMPLATE_TEXT = Rule("page/template-text", Severity.WARNING, "A finished page holds words of the template.")

_TEMPLATES = ("topic.md", "section.md")
_MARKED = re.compile(r"[ ]{0,3}#{1,6}[ \t]*\Z")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-+)[ \t]*(?:\n|\Z)")
_LIST_OF_ATTRIBUTES = re.compile(r"[ ]{0,3}\{:[^{}\n]*\}[ \t]*$", re.MULTILINE)
_REMARK = re.compile(r"<!--(.*?)-->", re.DOTALL)
_POINT = re.compile(r'^#?[ ]*#?[ ]*- "([^"\n]+)"$', re.MULTILINE)
_PLACE = re.compile(r"\[\[ [a-z_]+ \]\]")
_REFERENCES = re.compile(r"references|bibliography|literature|works cited|sources", re.IGNORECASE)
_EMPTY = "Write what is known, say that nothing was found, or take the heading out."
_LISTED = "Take the heading out: the list of references comes by itself, under a heading of its own."
_MOST_SHOWN = 60


class _Template(NamedTuple):
    """What a template says to whoever fills it in."""

    remarks: frozenset[str]
    points: frozenset[str]
    places: frozenset[str]


class _Section(NamedTuple):
    """A heading of the page itself, and where what stands under it begins and ends: at the next heading."""

    heading: Heading
    start: int
    end: int
    holds_headings: bool
    """Whether the next heading is below this one."""


def section_findings(page: CheckedPage) -> Iterator[Finding]:
    """What was forgotten in a page that is no draft, and whose front matter could be read."""
    if page.is_draft or page.front_matter.is_broken:
        return
    every = remarks(page)
    known = _template()
    left = [each for each in every if each.is_closed and _flat(each.text) in known.remarks]
    told: set[int] = set()
    for section in _sections(page):
        is_title = section.heading.level == 1
        if is_title or section.holds_headings or not _is_empty(page, section, every):
            continue
        place = section.heading.start, section.heading.end
        told.update(each.start for each in left if section.start <= each.start < section.end)
        message = f"nothing stands under '{_short(section.heading.text)}'"
        yield page.at(EMPTY_SECTION, place, message, _LISTED if _is_list_of_references(section) else _EMPTY)
    for remark in left:
        if remark.start not in told:
            message = f"a remark of the template still stands here: '{_short(_flat(remark.text))}'"
            hint = "Take the remark out when what it asks for is written."
            yield page.at(TEMPLATE_TEXT, (remark.start, remark.end), message, hint)
    yield from _words_left(page, known)


def _is_list_of_references(section: _Section) -> bool:
    """Whether it was to hold the list that the site writes below each page that cites."""
    return _REFERENCES.fullmatch(section.heading.text.strip()) is not None


def _sections(page: CheckedPage) -> Iterator[_Section]:
    """The sections of the page; headings within quotations, lists and boxes are part of what stands there."""
    text = page.source.text
    headings = []
    for heading in page.outline.headings:
        line = text.rfind("\n", 0, heading.start) + 1
        before = text[line : heading.start]
        below = text.find("\n", heading.end) + 1 or len(text)
        if _MARKED.match(before):
            headings.append((heading, line, below))
        elif not before.strip(" ") and len(before) <= 3 and (under := _UNDERLINE.match(text, below)):  # noqa: PLR2004
            headings.append((heading, line, under.end()))
    for (heading, _, start), following in zip_longest(headings, headings[1:]):
        if following is None:
            yield _Section(heading, start, len(text), holds_headings=False)
        else:
            lower, end, _ = following
            yield _Section(heading, start, end, holds_headings=lower.level > heading.level)


def _is_empty(page: CheckedPage, section: _Section, every: list[Remark]) -> bool:
    """Whether nothing but remarks, definitions and blanks stands in a section. One without a text is told elsewhere."""
    if not section.heading.text.strip():
        return False
    here = _within(every, section)
    if not all(each.is_closed for each in here):
        return False  # That one has no end is told, and it may have swallowed what stood here.
    hidden = [(each.start, each.end) for each in here]
    hidden += ((each.start, each.end) for each in page.outline.definitions if section.start <= each.start < section.end)
    position = section.start
    for start, end in (*sorted(hidden), (section.end, section.end)):
        between = page.source.text[position:start] if start > position else ""
        if _LIST_OF_ATTRIBUTES.sub("", between).strip():
            return False
        position = max(position, end)
    return True


def _within(every: list[Remark], section: _Section) -> list[Remark]:
    first = bisect_left(every, section.start, key=lambda each: each.start)
    return every[first : bisect_left(every, section.end, key=lambda each: each.start)]


def _words_left(page: CheckedPage, known: _Template) -> Iterator[Finding]:
    """The key points and the places to be filled in that stand in the page as the template has them."""
    values = page.front_matter.values
    points = values.get("key_points")
    for number, point in enumerate(points if isinstance(points, list) else ()):
        if isinstance(point, str) and _flat(point) in known.points:
            message = "this key point is an example of the template"
            hint = "Write what is known best of the topic, with its source; or take the line out."
            yield page.at(TEMPLATE_TEXT, page.front_matter.place("key_points", number), message, hint)
    if "[[ " not in page.source.text:
        return
    text = page.source.text[: page.front_matter.end] + page.texts.without_code[page.front_matter.end :]
    for found in _PLACE.finditer(text):
        if found[0] in known.places:
            message = f"'{found[0]}' was to be filled in"
            yield page.at(TEMPLATE_TEXT, found.span(), message, "Write what belongs there.")


@cache
def _template() -> _Template:
    """What the templates of new pages hold that belongs on no finished page."""
    folder = files("vademecum").joinpath("templates", "new")
    texts = [folder.joinpath(name).read_text(encoding="utf-8") for name in _TEMPLATES]
    return _Template(
        frozenset(_flat(found[1]) for text in texts for found in _REMARK.finditer(text)),
        frozenset(_flat(found[1]) for text in texts for found in _POINT.finditer(text)),
        frozenset(found[0] for text in texts for found in _PLACE.finditer(text)),
    )


def _flat(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    text = _flat(text)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
