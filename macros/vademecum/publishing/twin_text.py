"""The Markdown of a page with its citations as readable text and its macros as what they show."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from vademecum.bibliography.identifier import CitationKey
from vademecum.checks.suppression import remarks_in
from vademecum.citation.cluster import CitationCluster
from vademecum.citation.scan import Call as WrittenCall
from vademecum.citation.scan import Candidate, edit, scan
from vademecum.csl import Placement
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
from vademecum.publishing.twin_notes import TwinNotes, Waiting
from vademecum.render.html import addresses_in, reference_id, safe_url
from vademecum.render.raised import has_raised_works, in_brackets
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
    _notes: TwinNotes = field(init=False)
    """Where each of its citations stands among the others, and the signs of those that are notes."""

    def __post_init__(self) -> None:
        ledger = self.publication.site.ledger
        self.works = self.page.writer.style.order(ledger.works(self.page.path))
        self._numbers = {key: number for number, key in enumerate(self.works, start=1)}
        self._by_id = {reference_id(key): key for key in self.works}
        self._cited = frozenset(mention.offset for mention in ledger.mentions(self.page.path))
        self._notes = TwinNotes(self.page.source, self.page.macros)

    def body(self) -> tuple[str, bool]:
        """The text behind the front matter, and whether it has a title of its own."""
        start = self.page.front_matter.end
        body = self.page.source.text[start:]
        found = scan(body)
        held = outline(self.page.source, start, found=found)
        edits = [
            self._cite(body, each, self._notes.at(each.start + start))
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

    def _cite(self, text: str, candidate: Candidate, waiting: Waiting) -> tuple[int, int, str]:
        """The edit that makes a citation readable; no blank stands before the sign of a note."""
        written = self._citation(candidate.cluster, waiting)
        return _without_blank(text, candidate.start, written), candidate.end, written

    def _citation(self, cluster: CitationCluster, waiting: Waiting) -> str:
        """A citation as it reads; of those alike, the next that is `waiting`."""
        placement = self._notes.next(cluster, waiting) or replace(self.page.writer.style.place([cluster])[0], note=0)
        if not placement.note:
            return self._formatted(cluster, placement)
        names = self._formatted(cluster, placement) if cluster.in_text else ""
        return f"{names}{self._notes.sign(placement.note)}"

    def notes(self) -> Iterator[str]:
        """The notes of a style that cites in notes, as footnotes of Markdown, a note a line: those that `body` has."""
        for cluster, placement in self._notes.written():
            content = self._formatted(replace(cluster, in_text=False), placement)
            yield f"{self._notes.sign(placement.note)}: {content}"

    def _formatted(self, cluster: CitationCluster, placement: Placement) -> str:
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

        formatted = writer.style.format_cluster(cluster, placement, self._numbers, affixes)
        return to_markdown(in_brackets(formatted) if has_raised_works(formatted) else formatted, remark)

    def _call(self, written: WrittenCall, body: str, start: int) -> tuple[int, int, str]:
        """The edit that puts what a macro shows in the place of its call; a blank line goes with what is left out."""
        text, end = self._shown(body[written.start : written.end], start + written.start), written.end
        if not text and body[: written.start].endswith("\n"):
            end += len(body) - end - len(body[end:].lstrip("\n"))
        return _without_blank(body, written.start, text), end, text

    def _shown(self, written: str, offset: int, waiting: Waiting | None = None) -> str:
        """What the call `written` at `offset` shows; the call itself where the page has it as it is written.

        What is quoted from elsewhere gives the citations that are `waiting` there.
        """
        macros = self.page.macros
        span = self.page.source.span(offset, offset + len(written))
        call = read_macro(written, span, macros.names, is_quoted=waiting is not None) if macros else None
        if not macros or not isinstance(call, Call):
            return written
        if call.macro.tells:
            lines = call.macro.tells(call.value, self.page.writer.words).split("\n")
            told = self._notes.in_call(call, written, offset)
            return "\n".join(self._quoted(line, told) for line in lines)
        match call.value:
            case CitationCluster() as cluster:
                return self._citation(cluster, self._notes.at(offset) if waiting is None else waiting)
            case KeyPoints():
                return self._key_points()
        if call.macro.in_text and call.macro.show:
            return blocks_as_markdown(str(call.macro.show(macros, call.value)))
        return "" if call.name in _LEFT_OUT else self._block(call, macros.shown.get(offset), written, offset)

    def _block(self, call: Call, html: str | None, written: str, offset: int) -> str:
        """What a block shows, of which the page has `html`."""
        if html is None:
            return written
        note = ""
        if isinstance(call.value, EvidenceProfile):
            waiting, _ = self._notes.in_text(call.value.note, offset, offset + len(written))
            note = self._quoted(call.value.note, waiting)
        shown = blocks_as_markdown(html, self._address, lambda href: self._notes.sign(href.removeprefix("#note-")))
        return "\n\n".join(filter(None, (note, shown)))

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
        front_matter = self.page.front_matter
        summary = [self._quoted(*each) for each in self._in_front_matter("summary", [front_matter.text("summary")])]
        points = self._in_front_matter("key_points", front_matter.texts("key_points"))
        listed = [f"- {self._quoted(*each)}" for each in points]
        return "\n\n".join(filter(None, (*summary, "\n".join(listed))))

    def _in_front_matter(self, name: str, texts: Iterable[str]) -> Iterator[tuple[str, Waiting]]:
        """The texts of the value called `name`, each with its citations."""
        front_matter = self.page.front_matter
        start = front_matter.offset(name, self.page.source)
        for text in texts:
            waiting, start = self._notes.in_text(text, start, front_matter.end)
            yield text, waiting

    def _quoted(self, text: str, waiting: Waiting) -> str:
        """Inline Markdown from elsewhere, in which all that looks like a citation of a known work is one."""
        line = " ".join(text.split())
        found = scan(line)
        edits = []
        parts: list[Candidate | WrittenCall] = [*found.citations, *found.calls]
        for each in sorted(parts, key=lambda each: each.start):  # Those that are alike take their turns.
            if isinstance(each, WrittenCall):
                edits.append(self._quoted_call(each, line, waiting))
            elif any(item.key in self._numbers for item in each.cluster.items):
                edits.append(self._cite(line, each, waiting))
        edits += link_edits(self.publication, self.page, outline(Source("", line), found=found))
        return edit(line, edits)

    def _quoted_call(self, written: WrittenCall, line: str, waiting: Waiting) -> tuple[int, int, str]:
        text = self._shown(line[written.start : written.end], 0, waiting)
        return _without_blank(line, written.start, text), written.end, text

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
            formatted = writer.style.format_reference(key)
            written = set(addresses_in(formatted))
            known = [(label, place.url) for label, place in places if place]
            links = [f"{label}: <{url}>" for label, url in known if url.casefold() not in written]
            address = safe_url(entry.raw("url"))
            if address and not known and address.casefold() not in written:
                links = [f"<{address.translate(_NOT_IN_AUTOLINK)}>"]
            pieces = (to_markdown(formatted), escape_markdown(_kind(writer.said(grade(entry)))))
            sign = f"{number}." if writer.style.numbered else "-"
            yield f"{sign} {' '.join(filter(None, (*pieces, '; '.join(links))))}"


_BEFORE_NOTE = re.compile(r"[^\s|][ \n]\Z")
"""A blank behind a word: none stands before a note."""
_BEGINS_LINE = re.compile(r"[\s>]*(?:(?:[-*+]|\d+[.)]|\[\^[^]]*\]:|\|)\s+)?")
"""What stands before the first word of a line, and needs its blanks."""


def _without_blank(text: str, start: int, written: str) -> int:
    """Where the edit begins that puts what is `written` at `start`: before the blank, if it is the sign of a note."""
    if not written.startswith("[^") or not _BEFORE_NOTE.search(text, max(start - 2, 0), start):
        return start
    is_first = _BEGINS_LINE.fullmatch(text, text.rfind("\n", 0, start) + 1, start)
    return start if is_first else start - 1


_NOT_IN_AUTOLINK = {ord("<"): "%3C", ord(">"): "%3E", ord(" "): "%20"}


def _kind(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}." if words else ""
