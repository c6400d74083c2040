"""Slots: what an author wrote, taken out of a page's text before Markdown sees it, and kept to be put back.

A token stands in the text for each slot. Where Markdown says "prose" the slot is filled: with a citation, or with what
a macro makes. Everywhere else, in code, raw HTML or attributes, the author's own text comes back unchanged.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from vademecum.citation.cluster import CitationCluster
from vademecum.citation.token import Alphabet, free_alphabet
from vademecum.text.finding import Finding

NOWHERE = -1
"""The offset of what stands in no file of its own: an included snippet, say."""


@dataclass(slots=True)
class Slot:
    """A stretch of the source that something else takes the place of."""

    text: str
    """What the author wrote, on one line."""
    offset: int
    """Where it begins in the file."""
    cluster: CitationCluster | None = None
    """The citation that fills it."""
    make: Callable[[], str] | None = None
    """What makes the HTML that fills it, once all pages are known."""
    is_block: bool = False
    """Whether that HTML is a block, so that it does not stand in a paragraph."""
    finding: Finding | None = None
    """What is wrong with it; it counts only where the slot is in prose."""
    lead: str = ""
    """The blank before it, which goes where the slot goes."""
    section: str = ""
    """The title of the section it stands in."""
    in_prose: bool = False


@dataclass(slots=True)
class Slots:
    """The slots of one page, by number."""

    alphabet: Alphabet
    all: list[Slot] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.all)

    def __contains__(self, text: str) -> bool:
        """Whether a token stands in `text`."""
        return self.alphabet.opening in text

    def add(self, slot: Slot) -> str:
        """Keep `slot`; the token that stands for it, as wide as its text. A slot over several lines has a token a line.

        Only the first of these is filled; the others keep the lines apart, which matters to Markdown.
        """
        first, *following = slot.text.split("\n")
        slot.text = first
        pieces = [self._keep(slot)]
        for line in following:
            content = line.lstrip(" \t>")
            rest = Slot(content, slot.offset, make=str) if content else None
            pieces.append(line[: len(line) - len(content)] + (self._keep(rest) if rest else ""))
        return "\n".join(pieces)

    def _keep(self, slot: Slot) -> str:
        self.all.append(slot)
        return self.alphabet.token(len(self.all) - 1, len(slot.text))

    def find(self, text: str) -> list[Slot]:
        """The slots whose tokens stand in `text`, in order."""
        return [self.slot(match) for match in self.alphabet.pattern.finditer(text)]

    def slot(self, match: re.Match[str]) -> Slot:
        """The slot of a token, given a match of the alphabet's pattern."""
        return self.all[self.alphabet.number(match[1])]

    def tokens(self, text: str) -> list[str]:
        """The tokens that stand in `text`, in order."""
        return [match[0] for match in self.alphabet.pattern.finditer(text)]

    def without(self, text: str) -> str:
        """`text` without its tokens and the blanks before them, for headings' ids and titles."""
        return with_lead(self.alphabet).sub("", text) if text in self else text

    def restore(self, text: str, escape: Callable[[str], str] = str) -> str:
        """`text` as the author wrote it, put through `escape`."""
        return self.alphabet.pattern.sub(lambda match: escape(self.slot(match).text), text) if text in self else text


@lru_cache(maxsize=8)
def with_lead(alphabet: Alphabet) -> re.Pattern[str]:
    """Matches a token, group `token`, and the blank before it, group `lead`."""
    return re.compile(f"(?P<lead>[ \\n]?)(?P<token>{alphabet.pattern.pattern})")


def make_slots(text: str) -> Slots:
    """Slots for a page whose file holds `text`."""
    return Slots(free_alphabet(text))
