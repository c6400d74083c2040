"""A citation as written: items, each a key with what stands around it (the terms are CSL's and Pandoc's)."""

from dataclasses import dataclass

from vademecum.bibliography.identifier import CitationKey

INDIRECT = ("animals", "laboratory", "another method", "another part of the body", "another condition")
"""What a work can be about instead of the page's subject, where it is cited as indirect evidence."""


@dataclass(frozen=True, slots=True)
class Locator:
    """A place in a work: a CSL locator type such as "page", and its value as written (`33–35`)."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class CitationItem:
    """One work in a citation; `prefix` and `suffix` are inline Markdown, trimmed."""

    key: CitationKey
    prefix: str = ""
    suffix: str = ""
    locator: Locator | None = None
    suppress_author: bool = False


@dataclass(frozen=True, slots=True)
class CitationCluster:
    """The items cited at one place."""

    items: tuple[CitationItem, ...]
    in_text: bool = False
    """Whether the first item's authors are part of the sentence (`@key`)."""
    is_mentioned: bool = False
    """Whether the page only speaks of the works and rests no claim on them."""
    indirect: str = ""
    """What the works are about, one of `INDIRECT`, where that is not the page's subject; empty where it is."""

    @property
    def keys(self) -> tuple[CitationKey, ...]:
        """The works, in the order in which they are written."""
        return tuple(item.key for item in self.items)

    @property
    def is_bare(self) -> bool:
        """Whether it names works and nothing else: no words around them, no place in them, no author in the text."""
        return not self.in_text and all(item == CitationItem(item.key) for item in self.items)
