"""The Markdown of a page with its citations as readable text and its macros as what they show."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from vademecum.bibliography.identifier import CitationKey
from vademecum.checks.suppression import remarks_in
from vademecum.citation.cluster import CitationCluster
from vademecum.citation.scan import Call as WrittenCall
from vademecum.citation.scan import edit, scan
from vademecum.macros.evidence import EvidenceProfile
from vademecum.macros.key_points import KeyPoints
from vademecum.macros.macro import Call
from vademecum.macros.reading import read_macro
from vademecum.pages.evidence import Grade, grade
from vademecum.pages.outline import outline
from vademecum.publishing.markdown_text import escape_markdown, to_markdown, verbatim
from vademecum.publishing.publication import Publication, PublishedPage
from vademecum.publishing.twin_blocks import blocks_as_markdown
from vademecum.publishing.twin_links import link_edits
from vademecum.render.html import reference_id, safe_url
from vademecum.text.rich import Part
from vademecum.text.source import Source

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
    _by_id: dict[str, CitationKey] = field(init=False)
    """The works by the ids that they have in the list of the page."""
    _cited: frozenset[int] = field(init=False)
    """Where in the file citations stand that the page shows as such."""

    def __post_init__(self) -> None:
        ledger = self.publication.site.ledger
        self.works = self.page.writer.style.order(ledger.works(self.page.path))
        self._numbers = {key: number for number, key in enumerate(self.works, start=1)}
        self._by_id = {reference_id(key): key for key in self.works}
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
            (each.start() - start, each.end() - start, "") for each in remarks_in(self.page.source) if each["end"]
        )
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
            status = writer.said(Grade(status=grade(entry).status)) if entry else ""
            about = writer.indirect(cluster.indirect) if entry and cluster.indirect else ""
            said = "; ".join(filter(None, (status, about)))
            return f" [{said}]" if said else ""

        return to_markdown(writer.style.format_cluster(cluster, self._numbers, affixes), remark)

    def _call(self, written: WrittenCall, body: str, start: int) -> tuple[int, int, str]:
        """The edit that puts what a macro shows in the place of its call; a blank line goes with what is left out."""
        text, end = self._shown(body[written.start : written.end], start + written.start), written.end
        if not text and body[: written.start].endswith("\n"):
            end += len(body) - end - len(body[end:].lstrip("\n"))
        return written.start, end, text

    def _shown(self, written: str, offset: int, *, is_quoted: bool = False) -> str:
        """What the call `written` at `offset` shows; the call itself where the page has it as it is written."""
        macros = self.page.macros
        span = self.page.source.span(offset, offset + len(written))
        call = read_macro(written, span, macros.names, is_quoted=is_quoted) if macros else None
        if not macros or not isinstance(call, Call):
            return written
        if call.macro.tells:
            return "\n".join(map(self._quoted, call.macro.tells(call.value, self.page.writer.words).split("\n")))
        match call.value:
            case CitationCluster() as cluster:
                return self._citation(cluster)
            case KeyPoints():
                return self._key_points()
        if call.macro.in_text and call.macro.show:
            return blocks_as_markdown(str(call.macro.show(macros, call.value)))
        return "" if call.name in _LEFT_OUT else self._block(call, macros.shown.get(offset), written)

    def _block(self, call: Call, html: str | None, written: str) -> str:
        """What a block shows, of which the page has `html`."""
        if html is None:
            return written
        note = self._quoted(call.value.note) if isinstance(call.value, EvidenceProfile) else ""
        return "\n\n".join(filter(None, (note, blocks_as_markdown(html, self._address))))

    def _address(self, written: str) -> str:
        """Where a link of the page leads from its twin; empty for a place on the page, of which the twin has none.

        To a work it leads to that work's own page, where works have pages.
        """
        if not written.startswith("#"):
            return written
        works = self.publication.site.work_links(self.page.url)
        key = self._by_id.get(written[1:])
        return works.page(key) if works and key else ""

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
        edits += link_edits(self.publication, self.page, outline(Source("", line), found=found))
        return edit(line, edits)

    def references(self) -> Iterator[str]:
        """The list of references, an item a line: the reference, its kind, where it can be read.

        A page that has no such list has none in its twin either.
        """
        if not self.page.front_matter.has_references:
            return
        writer = self.page.writer
        for key, number in self._numbers.items():
            entry = writer.bibliography[key]
            places = (("DOI", entry.doi), ("PubMed", entry.pmid), ("Free full text", entry.pmcid))
            links = [f"{label}: <{place.url}>" for label, place in places if place]
            address = safe_url(entry.raw("url"))
            if address and not links:
                links = [f"<{address.translate(_NOT_IN_AUTOLINK)}>"]
            pieces = (
                to_markdown(writer.style.format_reference(key)),
                escape_markdown(_kind(writer.said(grade(entry)))),
            )
            sign = f"{number}." if writer.style.numbered else "-"
            yield f"{sign} {' '.join(filter(None, (*pieces, '; '.join(links))))}"


_NOT_IN_AUTOLINK = {ord("<"): "%3C", ord(">"): "%3E", ord(" "): "%20"}


def _kind(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}." if words else ""
