"""Drawings: SVG as it may stand within a page, read into a tree of what is allowed. Everything else is a finding.

A drawing within a page follows the page's colours, and is a part of it: hence a list of what it may hold. There is no
script on it, no handler of events, no link, no picture or style from elsewhere, no HTML; no entity is ever resolved.
What a drawing says of its own looks in `<style>` is for those who see the file alone, and is left out within a page.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

from vademecum.pages.drawing_names import ATTRIBUTES, CLASSES, ELEMENTS, PROPERTIES
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.nearest import nearest_name
from vademecum.text.source import Source

DRAWING = Rule("figure/drawing", Severity.ERROR, "A drawing holds what cannot stand within a page.")

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_SHORT = {f"{_XLINK} href": "href", f"{_XML} space": "space", f"{_XML} lang": "lang"}
_ID_LISTS = frozenset(("aria-labelledby", "aria-describedby"))
_LOCAL = re.compile(r"#([^\s\"'()#]+)")
_URL = re.compile(r"url\(\s*(['\"]?)([^'\"()]*)\1\s*\)", re.IGNORECASE)
_CALL = re.compile(r"([\w-]+)\s*\(")
_FUNCTIONS = frozenset(
    (
        *("url", "var", "calc", "rgb", "rgba", "hsl", "hsla", "matrix", "rotate"),
        *("translate", "translatex", "translatey", "scale", "scalex", "scaley", "skewx", "skewy"),
    )
)
_NO_VALUE = re.compile(r"[\\<>{}@]|/\*|javascript:|data:", re.IGNORECASE)
_NUMBER = re.compile(r"\s*([-+]?[0-9]*\.?[0-9]+)\s*(?:px)?\s*\Z")
_MOST_LEVELS, _MOST_FINDINGS = 32, 30


@dataclass(frozen=True, slots=True)
class Shape:
    """An element of a drawing; `children` are elements and texts. References to ids are those of the drawing."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    children: tuple["Shape | str", ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """What of an SVG file stands within a page. `width` and `height` are those of its view box, in its own units."""

    root: Shape
    width: float
    height: float
    ids: frozenset[str] = frozenset()
    description: str = ""
    """The id of its own description, where it has one."""
    left: float = 0.0
    top: float = 0.0
    """Where the view box begins."""

    def named(self, prefix: str) -> Shape:
        """The drawing with `prefix` before each of its ids, so that no two on a page meet."""
        return _named(self.root, prefix)


@lru_cache(maxsize=256)
def read_drawing(source: Source) -> tuple[Drawing | None, tuple[Finding, ...]]:
    """The drawing in an SVG file, and what is wrong with it; None where something in it cannot stand on a page."""
    reader = _Reader(source)
    drawing = reader.read()
    return (None if reader.findings else drawing), tuple(reader.findings)


@dataclass(slots=True)
class _Open:
    """An element that is not closed yet."""

    name: str
    attributes: list[tuple[str, str]]
    children: list[Shape | str] = field(default_factory=list)


class _Reader:
    """Goes through the file once."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._data = source.text.encode()
        self._open: list[_Open] = []
        self._root: Shape | None = None
        self._ids: set[str] = set()
        self._wanted: list[tuple[str, int]] = []
        self._depth_left_out = 0
        """How many elements are open inside the one that is left out, itself included."""
        self.findings: list[Finding] = []
        self._parser = parser = expat.ParserCreate("UTF-8", " ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = self._instruction

    def read(self) -> Drawing | None:
        try:
            self._parser.Parse(self._data, True)  # noqa: FBT003  # expat's name for the end
        except _Stop:
            return None
        except expat.ExpatError as error:
            place = self._source.line_start(error.lineno) + error.offset
            words = expat.ErrorString(error.code)
            self._add(place, f"the drawing cannot be read: {words}", "Save it again as plain SVG.")
            return None
        for name, place in self._wanted:
            if name not in self._ids:
                self._add(place, f"nothing in the drawing has the id '{name}'", "Correct the name.")
        return self._drawing() if self._root else None

    def _drawing(self) -> Drawing | None:
        assert self._root is not None  # noqa: S101  # `read` has asked
        attributes = dict(self._root.attributes)
        box = [*map(_number, re.split(r"[\s,]+", attributes.get("viewBox", "").strip()))]
        if len(box) == 4 and box[2] > 0 and box[3] > 0:  # noqa: PLR2004  # left, top, width, height
            (left, top), (width, height) = box[:2], box[2:]
        else:
            left = top = 0.0
            width, height = _number(attributes.get("width", "")), _number(attributes.get("height", ""))
            if width <= 0 or height <= 0:
                self._add(0, "the drawing does not say how large it is", 'Give it a viewBox, such as "0 0 350 200".')
                return None
        own = [child for child in self._root.children if isinstance(child, Shape)]
        description = next((dict(child.attributes).get("id", "") for child in own if child.name == "desc"), "")
        return Drawing(self._root, width, height, frozenset(self._ids), description, left, top)

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._depth_left_out:
            self._depth_left_out += 1
            return
        namespace, _, name = tag.rpartition(" ")
        if not self._open and (namespace, name) != (_SVG, "svg"):
            self._refuse(f"this is no drawing: it begins with <{name}>", 'It begins with <svg xmlns="…">.')
            raise _Stop
        if namespace == _SVG and name == "style":
            self._depth_left_out = 1
            return
        if namespace != _SVG or name not in ELEMENTS:
            near = nearest_name(name, ELEMENTS) if namespace == _SVG else None
            hint = f"Did you mean <{near}>?" if near and near.lower() == name.lower() else "Take it out."
            self._refuse(f"<{name}> cannot stand in a drawing within a page", f"{hint} {_PLAIN}")
            self._depth_left_out = 1
            return
        if len(self._open) >= _MOST_LEVELS:
            self._refuse("the drawing is nested too deeply", "Take groups apart.")
            raise _Stop
        self._open.append(_Open(name, [*self._allowed(name, attributes)]))

    def _end(self, _: str) -> None:
        if self._depth_left_out:
            self._depth_left_out -= 1
            return
        done = self._open.pop()
        shape = Shape(done.name, tuple(done.attributes), tuple(done.children))
        if self._open:
            self._open[-1].children.append(shape)
        else:
            self._root = shape

    def _text(self, text: str) -> None:
        if self._depth_left_out or not self._open:
            return
        if self._open[-1].name in _HOLD_TEXT:
            self._open[-1].children.append(text)
        elif text.strip():
            self._refuse("a text stands here outside of <text>", "Put it into <text>, or take it out.")

    def _doctype(self, *_: object) -> None:
        place = self._source.text.rfind("<!DOCTYPE", 0, self._place() + 1)
        self._add(max(place, 0), "a drawing has no <!DOCTYPE> and no entities", "Take it out; plain SVG needs none.")
        raise _Stop

    def _instruction(self, target: str, _: str) -> None:
        self._refuse(f"<?{target}?> cannot stand in a drawing within a page", "Take it out.")

    def _allowed(self, element: str, given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """The attributes of an element that are allowed; a finding for each of the others."""
        for tag, value in given.items():
            name = _SHORT.get(tag, tag)
            if name == "href":
                if element == "use" and _LOCAL.fullmatch(value):
                    self._want(value[1:])
                    yield name, value
                else:
                    self._refuse(f"'{value}' leads out of the drawing", 'Only <use href="#…"> may name what is in it.')
            elif name in ATTRIBUTES:
                self._examine(name, value)
                if name not in _NOT_SHOWN:
                    yield name, value
            else:
                shown = name.rpartition(" ")[2]
                message = f"the attribute '{shown}' cannot stand in a drawing within a page"
                self._refuse(message, f"Take it out. {_PLAIN}")

    def _examine(self, name: str, value: str) -> None:
        """A finding for each thing in the value of an allowed attribute that is not."""
        match name:
            case "style":
                self._style(value)
            case "class":
                self._classes(value)
            case "id":
                self._id(value)
            case "aria-labelledby" | "aria-describedby":
                for each in value.split():
                    self._want(each)
            case _:
                self._value(name, value)

    def _id(self, name: str) -> None:
        if name in self._ids or not _LOCAL.fullmatch(f"#{name}"):
            self._refuse(f"'{name}' cannot be an id here, or is one already", "Give it a plain name of its own.")
        self._ids.add(name)

    def _want(self, name: str) -> None:
        self._wanted.append((name, self._place()))

    def _style(self, style: str) -> None:
        for declaration in filter(str.strip, style.split(";")):
            name, colon, value = declaration.partition(":")
            name = name.strip().lower()
            if not colon or (name not in PROPERTIES and not name.startswith("--")):
                near = nearest_name(name, PROPERTIES)
                hint = f"Did you mean '{near}'?" if near else "Take it out."
                self._refuse(f"the style '{declaration.strip()}' cannot stand in a drawing within a page", hint)
            else:
                self._value(name, value)

    def _classes(self, classes: str) -> None:
        for name in classes.split():
            if name not in CLASSES:
                near = nearest_name(name, CLASSES)
                hint = f"Did you mean '{near}'? " if near else ""
                message = (
                    f"the class '{name}' means nothing within a page, where the drawing's own style sheet is left out"
                )
                self._refuse(message, f"{hint}There are: {', '.join(sorted(CLASSES))}.")

    def _value(self, name: str, value: str) -> None:
        """A value names nothing outside the drawing."""
        for found in _URL.finditer(value):
            local = _LOCAL.fullmatch(found[2].strip())
            if local:
                self._want(local[1])
            else:
                self._refuse(f"'{found[2]}' leads out of the drawing", "Only what is in it can be named: url(#…).")
                return
        calls = {call.lower() for call in _CALL.findall(value)} if "(" in value else set()
        lacks_end = len(re.findall(r"url\s*\(", value, re.IGNORECASE)) != len(_URL.findall(value))
        if name in _WORDS:
            return
        if _NO_VALUE.search(value) or not calls <= _FUNCTIONS or lacks_end:
            self._refuse(f"'{value}' cannot be the value of '{name}' in a drawing within a page", "Write it plainly.")

    def _refuse(self, message: str, hint: str) -> None:
        self._add(self._place(), message, hint)

    def _place(self) -> int:
        """The offset at which the parser stands."""
        line = self._source.line_start(self._parser.CurrentLineNumber)
        return line + self._parser.CurrentColumnNumber

    def _add(self, place: int, message: str, hint: str) -> None:
        self.findings.append(Finding(DRAWING, self._source.span(place), message, hint))
        if len(self.findings) >= _MOST_FINDINGS:
            raise _Stop


class _Stop(Exception):  # noqa: N818  # it is no error
    """Enough was found."""


_PLAIN = "Drawing programs have a form called 'plain SVG'."
_HOLD_TEXT = frozenset(("text", "tspan", "title", "desc"))
_WORDS = frozenset(("aria-label", "role"))
"""Attributes whose value is text for readers."""
_NOT_SHOWN = frozenset(("version", "space", "xmlns"))
"""Attributes that are allowed and say nothing within a page."""


def _number(text: str) -> float:
    found = _NUMBER.match(text)
    return float(found[1]) if found else 0.0


def _named(shape: Shape, prefix: str) -> Shape:
    attributes = tuple((name, _renamed(name, value, prefix)) for name, value in shape.attributes)
    children = tuple(child if isinstance(child, str) else _named(child, prefix) for child in shape.children)
    return Shape(shape.name, attributes, children)


def _renamed(name: str, value: str, prefix: str) -> str:
    if name == "id":
        return f"{prefix}-{value}"
    if name == "href":
        return f"#{prefix}-{value[1:]}"
    if name in _ID_LISTS:
        return " ".join(f"{prefix}-{each}" for each in value.split())
    return _URL.sub(lambda found: f"url(#{prefix}-{found[2].strip()[1:]})", value) if "url" in value.lower() else value
