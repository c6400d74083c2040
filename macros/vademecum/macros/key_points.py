"""The page's summary and key points, which stand in its front matter as inline Markdown."""

from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from vademecum.citation.slot import Slot
from vademecum.conversion import Conversion, RunCall
from vademecum.macros.arguments import SiteNames
from vademecum.macros.context import PageContext


@dataclass(frozen=True, slots=True)
class KeyPoints:
    """The page's summary and key points."""


def key_points(_: SiteNames) -> KeyPoints:
    """The page's summary and key points, from its front matter."""
    return KeyPoints()


def key_points_slot(page: PageContext, conversion: Conversion, slot: Slot, run: RunCall) -> None:
    """Make `slot` show the texts, whose citations and calls (by `run`) are numbered with those of the page."""
    front_matter = page.front_matter
    for name, texts in (("summary", [front_matter.text("summary")]), ("key_points", front_matter.texts("key_points"))):
        start = front_matter.offset(name, conversion.source)
        for text in texts:
            quoted, start = conversion.prepare_quoted(" ".join(text.split()), start, front_matter.end, run)
            slot.quotes.append(quoted)
    slot.make = partial(_show, page, slot)


def _show(page: PageContext, slot: Slot) -> Markup:
    texts = [Markup(text) for text in slot.quotes]  # noqa: S704  # made by `to_html`
    has_any = any(text.strip() for text in texts)
    return page.render("key_points.html", summary=texts[0], points=texts[1:]) if has_any else Markup()
