"""Rich text as HTML, and the identifiers that citations and references have on a page."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from vademecum.text.rich import Inline, Link, Mark, Part, RichText, Styled

_TAGS = {
    Mark.ITALIC: ("<i>", "</i>"),
    Mark.UPRIGHT: ('<span class="vm-upright">', "</span>"),
    Mark.BOLD: ("<b>", "</b>"),
    Mark.UNDERLINE: ("<u>", "</u>"),
    Mark.SUPERSCRIPT: ("<sup>", "</sup>"),
    Mark.SUBSCRIPT: ("<sub>", "</sub>"),
    Mark.CODE: ("<code>", "</code>"),
    Mark.SMALL_CAPS: ('<span class="vm-small-caps">', "</span>"),
    Mark.MATH: ('<span class="vm-math">', "</span>"),
}
_PARTS = {
    "title": ('<span class="vm-title">', "</span>"),
    **{name: (f'<span class="vm-{name}">', "</span>") for name in ("block", "left-margin", "right-inline", "indent")},
}
"""What other parts of a page look for in a reference, and what a style sets apart (CSL 1.0.2, "Display")."""
_NOTHING = ("", "")
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufdd0-\ufdef\ufffe\uffff]")  # HTML may not hold these
_SPECIAL = re.compile(f"[&<>\"']|{_NO_CHARACTER.pattern}")
_SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
_UNSAFE_IN_ID = re.compile(r"[^A-Za-z0-9_-]")
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f]")


def to_html(rich: RichText, part: Callable[[Part], str] | None = None) -> Markup:
    """`rich` as HTML, every string escaped.

    `part` gives the HTML of parts; without it they are their content, and a title is marked as one.
    """
    pieces: list[str] = []
    for node in rich:
        _write(node, part, pieces.append)
    return Markup("".join(pieces))  # noqa: S704  # every string was escaped


def _write(node: Inline, part: Callable[[Part], str] | None, write: Callable[[str], None]) -> None:
    if isinstance(node, str):
        write(escape(_NO_CHARACTER.sub("\ufffd", node)) if _SPECIAL.search(node) else node)
    elif isinstance(node, Part) and part:
        write(part(node))
    else:
        before, after = _around(node)
        write(before)
        for child in node.content:
            _write(child, part, write)
        write(after)


def _around(node: Styled | Link | Part) -> tuple[str, str]:
    """What opens and closes a node."""
    if isinstance(node, Styled):
        return _TAGS.get(node.mark, _NOTHING)
    if isinstance(node, Part):
        return _PARTS.get(node.role, _NOTHING)
    address = safe_url(node.url) or (local_url(node.url) if node.is_local else "")
    return (f'<a href="{escape(address)}">', "</a>") if address else _NOTHING


def safe_url(url: str) -> str:
    """`url` where a page may link to it (http, https, mailto), else the empty string."""
    address = _CONTROL.sub("", url)
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme.lower() in _SAFE_SCHEMES and (parts.netloc or parts.scheme == "mailto") else ""


def local_url(url: str) -> str:
    """`url` where it leads to a place of the same site, as a page sees it, else the empty string."""
    address = _CONTROL.sub("", url)
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    is_elsewhere = parts.scheme or parts.netloc or "\\" in address or address.startswith("//")
    return "" if is_elsewhere else address


def addresses_in(rich: RichText) -> Iterator[str]:
    """Where the links of a text lead, in small letters: addresses that differ in these alone are of one place."""
    for node in rich:
        if not isinstance(node, str):
            if isinstance(node, Link):
                yield node.url.casefold()
            yield from addresses_in(node.content)


def reference_id(key: str) -> str:
    """The id of a work in the list of references."""
    return f"ref-{_id(key)}"


def mention_id(key: str, number: int) -> str:
    """The id of the `number`-th mention of a work on a page."""
    return f"cite-{_id(key)}-{number}"


def note_id(number: int | str) -> str:
    """The id of a note in the list of notes."""
    return f"note-{number}"


def note_mark_id(number: int) -> str:
    """The id that the number of a note has in the text where it stands for no known work."""
    return f"note-mark-{number}"


@lru_cache(maxsize=65536)
def _id(key: str) -> str:
    """`key` in characters safe in an id; two keys never meet, as the dot that escapes is itself escaped."""
    return _UNSAFE_IN_ID.sub(lambda match: f".{ord(match[0]):x}.", key)
