"""The evidence of the page as a whole."""

from dataclasses import dataclass, field
from functools import partial

from markupsafe import Markup

from vademecum.bibliography.identifier import CitationKey
from vademecum.citation.slot import Slot
from vademecum.conversion import Conversion, RunCall
from vademecum.csl.names import short_names, year
from vademecum.macros.arguments import SiteNames
from vademecum.macros.context import PageContext
from vademecum.macros.parsing import text_argument
from vademecum.pages.answers import sum_funding, sum_samples
from vademecum.pages.profile import make_profile
from vademecum.pages.sitemap import SitePage

GRADING_PAGE = "evidence.md"
"""The page that explains the levels, where a site has it."""


@dataclass(frozen=True, slots=True)
class EvidenceProfile:
    """The sources of the page by their kinds. A page has it once, whatever the note says."""

    note: str = field(default="", compare=False)
    """What that means here, in the words of the editor: inline Markdown."""


def grading_page(page: PageContext) -> SitePage | None:
    """The page that explains the levels, where the site has it."""
    return next((each for each in page.site.map if each.path == GRADING_PAGE), None)


def evidence_profile(_: SiteNames, note: str = "") -> EvidenceProfile:
    """The page's sources as a chart by level; `note` says what that means here, as inline Markdown with citations."""
    return EvidenceProfile(" ".join(text_argument("note", note).split()))


def profile_quotes(asked: EvidenceProfile) -> tuple[str, ...]:
    """The editor's note, which is inline Markdown."""
    return (asked.note,) if asked.note else ()


def profile_slot(page: PageContext, conversion: Conversion, slot: Slot, asked: EvidenceProfile, run: RunCall) -> None:
    """Make `slot` show the note, which is text of the page, and then the chart, which is none and is made last."""
    quoted, _ = conversion.prepare_quoted(asked.note, max(slot.offset, 0), max(slot.end, 0), run)
    slot.quotes.append(quoted)
    chart = Slot("", slot.offset, make=partial(show_evidence_profile, page, asked), is_late=True, is_block=True)
    place = conversion.slots.hide(conversion.slots.add(chart))
    slot.make = lambda: page.render("evidence_note.html", note=Markup(slot.quotes[0]), chart=Markup(place))  # noqa: S704  # made by `to_html`


def show_evidence_profile(page: PageContext, _: EvidenceProfile) -> Markup:
    """The chart, what follows from its numbers, and a table of the kinds of study."""
    writer, bibliography = page.writer, page.writer.bibliography
    profile = make_profile(page.site.ledger.mentions(page.path), lambda key: writer.reference(key).grade)
    carrying = [bibliography[source.key] for source in profile.sources]

    def name(key: CitationKey) -> str:
        return f"{short_names(bibliography[key])} {year(bibliography[key])}"

    return page.render(
        "evidence_profile.html",
        profile=profile,
        samples=sum_samples(entry.plain("sample") for entry in carrying),
        funding=sum_funding(entry.plain("funding") for entry in carrying),
        name=name,
        reference=writer.reference,
        is_linked=page.front_matter.has_references,
        grading=grading_page(page),
        link=page.link,
    )
