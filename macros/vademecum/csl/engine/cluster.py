"""What a document asks for: citations of one work or several."""

from dataclasses import dataclass


class Marked(str):
    """Text that is marked text already."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class CiteRequest:
    """A work in a citation. A position is worked out where none is given.

    Affixes and locator are CSL-JSON text, or `Marked` text, which stands as it is, blanks too.
    """

    id: str
    locator: str = ""
    label: str = "page"
    prefix: str = ""
    suffix: str = ""
    suppress_author: bool = False
    author_only: bool = False
    position: str = ""
    near_note: bool = False
    first_note: str = ""
    number: int = 0
    """The number of the work where it is cited; 0 for the one it has among all works."""
    stands_alone: bool = False
    """Whether no range of numbers may hide it."""
    otherwise: str = ""
    """Marked text shown where the work is not known, or the style says nothing of it; empty to leave it out."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A citation: its works, and the number of its note (0 where it stands in the text)."""

    items: tuple[CiteRequest, ...]
    note: int = 0
    mode: str = ""
    """"" or one of author-only, suppress-author, composite."""
    infix: str = ""
