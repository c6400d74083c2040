"""What was formatted already, by names that stand for all it depends on."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol, TypeAlias

from vademecum.text.rich import Inline, Link, Mark, Part, RichText, Styled

Kept: TypeAlias = "str | int | bool | Sequence[Kept]"
"""What can be kept: texts, numbers, and lists of them, as JSON has them."""

_FIELDS = 4
"""Of a node as it is kept."""
_MARKS = {mark.value: mark for mark in Mark}
_NAME_LENGTH = 32
DAMAGED = (ValueError, RecursionError)
"""What is raised where a kept value is read that is none."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference as a style formats it, the letter behind its year still open."""

    text: RichText
    heads: tuple[str, ...] = ()
    """The names at its head as marked text: a style may replace them where they come again."""


class Memo(Protocol):
    """Keeps what was formatted. What is kept under a name never changes, so that it may outlive a build.

    A name stands for the works, the style and the language; what outlives the process that made it must be of the same
    version of this package. What comes back may have been damaged meanwhile: whoever reads it looks at it.
    """

    def get(self, name: str) -> object:
        """What is kept under `name`; None where nothing is."""

    def put(self, name: str, value: Kept) -> None:
        """Keep something."""


class MemoryMemo:
    """Keeps what was formatted as long as the process lives."""

    def __init__(self, most: int = 100_000) -> None:
        self._kept: dict[str, Kept] = {}
        self._most = most

    def get(self, name: str) -> object:
        """What is kept under `name`; None where nothing is."""
        return self._kept.get(name)

    def put(self, name: str, value: Kept) -> None:
        """Keep something; where there is too much, the oldest goes."""
        if len(self._kept) >= self._most:
            del self._kept[next(iter(self._kept))]
        self._kept[name] = value


def memo_name(*contents: object) -> str:
    """The name for what depends on `contents`, each of which is told wholly by its `repr`; all are of one length."""
    return sha256(repr(contents).encode("utf-8", "surrogatepass")).hexdigest()[:_NAME_LENGTH]


def memo_name_of_texts(texts: Sequence[str]) -> str:
    """As `memo_name`, for very many texts: they are put together as they are, and told apart by how long they are."""
    lengths = " ".join(map(str, map(len, texts)))
    return sha256(f"{lengths}\n{''.join(texts)}".encode("utf-8", "surrogatepass")).hexdigest()[:_NAME_LENGTH]


def kept_rich(rich: RichText) -> Kept:
    """Rich text as it is kept."""
    return [_kept_node(node) for node in rich]


def _kept_node(node: Inline) -> Kept:
    if isinstance(node, str):
        return node
    if isinstance(node, Styled):
        return ["s", node.mark.value, kept_rich(node.content), 0]
    if isinstance(node, Link):
        return ["l", node.url, kept_rich(node.content), node.is_local]
    return ["p", node.role, kept_rich(node.content), node.index]


def rich_again(value: object) -> RichText:
    """Rich text that was kept. ValueError for what is none."""
    if type(value) is not list:
        raise ValueError("not a text")
    return tuple([node if type(node) is str else _node_again(node) for node in value])


def _node_again(node: object) -> Inline:
    if type(node) is list and len(node) == _FIELDS and type(node[1]) is str:
        kind, value, content, last = node
        if kind == "p" and type(last) is int:
            return Part(value, rich_again(content), last)
        if kind == "l" and type(last) is bool:
            return Link(value, rich_again(content), last)
        if kind == "s" and value in _MARKS:
            return Styled(_MARKS[value], rich_again(content))
    raise ValueError("not a node")


def kept_reference(reference: Reference) -> Kept:
    """A reference as it is kept."""
    return [kept_rich(reference.text), list(reference.heads)]


def reference_again(value: object) -> Reference:
    """A reference that was kept. ValueError for what is none."""
    if type(value) is list and len(value) == len(_REFERENCE):
        text, heads = value
        if type(heads) is list and all(type(head) is str for head in heads):
            return Reference(rich_again(text), tuple(heads))
    raise ValueError("not a reference")


_REFERENCE = ("text", "heads")
"""Of a reference as it is kept."""
