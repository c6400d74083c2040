"""The macros of one page in a build. A call becomes a slot, and the text has its token."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from markupsafe import escape

from vademecum.checks.page_citations import citation_needed
from vademecum.citation.cluster import CitationCluster
from vademecum.citation.slot import Slot
from vademecum.conversion import Conversion
from vademecum.macros.arguments import SiteNames
from vademecum.macros.citing import CitationNeeded
from vademecum.macros.comparison import Comparison, comparison_slot
from vademecum.macros.context import PageContext
from vademecum.macros.evidence import EvidenceProfile, profile_slot
from vademecum.macros.figures import Figure, figure_slot
from vademecum.macros.key_points import KeyPoints, key_points_slot
from vademecum.macros.macro import Call
from vademecum.macros.placement import data_findings
from vademecum.macros.reading import read_macro
from vademecum.text.finding import Finding
from vademecum.text.source import Span


@dataclass(slots=True)
class PageMacros(PageContext):
    """Runs the macros of its page."""

    shown: dict[int, str] = field(default_factory=dict, repr=False)
    """The HTML of blocks that need to know all pages, by the offsets of their calls; there once the page is written."""
    names: SiteNames = field(init=False, repr=False)
    """What calls on the page may name."""

    def __post_init__(self) -> None:
        site = self.site
        self.names = SiteNames(
            lambda: (name for name, _ in site.map.sections()),
            lambda: (page.topic for page in site.map),
            self.writer.bibliography,
            site.documents,
            self.path,
        )

    def expand(self, conversion: Conversion, body: str) -> str:
        """The body of the page with tokens in the place of citations and macro calls."""
        text = conversion.prepare(body, partial(self._run, conversion))
        for slot in conversion.slots.all:
            if slot.is_block and slot.is_late and slot.make:
                slot.make = partial(self._keep, slot.offset, slot.make)
        return text

    def _keep(self, offset: int, make: Callable[[], str]) -> str:
        self.shown[offset] = html = make()
        return html

    def _run(self, conversion: Conversion, written: str, offset: int, *, is_quoted: bool = False) -> str:
        """The token that takes the place of a call; the call itself where it is plain text."""
        span = conversion.span(written, offset)
        call = read_macro(written, span, self.names, is_quoted=is_quoted)
        if call is None:
            return written
        if isinstance(call, Finding):
            slot = Slot(written, offset, make=escape(written).__str__, finding=call)
        else:
            slot = self._slot(call, conversion, Slot(written, offset), span)
            if call.identity:
                conversion.once.setdefault(call.identity, []).append(slot)
            self._note(call, conversion, slot)
            if call.macro.writes:
                return call.macro.writes(self, conversion, slot, call.value, partial(self._run_shown, conversion))
        return conversion.slots.add(slot)

    def _slot(self, call: Call, conversion: Conversion, slot: Slot, span: Span) -> Slot:
        """`slot` with what it is to show, and when."""
        slot.is_block = not call.macro.in_text
        match call.value:
            case CitationCluster() as cluster:
                slot.cluster = cluster
            case CitationNeeded(why=why):
                slot.finding = citation_needed(why, span)
            case Figure() as figure:
                figure_slot(self, conversion, slot, figure, partial(self._run, conversion, is_quoted=True))
                return slot
            case Comparison(table=None):
                slot.make = partial(self.render, "as_written.html", written=slot.text)
                return slot
            case Comparison() as comparison:
                comparison_slot(self, conversion, slot, comparison, partial(self._run_shown, conversion))
                return slot
            case KeyPoints():
                key_points_slot(self, conversion, slot, partial(self._run, conversion, is_quoted=True))
            case EvidenceProfile(note=note) if note:
                profile_slot(self, conversion, slot, call.value, partial(self._run, conversion, is_quoted=True))
                return slot
            case _:
                slot.is_late = call.macro.show is not None
        if call.macro.show:
            slot.make = partial(call.macro.show, self, call.value)
        return slot

    def _note(self, call: Call, conversion: Conversion, slot: Slot) -> None:
        """Remember the id that a call would like to have, and what is wrong with the file that it names."""
        data = call.macro.data(call.value) if call.macro.data else None
        if data:
            conversion.data_findings.append((slot, data_findings(data, self.names)))
        if call.macro.id:
            conversion.captioned.append((slot, call.macro.id(call.value)))

    def _run_shown(self, conversion: Conversion, written: str, offset: int) -> str:
        """The token for a call in a file of data; what is wrong with it is told where it stands."""
        call = read_macro(written, conversion.source.span(0), self.names, is_quoted=True)
        slot = Slot(written, offset, make=escape(written).__str__)
        if isinstance(call, Call):
            slot = self._slot(call, conversion, slot, conversion.source.span(0))
            slot.finding = None
            conversion.elsewhere.append(slot)
        return written if call is None else conversion.slots.add(slot)
