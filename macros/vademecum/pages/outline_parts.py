"""What a Markdown page is made of, each part with the place at which it is written.

All places are offsets into the text of the page's file, front matter counted.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple
from unicodedata import normalize


class LinkKind(Enum):
    """How a link is written."""

    INLINE = "inline"
    """`[text](target)`"""
    IMAGE = "image"
    """`![text](target)`"""
    REFERENCE = "reference"
    """`[text][label]`, `[label][]` or `[label]`; the target stands in the definition of the label."""
    IMAGE_REFERENCE = "image reference"
    """`![text][label]`, `![label][]` or `![label]`"""
    AUTO = "auto"
    """`<https://example.org>` or `<me@example.org>`"""
    BARE = "bare"
    """An address in the text that Markdown does not make a link of."""
    HTML = "html"
    """The attribute of a raw tag."""


@dataclass(frozen=True, slots=True)
class OutlineLink:
    """A link, an image, or whatever else leads to another file.

    `target_start` and `target_end` are where the target is written; for a reference, where its label is.
    """

    kind: LinkKind
    target: str
    start: int
    end: int
    target_start: int
    target_end: int
    text: str = ""
    """What is shown, as written: for an image its alternative text."""
    label: str = ""
    """The label of a reference, in the form in which labels are compared."""
    element: str = ""
    """For a raw tag its name, in lower case."""
    attribute: str = ""
    """For a raw tag the name of the attribute, in lower case."""

    @property
    def is_image(self) -> bool:
        """Whether the page shows what the link leads to as an image."""
        return self.kind in _IMAGES or (self.attribute in {"src", "srcset"} and self.element in {"img", "source"})


_IMAGES = (LinkKind.IMAGE, LinkKind.IMAGE_REFERENCE)


@dataclass(frozen=True, slots=True)
class Definition:
    """`[label]: target "title"`; `label` in the form in which labels are compared."""

    label: str
    target: str
    start: int
    end: int
    target_start: int
    target_end: int


@dataclass(frozen=True, slots=True)
class Undefined:
    """`[text][label]` or `![text][label]` whose label is not defined: Markdown shows the brackets."""

    text: str
    label: str
    start: int
    end: int
    label_start: int
    is_image: bool


@dataclass(frozen=True, slots=True)
class Misspelt:
    """What was meant to be a link and is none; `right` is how it is written, empty where that is not certain."""

    start: int
    end: int
    right: str


@dataclass(frozen=True, slots=True)
class FootnoteMark:
    """`[^label]` in the text."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FootnoteDefinition:
    """`[^label]: …`; `end` is the offset behind the colon."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """`*[short]: meaning`."""

    short: str
    meaning: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. `text` is as written, without its marks and attributes; `start` and `end` are those of the text."""

    level: int
    text: str
    name: str
    """The id, given by the author or made of the text."""
    is_named: bool
    """Whether the author has given the id."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Identifier:
    """An id that the author has given to something, and where it is written."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a raw tag or of an attribute list; `start` and `end` are those of the value as written."""

    name: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A raw start tag; `name` and the names of attributes are in lower case."""

    name: str
    attributes: tuple[Attribute, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AttributeList:
    """`{ #id .class name=value }`, as the extension `attr_list` reads it."""

    attributes: tuple[Attribute, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Include:
    """A file that the extension `pymdownx.snippets` puts in: `--8<-- "path"`."""

    path: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class BlockTitle:
    """The title of an admonition (`!!!`, `???`) or of a tab (`===`)."""

    text: str
    start: int
    end: int


class Unit(NamedTuple):
    """The start and the end of a stretch of running text: a paragraph, an item, a cell, a heading, a title."""

    start: int
    end: int


def slugify(text: str, separator: str) -> str:
    """`text` as the id of a heading, as Python-Markdown's `toc` makes it: ASCII letters, digits, `_`, `separator`."""
    text = text if text.isascii() else normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    text = _NO_SLUG.sub("", text).strip().lower()
    return _gaps(separator).sub(separator, text)


_NO_SLUG = re.compile(r"[^\w\s-]")
_GAPS: dict[str, re.Pattern[str]] = {}


def _gaps(separator: str) -> re.Pattern[str]:
    if separator not in _GAPS:
        _GAPS[separator] = re.compile(rf"[{re.escape(separator)}\s]+")
    return _GAPS[separator]


@dataclass(frozen=True, slots=True)
class OutlineSettings:
    """How the site reads Markdown."""

    slugify: Callable[[str, str], str] = slugify
    """Makes the id of a heading of its text and the separator."""
    separator: str = "-"
    with_math: bool = False
    r"""Whether `$…$`, `$$…$$`, `\(…\)` and `\[…\]` are formulas."""


@dataclass(frozen=True, slots=True)
class PageOutline:
    """What a page holds, each kind in the order in which it is written."""

    links: tuple[OutlineLink, ...] = ()
    definitions: tuple[Definition, ...] = ()
    undefined: tuple[Undefined, ...] = ()
    misspelt: tuple[Misspelt, ...] = ()
    footnote_marks: tuple[FootnoteMark, ...] = ()
    footnotes: tuple[FootnoteDefinition, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    headings: tuple[Heading, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    """The ids that the author has given, in attribute lists and raw tags; those of headings among them."""
    tags: tuple[Tag, ...] = ()
    attribute_lists: tuple[AttributeList, ...] = ()
    includes: tuple[Include, ...] = ()
    titles: tuple[BlockTitle, ...] = ()
    units: tuple[Unit, ...] = ()
    prose: str = field(default="", repr=False)
    """The text of the file with blanks for code blocks, raw blocks, comments and definitions; as long as the file."""
