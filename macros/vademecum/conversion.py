"""One page on its way from Markdown to HTML: its slots, and how those that are in prose are filled. Floor 6."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from markupsafe import escape

from vademecum.checks.citation_locators import hidden_locators
from vademecum.checks.citations import malformed_group, taken_id, uncited_keys, unknown_keys
from vademecum.checks.macros import misplaced_block, repeated_call
from vademecum.citation.cluster import CitationCluster
from vademecum.citation.scan import Call, Candidate, edit, scan
from vademecum.citation.slot import NOWHERE, Slot, Slots, make_slots
from vademecum.library import Library
from vademecum.pages.citations import PageCitations, PlacedCluster, number_citations
from vademecum.render.html import mention_id, note_id, note_mark_id, reference_id, to_html
from vademecum.render.work_links import WorkLinks
from vademecum.text.finding import Finding
from vademecum.text.rich import RichText
from vademecum.text.source import Source, Span
from vademecum.text.unique import unique_names

RunCall = Callable[[str, int], str]
"""Gives the text for a macro call, given what the author wrote and its offset in the file."""


@dataclass(slots=True)
class Conversion:
    """The state of one page. `source` is the whole file; `shift` is where the page's body begins in it.

    It is None where something else has changed the body: then places are looked for in the file.
    """

    library: Library
    source: Source
    shift: int | None = 0
    with_references: bool = True
    works: WorkLinks | None = None
    """How the page links to the pages of works; None where there are none."""
    notes_after_punctuation: bool | None = None
    """Whether raised citations go behind the punctuation that follows them; None: where they are notes."""
    slots: Slots = field(init=False)
    references: Slot = field(init=False)
    """The slot of the page's list of references."""
    notes: Slot | None = None
    """The slot of its list of notes, in a style that has notes; there when the page is numbered."""
    references_call: Slot | None = None
    """Where the author wants that list; known when the page is numbered."""
    once: dict[tuple[str, Any], list[Slot]] = field(default_factory=dict)
    """The slots of what stands once on a page, by the name of its macro and what of it."""
    citations: PageCitations = field(default_factory=PageCitations)
    taken_ids: list[str] = field(default_factory=list)
    """Ids of ours that the author has given to something else."""
    captioned: list[tuple[Slot, str]] = field(default_factory=list)
    """The slots of figures and the like, each with the id that it would like to have."""
    data_findings: list[tuple[Slot, tuple[Finding, ...]]] = field(default_factory=list)
    """What is wrong with the files that calls name; it counts where the slot of the call is in prose."""
    elsewhere: list[Slot] = field(default_factory=list)
    """The slots of citations that stand in those files, and whose faults are told there."""
    _own: PageCitations = field(default_factory=PageCitations)
    """The citations that stand in the page's own file."""
    is_prepared: bool = False
    """Whether slots have taken the place of what the body holds."""
    is_finished: bool = False
    """Whether Markdown's tree is complete, so that slots may be filled."""

    def __post_init__(self) -> None:
        self.slots = make_slots(self.source.text)
        self.references = Slot("", NOWHERE, make=self._make_references, is_block=True)
        self.slots.add(self.references)

    def prepare(self, body: str, run: Callable[[str, int], str] | None = None) -> str:
        """The body of the page with a token for each citation candidate.

        `run` gives the text for each macro call, given what the author wrote and its offset in the file.
        """
        self.is_prepared = True
        found = scan(body)
        edits = [self._take_out(each, body, self.shift) for each in found.citations]
        if run:
            for call in found.calls:
                written = body[call.start : call.end]
                edits.append((call.start, call.end, run(written, self._offset(written, call.start, self.shift))))
        return edit(body, edits)

    def span(self, written: str, offset: int) -> Span:
        """The place of what is `written` at `offset`; what is not in the file stands at its start."""
        start = max(offset, 0)
        return self.source.span(start, start + len(written))

    def _offset(self, written: str, start: int, shift: int | None) -> int:
        """The offset in the file of what is `written` at `start`; `NOWHERE` where it is not in the file."""
        return self.source.text.find(written) if shift is None else start + shift

    def prepare_quoted(self, text: str, start: int, end: int, run: Callable[[str, int], str]) -> tuple[str, int]:
        """`text`, which the file quotes between offsets `start` and `end` (in YAML, say), with tokens for citations.

        `run` as for `prepare`. The second value is the offset behind the last citation or call found there.
        """
        found, edits = scan(text), []
        parts: list[Candidate | Call] = [*found.citations, *found.calls]
        for each in sorted(parts, key=lambda each: each.start):
            written = text[each.start : each.end]
            at = self.source.text.find(written, start, end)
            start = at if at >= 0 else start
            if isinstance(each, Call):
                edits.append((each.start, each.end, run(written, start)))
            else:
                edits.append(self._take_out(each, text, start - each.start))
            start = start + len(written) if at >= 0 else start
        return edit(text, edits), start

    def prepare_argument(self, text: str, slot: Slot, run: RunCall) -> str:
        """`text`, an argument of the call in `slot`, with tokens for citations."""
        start, end = max(slot.offset, 0), max(slot.end, 0)
        return self.prepare_quoted(text, max(self.source.text.find(text, start, end), start), end, run)[0]

    def prepare_shown(self, text: str, slot: Slot, run: RunCall) -> str:
        """`text` out of a file of data that the call in `slot` names, with tokens for citations.

        They stand where the call does. What is wrong with them is told of that file, by those who read it.
        """
        found, edits = scan(text), []
        for each in found.citations:
            written = text[each.start : each.end]
            cited = Slot(written, slot.offset, cluster=each.cluster)
            self.elsewhere.append(cited)
            edits.append((each.start, each.end, self.slots.add(cited)))
        edits += ((each.start, each.end, run(text[each.start : each.end], slot.offset)) for each in found.calls)
        return edit(text, edits)

    def prepare_included(self, text: str) -> str:
        """`text`, which something else has put on the page, with tokens for its citations: they have no place."""
        return edit(text, (self._take_out(each, text, None) for each in scan(text).citations))

    def _take_out(self, candidate: Candidate, text: str, shift: int | None) -> tuple[int, int, str]:
        """The edit that puts a token in the place of a citation candidate."""
        written = text[candidate.start : candidate.end]
        offset = self._offset(written, candidate.start, shift)
        slot = Slot(written, offset, cluster=candidate.cluster)
        if candidate.malformed is not None:
            place = self.source.span(max(offset - candidate.start + candidate.malformed, 0))
            slot.finding = malformed_group(place)
        return candidate.start, candidate.end, self.slots.add(slot)

    def number(self, to_rich: Callable[[str], RichText]) -> None:
        """Number the citations in prose by their place in the source: Markdown does not meet them in that order.

        `to_rich` reads the inline Markdown of prefixes and suffixes.
        """
        self._find_macros_that_cannot_stand()
        in_front_matter = self.library.writer.words["summary"]
        quoting = [slot for slot in self.slots.all if slot.quotes and slot.in_prose]
        for slot in quoting:
            for text in slot.quotes:
                for quoted in self.slots.find(text):
                    quoted.in_prose = True
                    quoted.section = slot.section if quoted.offset >= slot.offset else in_front_matter
        cited = [slot for slot in self.slots.all if slot.cluster and slot.in_prose]
        cited.sort(key=lambda slot: slot.offset if slot.offset >= 0 else len(self.source.text))
        placed = [
            PlacedCluster(
                slot.cluster, slot.offset, slot.end, slot.section, _affixes(slot.cluster, to_rich), slot.block
            )
            for slot in cited
            if slot.cluster
        ]
        self.citations = self._own = number_citations(placed, self.library.bibliography, self.library.writer.style)
        if self.elsewhere:
            others = set(map(id, self.elsewhere))
            own = (place for slot, place in zip(cited, placed, strict=True) if id(slot) not in others)
            self._own = PageCitations(tuple(own))
        filled = self.library.writer.clusters(self.citations, linked=self.with_references)
        for slot, shown in zip(cited, filled, strict=True):
            slot.make, slot.sticks, slot.is_raised = shown.html.__str__, shown.is_again, shown.is_raised
            slot.goes_behind = shown.is_raised and self._goes_behind
        for slot in quoting:
            slot.quotes = [self.slots.hide(str(to_html(to_rich(text)))) for text in slot.quotes]
        if self.citations.notes:
            self.notes = Slot("", NOWHERE, make=self._make_notes, is_block=True)
        if self.works and self.lists_references:  # It says on how many pages of the site a work is cited.
            self.references.make = partial(self.library.writer.references, self.citations, self.works)
            self.references.is_late = True

    @property
    def _goes_behind(self) -> bool:
        """Whether raised citations go behind punctuation (as in Pandoc, `notes-after-punctuation`)."""
        if self.notes_after_punctuation is None:
            return self.library.writer.style.kind == "note"
        return self.notes_after_punctuation

    @property
    def has_raised(self) -> bool:
        """Whether citations on the page are raised numbers."""
        return any(slot.is_raised for slot in self.slots.all)

    def _find_macros_that_cannot_stand(self) -> None:
        """Blocks where none can stand, and what stands there once already, are shown as they are written."""
        for (name, _), slots in self.once.items():
            shown = [slot for slot in slots if slot.in_prose]
            for slot in shown[1:]:
                self._show_as_written(slot, repeated_call(name, self.span(slot.text, slot.offset)))
            if name == "references" and shown:
                self.references_call = shown[0]
        for slot in [slot for slot in self.slots.all if slot.is_misplaced]:
            self._show_as_written(slot, misplaced_block(self.span(slot.text, slot.offset)))

    def _show_as_written(self, slot: Slot, finding: Finding) -> None:
        written = self.source.text[slot.offset : slot.end]  # The slot's own text is its first line.
        text = written if slot.offset >= 0 and written.startswith(slot.text) else slot.text
        slot.finding, slot.make = finding, escape(text).__str__
        slot.is_block, slot.is_late, slot.is_misplaced, slot.quotes = False, False, False, []

    def ids(self) -> list[str]:
        """The ids that citations and references of this page will have."""
        mentions = (mention_id(mention.key, mention.number) for mention in self.citations.all_mentions())
        notes = (identifier(number) for number in self.citations.notes for identifier in (note_id, note_mark_id))
        captions = (name for _, name in self.captions())
        return [*map(reference_id, self.citations.references), *mentions, *notes, *captions]

    def captions(self) -> list[tuple[Slot, str]]:
        """The slots of the page's figures and the like, and the id of each, in the order of the page."""
        shown = sorted(
            ((slot, name) for slot, name in self.captioned if slot.in_prose and slot.quotes),
            key=lambda pair: pair[0].offset,
        )
        return [*zip((slot for slot, _ in shown), unique_names(name for _, name in shown), strict=True)]

    def findings(self) -> list[Finding]:
        """What is wrong with the page's citations and macro calls."""
        findings = [slot.finding for slot in self.slots.all if slot.finding and slot.in_prose]
        findings += (each for slot, found in self.data_findings if slot.in_prose and not slot.finding for each in found)
        findings += unknown_keys(self._own, self.library.bibliography, self.source)
        findings += uncited_keys(self._own, self.source)
        findings += hidden_locators(self._own, self.library.bibliography, self.library.style, self.source)
        findings += (taken_id(name, self.source) for name in self.taken_ids)
        return findings

    @property
    def lists_references(self) -> bool:
        """Whether the page has a list of references."""
        return self.with_references and bool(self.citations.references)

    def _make_notes(self) -> str:
        return self.library.writer.notes(self.citations, linked=self.with_references)

    def _make_references(self) -> str:
        return self.library.writer.references(self.citations, self.works) if self.lists_references else ""


_NO_AFFIXES: dict[int, tuple[RichText, RichText]] = {}


def _affixes(cluster: CitationCluster, to_rich: Callable[[str], RichText]) -> dict[int, tuple[RichText, RichText]]:
    if not any(item.prefix or item.suffix for item in cluster.items):
        return _NO_AFFIXES
    items = enumerate(cluster.items)
    return {index: (to_rich(item.prefix), to_rich(item.suffix)) for index, item in items if item.prefix or item.suffix}
