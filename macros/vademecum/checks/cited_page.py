"""A page as its citations are checked: what it cites, where, and what stands around it. From the source alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from vademecum.bibliography.identifier import CitationKey, citation_key
from vademecum.citation.cluster import CitationCluster, CitationItem
from vademecum.citation.locator import split_locator
from vademecum.citation.scan import Call, Candidate, Scan, scan
from vademecum.pages.citations import PageCitations, PlacedCluster
from vademecum.pages.front_matter import FrontMatter
from vademecum.pages.outline_parts import LinkKind, PageOutline
from vademecum.text.source import Source, Span
from vademecum.text.unique import unique_names

_QUOTING = ("summary", "key_points")
"""The values of the front matter that are Markdown with citations."""
_PICTURES = (LinkKind.IMAGE, LinkKind.IMAGE_REFERENCE)
_NAME = re.compile(r"\{\{\s*(\w+)\s*\(")
_ARGUMENT = re.compile(
    r"\s*+(?:(?P<name>\w++)\s*+=\s*+)?(?:\"(?P<double>(?:\\.|[^\"\\])*+)\"|'(?P<single>(?:\\.|[^'\\])*+)'|(?P<bare>[\w.+-]++))"
    r"\s*+(?:,|(?=\)))",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_OPENING_WORDS = 3


@dataclass(frozen=True, slots=True)
class WrittenCitation:
    """A citation, and where it stands in the file. `malformed` is where a bracket begins that is no citation after all.

    `is_quoted`: it stands in the front matter, or in an argument of a macro.
    """

    cluster: CitationCluster
    start: int
    end: int
    malformed: int | None = None
    is_quoted: bool = False

    @property
    def is_mentioned(self) -> bool:
        """Whether the page only speaks of the works and rests no claim on them."""
        return self.cluster.is_mentioned


class Gap(NamedTuple):
    """A place where the page itself says that a source is missing, and why."""

    start: int
    end: int
    why: str


class KeyPoint(NamedTuple):
    """A key point of the front matter, and where it begins in the file."""

    text: str
    start: int
    is_cited: bool


class ShownText(NamedTuple):
    """A text that a page shows out of a file of data, where it stands there, and what it cites.

    `is_claim`: its sentences need sources, as those of the page do; captions need none.
    """

    text: str
    span: Span
    clusters: tuple[CitationCluster, ...] = ()
    is_claim: bool = True


class QuotedText(NamedTuple):
    """A text in an argument of a call that is inline Markdown, and between which offsets of the file it stands."""

    text: str
    start: int
    end: int


class CallMeaning(NamedTuple):
    """What a macro call means to the citations of its page: it cites, or says why a source is missing, or neither.

    `quotes`: its texts that are inline Markdown with citations of their own; `shown`: those that stand in another file;
    `id`: the id that what it makes has on the page.
    """

    cluster: CitationCluster | None = None
    gap: str | None = None
    quotes: tuple[str, ...] = ()
    shown: tuple[ShownText, ...] = ()
    id: str = ""


class CallReader(Protocol):
    """What reads macro calls."""

    def read(self, written: str, offset: int, *, is_quoted: bool = False) -> CallMeaning:
        """What the call means that is written at an offset of the file; `is_quoted`: in its front matter."""


@dataclass(frozen=True, slots=True)
class CitedPage:
    """A page, and its citations in the order of the file: those of summary and key points, then those of the body."""

    source: Source
    front_matter: FrontMatter
    outline: PageOutline
    citations: tuple[WrittenCitation, ...] = ()
    gaps: tuple[Gap, ...] = ()
    calls: tuple[Call, ...] = ()
    """All macro calls in prose, by their places in the file."""
    key_points: tuple[KeyPoint, ...] = ()
    shown: tuple[ShownText, ...] = ()
    """What it shows out of files of data; faults of these are told where they stand."""
    made_ids: tuple[str, ...] = ()
    """The ids of its figures and the like."""
    quoted: tuple[QuotedText, ...] = ()
    """The texts in arguments of its calls."""

    @property
    def clusters(self) -> Iterator[CitationCluster]:
        """All that the page cites: its own citations, and those in what it shows out of other files."""
        yield from (each.cluster for each in self.citations)
        for text in self.shown:
            yield from text.clusters

    @property
    def is_draft(self) -> bool:
        """Whether parts may still be missing."""
        return self.front_matter.text("review_status") == "draft"

    @property
    def works(self) -> frozenset[CitationKey]:
        """The keys that the page cites or mentions, known or not."""
        return frozenset(item.key for cluster in self.clusters for item in cluster.items)

    @property
    def placed(self) -> PageCitations:
        """The citations as the checks take them that a build runs too."""
        return PageCitations(tuple(PlacedCluster(each.cluster, each.start, each.end) for each in self.citations))


def read_cited_page(
    source: Source,
    front_matter: FrontMatter,
    outline: PageOutline,
    reader: CallReader | None = None,
    found: Scan | None = None,
) -> CitedPage:
    """The citations of a page. `outline` is that of the same source from `front_matter.end` on.

    What stands in code, comments and raw HTML is none. `reader` reads the macro calls in prose, each once, in order; by
    default a call of `cite` counts where its arguments are plain. `found` are the citations and calls behind the front
    matter, where somebody has looked for them already.
    """
    shift = front_matter.end
    found = found or scan(source.text[shift:])
    reading = Reading(source, reader or _PlainReader())
    points = tuple(_quoted(front_matter, reading))
    prose = outline.prose
    for each in found.citations:
        if not prose[each.start + shift].isspace():
            reading.cite(each, shift)
    calls = [Call(call.start + shift, call.end + shift) for call in found.calls]
    calls = [call for call in calls if not prose[call.start].isspace()] if calls else []
    if calls and "![" in prose:
        pictures = [(each.start, each.end) for each in outline.links if each.kind in _PICTURES]
        calls = [call for call in calls if not any(start <= call.start < end for start, end in pictures)]
    for call in calls:
        reading.call(source.text[call.start : call.end], call.start)
    citations = sorted(reading.citations, key=lambda each: each.start)
    return CitedPage(
        source,
        front_matter,
        outline,
        tuple(citations),
        tuple(reading.gaps),
        tuple(calls),
        points,
        tuple(reading.shown),
        tuple(unique_names(reading.ids)),
        tuple(reading.quoted),
    )


@dataclass(slots=True)
class Reading:
    """What was found on a page, or in a file of data, so far."""

    source: Source
    reader: CallReader
    citations: list[WrittenCitation] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    shown: list[ShownText] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    quoted: list[QuotedText] = field(default_factory=list)

    def cite(self, each: Candidate, shift: int) -> None:
        """Take in a citation whose places are `shift` away from those in the file."""
        malformed = None if each.malformed is None else each.malformed + shift
        self.citations.append(WrittenCitation(each.cluster, each.start + shift, each.end + shift, malformed))

    def call(self, written: str, start: int, *, is_quoted: bool = False) -> None:
        """Take in a macro call."""
        meaning = self.reader.read(written, start, is_quoted=is_quoted)
        end = start + len(written)
        if meaning.cluster:
            self.citations.append(WrittenCitation(meaning.cluster, start, end, is_quoted=is_quoted))
        elif meaning.gap is not None:
            self.gaps.append(Gap(start, end, meaning.gap))
        self.shown += meaning.shown
        if meaning.id:
            self.ids.append(meaning.id)
        for text in meaning.quotes:
            first = max(self.source.text.find(text, start, end), start)
            self.quoted.append(QuotedText(text, first, end))
            self.quote(text, first, end)

    def quote(self, text: str, start: int, end: int) -> int:
        """Take in what a text holds that the file quotes between two offsets; the offset behind the last of it.

        What is written there in another way, such as folded over lines, stands where the text does.
        """
        found = scan(text)
        parts: list[Candidate | Call] = [*found.citations, *found.calls]
        for each in sorted(parts, key=lambda each: each.start):
            written = text[each.start : each.end]
            at = self.source.text.find(written, start, end)
            start = max(at, start)
            behind = start + len(written) if at >= 0 else start
            if isinstance(each, Call):
                self.call(written, start, is_quoted=True)
            else:
                malformed = None if each.malformed is None or at < 0 else at - each.start + each.malformed
                self.citations.append(WrittenCitation(each.cluster, start, behind, malformed, is_quoted=True))
            start = behind
        return start


class _PlainReader:
    """Reads calls as far as that can be done without the macros: names, and arguments that are plain texts."""

    @staticmethod
    def read(written: str, offset: int, *, is_quoted: bool = False) -> CallMeaning:  # noqa: ARG004  # see `CallReader`
        name = _NAME.match(written)
        arguments = _arguments(written, name.end(), len(written)) if name else None
        if name is None or arguments is None:
            return CallMeaning()
        if name[1] == "citation_needed":
            return CallMeaning(gap=dict(arguments).get("why", "") or "".join(_unnamed(arguments)))
        return CallMeaning(_cite(arguments)) if name[1] == "cite" else CallMeaning()


def _arguments(text: str, start: int, end: int) -> list[tuple[str, str]] | None:
    """The arguments of a call that are plain values, as names (empty where there is none) and texts; else None."""
    found = []
    while argument := _ARGUMENT.match(text, start, end):
        quoted = argument["double"] if argument["double"] is not None else argument["single"]
        value = argument["bare"] if quoted is None else _ESCAPE.sub(r"\1", quoted)
        found.append((argument["name"] or "", value))
        start = argument.end()
    return found if text[start:end].strip().startswith(")") else None


def _unnamed(arguments: list[tuple[str, str]]) -> list[str]:
    return [value for name, value in arguments if not name]


def _cite(arguments: list[tuple[str, str]]) -> CitationCluster | None:
    """The citation of a call of `cite`, as the macro makes it."""
    keys, named = _unnamed(arguments), {name: value for name, value in arguments if name}
    if not keys:
        return None
    locator = split_locator(f", {named['locator']}")[0] if named.get("locator") else None
    last = len(keys) - 1
    items = tuple(
        CitationItem(
            citation_key(key),
            prefix=named.get("prefix", "") if index == 0 else "",
            suffix=named.get("suffix", "") if index == last else "",
            locator=locator if index == last else None,
        )
        for index, key in enumerate(keys)
    )
    return CitationCluster(
        items,
        in_text=named.get("mode") == "in-text",
        is_mentioned=named.get("status") == "mentioned",
        indirect=named.get("indirect", ""),
    )


def _quoted(front_matter: FrontMatter, reading: Reading) -> Iterator[KeyPoint]:
    """Take in what the values hold that are Markdown; the key points among them."""
    source = reading.source
    for name in _QUOTING:
        start = opening = front_matter.offset(name, source)
        for text in front_matter.texts(name):
            joined, before = " ".join(text.split()), len(reading.citations)
            start = reading.quote(joined, start, front_matter.end)
            if name == "key_points":
                words = " ".join(joined.split()[:_OPENING_WORDS])
                at = source.text.find(words, opening, front_matter.end) if words else -1
                opening = max(at, opening)
                yield KeyPoint(text, opening, is_cited=len(reading.citations) > before)
                opening += 1 if at >= 0 else 0
