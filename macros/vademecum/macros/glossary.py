"""The glossary and the index from A to Z."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from vademecum.checks.glossary import lost_entries
from vademecum.citation.slot import Slot
from vademecum.conversion import Conversion, RunCall
from vademecum.documents import DocumentError, Documents
from vademecum.macros.arguments import SiteNames
from vademecum.macros.context import PageContext
from vademecum.macros.macro import DataFile, Macro
from vademecum.macros.parsing import MacroError
from vademecum.pages.glossary import DATA, PAGE, Glossary, Term, letter, read_glossary, sort_key
from vademecum.pages.quoted_links import rebased
from vademecum.pages.sitemap import SitePage
from vademecum.text.finding import Finding

_OF_EVERY_PAGE = frozenset({"notes", "references"})
"""The ids of the headings that are ours."""
_FURNITURE = 4
"""A heading that more topic pages have than this is part of how pages are made, and leads nobody to a subject."""


@dataclass(frozen=True, slots=True)
class GlossaryList:
    """The terms of the site's glossary."""

    glossary: Glossary = field(default_factory=Glossary, compare=False)
    data: DataFile | None = field(default=None, compare=False)
    page: str = field(default="", compare=False)
    """The page that shows it."""


@dataclass(frozen=True, slots=True)
class AzIndex:
    """Topics, their sections and the terms of the glossary."""


class Place(NamedTuple):
    """Where an entry of the index leads; `about` says which of several that is."""

    url: str
    about: str = ""


class IndexEntry(NamedTuple):
    """An entry of the index. `kind` is `page`, `section` or `term`."""

    name: str
    kind: str
    places: tuple[Place, ...]


def open_glossary(documents: Documents) -> tuple[Glossary, tuple[Finding, ...]]:
    """The glossary in the documentation folder, and what is wrong with its file; an empty one where there is none."""
    try:
        source, unreadable = documents.source(DATA)
    except DocumentError:
        return Glossary(), ()
    found, findings = read_glossary(source)
    return found, (*unreadable, *findings)


def glossary(site: SiteNames) -> GlossaryList:
    """The terms of `data/glossary.yml`, letter by letter, each with its meaning and its sources."""
    if not site.documents.has(DATA):
        raise MacroError(f"there is no file '{DATA}' in the documentation folder")
    found, findings = open_glossary(site.documents)
    meanings = tuple(term.meaning for term in found.terms)
    data = DataFile(
        found.source,
        (*findings, *lost_entries(found, site.documents.has, lambda: site.documents.paths((".md",)))),
        meanings,
        tuple((text, False) for text in meanings),
        is_usable=bool(found),
    )
    return GlossaryList(found, data, site.page)


def write_glossary(page: PageContext, conversion: Conversion, call: Slot, asked: GlossaryList, run: RunCall) -> str:
    """Markdown in the place of the `call`: the letters as a row of links, then each as a heading with its terms.

    The meanings are text of the page, whose citations are numbered with the others; the row comes when all ids are
    known.
    """
    letters = asked.glossary.letters()
    if not letters:
        call.make = partial(page.render, "as_written.html", written=call.text)
        return conversion.slots.add(call)
    call.make, call.is_late = partial(_show_letters, page, [name for name, _ in letters]), True
    pieces = [conversion.slots.add(call)]
    for name, terms in letters:
        slot = Slot("", call.offset, is_block=True)
        slot.quotes = [
            conversion.prepare_shown(rebased(term.meaning.text, DATA, page.path), call, run) for term in terms
        ]
        slot.make = partial(_show_terms, page, slot, asked.glossary, terms)
        pieces += (f"## {name}", conversion.slots.add(slot))
    return "\n\n".join(pieces)


def _show_letters(page: PageContext, letters: list[str]) -> Markup:
    return page.render("glossary.html", part="letters", headings=_first_headings(page, letters))


def _first_headings(page: PageContext, letters: list[str]) -> list[tuple[str, str]]:
    """The letters with the ids of their headings."""
    ids = {heading.title: heading.id for heading in reversed(page.headings)}
    return [(name, ids[name]) for name in letters if name in ids]


def _show_terms(page: PageContext, slot: Slot, glossary: Glossary, terms: list[Term]) -> Markup:
    meanings = [Markup(text) for text in slot.quotes]  # noqa: S704  # made by `to_html`
    shown = [(term, meaning, list(_see(page, glossary, term))) for term, meaning in zip(terms, meanings, strict=True)]
    return page.render("glossary.html", part="terms", terms=shown)


def _see(page: PageContext, glossary: Glossary, term: Term) -> Iterator[tuple[str, str]]:
    """The names and addresses of what an entry leads to, as far as it is published."""
    for text in term.see:
        other = glossary.by_name.get(text.text.casefold())
        if text.text in page.site.map:
            found = page.site.map[text.text]
            yield found.title, page.link(found.url)
        elif other and other is not term:
            yield other.name.text, f"#{other.id}"


def glossary_as_markdown(asked: GlossaryList, _: Mapping[str, str]) -> str:
    """The terms as paragraphs below the headings of their letters."""
    lines = []
    for name, terms in asked.glossary.letters():
        lines += [f"## {name}", ""]
        for term in terms:
            lines += [f"**{term.name.text}:** {rebased(term.meaning.text, DATA, asked.page)}", ""]
    return "\n".join(lines).rstrip()


def az_index(_: SiteNames) -> AzIndex:
    """The topic pages, their sections and the terms of the glossary, from A to Z."""
    return AzIndex()


def show_az_index(page: PageContext, _: AzIndex) -> Markup:
    """The entries letter by letter, each a link."""
    entries = sorted(_entries(page), key=lambda entry: (sort_key(entry.name), entry.kind))
    letters: defaultdict[str, list[IndexEntry]] = defaultdict(list)
    for entry in entries:
        letters[letter(entry.name)].append(entry)
    ordered = sorted(letters.items(), key=lambda item: (not item[0].isalpha(), item[0]))
    return page.render("az_index.html", letters=ordered) if ordered else Markup()


def _entries(page: PageContext) -> Iterator[IndexEntry]:
    site = page.site
    topics = [each for each in site.map.book if each.section and not each.is_overview]
    for topic in topics:
        yield IndexEntry(topic.title, "page", (Place(page.link(topic.url)),))
    yield from _section_entries(page, topics)
    if PAGE in site.map:
        address = page.link(site.map[PAGE].url)
        for term in open_glossary(site.documents)[0].terms:
            yield IndexEntry(term.name.text, "term", (Place(f"{address}#{term.id}"),))


def _section_entries(page: PageContext, topics: list[SitePage]) -> Iterator[IndexEntry]:
    """The headings of topic pages, those of the same words together."""
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for topic in topics:
        for heading in page.site.headings.get(topic.path, ()):
            if heading.id not in _OF_EVERY_PAGE:
                places[heading.title].append(Place(f"{page.link(topic.url)}#{heading.id}", topic.title))
    for title, found in places.items():
        if len(found) <= _FURNITURE:
            yield IndexEntry(title, "section", tuple(found))


GLOSSARY = Macro(
    glossary,
    once=True,
    data=lambda asked: asked.data,
    tells=glossary_as_markdown,
    writes=write_glossary,
)
