"""Citations and references as HTML, each work's reference made once."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from jinja2 import Environment
from markupsafe import Markup

from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.bibliography.identifier import CitationKey
from vademecum.citation.ledger import Mention
from vademecum.csl import Style
from vademecum.csl.names import letters
from vademecum.pages.citations import PageCitations
from vademecum.pages.evidence import Grade, grade, status_date
from vademecum.render.clusters import ClusterWriter, ShownCluster
from vademecum.render.gaps import ADDRESS, GAP, PAGES, frame, macros
from vademecum.render.html import addresses_in, mention_id, reference_id, safe_url, to_html
from vademecum.render.reference import Reference
from vademecum.render.words import words_of
from vademecum.render.work_links import WorkLinks
from vademecum.text.rich import RichText


class Writer:
    """Makes the HTML of one bibliography in one style."""

    def __init__(self, bibliography: Bibliography, style: Style, environment: Environment) -> None:
        self.bibliography = bibliography
        self.style = style
        self._references: dict[CitationKey, Reference] = {}
        self._environment = environment
        self.words = words_of(environment)
        """The words of the interface, by their names."""
        self._citation = macros(environment, "citation.html")
        self._evidence = macros(environment, "evidence_words.html")
        self._list = macros(environment, "references.html")
        self._cited = ClusterWriter(bibliography, style, environment, self.reference)
        self._formatted: dict[CitationKey, RichText] = {}
        """Each reference as the style has it where it stands alone."""
        self._works: dict[tuple[CitationKey, bool, tuple[str, ...], RichText], str] = {}
        self._backlink_frames: dict[tuple[str, str, int, int], tuple[str, str]] = {}

    def reference(self, key: CitationKey) -> Reference:
        """The work as a list shows it; KeyError for a key that is not in the bibliography."""
        found = self._references.get(key)
        if found is None:
            entry = self.bibliography[key]
            formatted = self._formatted[key] = self.style.format_reference(key)
            found = self._references[key] = Reference(
                key,
                reference_id(key),
                to_html(formatted),
                grade(entry),
                tuple(self._links(entry, frozenset(addresses_in(formatted)))),
                sample=to_html(entry.text("sample")),
                funding=to_html(entry.text("funding")),
                status_date=status_date(entry),
                status_note=to_html(entry.text("statusnote")),
            )
        return found

    def _links(self, entry: Entry, written: Collection[str]) -> Iterator[tuple[str, str]]:
        """Where the work can be read; the entry's own address where it has none of the usual ones.

        What is `written` in the reference is a link there, and no second one below it.
        """
        places = (("doi", entry.doi), ("pubmed", entry.pmid), ("full_text", entry.pmcid))
        links = [(self.words[name], place.url) for name, place in places if place]
        address = safe_url(entry.raw("url"))
        links = links or ([(self.words["source_link"], address)] if address else [])
        yield from (link for link in links if link[1].casefold() not in written)

    def said(self, graded: Grade) -> str:
        """A grade in words: `level 5, in vitro study, retracted`."""
        return Markup(self._evidence.said(graded)).unescape()  # noqa: S704  # made by a template

    def indirect(self, about: str) -> str:
        """That a citation is about something else, in words: `indirect: animals`."""
        return Markup(self._evidence.indirect([about])).unescape()  # noqa: S704  # made by a template

    def clusters(self, citations: PageCitations, *, linked: bool = True) -> list[ShownCluster]:
        """Each cluster of the page as it is shown, in the order of `citations.clusters`.

        They lead to the list of references, unless the page has none and `linked` says so; notes lead to their list.
        """
        return self._cited.clusters(citations, linked=linked)

    def notes(self, citations: PageCitations, *, linked: bool = True) -> str:
        """The list of a page's notes, without its heading; `linked` as above."""
        return self._cited.notes.list(citations, linked=linked)

    def references(self, citations: PageCitations, links: WorkLinks | None = None) -> str:
        """The page's list of references, without its heading; `links` lead to the pages of works and to downloads."""
        backlinks = self._backlinks(tuple(citations.all_mentions()))
        subjects = _subjects(citations.all_mentions())
        works = []
        for key, formatted in zip(citations.references, self.style.format_list(citations.references), strict=True):
            address, about = links.page(key) if links else "", subjects[key]
            work = self._work(key, formatted, about, has_page=bool(address))
            if links and address:
                work = work.replace(ADDRESS, address).replace(PAGES, str(links.count(key)))
            works.append(work.replace(GAP, " ".join(backlinks[key])))
        files = links.files if links else ""
        listed = self._list.list(Markup("\n".join(works)), self.style.numbered, files)  # noqa: S704  # made by templates
        return f"{listed}\n{self._citation.card()}"

    def _work(self, key: CitationKey, formatted: RichText, about: tuple[str, ...], *, has_page: bool) -> str:
        """A work in a list of references, with gaps for what differs from page to page.

        Its text is another than that of the work alone where a sign stands for names that come again.
        """
        reference = self.reference(key)
        is_usual = formatted == self._formatted[key]
        named = (key, has_page, about, () if is_usual else formatted)
        made = self._works.get(named)
        if made is None:
            shown = reference if is_usual else reference._replace(text=to_html(formatted))
            address, pages = (ADDRESS, PAGES) if has_page else ("", "")
            made = self._works[named] = str(self._list.work(shown, GAP, address, pages, about))
        return made

    def _backlinks(self, mentions: tuple[Mention, ...]) -> Mapping[CitationKey, list[str]]:
        """The ways back to the mentions of each work; several in one section are counted."""
        together = Counter((mention.key, mention.section) for mention in mentions)
        seen: Counter[tuple[CitationKey, str]] = Counter()
        backlinks: defaultdict[CitationKey, list[str]] = defaultdict(list)
        for mention in mentions:
            place = (mention.key, mention.section)
            seen[place] += 1
            named = (letters(mention.number), mention.section, seen[place], together[place])
            around = self._backlink_frames.get(named)
            if around is None:
                around = self._backlink_frames[named] = frame(self._list.backlink(GAP, *named))
            backlinks[mention.key].append(f"{around[0]}{mention_id(mention.key, mention.number)}{around[1]}")
        return backlinks

    def render(self, fragment: str, **context: object) -> Markup:
        """A fragment of the templates, such as "literature.html", with `context`."""
        template = self._environment.get_template(f"fragments/{fragment}")
        return Markup(template.render(**context))  # noqa: S704  # autoescaped


def _subjects(mentions: Iterable[Mention]) -> dict[CitationKey, tuple[str, ...]]:
    """What each work is about where the page cites it for nothing else than as indirect; empty where it does."""
    found: defaultdict[CitationKey, dict[str, None]] = defaultdict(dict)
    for mention in mentions:
        found[mention.key][mention.indirect] = None
    return {key: () if "" in about else tuple(about) for key, about in found.items()}
