"""The text of a page with what is no prose covered, character by character, so that every place stays what it is."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from vademecum.pages.front_matter import FrontMatter, Place
from vademecum.pages.outline_code import cover_code, cover_comments, cover_text
from vademecum.pages.outline_parts import PageOutline
from vademecum.text.source import Source

SHOWN = ("title", "description", "summary", "key_points")
"""What of the front matter a reader sees as text."""

_CODE = re.compile(r"[`\\]")
# Each alternative begins with a plain character: so the search skips prose at full speed.
_NO_PROSE = re.compile(
    r"</?[A-Za-z][^<>]*+>"  # tags and addresses in angle brackets
    r"|\{\{[^{}]*+\}\}"  # macro calls
    r"|\{:?[ ]*+[#.\w][^{}\n]*+\}"  # attribute lists
    r"|\[\^[^\[\]\n]*+\]"  # marks of footnotes
    r"|\]\([^()\n]*+(?:\([^()\n]*+\)[^()\n]*+)*+\)"  # targets of links
    r"|\]\[[^\[\]\n]*+\]"  # labels of links
    r"|\[[^\[\]@]*+@[^\[\]]*+\]"  # citations
    r"|@\{[^{}\n]*+\}|@\w++(?:[:.#$%&+?~/-]\w++)*+"
    r"|https?://[^\s<>]++|www\.[^\s<>]++",
    re.DOTALL,
)
_HYPHENS = "-‐‑"
_LISTING = re.compile(r"\{\{\s*(?:literature|sitemap|site_graph|az_index|glossary)\s*\(")


class Shown(NamedTuple):
    """A text of the front matter: its name, and its place without quotes."""

    name: str
    start: int
    end: int


class Texts:
    """The text of one page in two states of cover; both are as long as the file."""

    def __init__(self, source: Source, front_matter: FrontMatter, outline: PageOutline) -> None:
        self._source = source
        self._front_matter = front_matter
        self._outline = outline

    @cached_property
    def shown(self) -> tuple[Shown, ...]:
        """The texts of the front matter, in the order in which they are written."""
        return tuple(sorted(self._shown(), key=lambda each: each.start))

    @cached_property
    def without_code(self) -> str:
        """The body without code, raw blocks and definitions; tags in running text are still there."""
        prose = self._outline.prose
        pieces: list[str] = []
        stretches = sorted(self._stretches()) if "`" in prose or "\\" in prose else ()
        last = self._front_matter.end
        for start, end in stretches:
            if start >= last and _CODE.search(prose, start, end):
                pieces += prose[last:start], _without_code(prose[start:end])
                last = end
        head = cover_text(self._source.text[: self._front_matter.end], " ")
        return "".join((head, *pieces, prose[last:]))

    @cached_property
    def prose(self) -> str:
        """What a reader reads as text, that of the front matter included: no code, tags, targets, citations, macros."""
        covered = _NO_PROSE.sub(_cover, cover_comments(self.without_code))
        if not self.shown:
            return covered
        pieces: list[str] = []
        last = 0
        for _, start, end in self.shown:
            text = self._source.text[start:end]
            if "\\" in text:
                text = text.replace('\\"', ' "')
            pieces += covered[last:start], _NO_PROSE.sub(_cover, _without_code(text))
            last = end
        return "".join((*pieces, covered[last:]))

    @cached_property
    def lowered(self) -> str:
        """The prose in lower case, to look for words in it; places are not those of the file."""
        return self.prose.lower()

    @cached_property
    def flat(self) -> str:
        """The words in lower case with one blank between them, and blanks for hyphens: to look for phrases in."""
        text = self.lowered
        for hyphen in _HYPHENS:
            text = text.replace(hyphen, " ")
        return " ".join(text.split())

    @cached_property
    def is_list(self) -> bool:
        """Whether a macro writes the page or most of it: a list of works, a map of the site."""
        return bool(_LISTING.search(self.without_code, self._front_matter.end))

    def _stretches(self) -> Iterator[tuple[int, int]]:
        yield from self._outline.units
        for heading in self._outline.headings:
            yield heading.start, heading.end

    def _shown(self) -> Iterator[Shown]:
        values = self._front_matter.values
        for name in SHOWN:
            value = values.get(name)
            if isinstance(value, str):
                yield Shown(name, *self._inner(self._front_matter.place(name)))
            elif isinstance(value, list):
                for number, item in enumerate(value):
                    if isinstance(item, str):
                        yield Shown(name, *self._inner(self._front_matter.place(name, number)))

    def _inner(self, place: Place) -> Place:
        is_quoted = place.end - place.start > 1 and self._source.text[place.start] in "\"'"
        return Place(place.start + is_quoted, place.end - is_quoted)


def _without_code(text: str) -> str:
    covered = cover_code(text)
    if covered.count("\n") == text.count("\n"):
        return covered
    return "".join(own if own == "\n" else cover for own, cover in zip(text, covered, strict=True))


def _cover(found: re.Match[str]) -> str:
    return cover_text(found[0])
