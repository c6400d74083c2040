"""Pictures: what they say to those who do not see them, who made them, and how they may be used."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from vademecum.checks.page_model import CheckedPage, PageSettings
from vademecum.checks.page_tags import raw_tags
from vademecum.pages.outline_parts import Attribute, LinkKind
from vademecum.text.finding import Finding, Rule, Severity

NO_ALT = Rule("page/no-alt", Severity.WARNING, "A picture says nothing to those who do not see it.")
POOR_ALT = Rule("page/poor-alt", Severity.WARNING, "The alternative text of a picture does not say what it shows.")
NO_CREDIT = Rule("page/no-credit", Severity.WARNING, "A picture does not say who made it, or how it may be used.")

_CREDIT = re.compile(
    r"\b(?:credits?|courtesy|drawn|drawings?|photos?|photograph(?:s|ed|er)?|illustrat(?:ions?|ed|or)|source|adapted|"
    r"(?:images?|pictures?|figures?|diagram|graphic|chart|map|made|created) by|reproduced|redrawn|own work)\b|©|\(c\)",
    re.IGNORECASE,
)
_LICENCE = re.compile(
    r"\bCC[ -]?(?:BY|0)\b|\bcreative commons\b|\bpublic domain\b|\blicen[cs]ed?\b|\bpermission\b|"
    r"\ball rights reserved\b|\bGFDL\b|\bPDM\b|\bOGL\b",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"[\w.-]+\.(?:png|jpe?g|gif|svg|webp|avif|tiff?|bmp)", re.IGNORECASE)
_HOLLOW = frozenset(
    (
        *("image", "picture", "photo", "photograph", "figure", "graphic", "diagram", "illustration", "drawing"),
        *("icon", "img", "alt", "screenshot", "untitled"),
    )
)
_MOST_SHOWN = 40
_LONGEST_CAPTION = 1000


class _Picture(NamedTuple):
    """A picture as written. `alt` is None where there is no such attribute."""

    start: int
    end: int
    alt: str | None
    name: str
    decorates: bool
    given: str
    """What its attributes say of it: title and credit."""


def image_findings(page: CheckedPage, settings: PageSettings) -> Iterator[Finding]:
    """What is missing at the pictures of one page, those in Markdown and those in raw HTML."""
    for picture in sorted(_pictures(page), key=lambda picture: picture.start):
        place = picture.start, picture.end
        alt = None if picture.alt is None else " ".join(picture.alt.split())
        if not alt and not picture.decorates:
            message = f"the picture '{_short(picture.name)}' has no alternative text"
            hint = "Say in it what the picture shows; one that only decorates has the role 'presentation'."
            yield page.at(NO_ALT, place, message, hint)
        elif alt and (_FILE_NAME.fullmatch(alt) or alt.lower().rstrip(" .0123456789") in _HOLLOW):
            message = f"the alternative text '{_short(alt)}' does not say what the picture shows"
            yield page.at(POOR_ALT, place, message, "Say in a sentence what a reader should see in it.")
        if settings.image_credit and not picture.decorates:
            yield from _credit(page, picture)


def _credit(page: CheckedPage, picture: _Picture) -> Iterator[Finding]:
    caption = f"{picture.given} {_around(page, picture)}"
    missing = [
        words
        for words, pattern in (("who made it", _CREDIT), ("under which licence it may be used", _LICENCE))
        if not pattern.search(caption)
    ]
    if missing:
        message = f"the picture '{_short(picture.name)}' does not say {' and '.join(missing)}"
        hint = "Write it below the picture or into its title: 'Drawing: Ann Example, CC BY 4.0.'"
        yield page.at(NO_CREDIT, (picture.start, picture.end), message, hint)


def _around(page: CheckedPage, picture: _Picture) -> str:
    """The caption: the rest of the figure or paragraph that holds the picture, and the paragraph behind it."""
    text = page.source.text
    opening = text.rfind("<figure", max(picture.start - _LONGEST_CAPTION, 0), picture.start)
    closing = text.find("</figure", picture.end, picture.end + _LONGEST_CAPTION)
    if opening >= 0 and closing >= 0 and "</figure" not in text[opening : picture.start]:
        return text[opening : picture.start] + text[picture.end : closing]
    units = page.outline.units
    number = bisect_right(units, picture.start, key=lambda unit: unit.start) - 1
    near = [text[picture.end : picture.end + _LONGEST_CAPTION].partition("\n\n")[0]]
    if number >= 0 and units[number].end > picture.start:
        near.append(text[max(units[number].start, picture.start - _LONGEST_CAPTION) : picture.start])
    behind = next((unit for unit in units[number + 1 : number + 3] if unit.start >= picture.end), None)
    if behind and not text[picture.end : min(behind.start, picture.end + _LONGEST_CAPTION)].strip(" \n\t>/"):
        following = text[behind.start : min(behind.end, behind.start + _LONGEST_CAPTION)]
        near.append("" if "![" in following else following)
    return " ".join(near)


def _pictures(page: CheckedPage) -> Iterator[_Picture]:
    text = page.source.text
    titles = {each.label: text[each.target_end : each.end] for each in page.outline.definitions}
    lists = {each.start: each.attributes for each in page.outline.attribute_lists}
    for link in page.outline.links:
        if link.kind in (LinkKind.IMAGE, LinkKind.IMAGE_REFERENCE):
            attributes = lists.get(link.end, ())
            alt = _value(attributes, "alt") or link.text
            given = f"{text[link.target_end : link.end]} {_given(attributes)}"
            if link.label in titles:
                given += titles[link.label]
            yield _Picture(link.start, link.end, alt, link.target, _decorates(attributes), given)
    for tag in raw_tags(page):
        if tag.name == "img":
            alt_or_none = _value(tag.attributes, "alt")
            alt_or_none = alt_or_none or _value(tag.attributes, "aria-label") or alt_or_none
            name = _value(tag.attributes, "src") or ""
            yield _Picture(tag.start, tag.end, alt_or_none, name, _decorates(tag.attributes), _given(tag.attributes))


def _decorates(attributes: tuple[Attribute, ...]) -> bool:
    """Whether the author says that a picture only decorates (WAI-ARIA 1.2, role `presentation` or `none`)."""
    return (_value(attributes, "role") or "").strip().lower() in {"presentation", "none"} or (
        _value(attributes, "aria-hidden") or ""
    ).strip().lower() == "true"


def _given(attributes: tuple[Attribute, ...]) -> str:
    credit = " ".join(f"{each.name} {each.value}" for each in attributes if each.name.removeprefix("data-") in _SAYING)
    return f"{_value(attributes, 'title') or ''} {credit}"


_SAYING = frozenset(("credit", "licence", "license"))


def _value(attributes: tuple[Attribute, ...], name: str) -> str | None:
    return next((each.value for each in attributes if each.name == name), None)


def _short(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
