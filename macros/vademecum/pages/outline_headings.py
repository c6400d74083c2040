"""Headings and their ids, as Python-Markdown's extensions `attr_list` and `toc` make them."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from html import unescape

from vademecum.pages.outline_attributes import ATTRIBUTES, read_attributes
from vademecum.pages.outline_blocks import WrittenHeading
from vademecum.pages.outline_code import COVER, cover_code
from vademecum.pages.outline_parts import AttributeList, Heading, LinkKind, OutlineLink, OutlineSettings

_LAST_ATTRIBUTES = re.compile(rf"[ ]+(?P<list>{ATTRIBUTES.pattern})[ ]*$")
_MARKED = re.compile(r"[\[<&\\`_{\ufffc]")
_FOOTNOTE = re.compile(r"\[\^[^\]]*\]")
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>")
_AUTOLINK = re.compile(r"<((?:[A-Za-z][A-Za-z0-9+.-]*://|[^<> !@]+@)[^<>]*)>")
_INLINE_ATTRIBUTES = re.compile(r"(?<=[)\]*_`>])\{:?[ ]*[^}\n ][^}\n]*\}")
_EMPHASIS = re.compile(r"(?<![\w])(_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)")
_CODE = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+.!-])")
_TEXTS = (LinkKind.INLINE, LinkKind.REFERENCE)
_IMAGES = (LinkKind.IMAGE, LinkKind.IMAGE_REFERENCE)
_COUNTED = re.compile(r"^(.*)_([0-9]+)$")


class HeadingNames:
    """Gives the headings of a page their ids, each once."""

    def __init__(self, text: str, covered: str, settings: OutlineSettings) -> None:
        self._text = text
        self._covered = covered
        self._settings = settings
        self._links: Sequence[OutlineLink] = ()
        self._starts: list[int] = []

    def attributes(self, heading: WrittenHeading) -> AttributeList | None:
        """The attribute list behind a heading; None where it has none."""
        if "{" not in self._text[heading.start : heading.end]:
            return None
        unit = cover_code(self._covered[heading.start : heading.end])
        found = _LAST_ATTRIBUTES.search(unit)
        listed = ATTRIBUTES.match(unit, found.start("list")) if found else None
        return read_attributes(listed, heading.start) if listed else None

    def read(
        self,
        written: Iterable[tuple[WrittenHeading, AttributeList | None]],
        taken: Collection[str],
        links: Sequence[OutlineLink],
    ) -> list[Heading]:
        """The headings, in order. `taken` are the ids that the author has given on the page, `links` its links."""
        self._links, self._starts = links, [link.start for link in links]
        used, counters, headings = set(taken), dict[str, int](), []
        for heading, listed in written:
            end = listed.start if listed else heading.end
            text = self._text[heading.start : end].rstrip().rstrip("#").rstrip() if listed else None
            text = self._text[heading.start : end] if text is None else text
            named = [each.value for each in listed.attributes if each.name == "id"] if listed else []
            if named:
                name = named[-1]
            else:
                plain = self._plain(text, heading.start)
                name = _unique(self._settings.slugify(plain, self._settings.separator), used, counters)
            headings.append(Heading(heading.level, text, name, bool(named), heading.start, heading.start + len(text)))
        return headings

    def _hide(self, link: OutlineLink, start: int, hidden: list[bool]) -> None:
        """Mark what a reader does not see of a link in the heading that begins at `start`: all but its text."""
        if link.kind not in (*_TEXTS, *_IMAGES):
            return
        text = range(0) if link.kind in _IMAGES else range(link.start + 1, link.start + 1 + len(link.text))
        for offset in range(link.start, min(link.end, start + len(hidden))):
            hidden[offset - start] |= offset not in text

    def _plain(self, text: str, start: int) -> str:
        """The words of a heading: what a reader sees of it, citations and footnote marks left out."""
        covered = self._covered[start : start + len(text)]
        if not _MARKED.search(covered):
            return text
        hidden = [cover == COVER for cover in covered]
        for link in self._links[bisect_left(self._starts, start) : bisect_left(self._starts, start + len(text))]:
            self._hide(link, start, hidden)
        text = "".join(sign for sign, is_hidden in zip(text, hidden, strict=True) if not is_hidden)
        codes: list[str] = []

        def keep(match: re.Match[str]) -> str:
            codes.append(match[2])
            return f"\x00{len(codes) - 1}\x01"

        text = _ESCAPE.sub(lambda match: f"\x02{ord(match[1])}\x03", _CODE.sub(keep, text))
        text = _FOOTNOTE.sub("", text)
        text = _INLINE_ATTRIBUTES.sub("", _TAG.sub("", _AUTOLINK.sub(r"\1", text)))
        text = unescape(_EMPHASIS.sub(r"\2", text))
        text = re.sub(r"\x02(\d+)\x03", lambda match: chr(int(match[1])), text)
        return re.sub(r"\x00(\d+)\x01", lambda match: codes[int(match[1])], text)


def _unique(name: str, used: set[str], counters: dict[str, int]) -> str:
    """`name`, or with the first of `_1`, `_2` … that is free, as `markdown.extensions.toc.unique` counts."""
    if name and name not in used:
        used.add(name)
        return name
    counted = _COUNTED.match(name)
    base, number = (counted[1], int(counted[2])) if counted else (name, 0)
    number = max(number, counters.get(base, 0)) + 1
    while f"{base}_{number}" in used:
        number += 1
    if not counted:
        counters[base] = number
    used.add(f"{base}_{number}")
    return f"{base}_{number}"
