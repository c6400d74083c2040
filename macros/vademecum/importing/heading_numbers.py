"""Numbers that somebody wrote before headings: where the page has contents, the site numbers its sections itself."""

import re
from collections.abc import Iterable
from dataclasses import replace

from vademecum.importing.blocks import Block, Call, Heading, Removed, cut, plain, tidy

_NUMBER = re.compile(r"\s*(\d{1,2})(?:\.\)?|[):])?\s+(?=\S)")
_SECTION = 2
_FEWEST = 2
NUMBERS = "numbers of the headings, which the site gives itself"
TO_BE_TAKEN_OFF = (
    "headings have numbers of their own, and '{{ contents() }}' numbers the sections as well: take them off, and look "
    "at the places that name a section by its number"
)


def without_numbers(blocks: list[Block]) -> tuple[list[Block], list[Removed], str]:
    """Blocks of a page whose sections have the numbers that the site gives them anyway, without these numbers.

    With it comes what was left out, for the report, and what is to do where the numbers are others.
    """
    sections = [block for block in blocks if isinstance(block, Heading) and block.level == _SECTION]
    written = [_NUMBER.match(plain(section.line)) for section in sections]
    if sum(map(bool, written)) < _FEWEST or not _has_call(blocks):
        return blocks, [], ""
    if [int(each[1]) if each else 0 for each in written] != [*range(1, len(sections) + 1)]:
        return blocks, [], TO_BE_TAKEN_OFF
    removed = Removed(NUMBERS, " ".join(each[0].strip() for each in written if each))
    return [_bare(block) for block in blocks], [removed], ""


def _has_call(blocks: Iterable[Block]) -> bool:
    return any(isinstance(block, Call) for block in blocks)


def _bare(block: Block) -> Block:
    if not isinstance(block, Heading) or block.level != _SECTION:
        return block
    number = _NUMBER.match(plain(block.line))
    return replace(block, line=tidy(cut(block.line, number.end()))) if number else block
