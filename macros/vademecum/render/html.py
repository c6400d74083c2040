"""Rich text as HTML, and the identifiers that citations and references have on a page."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from vademecum.text.rich import Inline, Link, Mark, Part, RichText

_TAGS = {
    Mark.ITALIC: "i",
    Mark.BOLD: "b",
    Mark.SUPERSCRIPT: "sup",
    Mark.SUBSCRIPT: "sub",
    Mark.CODE: "code",
}
_SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
_UNSAFE_IN_ID = re.compile(r"[^A-Za-z0-9_-]")
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f]")


def to_html(rich: RichText, part: Callable[[Part], Markup] | None = None) -> Markup:
    """`rich` as HTML, every string escaped. `part` renders the parts; without it they are their content."""
    return Markup("").join(_node(node, part) for node in rich)  # the empty string


def _node(node: Inline, part: Callable[[Part], Markup] | None) -> Markup:
    if isinstance(node, str):
        return escape(node)
    if isinstance(node, Part):
        return part(node) if part else to_html(node.content)
    content = to_html(node.content, part)
    if isinstance(node, Link):
        address = safe_url(node.url)
        return Markup('<a href="{}">{}</a>').format(address, content) if address else content
    tag = _TAGS.get(node.mark)
    if tag is None:
        small = Markup('<span class="vm-small-caps">{}</span>')
        return small.format(content) if node.mark is Mark.SMALL_CAPS else content
    return Markup("<{0}>{1}</{0}>").format(tag, content)


def safe_url(url: str) -> str:
    """`url` where a page may link to it (http, https, mailto), else the empty string."""
    address = _CONTROL.sub("", url)
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme.lower() in _SAFE_SCHEMES and (parts.netloc or parts.scheme == "mailto") else ""


def reference_id(key: str) -> str:
    """The id of a work in the list of references."""
    return f"ref-{_id(key)}"


def mention_id(key: str, number: int) -> str:
    """The id of the `number`-th mention of a work on a page."""
    return f"cite-{_id(key)}-{number}"


def _id(key: str) -> str:
    """`key` in characters safe in an id; two keys never meet, as the dot that escapes is itself escaped."""
    return _UNSAFE_IN_ID.sub(lambda match: f".{ord(match[0]):x}.", key)
