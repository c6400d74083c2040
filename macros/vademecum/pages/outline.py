"""What a Markdown page holds: links, definitions, footnotes, headings, ids, each with its place in the file.

Python-Markdown, with the extensions of the site, is the measure of what is a link. This is the door to the modules
`outline_*`: code and raw HTML are covered first, then the rest is cut into blocks, then running text is read. One
pass each, linear in the length of the page.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from vademecum.citation.scan import Scan, scan
from vademecum.pages.outline_blocks import read_blocks
from vademecum.pages.outline_code import COVER, cover_text
from vademecum.pages.outline_headings import HeadingNames
from vademecum.pages.outline_inline import InlineReader
from vademecum.pages.outline_parts import (
    AttributeList,
    Definition,
    Identifier,
    Include,
    LinkKind,
    OutlineLink,
    OutlineSettings,
    PageOutline,
    Tag,
    Unit,
)
from vademecum.pages.outline_tags import RawBlocks, tags_between
from vademecum.text.markdown_code import fence_names, fenced_blocks
from vademecum.text.source import Source


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_DEFAULT = OutlineSettings()
_INCLUDE = re.compile(r"^[ \t]*-+8<-+[ \t]+(?:\"(?P<double>[^\"\n]+)\"|'(?P<single>[^'\n]+)')[ \t]*$", re.MULTILINE)
_INCLUDES = re.compile(r"^[ \t]*-+8<-+[ \t]*\n(?P<paths>(?:[^\n]*\n)*?)[ \t]*-+8<-+[ \t]*$", re.MULTILINE)
_LINE_END = re.compile(r"[ \t]*(?:\n|\Z)")
_LEADS = {
    "href": frozenset({"a", "area", "link", "image", "use"}),
    "src": frozenset({"img", "script", "iframe", "embed", "source", "track", "video", "audio", "input"}),
    "srcset": frozenset({"img", "source"}),
    "poster": frozenset({"video"}),
    "data": frozenset({"object"}),
    "action": frozenset({"form"}),
}


def outline(
    source: Source, start: int = 0, settings: OutlineSettings = _DEFAULT, found: Scan | None = None
) -> PageOutline:
    """What the page holds from offset `start` on, which is where its front matter ends.

    `found` are the citations and macro calls of the text behind `start`, where somebody has looked for them already.
    """
    written = source.text
    fences = tuple(fenced_blocks(written, start))
    text, raw = _without_code(written, start, fences)
    blocks = read_blocks(text, start)
    prose = _blank(text, blocks.hidden)
    covered = _without_citations(prose, start, found or scan(written[start:]))
    definitions: dict[str, Definition] = {}
    for definition in blocks.definitions:  # The last one counts.
        definitions[definition.label] = definition
    reader = InlineReader(written, covered, definitions, with_math=settings.with_math)
    for unit in blocks.units:
        reader.read(*unit)
    names = HeadingNames(written, covered, settings)
    headings = [(heading, names.attributes(heading)) for heading in blocks.headings]
    for heading, listed in headings:
        reader.read(heading.start, listed.start if listed else heading.end)
    raw_tags = [tag for start, end in raw for tag in tags_between(written, start, end)]
    tags = sorted((*reader.found.tags, *raw_tags), key=_place)
    lists: list[AttributeList] = [*reader.found.attribute_lists, *(each for _, each in headings if each)]
    lists.sort(key=_place)
    links = sorted((*reader.found.links, *_tag_links(tags)), key=_place)
    listed_ids = [each for each in _identifiers(lists) if each.name]
    fence_ids = [Identifier(written[first:end], first, end) for first, end in fence_names(written, fences)]
    footnote_ids = [f"fn:{footnote.label}" for footnote in blocks.footnotes]
    placed = sorted(headings, key=lambda heading: heading[0].start)
    return PageOutline(
        tuple(links),
        tuple(blocks.definitions),
        tuple(sorted(reader.found.undefined, key=_place)),
        tuple(sorted(reader.found.misspelt, key=_place)),
        tuple(sorted(reader.found.footnote_marks, key=_place)),
        tuple(blocks.footnotes),
        tuple(blocks.abbreviations),
        tuple(names.read(placed, {each.name for each in listed_ids}.union(footnote_ids), links)),
        tuple(sorted((*listed_ids, *fence_ids, *_tag_identifiers(tags)), key=_place)),
        tuple(tags),
        tuple(lists),
        tuple(_includes(text, start)),
        tuple(blocks.titles),
        tuple(sorted((*blocks.units, *(Unit(each.start, each.end) for each in blocks.headings)))),
        prose,
    )


def _place(part: _Placed) -> tuple[int, int]:
    return part.start, -part.end


def _without_code(text: str, start: int, fences: Sequence[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """`text` with blanks for front matter, fenced code and raw blocks, and the stretches of raw HTML in it."""
    text = _blank(text, fences) if fences else text
    if "<" not in text:
        return text, []
    blocks = RawBlocks(text, start)
    return _blank(text, blocks.hidden, before_text=COVER), blocks.raw


def _without_citations(text: str, start: int, found: Scan) -> str:
    """`text` with `COVER` for citations and macro calls."""
    stretches = [(each.start + start, each.end + start) for each in found.citations]
    stretches += ((each.start + start, each.end + start) for each in found.calls)
    pieces: list[str] = []
    last = 0
    for first, end in sorted(stretches):
        if first >= last:
            pieces += text[last:first], COVER * (end - first)
            last = end
    return "".join((*pieces, text[last:]))


def _blank(text: str, stretches: Iterable[tuple[int, int]], before_text: str = " ") -> str:
    """`text` with blanks in these stretches; line ends stay.

    `before_text` stands for the last line of a stretch where text follows on that line: it is no indentation.
    """
    pieces: list[str] = []
    last = 0
    for start, end in sorted(stretches):
        if end > last:
            start = max(start, last)  # noqa: PLW2901  # stretches may overlap
            blank = cover_text(text[start:end], " ")
            if before_text != " " and not _LINE_END.match(text, end):
                first = blank.rfind("\n") + 1
                blank = blank[:first] + before_text * (len(blank) - first)
            pieces += text[last:start], blank
            last = end
    return "".join((*pieces, text[last:]))


def _identifiers(lists: Iterable[AttributeList]) -> Iterator[Identifier]:
    for each in lists:
        for attribute in each.attributes:
            if attribute.name == "id":
                yield Identifier(attribute.value, attribute.start, attribute.end)


def _tag_identifiers(tags: Iterable[Tag]) -> Iterator[Identifier]:
    for tag in tags:
        seen = set()
        for attribute in tag.attributes:
            is_id = attribute.name == "id" or (attribute.name == "name" and tag.name == "a")
            if is_id and attribute.value and attribute.value not in seen:
                seen.add(attribute.value)
                yield Identifier(attribute.value, attribute.start, attribute.end)


def _tag_links(tags: Iterable[Tag]) -> Iterator[OutlineLink]:
    for tag in tags:
        for attribute in tag.attributes:
            if tag.name in _LEADS.get(attribute.name, ()):
                yield OutlineLink(
                    LinkKind.HTML,
                    attribute.value,
                    tag.start,
                    tag.end,
                    attribute.start,
                    attribute.end,
                    element=tag.name,
                    attribute=attribute.name,
                )


def _includes(text: str, start: int) -> Iterator[Include]:
    """The files that snippets put in, those of a block of names among them."""
    if "8<" not in text:
        return
    for single in _INCLUDE.finditer(text, start):
        yield Include(single[single.lastgroup or 0], *single.span(single.lastgroup or 0))
    for block in _INCLUDES.finditer(text, start):
        position = block.start("paths")
        for line in block["paths"].splitlines(keepends=True):
            path = line.strip()
            if path and not path.startswith(";"):
                at = position + len(line) - len(line.lstrip())
                yield Include(path, at, at + len(path))
            position += len(line)
