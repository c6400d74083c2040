"""The page's summary and key points, which stand in its front matter as inline Markdown."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from markupsafe import Markup

from vademecum.bibliography.identifier import CitationKey
from vademecum.citation.slot import Slot
from vademecum.conversion import Conversion, RunCall
from vademecum.macros.arguments import SiteNames
from vademecum.macros.context import PageContext
from vademecum.macros.evidence import grading_page
from vademecum.pages.profile import CitedSource, best, sources

_SAYS_NONE = {
    "none": (
        r"(?<!almost )\b(?:no|none|not one)\b[^.;]{0,40}"
        r"\b(?:stud(?:y|ies)|trials?|reviews?|sources?|evidence|research|data)\b[^.;]{0,80}\b(?:found|exists?|published)\b"
    ),
    "unknown": r"\bnot known\b|\bunknown\b",
}
"""How a text says that it cites nothing because there is nothing: no study was found, or nobody knows."""


@dataclass(frozen=True, slots=True)
class KeyPoints:
    """The page's summary and key points."""


@dataclass(frozen=True, slots=True)
class _Point:
    """A key point as it was taken from the front matter."""

    keys: Mapping[CitationKey, bool]
    """The works that it cites, and whether it only speaks of them."""
    gap: str
    """Why it cites none, if it says so: a name of `_SAYS_NONE`."""


def key_points(_: SiteNames) -> KeyPoints:
    """The page's summary and key points, from its front matter."""
    return KeyPoints()


def key_points_slot(page: PageContext, conversion: Conversion, slot: Slot, run: RunCall) -> None:
    """Make `slot` show the texts, whose citations and calls (by `run`) are numbered with those of the page."""
    front_matter = page.front_matter
    points = []
    for name, texts in (("summary", [front_matter.text("summary")]), ("key_points", front_matter.texts("key_points"))):
        start = front_matter.offset(name, conversion.source)
        for text in texts:
            quoted, start = conversion.prepare_quoted(" ".join(text.split()), start, front_matter.end, run)
            slot.quotes.append(quoted)
            points.append(_Point(_keys(quoted, conversion), _gap(text)))
    key = Slot("", slot.offset, make=partial(_show_key, page), is_late=True, is_block=True)
    place = Markup(conversion.slots.hide(conversion.slots.add(key)))  # noqa: S704  # a comment of ours
    slot.make = partial(_show, page, conversion, slot, points[1:], place)


def _keys(quoted: str, conversion: Conversion) -> Mapping[CitationKey, bool]:
    """The works whose citations have their tokens in a text, and whether that only speaks of them."""
    keys: dict[CitationKey, bool] = {}
    for found in conversion.slots.find(quoted):
        for item in found.cluster.items if found.cluster else ():
            keys[item.key] = keys.get(item.key, True) and bool(found.cluster and found.cluster.is_mentioned)
    return keys


def _gap(text: str) -> str:
    return next((name for name, words in _SAYS_NONE.items() if re.search(words, text, re.IGNORECASE)), "")


def _show_key(page: PageContext) -> Markup:
    """How to read the levels; made late, when all pages are known."""
    return page.render("levels_key.html", grading=grading_page(page), link=page.link)


def _show(page: PageContext, conversion: Conversion, slot: Slot, points: list[_Point], key: Markup) -> Markup:
    summary, *texts = [Markup(text) for text in slot.quotes]  # noqa: S704  # made by `to_html`
    if not any(text.strip() for text in (summary, *texts)):
        return Markup()
    known = sources(conversion.citations.all_mentions(), lambda key: page.writer.reference(key).grade)
    return page.render(
        "key_points.html",
        key=key,
        summary=summary,
        points=[(text, best(_of_point(point, known)), point.gap) for text, point in zip(texts, points, strict=True)],
    )


def _of_point(point: _Point, known: Mapping[CitationKey, CitedSource]) -> Iterator[CitedSource]:
    """The sources of one point, as they are cited there."""
    for key, is_mentioned in point.keys.items():
        if key in known:
            yield replace(known[key], is_mentioned=is_mentioned)
