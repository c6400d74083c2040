"""Lists that Word writes as paragraphs: each has its bullet or number in its text, and its level in its style."""

import re
from dataclasses import replace

from vademecum.importing.blocks import Block, Item, Items, Line, Paragraph, cut, plain, tidy
from vademecum.importing.list_numbers import goes_on

_MARKER = re.compile(r"^\s*(?:(?P<bullet>[·•▪§o–-])|\(?(?P<number>\d{1,3})[.)]|(?P<letter>[a-z])[.)])\s+")
_LETTERED = -1
"""Instead of the number of an item that has a letter."""


def listed_paragraphs(blocks: list[Block]) -> list[Block]:
    """Blocks in which paragraphs that Word made look like lists are lists."""
    result: list[Block] = []
    gathered: list[tuple[int, int, Line, tuple[str, ...]]] = []

    def end() -> None:
        if gathered:
            result.extend(_nested(gathered))
            gathered.clear()

    for block in blocks:
        marker = _MARKER.match(plain(block.line)) if isinstance(block, Paragraph) else None
        if isinstance(block, Paragraph) and block.kind.startswith("msolist") and marker:
            number = int(marker["number"] or 0) or (_LETTERED if marker["letter"] else 0)
            level = int(block.kind.removeprefix("msolist")[:1] or 1)
            gathered.append((level, number, tidy(cut(block.line, marker.end())), block.ids))
        else:
            end()
            result.append(block)
    end()
    return result


def _nested(gathered: list[tuple[int, int, Line, tuple[str, ...]]]) -> list[Block]:
    """Lists made of items with their levels."""
    lists: list[Items] = []
    position = 0
    top = min(level for level, *_ in gathered)
    while position < len(gathered):
        _, number, line, ids = gathered[position]
        position += 1
        deeper = position
        while deeper < len(gathered) and gathered[deeper][0] > top:
            deeper += 1
        inner = _nested(gathered[position:deeper]) if deeper > position else []
        position = deeper
        item = Item((Paragraph(line), *inner), ids)
        if lists and ((lists[-1].start and number == _LETTERED) or goes_on(lists[-1], Items((item,), number))):
            lists[-1] = replace(lists[-1], items=(*lists[-1].items, item))
        else:
            lists.append(Items((item,), abs(number)))
    return [*lists]
