"""The sentences in which a page cites its works, as readers see them: plain text without the marks of citations.

They are read from the page's source. A cell of a table is told with its row, an entry of a list as it stands.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from itertools import chain
from typing import NamedTuple

from vademecum.bibliography.entry import Bibliography
from vademecum.bibliography.identifier import CitationKey
from vademecum.checks.cited_page import CitedPage, read_cited_page
from vademecum.checks.coverage import masked
from vademecum.checks.sentences import sentences
from vademecum.citation.cluster import CitationCluster
from vademecum.citation.scan import Call as WrittenCall
from vademecum.citation.scan import Candidate, edit, scan
from vademecum.csl.names import short_names
from vademecum.macros.arguments import SiteNames
from vademecum.macros.macro import Call
from vademecum.macros.reading import read_macro
from vademecum.pages.front_matter import FrontMatter
from vademecum.pages.outline import outline
from vademecum.pages.outline_parts import Unit
from vademecum.publishing.shown_texts import shown_texts
from vademecum.text.source import Source

_LONGEST = 500
_QUOTING = ("summary", "key_points")
_MARKUP = re.compile(
    r"(?P<code>(?P<ticks>`{1,8})(?!`)(?P<inner>[^`]*+)(?P=ticks)(?!`))"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|\[\^[^\[\]\n]*+\]"  # a mark of a footnote
    r"|!?\[(?P<text>[^\[\]]*+)\](?:\([^()\n]*+(?:\([^()\n]*+\)[^()\n]*+)*+\)|\[[^\[\]\n]*+\])"
    r"|<(?P<address>(?:https?://|mailto:)[^<>\s]++)>"
    r"|</?[A-Za-z][^<>]*+>|<!--.*?-->"
    r"|\{:?[ ]*+[#.\w][^{}\n]*+\}"  # an attribute list
    r"|\{\{[^{}]*+\}\}"
    r"|\*++(?=\S)|(?<=\S)\*++"
    r"|(?<!\w)_++(?=\S)|(?<=\S)_++(?!\w)",
    re.DOTALL,
)
_DEEPEST = 4  # links in emphasis in links …: what is nested deeper stays as it is written
_CELL = re.compile(r"[ \t]*\|[ \t]*")
_QUOTE = re.compile(r"\n[ \t]*(?:>[ \t]?)+")
_BEFORE_SIGN = re.compile(r"\s+([.,;:!?)\]])")
_STOPS = re.compile(r"(\bet al\.)\.")  # a short name that ends its sentence
_EMPTY = re.compile(r"\(\s*\)|\[\s*\]")


class _Told(NamedTuple):
    """The sentence of a citation. `offset`: in the page's file; of what stands in another file, that of the call."""

    offset: int
    cluster: CitationCluster
    sentence: str


class _Mark(NamedTuple):
    """A citation or a call in a text that something quotes, and its sentence there."""

    start: int
    end: int
    cluster: CitationCluster | None
    sentence: str = ""


def cited_sentences(
    source: Source, front_matter: FrontMatter, site: SiteNames
) -> Mapping[tuple[int, CitationKey], Sequence[str]]:
    """The sentences in which a page cites each work, in order, by the offset of the citation and the work.

    A name that is part of its sentence (`@key`) stays as the short names of the work. What a page shows out of a file
    of data is told with its place there: row and column of a table, a term of the glossary. Citations in code have no
    sentence.
    """
    page = read_cited_page(source, front_matter, outline(source, front_matter.end))
    found: defaultdict[tuple[int, CitationKey], list[str]] = defaultdict(list)
    for told in chain(_in_front_matter(page, site), _in_calls(page, site), _in_body(page, site.bibliography)):
        for item in told.cluster.items:
            found[told.offset, item.key].append(told.sentence)
    return found


def plain_text(markdown: str) -> str:
    """A stretch of inline Markdown as a reader sees it, on one line; what is not closed in it is left out as well."""
    text = _QUOTE.sub("\n", markdown)
    for _ in range(_DEEPEST):
        plain = _MARKUP.sub(_shown, text)
        if plain == text:
            break
        text = plain
        if "`" in markdown or "\\" in markdown:  # What they guard is no markup, so it is not read again.
            break
    text = _EMPTY.sub("", unescape(text))
    return _BEFORE_SIGN.sub(r"\1", " ".join(text.split()))


def _shown(found: re.Match[str]) -> str:
    return found["inner"] or found["escaped"] or found["text"] or found["address"] or ""


def _in_body(page: CitedPage, bibliography: Bibliography) -> Iterator[_Told]:
    written = [each for each in page.citations if not each.is_quoted]
    if not written:
        return
    text = page.source.text
    edits = [(each.start, each.end, _name(each.cluster, bibliography)) for each in written]
    cited = {each.start for each in written}
    edits += [(call.start, call.end, "") for call in page.calls if call.start not in cited]
    edits.sort()
    places = [start for start, _, _ in edits]
    mask = masked(page)
    units = page.outline.units
    starts = [unit.start for unit in units]
    made: dict[tuple[int, int], str] = {}
    for each in written:
        index = bisect_right(starts, each.start) - 1
        if index < 0 or each.start >= units[index].end:
            continue
        stretch = _row(text, units, index) or _sentence(mask, units[index], each.start)
        if stretch not in made:
            first, last = (bisect_left(places, place) for place in stretch)
            made[stretch] = _told(text, stretch, edits[first:last])
        if made[stretch]:
            yield _Told(each.start, each.cluster, made[stretch])


def _sentence(mask: str, unit: Unit, offset: int) -> tuple[int, int]:
    """Where the sentence of a unit begins and ends that holds `offset`."""
    for sentence in sentences(mask[unit.start : unit.end]):
        if unit.start + sentence.end > offset:
            return unit.start + sentence.start, unit.start + sentence.end
    return unit.start, unit.end


def _row(text: str, units: tuple[Unit, ...], index: int) -> tuple[int, int] | None:
    """Where the row of a table begins and ends of which this unit is a cell; None where it is none."""
    first = last = index
    while first and _are_cells(text, units[first - 1].end, units[first].start):
        first -= 1
    while last + 1 < len(units) and _are_cells(text, units[last].end, units[last + 1].start):
        last += 1
    return (units[first].start, units[last].end) if first < last else None


def _are_cells(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    return "|" in between and "\n" not in between


def _told(text: str, stretch: tuple[int, int], edits: list[tuple[int, int, str]]) -> str:
    start, end = stretch
    shifted = [(first - start, last - start, new) for first, last, new in edits]
    told = _STOPS.sub(r"\1", edit(text[start:end], shifted))
    if "\n" not in told and _CELL.search(told):
        told = " · ".join(filter(None, map(plain_text, _CELL.split(told))))
    return _shortened(plain_text(told))


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"


def _name(cluster: CitationCluster, bibliography: Bibliography) -> str:
    """What stands for a citation: nothing, or the names that are part of the sentence."""
    key = cluster.items[0].key if cluster.in_text and cluster.items else None
    if key is None:
        return ""
    return short_names(bibliography[key]) if key in bibliography else f"@{key}"


def _in_front_matter(page: CitedPage, site: SiteNames) -> Iterator[_Told]:
    """The sentences of summary and key points; places as `Conversion.prepare_quoted` finds them."""
    front_matter = page.front_matter
    for name in _QUOTING:
        if name in front_matter.values:
            start = front_matter.offset(name, page.source)
            for text in [front_matter.text(name)] if name == "summary" else front_matter.texts(name):
                told, start = _placed(" ".join(text.split()), start, front_matter.end, page, site)
                yield from told


def _in_calls(page: CitedPage, site: SiteNames) -> Iterator[_Told]:
    """The sentences of captions and the like, which stand in a call, and of what calls show out of other files."""
    text = page.source.text
    for written in page.calls:
        call = read_macro(text[written.start : written.end], page.source.span(written.start), site)
        if not isinstance(call, Call):
            continue
        for quoted in call.macro.quotes(call.value) if call.macro.quotes else ():
            start = max(text.find(quoted, written.start, written.end), written.start)
            yield from _placed(quoted, start, written.end, page, site)[0]
        for shown in shown_texts(call.value):
            marks = _marks(shown.text, site, page)
            calls = [mark for mark in marks if shown.text.startswith("{{", mark.start)]
            for mark in (*(mark for mark in marks if mark not in calls), *calls):  # So a build numbers them.
                if mark.cluster:
                    yield _Told(written.start, mark.cluster, f"{shown.place}: {mark.sentence}")


def _placed(text: str, start: int, end: int, page: CitedPage, site: SiteNames) -> tuple[list[_Told], int]:
    """The sentences of a text that the page's file quotes between two offsets, and the offset behind the last of it."""
    told = []
    for mark in _marks(text, site, page):
        written = text[mark.start : mark.end]
        at = page.source.text.find(written, start, end)
        start = max(at, start)
        if mark.cluster:
            told.append(_Told(start, mark.cluster, mark.sentence))
        start += len(written) if at >= 0 else 0
    return told, start


def _marks(text: str, site: SiteNames, page: CitedPage) -> list[_Mark]:
    """The citations and calls in a text, in order, each citation with its sentence."""
    found = scan(text)
    parts: list[Candidate | WrittenCall] = sorted((*found.citations, *found.calls), key=lambda part: part.start)
    marks = [_Mark(each.start, each.end, _cluster(each, text, site, page)) for each in parts]
    edits = [(each.start, each.end, _name(each.cluster, site.bibliography) if each.cluster else "") for each in marks]
    mask = edit(text, ((each.start, each.end, _cover(each)) for each in marks))
    for index, mark in enumerate(marks):
        stretch = _sentence(mask, Unit(0, len(text)), mark.start)
        told = _told(text, stretch, [item for item in edits if stretch[0] <= item[0] < stretch[1]])
        marks[index] = mark._replace(sentence=told)
    return marks


def _cluster(part: Candidate | WrittenCall, text: str, site: SiteNames, page: CitedPage) -> CitationCluster | None:
    if isinstance(part, Candidate):
        return part.cluster
    call = read_macro(text[part.start : part.end], page.source.span(0), site, is_quoted=True)
    return call.value if isinstance(call, Call) and isinstance(call.value, CitationCluster) else None


def _cover(mark: _Mark) -> str:
    width = mark.end - mark.start
    if mark.cluster and mark.cluster.in_text:
        return f"X{'x' * (width - 1)}"
    return f"[@{'x' * max(width - 3, 0)}]"
