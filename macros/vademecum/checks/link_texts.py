"""Texts of one line that a page shows besides its own: of its front matter, of calls, of files of data; their links."""

from collections.abc import Iterator

from vademecum.checks.link_site import LinkedText
from vademecum.pages.front_matter import FrontMatter
from vademecum.pages.outline_parts import OutlineLink
from vademecum.pages.quoted_links import links_in
from vademecum.text.source import Source

_QUOTED = ("summary", "key_points")
"""The values of the front matter that are inline Markdown."""


def quoted_in_front_matter(source: Source, front_matter: FrontMatter) -> Iterator[LinkedText]:
    """The texts in the front matter of a page."""
    for name in _QUOTED:
        value = front_matter.values.get(name)
        for number, text in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(text, str):
                place = front_matter.place(name, number) if isinstance(value, list) else front_matter.place(name)
                yield LinkedText(" ".join(text.split()), source, *place)


def placed_links(text: LinkedText) -> Iterator[tuple[OutlineLink, int, int]]:
    """The links in a text, each with the start and the end of its target in the file.

    What is written there in another way, such as folded over lines, stands where the text does.
    """
    source, start = text.source.text, text.start
    for link in links_in(text.text):
        written = text.text[link.start : link.end]
        at = source.find(written, start, text.end)
        if at >= 0:
            start = at + len(written)
            yield link, at + link.target_start - link.start, at + link.target_end - link.start
        else:
            first = source.find(link.target, start, text.end) if link.target else -1
            yield link, *((first, first + len(link.target)) if first >= 0 else (text.start, text.end))
