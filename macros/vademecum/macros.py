"""The macros an author can call: what each takes, and what it puts on the page. Floor 6.

A macro returns the token of a slot. The docstring's first line says in a sentence what the macro is for.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from markupsafe import Markup, escape

from vademecum.bibliography.identifier import CitationKey, citation_key
from vademecum.checks.page_citations import NEEDED
from vademecum.citation.cluster import CitationCluster, CitationItem
from vademecum.citation.locator import split_locator
from vademecum.citation.slot import Slot
from vademecum.conversion import Conversion
from vademecum.jinja_macros import MacroError, run_call, text_argument
from vademecum.pages.evidence import grade
from vademecum.pages.front_matter import FrontMatter
from vademecum.pages.literature import GROUPINGS, SORTINGS, Selection, list_literature
from vademecum.render.writer import Writer
from vademecum.site import Site
from vademecum.text.finding import Finding
from vademecum.text.nearest import nearest_name
from vademecum.text.source import Span

MODES = ("normal", "in-text", "suppress-author")


class Heading(NamedTuple):
    """A heading of the page: the words, and the id to link to."""

    title: str
    id: str


class _Call(NamedTuple):
    """The call at hand: on which page, as the author wrote it, and where."""

    conversion: Conversion
    written: str
    offset: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        start = max(self.offset, 0)
        return self.conversion.source.span(start, start + len(self.written))


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
    _used: set[str] = field(default_factory=set, repr=False)
    """The macros that stand once on a page and have been called."""
    _at: _Call = field(init=False, repr=False)

    def expand(self, conversion: Conversion, body: str) -> str:
        """The body of the page with tokens in the place of citations and macro calls."""
        macros = self.registry()

        def run(written: str, offset: int) -> str:
            self._at = call = _Call(conversion, written, offset)
            text, finding = run_call(written, call.span, macros)
            del self._at  # What macros make late must not keep the whole page.
            if finding is None:
                return text
            return conversion.slots.add(Slot(written, offset, make=escape(written).__str__, finding=finding))

        return conversion.prepare(body, run)

    def _slot(self, make: Callable[[], str], *, is_late: bool = False, finding: Finding | None = None) -> str:
        """A slot in the place of the call at hand; what is made late is a block."""
        place = self._at.offset
        slot = Slot(self._at.written, place, make=make, is_late=is_late, is_block=is_late, finding=finding)
        return self._at.conversion.slots.add(slot)

    def registry(self) -> Mapping[str, Callable[..., str]]:
        """Every macro by the name an author calls it by."""
        return {
            "cite": self.cite,
            "references": self.references,
            "contents": self.contents,
            "key_points": self.key_points,
            "sitemap": self.sitemap,
            "literature": self.literature,
            "citation_needed": self.citation_needed,
            "contact": self.contact,
        }

    def cite(self, *keys: str, locator: str = "", prefix: str = "", suffix: str = "", mode: str = "normal") -> str:
        """Cite one work or several: `cite("smith2020", locator="p. 3")`. Locator and suffix go to the last of them."""
        if not keys:
            raise MacroError('name at least one key, such as cite("smith2020")')
        names = [citation_key(text_argument("a key", key)) for key in keys]
        text_argument("mode", mode, MODES)
        place, rest = split_locator(f", {text_argument('locator', locator)}") if locator else (None, "")
        if locator and (place is None or rest.strip()):
            raise MacroError(f"'{locator}' is no locator; write a term and a number, such as \"p. 3\"")
        last = len(names) - 1
        items = tuple(
            CitationItem(
                name,
                prefix=text_argument("prefix", prefix).strip() if index == 0 else "",
                suffix=text_argument("suffix", suffix).strip() if index == last else "",
                locator=place if index == last else None,
                suppress_author=mode == "suppress-author",
            )
            for index, name in enumerate(names)
        )
        if mode == "in-text" and prefix:
            raise MacroError("a citation in the text has no prefix; write the words before it")
        cluster = CitationCluster(items, in_text=mode == "in-text")
        return self._at.conversion.slots.add(Slot(self._at.written, self._at.offset, cluster=cluster))

    def references(self) -> str:
        """Put the page's list of references here, instead of at its end."""
        self._once("references")
        return self._at.conversion.place_references(self._at.written, self._at.offset)

    def contents(self) -> str:
        """A numbered list of the page's sections."""
        self._once("contents")
        return self._slot(lambda: self._render("contents.html", headings=self.headings), is_late=True)

    def key_points(self) -> str:
        """The page's summary and key points, from its front matter."""
        self._once("key_points")
        summary = self.front_matter.text("summary")
        points = self.front_matter.texts("key_points")
        conversion = self._at.conversion
        marked, start = [], 0
        for text in (summary, *points):
            quoted, start = conversion.prepare_quoted(" ".join(text.split()), start, self.front_matter.end)
            marked.append(quoted)
        slot = Slot(self._at.written, self._at.offset, is_block=True, quotes=marked)

        def make() -> Markup:
            texts = [Markup(text) for text in slot.quotes]  # noqa: S704  # made by `to_html`
            has_any = any(text.strip() for text in texts)
            return self._render("key_points.html", summary=texts[0], points=texts[1:]) if has_any else Markup()

        slot.make = make
        return conversion.slots.add(slot)

    def sitemap(self, section: str = "") -> str:
        """The site's pages as a tree, or those of one section, named by its folder."""
        text_argument("section", section)

        def make() -> Markup:
            found = self.site.map.section(section) if section else None
            nodes = found.members if found else self.site.map.roots
            return self._render("sitemap.html", nodes=nodes, count=self._count, link=self._link, label=section)

        self._must_be_section(section)
        return self._slot(make, is_late=True)

    def literature(  # noqa: PLR0913  # each is an option of the author
        self,
        *,
        section: str = "",
        topic: str = "",
        design: str = "",
        since: int = 0,
        group_by: str = "",
        sort: str = "author",
    ) -> str:
        """The works cited on the site, or on the pages of one section or topic, with the pages that cite each."""
        topics = (page.topic for page in self.site.map)
        designs = (grade(entry).design for entry in self.writer.bibliography.values())
        self._must_be_known("topic", topic, topics)
        self._must_be_known("design", text_argument("design", design).lower(), designs)
        text_argument("group_by", group_by, GROUPINGS)
        text_argument("sort", sort, SORTINGS)
        if isinstance(since, bool) or not isinstance(since, int):
            raise MacroError(f"since is a year, such as 2015, not {since!r}")
        self._must_be_section(text_argument("section", section))
        selection = Selection(section, topic, design.lower(), since, group_by, sort)

        def make() -> Markup:
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

        return self._slot(make, is_late=True)

    def citation_needed(self, why: str = "") -> str:
        """Say openly that a source is missing here, and why."""
        text_argument("why", why)
        span = self._at.span
        message = "a citation is needed here" + (f": {why}" if why else "")
        finding = Finding(NEEDED, span, message)
        return self._slot(lambda: self._render("citation_needed.html", why=why), finding=finding)

    def contact(self) -> str:
        """The ways to write to the people behind the site that `extra.contact` and `repo_url` give."""
        return self._slot(lambda: self._render("contact.html", contact=self.site.contact), is_late=True)

    def _once(self, name: str) -> None:
        if name in self._used:
            raise MacroError("it stands on this page already, and once is enough")
        self._used.add(name)

    @staticmethod
    def _must_be_known(name: str, value: str, known: Iterable[str]) -> None:
        if not text_argument(name, value):
            return
        choices = sorted(set(filter(None, known)))
        if value not in choices:
            near = nearest_name(value, choices)
            help_ = f"did you mean '{near}'?" if near else f"there are: {', '.join(choices)}"
            raise MacroError(f"there is no {name} '{value}'; {help_}")

    def _must_be_section(self, folder: str) -> None:
        known = [name for name, _ in self.site.map.sections()]
        if folder and folder not in known:
            raise MacroError(f"there is no section '{folder}'; the sections are: {', '.join(known)}")

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
