"""What an SVG file may do when somebody opens it by its address: a browser then runs it like a page.

One judgement for all who publish such files: nothing but what is known to draw passes without a doubt. What a drawing
may hold within a page is another question (`pages.drawing`).
"""

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple
from xml.parsers import expat

from vademecum.checks.html_values import css_addresses
from vademecum.pages.drawing_names import ELEMENTS

_SVG = "http://www.w3.org/2000/svg"
_HTML = "http://www.w3.org/1999/xhtml"
_SPACES = {
    "http://www.w3.org/1999/xlink": ("xlink", frozenset(("href", "title"))),
    "http://www.w3.org/XML/1998/namespace": ("xml", frozenset(("space", "lang"))),
}
_DRAWN = ELEMENTS | {"a", "filter", "image", "style", "textPath"}
_EFFECT = re.compile(r"fe[A-Z]\w*")
_RUNNING = frozenset(("script", "handler", "listener", "foreignobject", "iframe", "object", "embed"))
_ANIMATIONS = frozenset(("animate", "set", "animatetransform", "animatemotion", "discard"))
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);")
_FUNCTION = re.compile(r"([\w-]+)\(")
_FUNCTIONS = frozenset(
    (
        *("media", "url", "var", "calc", "rgb", "rgba", "hsl", "hsla", "not", "nth-child", "matrix", "rotate"),
        *("translate", "translatex", "translatey", "scale", "scalex", "scaley", "skewx", "skewy", "blur"),
        *("drop-shadow", "opacity"),
    )
)
_LEADS_OUT = re.compile(r"url\(\s*(?!['\"]?#)|@(?!media\b)|\\|javascript:", re.IGNORECASE)
_FOR_READERS = frozenset(("aria-label", "role", "id", "class", "lang"))
"""Attributes that no browser takes for a style or an address."""
_LEADING = frozenset(("href", "src", "target", "ping"))
_MOST, _MOST_SHOWN = 50, 60


class Kind(Enum):
    """What the matter may be."""

    RUNS = "runs"
    """It runs code, shows HTML, or declares what an XML parser acts on."""
    LEADS = "leads"
    """It leads to something outside of itself, or loads it."""
    UNKNOWN = "unknown"
    """It is nothing that is known to draw."""
    BROKEN = "broken"
    """It is no XML: what a browser makes of it is not known."""


class Doubt(NamedTuple):
    """What speaks against a drawing, where (line and column from 1), in words that follow "the drawing …"."""

    kind: Kind
    line: int
    column: int
    words: str
    addresses: tuple[str, ...] = ()
    """For what leads out: where to, as far as it can be read."""
    is_link: bool = False
    """Whether a reader follows these; otherwise they are loaded without being asked for."""


def doubts(drawing: bytes | str) -> list[Doubt]:
    """What speaks against the SVG file that holds `drawing`, in order; at most fifty. Nothing it refers to is read."""
    return _Judge(drawing).found


class _Style(NamedTuple):
    """A style sheet that is being read: where it begins, and what stands in it so far."""

    place: tuple[int, int]
    texts: list[str]


class _Judge:
    """Goes through a file once."""

    def __init__(self, drawing: bytes | str) -> None:
        self.found: list[Doubt] = []
        self._open: list[_Style | None] = []
        """The elements that are open; a style where one is."""
        # A text was decoded already, whatever it declares.
        encoding = "UTF-8" if isinstance(drawing, str) else None
        self._parser = parser = expat.ParserCreate(encoding, " ")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = self._declared
        parser.ProcessingInstructionHandler = self._declared
        data = drawing.encode("utf-8", "replace") if isinstance(drawing, str) else drawing
        try:
            parser.Parse(data, True)  # noqa: FBT003  # takes it by position only
        except _Stop:
            return
        except expat.ExpatError as error:
            self.found.append(Doubt(Kind.BROKEN, error.lineno, error.offset + 1, f"is no SVG: {error}"))

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        if not self._open and (space, name) != (_SVG, "svg"):
            self._add(Kind.UNKNOWN, f"is no SVG: it begins with <{_shown(tag)}>")
        self._open.append(_Style(self._place(), []) if name == "style" else None)
        for attribute, value in attributes.items():
            self._attribute(name, attribute, value)
        self._element(space, name, attributes)

    def _element(self, space: str, name: str, attributes: Mapping[str, str]) -> None:
        words = f"holds <{_shown(name)}>{_of(space)}; save it as plain SVG"
        if name.lower() in _RUNNING or space == _HTML:
            self._add(Kind.RUNS, words)
        elif name.lower() in _ANIMATIONS and _changes_address(attributes.get("attributeName", "")):
            self._add(Kind.RUNS, f"{words}: it changes where something leads")
        elif space != _SVG or not (name in _DRAWN or _EFFECT.fullmatch(name)):
            self._add(Kind.UNKNOWN, words)

    def _attribute(self, element: str, tag: str, value: str) -> None:
        space, _, name = tag.rpartition(" ")
        prefix, known = _SPACES.get(space, ("", frozenset()))
        does = name.lower().startswith("on")
        is_known = name in known if space else not does and name not in {"src", "target", "ping"}
        is_address = name == "href" and not value.startswith("#") and not _PICTURE.match(value)
        is_style = name not in _FOR_READERS and name not in {"href", "title"} and _leads_out(value)
        if is_known and not is_address and not is_style:
            return
        full = f"{prefix}:{name}" if prefix else name
        of = _of(space if not prefix else "")
        words = f"holds '{_shown(full)}'{of} with '{_shown(value[:_MOST_SHOWN])}'; save it as plain SVG"
        if does:
            self._add(Kind.RUNS, words)
        elif is_address or name in _LEADING:
            self._add(Kind.LEADS, words, (value,), is_link=element.lower() == "a")
        elif is_style:
            self._add(Kind.LEADS, words, tuple(_style_addresses(value)))
        else:
            self._add(Kind.UNKNOWN, words)

    def _end(self, _: str) -> None:
        style = self._open.pop()
        if style and _leads_out(text := "".join(style.texts)):
            words = "has a style that loads a style sheet or a picture, or may"
            self._add(Kind.LEADS, words, tuple(_style_addresses(text)), place=style.place)

    def _text(self, text: str) -> None:
        if self._open and (style := self._open[-1]):
            style.texts.append(text)

    def _declared(self, *_: object) -> None:
        self._add(Kind.RUNS, "declares a type, an entity or an instruction")
        raise _Stop

    def _place(self) -> tuple[int, int]:
        return self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1

    def _add(
        self,
        kind: Kind,
        words: str,
        addresses: tuple[str, ...] = (),
        *,
        is_link: bool = False,
        place: tuple[int, int] | None = None,
    ) -> None:
        line, column = place or self._place()
        self.found.append(Doubt(kind, line, column, words, addresses, is_link))
        if len(self.found) >= _MOST:
            raise _Stop


class _Stop(Exception):  # noqa: N818  # it is no error
    """Enough is known."""


def _changes_address(attribute: str) -> bool:
    name = attribute.strip().lower().rpartition(":")[2]
    return name in {"href", "style", "src"} or name.startswith("on")


def _leads_out(style: str) -> bool:
    """Whether a style may load something, or cannot be read for certain."""
    return bool(_LEADS_OUT.search(style)) or not _FUNCTIONS.issuperset(map(str.lower, _FUNCTION.findall(style)))


def _style_addresses(style: str) -> Iterator[str]:
    yield from (found.address for found in css_addresses(style) if not found.address.startswith("#"))
    if "javascript:" in style.lower():
        yield "javascript:"


def _of(space: str) -> str:
    return f" of '{_shown(space)}'" if space not in {"", _SVG} else ""


def _shown(text: str) -> str:
    """A text of the file as a message can hold it: on one line, without signs that nobody sees."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)
