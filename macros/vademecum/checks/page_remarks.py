"""Remarks of a page, `<!-- … -->`: where each begins and ends, and those that somebody forgot to end."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from vademecum.checks.page_model import CheckedPage
from vademecum.pages.outline_code import cover_comments
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.markdown_code import fenced_blocks

UNCLOSED = Rule("page/unclosed-remark", Severity.ERROR, "A remark of a page has no end.")

_OPENING, _CLOSING = "<!--", "-->"
_BEGINS_ANOTHER = re.compile(r"\n(?:.*[^`'\"“‘])?<!--(?![`'\"”’])")
"""Another remark in a line below. In the first line, and in quotes, a remark only speaks of how one begins."""
_AT_LINE = re.compile(r"^ {0,3}<!--", re.MULTILINE)


class Remark(NamedTuple):
    """A remark: where it begins, and where it ends as Markdown reads it; `text` is what stands in it."""

    start: int
    end: int
    text: str
    is_closed: bool
    """Whether an end of its own closes it, and not that of the next remark, or none."""


def remarks(page: CheckedPage) -> list[Remark]:
    """The remarks of a page, in the order in which they are written; what stands in code is none."""
    if _OPENING not in page.source.text:
        return []
    found = {each.start: each for each in (*_blocks(page), *_in_text(page))}
    return [found[start] for start in sorted(found)]


def remark_findings(page: CheckedPage) -> Iterator[Finding]:
    """A finding for each remark without an end."""
    for remark in remarks(page):
        if remark.is_closed:
            continue
        place = remark.start, remark.start + len(_OPENING)
        if remark.end > remark.start:
            line = page.source.position(remark.end).line
            message = f"the remark that begins here has no end of its own: all up to line {line} is shown to nobody"
        else:
            message = "the remark that begins here has no end: readers see it, and its signs"
        yield page.at(UNCLOSED, place, message, f"Write '{_CLOSING}' behind the last word of the remark.")


def _blocks(page: CheckedPage) -> Iterator[Remark]:
    """The remarks that begin a line: Markdown leaves them out whatever stands in them, headings too."""
    text, position = page.source.text, page.front_matter.end
    blocks = [*fenced_blocks(text, position)]
    while opening := _AT_LINE.search(text, position):
        fence = next((end for start, end in blocks if start <= opening.start() < end), None)
        if fence is not None:
            position = fence
            continue
        start = opening.end() - len(_OPENING)
        end = text.find(_CLOSING, opening.end())
        if end < 0:
            return  # The text shows it; it is found there.
        yield _remark(text, start, end)
        position = end + len(_CLOSING)


def _in_text(page: CheckedPage) -> Iterator[Remark]:
    """The remarks in running text, and those that nothing ends."""
    text = page.texts.without_code
    start = text.find(_OPENING, page.front_matter.end)
    while start >= 0:
        end = text.find(_CLOSING, start + len(_OPENING))
        if end < 0:
            yield Remark(start, start, text[start + len(_OPENING) :], is_closed=False)
            return
        yield _remark(text, start, end)
        start = text.find(_OPENING, end)


def _remark(text: str, start: int, end: int) -> Remark:
    inner = text[start + len(_OPENING) : end]
    return Remark(start, end + len(_CLOSING), inner, is_closed=not _BEGINS_ANOTHER.search(cover_comments(inner)))
