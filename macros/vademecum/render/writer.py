"""Citations and references as HTML, each work's reference made once."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from jinja2 import Environment
from markupsafe import Markup

from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.bibliography.identifier import CitationKey
from vademecum.citation.ledger import Mention
from vademecum.csl import Style
from vademecum.csl.names import letters
from vademecum.pages.citations import PageCitations
from vademecum.pages.evidence import Grade, grade
from vademecum.render.html import mention_id, reference_id, safe_url, to_html
from vademecum.text.rich import Part


class Reference(NamedTuple):
    """A work as a list shows it; the fields are what the templates print."""

    key: CitationKey
    id: str
    text: Markup
    grade: Grade
    links: tuple[tuple[str, str], ...]
    """Label and address of each place where the work can be read."""


class Backlink(NamedTuple):
    """A way back from a reference to a mention of it."""

    id: str
    letter: str
    section: str


class Writer:
    """Makes the HTML of one bibliography in one style."""

    def __init__(self, bibliography: Bibliography, style: Style, environment: Environment) -> None:
        self.bibliography = bibliography
        self.style = style
        self._references: dict[CitationKey, Reference] = {}
        self._environment = environment
        citation: Any = environment.get_template("fragments/citation.html").module
        self._mention_template: Callable[..., Markup] = citation.mention
        self._unknown: Callable[..., Markup] = citation.unknown
        self._cluster = _frame(citation.cluster(_GAP))
        self._mentions: dict[tuple[CitationKey, str], tuple[str, str]] = {}
        self._list = environment.get_template("fragments/references.html")
        self._work: Callable[..., Markup] = environment.get_template("fragments/work.html").module.work  # type: ignore[attr-defined]
        self._works: dict[CitationKey, Markup] = {}

    def reference(self, key: CitationKey) -> Reference:
        """The work as a list shows it; KeyError for a key that is not in the bibliography."""
        found = self._references.get(key)
        if found is None:
            entry = self.bibliography[key]
            text = to_html(self.style.format_reference(key))
            found = self._references[key] = Reference(key, reference_id(key), text, grade(entry), _links(entry))
        return found

    def clusters(self, citations: PageCitations) -> list[str]:
        """The HTML of each cluster of the page, in the order of `citations.clusters`."""
        return [self._one_cluster(citations, index) for index in range(len(citations.clusters))]

    def _one_cluster(self, citations: PageCitations, index: int) -> str:
        place = citations.clusters[index]
        mentions = citations.mentions[index]

        def part(node: Part) -> str:
            content = to_html(node.content)
            if node.role == "item":
                return self._mention(mentions[node.index], content)
            return self._unknown(content) if node.role == "unknown" else content

        formatted = self.style.format_cluster(place.cluster, citations.numbers, place.affixes)
        before, after = self._cluster
        return f"{before}{to_html(formatted, part)}{after}"

    def _mention(self, mention: Mention, content: Markup) -> str:
        """One work in a cluster. Its HTML differs from place to place in its id only, so it is made once."""
        frame = self._mentions.get((mention.key, content))
        if frame is None:
            frame = _frame(self._mention_template(_GAP, self.reference(mention.key), content))
            self._mentions[mention.key, content] = frame
        return f"{frame[0]}{mention_id(mention.key, mention.number)}{frame[1]}"

    def references(self, citations: PageCitations) -> Markup:
        """The page's list of references, without its heading."""
        backlinks = self._backlinks(citations)
        works = [(self.reference(key), self._shown(key), backlinks[key]) for key in citations.references]
        return Markup(self._list.render(works=works, numbered=self.style.numbered))  # noqa: S704  # autoescaped

    def _shown(self, key: CitationKey) -> Markup:
        """What a list shows of a work apart from its backlinks, made once."""
        shown = self._works.get(key)
        if shown is None:
            shown = self._works[key] = self._work(self.reference(key))
        return shown

    @staticmethod
    def _backlinks(citations: PageCitations) -> Mapping[CitationKey, list[Backlink]]:
        links: defaultdict[CitationKey, list[Backlink]] = defaultdict(list)
        for mention in citations.all_mentions():
            letter = letters(mention.number)
            links[mention.key].append(Backlink(mention_id(mention.key, mention.number), letter, mention.section))
        return links

    def render(self, fragment: str, **context: object) -> Markup:
        """A fragment of the templates, such as "literature.html", with `context`."""
        template = self._environment.get_template(f"fragments/{fragment}")
        return Markup(template.render(**context))  # noqa: S704  # autoescaped


_GAP = "\ue000"
"""Stands in a template's output for what differs from place to place."""


def _frame(html: str) -> tuple[str, str]:
    """What stands before and behind the gap."""
    before, _, after = html.partition(_GAP)
    return before, after


def _links(entry: Entry) -> tuple[tuple[str, str], ...]:
    """Where the work can be read: DOI, PubMed, free full text; the entry's own address where there is none of these."""
    places = (("DOI", entry.doi), ("PubMed", entry.pmid), ("Free full text", entry.pmcid))
    links = tuple((label, place.url) for label, place in places if place)
    address = safe_url(entry.raw("url"))
    return links or ((("Source", address),) if address else ())
