"""The Markdown of a page with its citations as readable text and its macros as what they show."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from vademecum.bibliography.identifier import CitationKey
from vademecum.citation.cluster import CitationCluster
from vademecum.citation.scan import Call as WrittenCall
from vademecum.citation.scan import edit, scan
from vademecum.macros.arguments import SiteNames
from vademecum.macros.context import PageContext
from vademecum.macros.key_points import KeyPoints
from vademecum.macros.macro import Call
from vademecum.macros.reading import read_macro
from vademecum.pages.evidence import grade
from vademecum.pages.outline import outline
from vademecum.publishing.markdown_text import escape_markdown, to_markdown, verbatim
from vademecum.publishing.publication import Publication, PublishedPage
from vademecum.publishing.twin_blocks import blocks_as_markdown
from vademecum.publishing.twin_links import link_edits
from vademecum.render.html import safe_url
from vademecum.text.rich import Part

_LEFT_OUT = frozenset({"contents", "references"})
"""Macros whose output a reader of the twin does not need, or finds at its end."""


@dataclass(slots=True)
class TwinText:
    """Turns the text of one page."""

    publication: Publication
    page: PublishedPage
    works: tuple[CitationKey, ...] = field(init=False)
    """Those of its list of references, in order."""
    _numbers: dict[CitationKey, int] = field(init=False)
    _cited: frozenset[int] = field(init=False)
    """Where in the file citations stand that the page shows as such."""

    def __post_init__(self) -> None:
        ledger = self.publication.site.ledger
        self.works = self.page.writer.style.order(ledger.works(self.page.path))
        self._numbers = {key: number for number, key in enumerate(self.works, start=1)}
        self._cited = frozenset(mention.offset for mention in ledger.mentions(self.page.path))

    def body(self) -> tuple[str, bool]:
        """The text behind the front matter, and whether it has a title of its own."""
        start = self.page.front_matter.end
        body = self.page.source.text[start:]
        found = scan(body)
        held = outline(self.page.source, start, found=found)
        edits = [
            (each.start, each.end, self._citation(each.cluster))
            for each in found.citations
            if each.start + start in self._cited
        ]
        edits += (self._call(each, body, start) for each in found.calls)
        edits += (
            (first - start, end - start, text) for first, end, text in link_edits(self.publication, self.page, held)
        )
        return edit(body, edits).strip("\n"), any(heading.level == 1 for heading in held.headings)

    def _citation(self, cluster: CitationCluster) -> str:
        affixes = {
            index: (verbatim(item.prefix), verbatim(item.suffix))
            for index, item in enumerate(cluster.items)
            if item.prefix or item.suffix
        }
        writer = self.page.writer

        def remark(part: Part) -> str:
            """What a reader of the page sees by a sign: what became of the work, and that it is about another thing."""
            entry = writer.bibliography.get(cluster.items[part.index].key) if part.role == "item" else None
            remarks = (grade(entry).status, cluster.indirect and f"indirect: {cluster.indirect}") if entry else ()
            said = "; ".join(filter(None, remarks))
            return f" [{said}]" if said else ""

        return to_markdown(writer.style.format_cluster(cluster, self._numbers, affixes), remark)

    def _call(self, written: WrittenCall, body: str, start: int) -> tuple[int, int, str]:
        """The edit that puts what a macro shows in the place of its call; a blank line goes with what is left out."""
        text, end = self._shown(body[written.start : written.end], start + written.start), written.end
        if not text and body[: written.start].endswith("\n"):
            end += len(body) - end - len(body[end:].lstrip("\n"))
        return written.start, end, text

    def _shown(self, written: str, offset: int, *, is_quoted: bool = False) -> str:
        span = self.page.source.span(offset, offset + len(written))
        call = read_macro(written, span, self._names(), is_quoted=is_quoted)
        if not isinstance(call, Call):
            return written
        if call.name in _LEFT_OUT:
            return ""
        match call.value:
            case CitationCluster() as cluster:
                return self._citation(cluster)
            case KeyPoints():
                return self._key_points()
        if call.macro.tells:
            return "\n".join(map(self._quoted, call.macro.tells(call.value).split("\n")))
        return blocks_as_markdown(str(call.macro.show(self._context(), call.value))) if call.macro.show else ""

    def _key_points(self) -> str:
        summary = self._quoted(self.page.front_matter.text("summary"))
        points = [f"- {self._quoted(point)}" for point in self.page.front_matter.texts("key_points")]
        return "\n\n".join(filter(None, (summary, "\n".join(points))))

    def _quoted(self, text: str) -> str:
        """Inline Markdown of the front matter, in which all that looks like a citation of a known work is one."""
        line = " ".join(text.split())
        found = scan(line)
        edits = [
            (each.start, each.end, self._citation(each.cluster))
            for each in found.citations
            if any(item.key in self._numbers for item in each.cluster.items)
        ]
        edits += ((each.start, each.end, self._shown(line[each.start : each.end], 0)) for each in found.calls)
        return edit(line, edits)

    def references(self) -> Iterator[str]:
        """The list of references, an item a line: the reference, its kind, where it can be read."""
        writer = self.page.writer
        for key, number in self._numbers.items():
            entry = writer.bibliography[key]
            places = (("DOI", entry.doi), ("PubMed", entry.pmid), ("Free full text", entry.pmcid))
            links = [f"{label}: <{place.url}>" for label, place in places if place]
            address = safe_url(entry.raw("url"))
            if address and not links:
                links = [f"<{address.translate(_NOT_IN_AUTOLINK)}>"]
            pieces = (to_markdown(writer.style.format_reference(key)), escape_markdown(_kind(grade(entry).words)))
            sign = f"{number}." if writer.style.numbered else "-"
            yield f"{sign} {' '.join(filter(None, (*pieces, '; '.join(links))))}"

    def _names(self) -> SiteNames:
        site_map = self.publication.site.map
        return SiteNames(
            lambda: (name for name, _ in site_map.sections()),
            lambda: (page.topic for page in site_map),
            self.page.writer.bibliography,
            self.publication.site.documents,
            self.page.path,
        )

    def _context(self) -> PageContext:
        page = self.page
        return PageContext(
            self.publication.site, page.writer, page.front_matter, page.path, page.url, headings=page.headings
        )


_NOT_IN_AUTOLINK = {ord("<"): "%3C", ord(">"): "%3E", ord(" "): "%20"}


def _kind(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}." if words else ""
