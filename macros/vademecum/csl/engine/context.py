"""What rendering one cite knows and remembers."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from vademecum.csl.engine.item import Item

_NOTHING: frozenset[str] = frozenset()


class Kind:
    """Works of one type that have values for the same variables: what a style does for them is much the same.

    Two are one only where they are the same object.
    """

    __slots__ = ("known", "type")

    def __init__(self, type_: str, known: frozenset[str]) -> None:
        self.type = type_
        self.known = known
        """Of the variables that a style asks for, those that have values."""


class Cite:
    """A work being cited or listed: what is known of it here, and what was rendered so far."""

    __slots__ = (
        "called",
        "condition",
        "conditions",
        "filled",
        "first_names",
        "first_note",
        "givens",
        "is_compared",
        "item",
        "kind",
        "label",
        "locator",
        "names_count",
        "names_hidden",
        "names_shown",
        "near_note",
        "number",
        "plain_names",
        "position",
        "predecessor",
        "previous_names",
        "recorder",
        "records",
        "replaces",
        "substitute",
        "suffix",
        "suffix_done",
        "suppressed",
        "widest",
    )

    def __init__(self, item: Item) -> None:
        self.item = item
        self.kind: Kind | None = None
        """None where nobody looked."""
        self.locator = ""
        self.label = "page"
        self.is_compared = False
        """Whether this is only rendered to see which works look alike: when it was looked at does not count."""
        self.position = ""
        """first, subsequent, ibid or ibid-with-locator; empty in a bibliography."""
        self.near_note = False
        self.first_note = ""
        self.number = 0
        self.suffix = ""
        self.condition = 0
        """How many conditions on disambiguation are true here."""
        self.names_count = 0
        """How many names are shown at least, where more are needed to tell works apart."""
        self.givens: Mapping[object, int] = {}
        """How much of a given name is shown: 1 initials, 2 all of it."""
        self.names_hidden = False
        self.replaces = False
        self.previous_names: list[str] = []
        """The names of the entry before, where they are to be replaced when they come again."""
        self.substitute = ""
        self.reset()

    def reset(self) -> None:
        """Forget what was rendered."""
        self.called = 0
        self.filled = 0
        self.suppressed: frozenset[str] = _NOTHING
        self.suffix_done = False
        self.predecessor = False
        self.recorder: set[str] | None = None
        self.first_names: str | None = None
        self.names_shown: list[tuple[object, ...]] = []
        """The names as they were written in the first names element, for telling works apart."""
        self.widest = 0
        self.conditions = 0
        self.records = False
        self.plain_names: list[str] = []
        """The names as they stand at the head of an entry, without labels."""

    def replacement(self, text: str) -> str:
        """`text`, or what stands for it where the entry before begins with it too."""
        index = len(self.plain_names)
        self.plain_names.append(text)
        is_same = self.replaces and index < len(self.previous_names) and self.previous_names[index] == text
        return self.substitute if is_same else text


Renderer: TypeAlias = Callable[[Cite], str]
"""What writes an element of a style for a cite."""
