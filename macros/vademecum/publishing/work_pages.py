"""A page for each cited work: its reference, what is known of it, and every sentence of the site that cites it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

from markupsafe import Markup

from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.bibliography.identifier import CitationKey, Doi
from vademecum.citation.ledger import Mention
from vademecum.csl.names import short_names, year
from vademecum.pages.related import Relation, related
from vademecum.publishing.cited_sentences import cited_sentences
from vademecum.publishing.json_ld import work_json
from vademecum.publishing.page_calls import literature_lists
from vademecum.publishing.page_facts import is_home
from vademecum.publishing.publication import MadePage, Publication, PublishedPage
from vademecum.publishing.social import tags_of
from vademecum.render.html import mention_id, safe_url
from vademecum.render.work_links import WorkAddresses

_TEMPLATE = "framed.html"
"""It shows all these pages in a frame that is made once."""
_MOST_RELATED = 6
_WIDEST = 200
"""Pages with more works than this do not tell what belongs together."""


class Fact(NamedTuple):
    """Something an entry says of its work; `url` may be empty."""

    kind: str
    text: str
    url: str = ""


class CitingSection(NamedTuple):
    """A section that cites the work; no title for the head of a page, `url` leads to the first mention."""

    title: str
    url: str
    sentences: tuple[tuple[str, str], ...]
    """The sentences that cite it, each with its address."""


class CitingPage(NamedTuple):
    """A page that cites the work."""

    title: str
    url: str
    sections: tuple[CitingSection, ...]
    times: int
    """How often it cites the work."""


def work_pages(publication: Publication) -> Iterator[MadePage]:
    """The pages of the cited works, in the order in which they are cited first; none where the site wants none."""
    addresses = publication.site.works
    if addresses is None:
        return
    works = _Works(publication, addresses)
    for key in works.cited:
        yield MadePage(
            addresses.source(key),
            works.title(key),
            partial(works.show, key),
            works.description(key),
            _TEMPLATE if publication.settings.get("look", True) else "",
            head=partial(works.head, key),
            lead=partial(works.lead, key),
        )


@dataclass(frozen=True)
class _Works:
    """The cited works of a site; what all their pages need is made once, when the first of them is written."""

    publication: Publication
    addresses: WorkAddresses

    @cached_property
    def entries(self) -> Bibliography:
        """The entries of the bibliography."""
        return self.publication.site.library.bibliography

    @cached_property
    def cited(self) -> tuple[CitationKey, ...]:
        """The works that get a page."""
        pages = self.publication.pages
        cited = (key for path in pages for key in self.publication.site.ledger.works(path))
        return tuple(key for key in dict.fromkeys(cited) if key in self.entries and self.addresses.page(key))

    @cached_property
    def _sentences(self) -> dict[str, Mapping[tuple[int, CitationKey], Sequence[str]]]:
        """For each page of the book the sentences of its citations by their places."""
        return {
            path: cited_sentences(page.source, page.front_matter, page.macros.names)
            for path, page in self.publication.book.items()
            if page.macros and self.publication.site.ledger.mentions(path)
        }

    @cached_property
    def _related(self) -> Mapping[CitationKey, tuple[Relation[CitationKey, str], ...]]:
        """The works that share pages or keywords with each."""
        having: dict[CitationKey, list[str]] = {}
        for key in self.cited:
            pages = (f"page {path}" for path in self.publication.site.ledger.pages_citing(key))
            having[key] = [*pages, *(f"word {word.casefold()}" for word in self.entries[key].keywords)]
        return related(having, most=_MOST_RELATED, widest=_WIDEST)

    @cached_property
    def _way(self) -> tuple[tuple[str, str], ...]:
        """The titles and addresses of the pages above those of the works: the home page, the list of all works."""
        home = (page for page in self.publication.pages.values() if is_home(page))
        whole = (
            page
            for page, asked in literature_lists(self.publication)
            if self.publication.is_of_book(page.path)
            and not (asked.section or asked.topic or asked.design or asked.since)
        )
        return tuple((page.title, page.url or "./") for page in (next(home, None), next(whole, None)) if page)

    def name(self, key: CitationKey) -> str:
        """What a work is called in short."""
        return f"{short_names(self.entries[key])}, {year(self.entries[key])}"

    def title(self, key: CitationKey) -> str:
        """What a work is called."""
        return self.entries[key].plain("title") or self.name(key)

    def description(self, key: CitationKey) -> str:
        """Whose work it is, of when, and where it appeared."""
        entry = self.entries[key]
        return ". ".join(filter(None, (self.name(key), entry.plain("journaltitle") or entry.plain("publisher"))))

    def head(self, key: CitationKey) -> str:
        """What the page says to programs."""
        url, title = self.addresses.page(key), self.title(key)
        things = work_json(self.publication, key, url, title, self._way)
        return self.publication.writer.render(
            "machine_head.html",
            properties=tags_of(self.publication, url, title, self.description(key)),
            names=(),
            things=[Markup(each) for each in things],  # noqa: S704  # `as_json` escapes
            twin="",
        )

    def lead(self, key: CitationKey) -> str:
        """The way to the page, which stands above its title."""
        own = self.addresses.page(key)
        way = [(title, self._link(own, url)) for title, url in self._way]
        return self.publication.writer.render("work_lead.html", way=way, name=self.name(key))

    def show(self, key: CitationKey) -> Markup:
        """What stands on the page of a work, below its title."""
        own = self.addresses.page(key)
        writer = self.publication.writer
        link = partial(self._link, own)
        citing = tuple(self._citing(key, own))
        return writer.render(
            "work_page.html",
            reference=writer.reference(key),
            facts=tuple(_facts(self.entries[key])),
            files=link(f"{self.addresses.file(key)}.bib").removesuffix(".bib"),
            pages=citing,
            count=sum(page.times for page in citing),
            others=[
                (writer.reference(each.other), link(self.addresses.page(each.other)))
                for each in self._related.get(key, ())
            ],
        )

    def _link(self, own: str, url: str) -> str:
        return self.publication.link(url, own)

    def _citing(self, key: CitationKey, own: str) -> Iterator[CitingPage]:
        for path, mentions in self.publication.site.ledger.places(key):
            page = self.publication.pages.get(path)
            if page:
                url = self._link(own, page.url)
                yield CitingPage(page.title, url, tuple(self._sections(page, mentions, url)), len(mentions))

    def _sections(self, page: PublishedPage, mentions: tuple[Mention, ...], url: str) -> Iterator[CitingSection]:
        sentences: dict[str, dict[str, str]] = {}
        first: dict[str, str] = {}
        seen: Counter[int] = Counter()
        for mention in mentions:
            address = f"{url}#{mention_id(mention.key, mention.number)}"
            section = "" if mention.section == page.title else mention.section
            first.setdefault(section, address)
            told = sentences.setdefault(section, {})
            known = self._sentences[page.path].get((mention.offset, mention.key), ())
            if sentence := next(iter(known[seen[mention.offset] :]), ""):
                told.setdefault(sentence, address)
            seen[mention.offset] += 1
        for section, address in first.items():
            yield CitingSection(section, address, tuple(sentences[section].items()))


def _facts(entry: Entry) -> Iterator[Fact]:
    """The identifiers of a work; its own address where it has none that leads to it."""
    identifiers = (
        ("doi", entry.doi),
        ("pubmed", entry.pmid),
        ("pmc", entry.pmcid),
        ("arxiv", entry.arxiv),
        ("isbn", entry.isbn),
    )
    for kind, identifier in identifiers:
        if identifier:
            text = identifier.name if isinstance(identifier, Doi) else identifier.number
            yield Fact(kind, text, identifier.url)
    address = safe_url(entry.raw("url"))
    if address and not (entry.doi or entry.pmid or entry.pmcid):
        yield Fact("source_link", address, address)
