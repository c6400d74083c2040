"""Rich text: text that remembers what it is, until the very end chooses a format.

A `RichText` is a tuple of plain strings and nodes. Text is always text: markup exists only as nodes, so nothing that
comes from a bibliography can become markup by accident. `Part` says which construct made a stretch (the n-th item of
a cluster, a title, a DOI), so that nothing has to be parsed from strings again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeAlias


class Mark(Enum):
    """What a `Styled` stretch looks or behaves like."""

    ITALIC = "italic"
    UPRIGHT = "upright"
    """Upright letters inside italics."""
    BOLD = "bold"
    UNDERLINE = "underline"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    SMALL_CAPS = "small-caps"
    NO_CASE = "no-case"
    CODE = "code"
    MATH = "math"
    """A formula that cannot be told in text; its content is one string, its LaTeX source without delimiters."""


@dataclass(frozen=True, slots=True)
class Styled:
    """`content` set in `mark`."""

    mark: Mark
    content: "RichText"


@dataclass(frozen=True, slots=True)
class Link:
    """`content` leading to `url`; whoever prints it decides whether the address is fit to be a link."""

    url: str
    content: "RichText"
    is_local: bool = False
    """Whether it may lead to a place of the same site: links that a page writes may, those of a bibliography never."""


@dataclass(frozen=True, slots=True)
class Part:
    """`content` made by `role` (a CSL variable such as "title", or "item"); `index` numbers the items of a cluster."""

    role: str
    content: "RichText"
    index: int = 0


Inline: TypeAlias = str | Styled | Link | Part
RichText: TypeAlias = tuple[Inline, ...]


def plain(rich: Iterable[Inline]) -> str:
    """The bare text of `rich`."""
    return "".join(node if isinstance(node, str) else plain(node.content) for node in rich)


def without_links(rich: RichText) -> RichText:
    """`rich` with the words of its links, but not the links: for where it becomes a link itself."""
    nodes: list[Inline] = []
    for node in rich:
        if isinstance(node, Link):
            nodes += without_links(node.content)
        else:
            nodes.append(node if isinstance(node, str) else replace(node, content=without_links(node.content)))
    return tuple(nodes)


def join(pieces: Iterable[RichText], separator: str) -> RichText:
    """The non-empty `pieces` with `separator` between them."""
    joined: list[Inline] = []
    for piece in pieces:
        if piece:
            if joined:
                joined.append(separator)
            joined += piece
    return tuple(joined)


def ends_with(rich: RichText, characters: str) -> bool:
    """Whether the last character of `rich` is one of `characters`."""
    for node in reversed(rich):
        text = node if isinstance(node, str) else plain(node.content)
        if text:
            return text[-1] in characters
    return False


def sentence(rich: RichText) -> RichText:
    """`rich` with a full stop at its end, unless it ends in a mark that closes a sentence already."""
    return rich if not rich or ends_with(rich, ".?!…") else (*rich, ".")
