"""A reference while it is read: what of it has been assigned, and what is left."""

import re
from dataclasses import dataclass, field

from vademecum.bibliography.exchange.free_text.one_line import WrittenReference

TAKEN = "\x00"
"""Stands for every character that is assigned: nothing is read across it."""
_SCRAP = re.compile(r"[^\x00]+")
_SMALL_WORDS = (
    "and|in|from|at|the|of|by|to|for|on|a|an|as|with|available|retrieved|accessed|via|see|url|doi|vol|no|pp?|eds?|link|und"
    "|editors?"
)
_NOTHING = re.compile(rf"(?:\W|_|\b(?:{_SMALL_WORDS})\b)*", re.IGNORECASE)
_EDGES = " .,;:-–—/|\"'“”‘’„«»*•&"


@dataclass(slots=True)
class Working:
    """The text of a reference with `TAKEN` for what is assigned, the fields found, and what is doubtful of them."""

    reference: WrittenReference
    rest: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    doubts: list[tuple[int, str]] = field(default_factory=list)
    """Offsets in the text, and what to say."""
    passed_over: list[tuple[int, str]] = field(default_factory=list)
    """Where something stands that has no place in an entry, and what it is."""
    is_online: bool = False
    another: int | None = None
    """Where another reference seems to begin, if one does; then nothing is read."""

    def __post_init__(self) -> None:
        self.rest = self.rest or self.reference.text

    def take(self, start: int, end: int) -> str:
        """What stands there; it counts as assigned from now on."""
        words = self.rest[start:end]
        self.rest = self.rest[:start] + TAKEN * (end - start) + self.rest[end:]
        return words

    def doubt(self, at: int, message: str) -> None:
        """Note that something was told apart by guess, or not at all."""
        self.doubts.append((at, message))

    def source_offset(self, at: int) -> int:
        """The place in the file of a character."""
        offsets = self.reference.offsets
        return offsets[min(at, len(offsets) - 1)]

    def scraps(self) -> list[tuple[int, str]]:
        """What is not assigned, with its place; punctuation and words that only join are left out."""
        found = []
        for scrap in _SCRAP.finditer(self.rest):
            words = scrap[0].strip(_EDGES)
            if not _NOTHING.fullmatch(words):
                found.append((scrap.start() + scrap[0].index(words), words))
        return found
