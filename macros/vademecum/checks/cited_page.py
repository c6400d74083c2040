"""A page as its citations are checked: what it cites, where, and what stands around it. From the source alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from vademecum.bibliography.identifier import CitationKey, citation_key
from vademecum.citation.cluster import CitationCluster, CitationItem
from vademecum.citation.locator import split_locator
from vademecum.citation.scan import Call, scan
from vademecum.pages.citations import PageCitations, PlacedCluster
from vademecum.pages.front_matter import FrontMatter
from vademecum.pages.outline_parts import PageOutline
from vademecum.text.source import Source

_QUOTING = ("summary", "key_points")
"""The values of the front matter that are Markdown with citations."""
_MENTIONED = "mentioned"
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

    `is_mentioned`: the page speaks of the work and does not rest on it. `is_quoted`: it stands in the front matter.
    """

    cluster: CitationCluster
    start: int
    end: int
    malformed: int | None = None
    is_mentioned: bool = False
    is_quoted: bool = False


class Gap(NamedTuple):
    """A place where the page itself says that a source is missing, and why."""

    start: int
    end: int
    why: str


class KeyPoint(NamedTuple):
    """A key point of the front matter, and where it begins in the file."""

    text: str
    start: int


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

    @property
    def works(self) -> frozenset[CitationKey]:
        """The keys that the page cites or mentions, known or not."""
        return frozenset(item.key for each in self.citations for item in each.cluster.items)

    @property
    def placed(self) -> PageCitations:
        """The citations as the checks take them that a build runs too."""
        return PageCitations(tuple(PlacedCluster(each.cluster, each.start, each.end) for each in self.citations))


def read_cited_page(source: Source, front_matter: FrontMatter, outline: PageOutline) -> CitedPage:
    """The citations of a page. `outline` is that of the same source from `front_matter.end` on.

    What stands in code, comments and raw HTML is none. A call of `cite` counts where its arguments can be read; others
    are the business of the macros.
    """
    shift = front_matter.end
    found = scan(source.text[shift:])
    citations = list(_quoted(source, front_matter))
    prose = outline.prose
    for each in found.citations:
        start = each.start + shift
        if not prose[start].isspace():
            malformed = None if each.malformed is None else each.malformed + shift
            citations.append(WrittenCitation(each.cluster, start, each.end + shift, malformed))
    calls = [Call(call.start + shift, call.end + shift) for call in found.calls]
    calls = [call for call in calls if not prose[call.start].isspace()]
    gaps = []
    for call in calls:
        name = _NAME.match(source.text, call.start, call.end)
        arguments = _arguments(source.text, name.end(), call.end) if name else None
        if name is None or arguments is None:
            continue
        if name[1] == "citation_needed":
            gaps.append(Gap(call.start, call.end, dict(arguments).get("why", "") or "".join(_unnamed(arguments))))
        elif name[1] == "cite" and (cited := _cite(arguments, call)):
            citations.append(cited)
    citations.sort(key=lambda each: each.start)
    points = tuple(_key_points(source, front_matter))
    return CitedPage(source, front_matter, outline, tuple(citations), tuple(gaps), tuple(calls), points)


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


def _cite(arguments: list[tuple[str, str]], call: Call) -> WrittenCitation | None:
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
    cluster = CitationCluster(items, in_text=named.get("mode") == "in-text")
    return WrittenCitation(cluster, call.start, call.end, is_mentioned=named.get("status") == _MENTIONED)


def _quoted(source: Source, front_matter: FrontMatter) -> Iterator[WrittenCitation]:
    """The citations in the values that are Markdown; one that YAML folds over lines stands where its value does."""
    for name in _QUOTING:
        start = front_matter.offset(name, source)
        for text in front_matter.texts(name):
            joined = " ".join(text.split())
            for each in scan(joined).citations:
                written = joined[each.start : each.end]
                at = source.text.find(written, start, front_matter.end)
                end = at + len(written) if at >= 0 else start
                malformed = None if each.malformed is None or at < 0 else at - each.start + each.malformed
                yield WrittenCitation(each.cluster, max(at, start), end, malformed, is_quoted=True)
                start = end


def _key_points(source: Source, front_matter: FrontMatter) -> Iterator[KeyPoint]:
    start = front_matter.offset("key_points", source)
    for text in front_matter.texts("key_points"):
        opening = " ".join(text.split()[:_OPENING_WORDS])
        at = source.text.find(opening, start, front_matter.end) if opening else -1
        start = max(at, start)
        yield KeyPoint(text, start)
        start += 1 if at >= 0 else 0
