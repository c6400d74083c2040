"""What macro calls put on a page. Floor 6.

A call becomes a slot, and the text has its token. What each macro takes is said in `macro_calls`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from markupsafe import Markup, escape

from vademecum.bibliography.identifier import CitationKey
from vademecum.checks.page_citations import citation_needed
from vademecum.citation.cluster import CitationCluster
from vademecum.citation.slot import Slot
from vademecum.conversion import Conversion
from vademecum.macro_calls import (
    Asked,
    CitationNeeded,
    ContactLinks,
    Contents,
    KeyPoints,
    References,
    RuleList,
    SiteNames,
    SiteTree,
    read_macro,
    single,
    stands_in_text,
)
from vademecum.pages.front_matter import FrontMatter
from vademecum.pages.literature import Selection, list_literature
from vademecum.render.writer import Writer
from vademecum.rules import rule_groups
from vademecum.site import Heading, Site
from vademecum.text.finding import Finding


@dataclass(slots=True)
class PageMacros:
    """The macros of one page. `path` is that of its source, `url` its address from the site's root."""

    site: Site
    writer: Writer
    front_matter: FrontMatter
    path: str
    url: str
    headings: tuple[Heading, ...] = ()
    """The page's main headings, known when it is converted."""
    _listed: set[CitationKey] = field(default_factory=set, repr=False)
    """The works that have an entry on the page already: an id stands once."""

    def expand(self, conversion: Conversion, body: str) -> str:
        """The body of the page with tokens in the place of citations and macro calls."""
        return conversion.prepare(body, partial(self._run, conversion))

    def _run(self, conversion: Conversion, written: str, offset: int, *, is_quoted: bool = False) -> str:
        """The token that takes the place of a call; the call itself where it is plain text."""
        span = conversion.span(written, offset)
        asked = read_macro(written, span, self._names(), is_quoted=is_quoted)
        if asked is None:
            return written
        if isinstance(asked, Finding):
            slot = Slot(written, offset, make=escape(written).__str__, finding=asked)
        elif isinstance(asked, CitationCluster):
            slot = Slot(written, offset, cluster=asked)
        elif isinstance(asked, KeyPoints):
            slot = self._key_points(conversion, written, offset)
        else:
            make, is_late = self._maker(asked), not isinstance(asked, CitationNeeded | References)
            slot = Slot(written, offset, make=make, is_late=is_late, is_block=not stands_in_text(asked))
            if isinstance(asked, CitationNeeded):
                slot.finding = citation_needed(asked.why, span)
        if not isinstance(asked, Finding) and (name := single(asked)):
            conversion.once.setdefault(name, []).append(slot)
        return conversion.slots.add(slot)

    def _names(self) -> SiteNames:
        site = self.site
        return SiteNames(
            lambda: (name for name, _ in site.map.sections()),
            lambda: (page.topic for page in site.map),
            self.writer.bibliography,
        )

    def _maker(self, asked: Asked) -> Callable[[], str]:
        """What makes the HTML of a block or mark when its time has come."""
        match asked:
            case SiteTree(section=section):
                return partial(self._sitemap, section)
            case Selection():
                return partial(self._literature, asked)
            case RuleList(kind=kind):
                return lambda: self._render("rules.html", groups=rule_groups(kind), has_headings=not kind)
            case CitationNeeded(why=why):
                return partial(self._render, "citation_needed.html", why=why)
        makers: dict[type[Asked], Callable[[], str]] = {
            Contents: lambda: self._render("contents.html", headings=self.headings),
            ContactLinks: lambda: self._render("contact.html", contact=self.site.contact),
            References: str,  # The page's conversion fills it in.
        }
        return makers[type(asked)]

    def _key_points(self, conversion: Conversion, written: str, offset: int) -> Slot:
        summary = self.front_matter.text("summary")
        marked = []
        for name, texts in (("summary", [summary]), ("key_points", self.front_matter.texts("key_points"))):
            start = self.front_matter.offset(name, conversion.source)
            for text in texts:
                run = partial(self._run, conversion, is_quoted=True)
                quoted, start = conversion.prepare_quoted(" ".join(text.split()), start, self.front_matter.end, run)
                marked.append(quoted)
        slot = Slot(written, offset, is_block=True, quotes=marked)

        def make() -> Markup:
            texts = [Markup(text) for text in slot.quotes]  # noqa: S704  # made by `to_html`
            has_any = any(text.strip() for text in texts)
            return self._render("key_points.html", summary=texts[0], points=texts[1:]) if has_any else Markup()

        slot.make = make
        return slot

    def _sitemap(self, section: str) -> Markup:
        found = self.site.map.section(section) if section else None
        nodes = found.members if found else self.site.map.roots
        return self._render("sitemap.html", nodes=nodes, count=self._count, link=self._link, label=section)

    def _literature(self, selection: Selection) -> Markup:
        writer = self.writer
        groups = list_literature(selection, writer.bibliography, self.site.ledger, self.site.map, writer.style)
        taken = self._listed
        taken.update(self.site.ledger.works(self.path))
        return self._render(
            "literature.html",
            groups=[
                (
                    group.title,
                    [(writer.reference(work.key), work.pages, _first(work.key, taken)) for work in group.works],
                )
                for group in groups
            ],
            link=self._link,
            total=len({work.key for group in groups for work in group.works}),
        )

    def _count(self, path: str) -> int:
        return len(self.site.ledger.works(path))

    def _link(self, url: str) -> str:
        return self.site.link(url, self.url)

    def _render(self, fragment: str, **context: object) -> Markup:
        return self.writer.render(fragment, **context)


def _first(key: CitationKey, taken: set[CitationKey]) -> bool:
    """Whether `key` is met for the first time."""
    if key in taken:
        return False
    taken.add(key)
    return True
