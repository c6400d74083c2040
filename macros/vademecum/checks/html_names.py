"""Whether a link has a name: a text that a reader sees or hears (Accessible Name and Description Computation 1.2)."""

from enum import Enum
from html import unescape

from vademecum.checks.html_scope import Scope, scope_of
from vademecum.checks.html_tags import RAW_TEXT, VOID, Markup, Tag, is_labelled, read_tag

_NOTHING = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff")


class _Meaning(Enum):
    """What a tag inside a link does for the link's name."""

    NOTHING = 0
    ENDS = 1
    NAMES = 2
    HIDES = 3


class LinkNames(dict[str, _Meaning]):
    """Tells which links have a name; holds what tags mean for that, as pages share most of them."""

    def __missing__(self, raw: str) -> _Meaning:
        meaning = self[raw] = _meaning(raw)
        return meaning

    def has_name(self, markup: Markup, piece: int) -> bool:
        """Whether the link whose tag is `piece`, and which has no label, holds a text, or a picture with one."""
        pieces = markup.pieces
        index = piece + 1
        while index < len(pieces):
            text = pieces[index]
            if text and not text.isspace() and _is_seen(text):
                return True
            index += 1
            if index >= len(pieces):
                break
            meaning = self[pieces[index]]
            if meaning is _Meaning.NAMES:
                return True
            if meaning is _Meaning.ENDS:
                return False
            index = self._behind_hidden(pieces, index) if meaning is _Meaning.HIDES else index + 1
        return False

    def _behind_hidden(self, pieces: list[str], start: int) -> int:
        """The text behind the hidden element that begins at `start`; the end of the link, if that comes first."""
        name, depth = read_name(pieces[start]), 0
        for index in range(start, len(pieces), 2):
            raw = pieces[index]
            if self[raw] is _Meaning.ENDS:
                return len(pieces)
            if read_name(raw) == name:
                depth += -1 if raw.startswith("</") else 1
                if not depth:
                    return index + 1
        return len(pieces)


def read_name(raw: str) -> str:
    """The name of a tag, empty for comments."""
    tag = read_tag(raw)
    return tag.name if tag else ""


def _meaning(raw: str) -> _Meaning:
    tag = read_tag(raw)
    if tag is None:
        return _Meaning.NOTHING
    if tag.name == "a":  # A second link ends the first.
        return _Meaning.ENDS
    if tag.closing:
        return _Meaning.NOTHING
    if scope_of(tag) & Scope.HIDDEN:
        return _Meaning.NOTHING if tag.name in VOID or tag.name in RAW_TEXT else _Meaning.HIDES
    return _Meaning.NAMES if _gives_name(tag, raw) else _Meaning.NOTHING


def _gives_name(tag: Tag, raw: str) -> bool:
    """Whether an element inside a link is a name by itself."""
    if tag.name == "title":  # of a drawing
        return _is_seen(raw[tag.length :].rpartition("</")[0])
    if tag.name == "img" and tag.get("alt").strip():
        return True
    return (tag.name == "input" and tag.get("type").lower() != "hidden") or is_labelled(tag)


def _is_seen(text: str) -> bool:
    """Whether a text holds more than blanks and characters of no width."""
    return bool(unescape(text).translate(_NOTHING).strip()) if "&" in text or not text.isascii() else bool(text.strip())
