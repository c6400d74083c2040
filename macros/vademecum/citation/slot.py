"""Slots: what an author wrote, taken out of a page's text before Markdown sees it, and kept to be put back.

A token stands in the text for each slot. Where Markdown says "prose" the slot is filled: with a citation, or with what
a macro makes. Everywhere else, in code, raw HTML or attributes, the author's own text comes back unchanged.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

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
    end: int = field(init=False)
    """Where it ends there."""
    cluster: CitationCluster | None = None
    """The citation that fills it."""
    make: Callable[[], str] | None = None
    """What makes the HTML that fills it."""
    is_late: bool = False
    """Whether that can be made only when all pages are known."""
    is_block: bool = False
    """Whether that HTML is a block, so that it does not stand in a paragraph."""
    quotes: list[str] = field(default_factory=list)
    """Inline Markdown that it shows, from outside the page's text; HTML once the page is numbered."""
    finding: Finding | None = None
    """What is wrong with it; it counts only where the slot is in prose."""
    continues: bool = False
    """Whether it is the rest of the slot before it, on a line of its own."""
    sticks: bool = False
    """Whether it is so short that it must not stand alone at the head of a line."""
    is_raised: bool = False
    """Whether it is a raised number: the blank before it goes."""
    goes_behind: bool = False
    """Whether it goes behind the punctuation that follows it."""
    lead: str = ""
    """The blank before it, which goes where the slot goes."""
    section: str = ""
    """The title of the section it stands in."""
    block: int = 0
    """Which paragraph, item or cell of the page it stands in; 0 where it stands in none of them."""
    in_prose: bool = False
    is_misplaced: bool = False
    """Whether it is a block and stands within a text."""

    def __post_init__(self) -> None:
        self.end = self.offset + len(self.text)


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
            rest = Slot(content, slot.offset, continues=True) if content else None
            pieces.append(line[: len(line) - len(content)] + (self._keep(rest) if rest else ""))
        return "\n".join(pieces)

    def _keep(self, slot: Slot) -> str:
        self.all.append(slot)
        return self.alphabet.token(len(self.all) - 1, len(slot.text))

    def find(self, text: str) -> list[Slot]:
        """The slots whose tokens stand in `text`, in order."""
        return [self._slot(match) for match in self.alphabet.pattern.finditer(text)]

    def _slot(self, match: re.Match[str]) -> Slot:
        return self.all[self.alphabet.number(match[1])]

    def tokens(self, text: str) -> list[str]:
        """The tokens that stand in `text`, in order."""
        return [match[0] for match in self.alphabet.pattern.finditer(text)] if text in self else []

    def without(self, text: str) -> str:
        """`text` without its tokens and the blanks before them, for headings' ids and titles."""
        return re.sub(rf"[ \n]?{self.alphabet.pattern.pattern}", "", text) if text in self else text

    def restore(self, text: str, escape: Callable[[str], str] = str) -> str:
        """`text` as the author wrote it, put through `escape`."""
        return self.alphabet.pattern.sub(lambda match: escape(self._slot(match).text), text) if text in self else text

    def hide(self, html: str) -> str:
        """`html` with its tokens in comments, where neither a search index nor a theme sees them.

        The blank before a token goes with it, so that what is left reads well.
        """
        before, *pieces = html.split(self.alphabet.opening)
        done = [before]
        raised = _RaisedRun()
        for piece in pieces:
            digits, rest = piece[:_DIGITS], piece[_DIGITS + 1 :].lstrip(self.alphabet.filling)
            number = self.alphabet.number(digits)
            slot = self.all[number]
            if slot.continues:
                done[-1] = done[-1].rstrip() + rest
            elif slot.quotes and slot.in_prose:  # It is text of the page, which a search should find.
                _put(slot.make() if slot.make else "", done, rest, is_block=slot.is_block)
            else:
                slot.lead = done[-1][-1:] if done[-1].endswith(_BLANKS) else ""
                done[-1] = done[-1].removesuffix(slot.lead)
                if slot.is_raised and slot.in_prose:
                    rest = raised.add(slot, done, rest)
                done += (f"<!--{self.alphabet.token(number)}-->", rest)
        return "".join(done)

    def settle(self) -> "Filling":
        """What is left to do when the page is converted, and nothing else: a large site has many slots."""
        makers = {}
        contents = []
        for number, slot in enumerate(self.all):
            if slot.is_late and slot.make:
                makers[number] = slot.make
            made = slot.make() if slot.make and slot.in_prose and not slot.is_late and not slot.quotes else ""
            lead = "\u00a0" if slot.sticks and slot.lead else slot.lead
            contents.append(lead + made if made else "")
        blocks = frozenset(number for number, slot in enumerate(self.all) if slot.is_block)
        return Filling(self.alphabet, contents, makers, blocks)


@dataclass(frozen=True, slots=True)
class Filling:
    """What fills the slots of a page whose tokens are hidden."""

    alphabet: Alphabet
    contents: list[str]
    makers: dict[int, Callable[[], str]]
    blocks: frozenset[int]

    def fill(self, html: str) -> str:
        """`html` with every slot filled; a block takes the place of its paragraph."""
        before, *pieces = html.split(f"<!--{self.alphabet.opening}")
        done = [before]
        for piece in pieces:
            number = self.alphabet.number(piece[:_DIGITS])
            make = self.makers.get(number)
            made = make() if make else self.contents[number]
            _put(made, done, piece[_DIGITS + 1 + len("-->") :], is_block=number in self.blocks)
        return "".join(done)


@dataclass(slots=True)
class _RaisedRun:
    """Raised numbers that follow each other."""

    first: int = 0
    """Which piece of the text the first of them follows."""
    last: int = -1
    """The piece that the last of them follows."""

    def add(self, slot: Slot, done: list[str], rest: str) -> str:
        """Take in a number behind the last piece of what is `done`; what is left of the `rest` that follows it.

        No blank stands before it, but a narrow one between it and another. Punctuation that it goes behind goes to
        the text before the first number, unless a sentence ends there already.
        """
        at = len(done) - 1
        if self.last >= 0 and at == self.last + 2 and not done[at]:
            slot.lead = _BETWEEN_RAISED
        else:
            self.first, slot.lead = at, ""
        self.last = at
        found = _PUNCTUATION.match(rest) if slot.goes_behind else None
        if not found:
            return rest
        before = done[self.first]
        done[self.first] = before + (found[0].removeprefix(".") if before.endswith(_ENDS) else found[0])
        return rest[found.end() :]


def _put(made: str, done: list[str], rest: str, *, is_block: bool) -> None:
    """Add what fills a slot to what is done, and the `rest` that follows it."""
    if is_block and done[-1].endswith("<p>") and rest.startswith("</p>"):
        done[-1], rest = done[-1].removesuffix("<p>"), rest.removeprefix("</p>")
    done += (made, rest)


_BLANKS = (" ", "\n")
_BETWEEN_RAISED = "\u202f"
_ENDS = (".", "?", "!", "…")
_PUNCTUATION = re.compile(r"(?:[.,;:!?…]|&hellip;)+(?:[\"'”’»]|&(?:quot|rdquo|rsquo|raquo);)*")
"""What a raised number goes behind: the end of a sentence or of a part of it, with quotation marks that close there."""
_DIGITS = 6


def make_slots(text: str) -> Slots:
    """Slots for a page whose file holds `text`."""
    return Slots(free_alphabet(text))
