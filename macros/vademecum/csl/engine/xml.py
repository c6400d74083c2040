"""XML as frozen elements, read safely: no entities of its own, nothing external, limits on size and depth."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from xml.parsers import expat

from vademecum.csl.engine.errors import StyleError

MAX_BYTES = 2_000_000
MAX_DEPTH = 50
MAX_ELEMENTS = 10_000
MAX_TEXT = 20_000
"""Of a value of an attribute, and of the text of an element."""
_CSL = "http://purl.org/net/xbiblio/csl"
_XML = "http://www.w3.org/XML/1998/namespace"


@dataclass(frozen=True, slots=True)
class Element:
    """An element: its name without namespace, attributes, child elements, own text, and the line it begins on."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    children: "tuple[Element, ...]" = ()
    text: str = ""
    line: int = 0

    def get(self, name: str, default: str = "") -> str:
        """The attribute called `name`."""
        return self.attributes.get(name, default)

    def child(self, name: str) -> "Element | None":
        """The first child called `name`."""
        return next((child for child in self.children if child.name == name), None)

    def every(self, name: str) -> "Iterator[Element]":
        """All children called `name`."""
        return (child for child in self.children if child.name == name)

    def descendants(self) -> "Iterator[Element]":
        """This element and all below it."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += reversed(element.children)


@lru_cache(maxsize=256)
def _local_name(name: str) -> str:
    """The name of an element as expat gives it, without the namespace of CSL."""
    space, _, local = name.rpartition(" ")
    return f"{{{space}}}{local}" if space and space != _CSL else local


def _attribute_name(name: str) -> str:
    """The name of an attribute without its namespace, but for `xml:`."""
    space, _, local = name.rpartition(" ")
    return f"xml:{local}" if space == _XML else local


class _Builder:
    """Collects what expat reports."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.open: list[tuple[str, dict[str, str], list[Element], list[str], int]] = []
        self.root: Element | None = None
        self.count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        self.count += 1
        if len(self.open) >= MAX_DEPTH:
            raise StyleError(f"elements are nested more than {MAX_DEPTH} deep", line)
        if self.count > MAX_ELEMENTS:
            raise StyleError(f"there are more than {MAX_ELEMENTS} elements", line)
        has_namespace = False
        for key, value in attributes.items():
            if len(value) > MAX_TEXT:
                raise StyleError(f"an attribute is longer than {MAX_TEXT} characters", line)
            has_namespace = has_namespace or " " in key
        if has_namespace:
            attributes = {_attribute_name(key): value for key, value in attributes.items()}
        self.open.append((name, attributes, [], [], line))

    def end(self, _name: str) -> None:
        name, attributes, children, texts, line = self.open.pop()
        text = "".join(texts)
        if len(text) > MAX_TEXT and len(text.strip()) > MAX_TEXT:
            raise StyleError(f"the text of <{_local_name(name)[:100]}> is longer than {MAX_TEXT} characters", line)
        element = Element(_local_name(name), MappingProxyType(attributes), tuple(children), text, line)
        if self.open:
            self.open[-1][2].append(element)
        else:
            self.root = element

    def characters(self, text: str) -> None:
        if self.open:
            self.open[-1][3].append(text)

    def doctype(self, *_: object) -> None:
        raise StyleError("a document type declaration is not allowed", self.parser.CurrentLineNumber)


def read_xml(source: str | bytes) -> Element:
    """The root element of `source`; StyleError where it is no XML we read."""
    if len(source) > MAX_BYTES:
        raise StyleError(f"the file is larger than {MAX_BYTES} bytes")
    builder = _Builder()
    try:
        builder.parser.Parse(source, True)  # noqa: FBT003  # expat knows no keywords
    except expat.ExpatError as error:
        raise StyleError(f"this is no well-formed XML: {expat.ErrorString(error.code)}", error.lineno) from None
    except (LookupError, ValueError) as error:
        if isinstance(error, StyleError):
            raise
        raise StyleError(f"this cannot be read as XML: {error}") from None
    if builder.root is None:
        raise StyleError("the file is empty")
    return builder.root
