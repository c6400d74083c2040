"""At which lines of a paragraph references begin, where neither numbers nor blank lines say so."""

import re
from typing import NamedTuple

from vademecum.bibliography.exchange.free_text.beginnings import begins_reference, is_complete

_MOST_WRAPPED = 20
_MOSTLY = 0.6
_FEWEST_LINES = 3
_ADDRESS = r"(?:https?://\S+|www\.\S+)"
_NUMBER = r"(?:10\.\d{4,9}/\S+|(?:PMC)\d{4,9}|\d{7,8})"
_LABELLED = r"(?:(?:doi|pmid|pmcid|isbn|arxiv)\b\s?:?\s?\S.{0,60})"
_ONLY_IDENTIFIER = re.compile(rf"\W{{0,3}}(?:{_ADDRESS}|{_NUMBER}|{_LABELLED})\W{{0,3}}", re.IGNORECASE)
_BEGINS_WITH_ADDRESS = re.compile(rf"\s*(?:{_ADDRESS}|10\.\d{{4,9}}/\S+)\s", re.IGNORECASE)
_TAIL = re.compile(
    r"\s*(?:https?://\S+|www\.\S+|(?:doi|pmid|pmcid|isbn)\b.{0,80}|10\.\d{4,9}/\S+|"
    r"(?:available|retrieved|accessed)\b.{0,300})\s*",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\s*(?:[^\w\s“\"‘'„\[(]|(?:doi|pmid|pmcid|isbn|issn|available|retrieved|accessed|epub)\b)", re.IGNORECASE
)


class Line(NamedTuple):
    """A line of the visible text."""

    text: str
    start: int
    after_blank: bool

    @property
    def indent(self) -> int:
        """How many blanks it begins with."""
        return len(self.text) - len(self.text.lstrip())


def is_identifier(text: str) -> bool:
    """Whether a line is an address or an identifier and nothing else."""
    return bool(_ONLY_IDENTIFIER.fullmatch(text.strip()))


def begins_with_address(text: str) -> bool:
    """Whether a line begins with an address or a DOI, and goes on."""
    return bool(_BEGINS_WITH_ADDRESS.match(text))


def is_tail(text: str) -> bool:
    """Whether a line says where the work before it is found, as references do at their ends."""
    return bool(_TAIL.fullmatch(text))


def identifiers_belong(lines: list[Line]) -> bool:
    """Whether each identifier on a line of its own belongs to the reference before it.

    It does where they take turns, one reference and one identifier, and where references go over several lines.
    """
    kinds = [is_identifier(line.text) for line in lines]
    if kinds[0]:
        return False
    if not any(is_complete(line.text) for line, alone in zip(lines, kinds, strict=True) if not alone):
        return True
    return len(kinds) % 2 == 0 and kinds == [False, True] * (len(kinds) // 2)


def starts_in_block(block: list[Line]) -> list[int]:
    """The lines of a paragraph that begin a reference; the first does."""
    indents = [line.indent for line in block]
    flush = min(indents)
    if len(block) > 1 and max(indents) > flush:
        first_is_flush = indents[0] == flush
        return [index for index, indent in enumerate(indents) if (indent == flush) == first_is_flush]
    if all(is_complete(line.text) for line in block):
        return list(range(len(block)))
    belong = identifiers_belong(block)
    whole = [is_complete(line.text) and begins_reference(line.text) for line in block]
    one_a_line = len(block) >= _FEWEST_LINES and sum(whole) >= _MOSTLY * len(block)
    starts, begun = [0], 0
    for index in range(1, len(block)):
        before, here = block[index - 1].text, block[index].text
        so_far = " ".join(line.text for line in block[max(begun, index - _MOST_WRAPPED) : index])
        ended = is_complete(so_far) or is_identifier(before)
        if is_identifier(here):
            is_start = ended and not belong
        elif begins_with_address(here) or is_identifier(before):
            is_start = ended
        elif one_a_line:
            goes_on = _GOES_ON.match(here) or here.lstrip()[0].islower() or not (ended or is_complete(here))
            is_start = whole[index] or not goes_on
        else:
            is_start = ended and begins_reference(here)
        if is_start:
            starts.append(index)
            begun = index
    return starts
