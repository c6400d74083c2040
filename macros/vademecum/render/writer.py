"""Citations and references as HTML, each work's reference made once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from itertools import chain
from typing import Any, NamedTuple

from jinja2 import Environment
from markupsafe import Markup

from vademecum.bibliography.date import Date
from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.bibliography.identifier import CitationKey
from vademecum.citation.cluster import CitationCluster
from vademecum.citation.ledger import Mention
from vademecum.csl import Style
from vademecum.csl.names import letters
from vademecum.pages.citations import PageCitations, PlacedCluster
from vademecum.pages.evidence import Grade, grade, status_date
from vademecum.render.html import mention_id, reference_id, safe_url, to_html
from vademecum.render.words import words_of
from vademecum.render.work_links import WorkLinks
from vademecum.text.rich import Part, plain, without_links


class Reference(NamedTuple):
    """A work as a list shows it; the fields are what the templates print."""

    key: CitationKey
    id: str
    text: Markup
    grade: Grade
    links: tuple[tuple[str, str], ...]
    """Label and address of each place where the work can be read."""
    sample: Markup
    funding: Markup
    status_date: Date | str
    """Since when the work has its status; a text where that is no day, month or year."""
    status_note: Markup


class ShownCluster(NamedTuple):
    """The HTML of a citation. `is_again`: it shows no more than a sign, as the same source was named just before."""

    html: str
    is_again: bool = False


_ClusterFrame = tuple[list[str], list[int]]


class Writer:
    """Makes the HTML of one bibliography in one style."""

    def __init__(self, bibliography: Bibliography, style: Style, environment: Environment) -> None:
        self.bibliography = bibliography
        self.style = style
        self._references: dict[CitationKey, Reference] = {}
        self._environment = environment
        self.words = words_of(environment)
        """The words of the interface, by their names."""
        self._citation = _macros(environment, "citation.html")
        self._evidence = _macros(environment, "evidence_words.html")
        self._list = _macros(environment, "references.html")
        self._clusters: dict[tuple[CitationCluster, tuple[int | None, ...], bool, bool], _ClusterFrame] = {}
        self._cluster_tags = {
            (in_text, is_again): _frame(self._citation.cluster(_GAP, in_text, is_again))
            for in_text in (False, True)
            for is_again in (False, True)
        }
        self._mentions: dict[tuple[CitationKey, _Length, str, bool], tuple[str, str]] = {}
        self._works: dict[tuple[CitationKey, bool, tuple[str, ...]], str] = {}
        self._backlink_frames: dict[tuple[str, str, int, int], tuple[str, str]] = {}

    def reference(self, key: CitationKey) -> Reference:
        """The work as a list shows it; KeyError for a key that is not in the bibliography."""
        found = self._references.get(key)
        if found is None:
            entry = self.bibliography[key]
            text = to_html(self.style.format_reference(key))
            found = self._references[key] = Reference(
                key,
                reference_id(key),
                text,
                grade(entry),
                tuple(self._links(entry)),
                sample=to_html(entry.text("sample")),
                funding=to_html(entry.text("funding")),
                status_date=status_date(entry),
                status_note=to_html(entry.text("statusnote")),
            )
        return found

    def _links(self, entry: Entry) -> Iterator[tuple[str, str]]:
        """Where the work can be read; the entry's own address where it has none of the usual ones."""
        places = (("doi", entry.doi), ("pubmed", entry.pmid), ("full_text", entry.pmcid))
        links = [(self.words[name], place.url) for name, place in places if place]
        address = safe_url(entry.raw("url"))
        yield from links or ([(self.words["source_link"], address)] if address else [])

    def said(self, graded: Grade) -> str:
        """A grade in words: `level 5, in vitro study, retracted`."""
        return Markup(self._evidence.said(graded)).unescape()  # noqa: S704  # made by a template

    def indirect(self, about: str) -> str:
        """That a citation is about something else, in words: `indirect: animals`."""
        return Markup(self._evidence.indirect([about])).unescape()  # noqa: S704  # made by a template

    def clusters(self, citations: PageCitations, *, linked: bool = True) -> list[ShownCluster]:
        """Each cluster of the page as it is shown, in the order of `citations.clusters`.

        They lead to the list of references, unless the page has none and `linked` says so.
        """
        numbers, before = citations.numbers, None
        made = []
        for place, mentions in zip(citations.clusters, citations.mentions, strict=True):
            is_again = linked and place.repeats(before) and self._is_told_by_sign(place.cluster)
            html = self._cluster(place, mentions, numbers, linked=linked, is_again=is_again)
            made.append(ShownCluster(html, is_again))
            before = place
        return made

    def _is_told_by_sign(self, cluster: CitationCluster) -> bool:
        """Whether the signs of its works say enough of them where they were named just before."""
        if self.style.numbered:
            return False  # Numbers are as short.
        grades = [self.reference(key).grade for key in cluster.keys if key in self.bibliography]
        return len(grades) == len(cluster.keys) and all(each.kind and not each.status for each in grades)

    def _cluster(
        self,
        place: PlacedCluster,
        mentions: tuple[Mention, ...],
        numbers: Mapping[CitationKey, int],
        *,
        linked: bool,
        is_again: bool,
    ) -> str:
        """A cluster's HTML differs from place to place in the ids of its mentions, so the rest is made once."""
        shown = tuple(numbers.get(mention.key) for mention in mentions) if self.style.numbered else ()
        named = (place.cluster, shown, linked, is_again)
        frame = self._clusters.get(named)
        if frame is None or place.affixes:  # Affixes are inline Markdown, which may mean another thing on each page.
            frame = self._clusters[named] = self._cluster_frame(place, numbers, linked=linked, is_again=is_again)
        pieces, items = frame
        ids = [mention_id(mentions[index].key, mentions[index].number) for index in items]
        return "".join(chain.from_iterable(zip(pieces, (*ids, ""), strict=True)))

    def _cluster_frame(
        self, place: PlacedCluster, numbers: Mapping[CitationKey, int], *, linked: bool, is_again: bool
    ) -> _ClusterFrame:
        """The pieces of a cluster's HTML around the ids, and the index of the item that each id is for."""
        items: list[int] = []

        def part(node: Part) -> str:
            content = to_html(without_links(node.content))  # The work is a link already.
            if node.role == "item":
                items.append(node.index)
                key, cluster = place.cluster.items[node.index].key, place.cluster
                before, after = self._mention(key, _Length.of(node), cluster.indirect, linked=linked)
                return f"{before}{content}{after}"
            return str(self._citation.unknown(content)) if node.role == "unknown" else content

        formatted = self.style.format_cluster(place.cluster, numbers, place.affixes)
        before, after = self._cluster_tags[place.cluster.in_text, is_again]
        return f"{before}{to_html(formatted, part)}{after}".split(_GAP), items

    def _mention(self, key: CitationKey, length: "_Length", indirect: str, *, linked: bool) -> tuple[str, str]:
        """What stands around a work in a cluster, its id a gap, made once for each work."""
        frame = self._mentions.get((key, length, indirect, linked))
        if frame is None:
            content = "" if length is _Length.NONE else _CONTENT
            is_long = length is _Length.LONG
            html = str(self._citation.mention(_GAP, self.reference(key), content, linked, is_long, indirect))
            before, _, after = html.partition(_CONTENT)
            frame = self._mentions[key, length, indirect, linked] = (before, after)
        return frame

    def references(self, citations: PageCitations, links: WorkLinks | None = None) -> str:
        """The page's list of references, without its heading; `links` lead to the pages of works and to downloads."""
        backlinks = self._backlinks(tuple(citations.all_mentions()))
        subjects = _subjects(citations.all_mentions())
        works = []
        for key in citations.references:
            address, about = links.page(key) if links else "", subjects[key]
            frame = self._works.get((key, bool(address), about))
            if frame is None:
                frame = str(self._list.work(self.reference(key), _GAP, address and _ADDRESS, address and _PAGES, about))
                self._works[key, bool(address), about] = frame
            if links and address:
                frame = frame.replace(_ADDRESS, address).replace(_PAGES, str(links.count(key)))
            works.append(frame.replace(_GAP, " ".join(backlinks[key])))
        files = links.files if links else ""
        listed = self._list.list(Markup("\n".join(works)), self.style.numbered, files)  # noqa: S704  # made by templates
        return f"{listed}\n{self._citation.card()}"

    def _backlinks(self, mentions: tuple[Mention, ...]) -> Mapping[CitationKey, list[str]]:
        """The ways back to the mentions of each work; several in one section are counted."""
        together = Counter((mention.key, mention.section) for mention in mentions)
        seen: Counter[tuple[CitationKey, str]] = Counter()
        backlinks: defaultdict[CitationKey, list[str]] = defaultdict(list)
        for mention in mentions:
            place = (mention.key, mention.section)
            seen[place] += 1
            named = (letters(mention.number), mention.section, seen[place], together[place])
            frame = self._backlink_frames.get(named)
            if frame is None:
                frame = self._backlink_frames[named] = _frame(self._list.backlink(_GAP, *named))
            backlinks[mention.key].append(f"{frame[0]}{mention_id(mention.key, mention.number)}{frame[1]}")
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


class _Length(Enum):
    """How long a citation's own words are."""

    NONE = 0
    SHORT = 1
    LONG = 2
    """Too long to stay in one line on a phone."""

    @classmethod
    def of(cls, node: Part) -> "_Length":
        length = len(plain(node.content))
        return cls.LONG if length > _SHORT else cls.SHORT if length else cls.NONE


_SHORT = 28
"""Letters that fit into a line of a phone with what stands around them: `Cheng et al., 1982, p. 33`."""
_GAP = "\ufdd0"
"""Stands in a template's output for what differs from place to place; no text that is read holds this character."""
_ADDRESS = "\ufdd2"
"""Stands there for the address of a work's page."""
_PAGES = "\ufdd3"
"""Stands there for the number of pages that cite a work."""
_CONTENT = "\ufdd1"
"""Stands there for a citation's own words."""


def _macros(environment: Environment, fragment: str) -> Any:  # noqa: ANN401  # its macros are known to Jinja2 alone
    """The macros of a fragment."""
    return environment.get_template(f"fragments/{fragment}").module


def _frame(html: object) -> tuple[str, str]:
    """What stands before and behind the gap."""
    before, _, after = str(html).partition(_GAP)
    return before, after
