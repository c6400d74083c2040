"""What a document asks for: citations of one work or several."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CiteRequest:
    """A work in a citation. Affixes are CSL-JSON text; a position is worked out where none is given."""

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


@dataclass(frozen=True, slots=True)
class Cluster:
    """A citation: its works, and the number of its note (0 where it stands in the text)."""

    items: tuple[CiteRequest, ...]
    note: int = 0
    mode: str = ""
    """"" or one of author-only, suppress-author, composite."""
    infix: str = ""
