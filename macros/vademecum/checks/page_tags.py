"""Raw tags in Markdown as browsers read them, which is more than Markdown takes for a tag.

The HTML standard (section 13.2.5) lets `/` part attributes and leaves quotes out; Markdown passes some of that on.
What a browser could run must be seen here, so this reads generously: a tag too many does no harm.
"""

import re
from collections.abc import Iterator
from html import unescape

from vademecum.checks.page_model import CheckedPage
from vademecum.pages.outline_code import cover_text
from vademecum.pages.outline_parts import Attribute, Tag
from vademecum.pages.outline_tags import TAG, RawBlocks
from vademecum.text.markdown_code import fenced_blocks

_OPENING = re.compile(r"<(?P<name>[a-zA-Z][^\s/><]*+)")
_ATTRIBUTE = re.compile(
    r"[\s/]*+(?P<name>(?:[^\s/>=<]|<(?![a-zA-Z]))(?:[^\s/>=<]|<(?![a-zA-Z]))*+)"
    r"(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s>\"'][^\s>]*+|[\"'][^\s>]*+)))?+"
)
_END = re.compile(r"[\s/]*+>")
_VALUES = ("double", "single", "bare")
_ODD_END = "--!>"
_MOST_AGAIN = 100
_TEXTS = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in ("script", "style", "textarea", "title")}


def raw_tags(page: CheckedPage) -> list[Tag]:
    """The start tags of a page, in order; code and comments hold none."""
    if "<" not in page.source.text:
        return []
    found = [*_tags(page.texts.without_code, page.front_matter.end, len(page.source.text))]
    text = _without_fences(page.source.text, page.front_matter.end)
    for start, end in RawBlocks(text, page.front_matter.end).raw:
        found += _tags(text, start, end)
    if _ODD_END in text:
        found += _behind_odd_ends(text, page.front_matter.end)
    return sorted({tag.start: tag for tag in found}.values(), key=lambda tag: tag.start)


def _behind_odd_ends(text: str, start: int) -> Iterator[Tag]:
    """The tags between `--!>`, which ends a comment for browsers, and the `-->` that ends it for Markdown."""
    while (odd := text.find(_ODD_END, start)) >= 0:
        closing = text.find("-->", odd)
        start = closing if closing >= 0 else len(text)
        yield from _tags(text, odd, start)


def _without_fences(text: str, start: int) -> str:
    pieces: list[str] = []
    last = 0
    for first, end in fenced_blocks(text, start):
        pieces += text[last:first], cover_text(text[first:end], " ")
        last = end
    return "".join((*pieces, text[last:]))


def _tags(text: str, start: int, end: int) -> Iterator[Tag]:
    position = frontier = start
    last_comment = text.rfind("-->", start, end)
    while (position := text.find("<", position, end)) >= 0:
        if text.startswith("<!--", position):
            position = text.find("-->", position, end) if position < last_comment else position + 1
            continue
        opening = _OPENING.match(text, position, end)
        # Text is read a second time only inside a tag that Markdown may refuse, and then not far.
        most = _MOST_AGAIN if position < frontier else len(text)
        tag, behind = _read(text, opening, end, most) if opening else (None, position)
        frontier = max(frontier, behind)
        position += 1
        if tag is None:
            continue
        yield tag
        strict = TAG.match(text, tag.start)
        if strict and strict.end() == tag.end:
            inner = _TEXTS[tag.name].search(text, behind, end) if tag.name in _TEXTS else None
            position = inner.start() if inner else behind


def _read(text: str, opening: re.Match[str], end: int, most: int) -> tuple[Tag | None, int]:
    """The tag that begins with `opening`, None where nothing closes it, and how far was read."""
    attributes: list[Attribute] = []
    position = opening.end()
    while len(attributes) < most:
        closing = _END.match(text, position, end)
        if closing:
            return Tag(opening["name"].lower(), tuple(attributes), opening.start(), closing.end()), closing.end()
        found = _ATTRIBUTE.match(text, position, end)
        if not found:
            break
        kind = next((kind for kind in _VALUES if found[kind] is not None), "")
        name = found["name"].lower()
        value = unescape(found[kind]) if kind else ""
        attributes.append(Attribute(name, value, found.start("name"), found.end(kind) if kind else found.end()))
        position = found.end()
    return None, position
