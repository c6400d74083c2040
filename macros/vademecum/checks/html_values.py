"""Addresses inside values: in CSS, in `srcset`, in a redirect; each with the offset at which it begins."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_URL = r"""url\(\s*+(?:"([^"\n]*+)"?|'([^'\n]*+)'?|((?:[^\s"'()\\]|\\.)*+))"""
_CSS = re.compile(
    r"/\*.*?(?:\*/|\Z)|@namespace\b[^;]*+|"
    rf"""(?<![\w-]){_URL}|@import\s++(?:"([^"\n]*+)"?|'([^'\n]*+)'?)|"(?:[^"\\\n]|\\.)*+"?|'(?:[^'\\\n]|\\.)*+'?""",
    re.DOTALL | re.IGNORECASE,
)
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_LARGEST = 0x10FFFF
_CANDIDATE = re.compile(r"[\s,]*+(\S++)")
_DESCRIPTORS = re.compile(r"(?:[^,(]++|\([^)]*+\)?)*+")
_REFRESH = re.compile(r"\s*+[\d.]*+(?:\s*+[;,]\s*+|\s++)(?:url\s*+=\s*+)?", re.IGNORECASE)


class Found(NamedTuple):
    """An address, and where it begins in the value that it was found in."""

    address: str
    offset: int


def css_addresses(style: str) -> Iterator[Found]:
    """What a style loads: `url(…)` and `@import`, outside comments and strings (CSS Syntax 3, section 4)."""
    for match in _CSS.finditer(style):
        if match.lastindex:
            yield Found(_CSS_ESCAPE.sub(_unescape, match[match.lastindex]), match.start(match.lastindex))


def _unescape(match: re.Match[str]) -> str:
    if not match[1]:
        return match[2]
    return chr(number) if (number := int(match[1], 16)) <= _LARGEST else "\ufffd"


def srcset_addresses(value: str) -> Iterator[Found]:
    """The images of a `srcset` (HTML standard, section 4.8.4.2.1): an address ends at a blank, or at a comma there."""
    position = 0
    while match := _CANDIDATE.match(value, position):
        address = match[1].rstrip(",")
        yield Found(address, match.start(1))
        position = match.end()
        if address == match[1]:
            position = _DESCRIPTORS.match(value, position).end()  # type: ignore[union-attr]  # it matches nothing too


def refresh_address(content: str) -> Found | None:
    """Where `<meta http-equiv="refresh">` leads: `0; url=../new/`. `None` where it only loads the page again."""
    match = _REFRESH.match(content)
    address = content[match.end() :] if match else ""
    if not match or not address:
        return None
    if address[0] in "\"'":
        return Found(address[1:].partition(address[0])[0], match.end() + 1)
    return Found(address.rstrip(), match.end())
