"""HTML as a browser cuts it: text, tags, comments, and the elements whose content is no markup.

Follows the tokenisation of the HTML standard (section 13.2.5) as far as it decides where a tag begins and ends and
what its attributes say: quoted and bare values, `>` inside quotes, comments without an end, tags that the file's end
cuts off. Every step is linear: a pattern that has begun always matches, so nothing is read twice.
"""

import re
from dataclasses import dataclass
from html import unescape
from html.entities import html5
from itertools import accumulate
from typing import NamedTuple

RAW_TEXT = ("script", "style", "textarea", "title", "iframe", "xmp", "noembed", "noframes")
"""Elements whose content a browser does not read as markup."""
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
"""Elements that have no end tag."""

_SPACE = r"[ \t\n\f\r]"
_VALUE = rf"""=(?:{_SPACE}*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^"'> \t\n\f\r][^> \t\n\f\r]*+))?+"""
_INSIDE = rf"""(?:[^>"'=]++|{_VALUE}|["'])*+"""
_CUT = re.compile(
    r"(<!--(?:-?>|.*?(?:--!?>|\Z))|"
    + "|".join(
        rf"<(?i:{name})(?=[ \t\n\f\r/>]){_INSIDE}(?:(?<=/)>|(?:>|\Z).*?(?:</(?i:{name})(?=[ \t\n\f\r/>])[^>]*+>|\Z))"
        for name in RAW_TEXT
    )
    + rf"|</?[a-zA-Z]{_INSIDE}(?:>|\Z)|<[!?/][^>]*+(?:>|\Z))",
    re.DOTALL,
)
_NAME = re.compile(r"<(/?)([a-zA-Z][^ \t\n\f\r/>]*)")
_ATTRIBUTE = re.compile(
    rf"""[ \t\n\f\r/]*+([^ \t\n\f\r/>][^ \t\n\f\r/>=]*+)(?:{_SPACE}*+={_SPACE}*+"""
    r"""(?:"([^"]*+)"?|'([^']*+)'?|([^"'> \t\n\f\r][^> \t\n\f\r]*+)|))?"""
)
_REFERENCE = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|([A-Za-z][A-Za-z0-9]*+)(;|(?![=A-Za-z0-9])))")


class Attribute(NamedTuple):
    """The value of an attribute, its character references read, and where it begins in the tag."""

    value: str
    offset: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag or an end tag. Of attributes with one name the first counts, as it does in a browser."""

    name: str
    closing: bool
    attributes: dict[str, Attribute]
    length: int
    """How many characters the tag itself has; what follows is the content of an element in `RAW_TEXT`."""

    def get(self, name: str) -> str:
        """The value of the attribute `name`, or the empty string."""
        return self.attributes[name].value if name in self.attributes else ""


class Markup:
    """A file of HTML in pieces: even ones are text, odd ones are markup. Tag number `n` is piece `2 * n + 1`."""

    __slots__ = ("_offsets", "pieces")

    def __init__(self, text: str) -> None:
        self.pieces = _CUT.split(text)
        self._offsets: list[int] = []

    def offset(self, piece: int) -> int:
        """Where a piece begins in the text; the first call counts them all."""
        if not self._offsets:
            self._offsets = [0, *accumulate(map(len, self.pieces))]
        return self._offsets[piece]


def read_tag(raw: str) -> Tag | None:
    """The tag that `raw` is; `None` for comments, declarations, and a tag that the end of the file cuts off."""
    begin = _NAME.match(raw)
    if not begin:
        return None
    attributes: dict[str, Attribute] = {}
    position = begin.end()
    while match := _ATTRIBUTE.match(raw, position):
        position = match.end()
        if match[1].lower() not in attributes:
            group = match.lastindex or 1
            value, offset = ("", match.end()) if group == 1 else (match[group], match.start(group))
            attributes[match[1].lower()] = Attribute(read_value(value), offset)
    end = raw.find(">", position)
    if end < 0:
        return None
    return Tag(begin[2].lower(), bool(begin[1]), attributes, end + 1)


def is_labelled(tag: Tag) -> bool:
    """Whether an element says by an attribute what it is called."""
    return any(tag.get(name).strip() for name in ("aria-label", "aria-labelledby", "title"))


def read_value(value: str) -> str:
    """An attribute's value with its character references read: `&copy=1` in an address is none."""
    return _REFERENCE.sub(_read_reference, value) if "&" in value else value


def _read_reference(match: re.Match[str]) -> str:
    name = match[1]
    if name is None:
        return unescape(match[0])
    return html5.get(f"{name};" if match[2] else name, match[0])
