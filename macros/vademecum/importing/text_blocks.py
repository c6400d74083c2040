"""Plain text as blocks: what its blank lines, underlines, bullets and tabs say."""

import re

from vademecum.importing.blocks import Block, Heading, Item, Items, Paragraph, Quote, Run, Table, tidy

_UNDERLINE = re.compile(r"^[ \t]*([=\-~*_])\1{2,}[ \t]*$")
_HASHES = re.compile(r"^(#{1,6})[ \t]+(\S.*?)[ \t#]*$")
_BULLET = re.compile(r"^[ \t]*[-*+•·–—][ \t]+(?=\S)")
_NUMBER = re.compile(r"^[ \t]*(\d{1,3})[.)][ \t]+(?=\S)")
_BRACKETED = re.compile(r"^[ \t]*[\[(]\d{1,3}[\])][ \t]*(?=\S)")
_END = re.compile(r"[.!?;:,)\]\"”]$")
_MOST_WORDS = 10
_LONGEST_HEADING = 80
_SHORT = 45
_FEWEST = 2


def text_blocks(text: str) -> list[Block]:
    """The blocks of a plain text; its first short line is its title, a heading of the first level."""
    groups = [
        group.strip("\n").split("\n") for group in re.split(r"\n(?:[ \t]*\n)+", text.strip("\n")) if group.strip()
    ]
    blocks: list[Block] = []
    for number, lines in enumerate(groups):
        blocks += _group(lines, is_first=number == 0, is_last=number == len(groups) - 1)
    return _joined(blocks)


def _group(lines: list[str], *, is_first: bool, is_last: bool) -> list[Block]:
    """The blocks of lines between blank lines."""
    lines = [line.expandtabs(8) if not line.strip("\t ") else line for line in lines]
    head: list[Block] = []
    while lines:
        hashes = _HASHES.match(lines[0])
        if hashes:
            head.append(Heading(len(hashes[1]), (Run(hashes[2]),)))
            lines = lines[1:]
        elif _UNDERLINE.match(lines[0]):
            lines = lines[1:]
        elif len(lines) >= _FEWEST and _UNDERLINE.match(lines[1]) and len(lines[0].strip()) <= _LONGEST_HEADING:
            level = 1 if lines[1].strip()[0] == "=" else 2
            head.append(Heading(level, (Run(lines[0].strip()),)))
            lines = lines[2:]
        elif (
            (len(lines) == 1 or lines[0].strip().isupper())
            and _is_heading(lines[0], is_title=is_first)
            and not (is_last and len(lines) == 1)
        ):
            level = 1 if is_first and not head else 2
            head.append(Heading(level, (Run(lines[0].strip()),)))
            lines = lines[1:]
        else:
            break
        is_first = False
    return [*head, *_body(lines)] if lines else head


def _is_heading(line: str, *, is_title: bool) -> bool:
    text = line.strip()
    if not any(map(str.isalpha, text)) or _BULLET.match(line) or _BRACKETED.match(line) or "\t" in text:
        return False
    if len(text) > _LONGEST_HEADING or len(text.split()) > _MOST_WORDS + 4 * is_title:
        return False
    return not _END.search(text) or text.rstrip(":").isupper()


def _body(lines: list[str]) -> list[Block]:
    if len(lines) >= _FEWEST and all("\t" in line.strip() for line in lines):
        rows = [[cell.strip() for cell in line.strip("\n").split("\t")] for line in lines]
        width = max(map(len, rows))
        cells = [tuple((Run(cell),) if cell else () for cell in [*row, *[""] * (width - len(row))]) for row in rows]
        return [Table(tuple(cells), has_head=True)]
    if all(line.lstrip().startswith(">") for line in lines):
        return [Quote(tuple(_body([line.lstrip()[1:].strip() for line in lines])))]
    for marker in (_BULLET, _NUMBER):
        if marker.match(lines[0]):
            return [*_lists(lines, marker)]
    if _BRACKETED.match(lines[0]):
        return [Paragraph(tidy([Run(text)])) for text in _gathered(lines, _BRACKETED)]
    for number, line in enumerate(lines):
        rest = [_BULLET.match(each) for each in lines[number:]]
        if number and _BULLET.match(line) and sum(map(bool, rest)) >= _FEWEST:
            return [*_body(lines[:number]), *_lists(lines[number:], _BULLET)]
    are_short = len(lines) > 1 and all(len(line.strip()) <= _SHORT for line in lines)
    return [Paragraph(tidy([Run(("\n" if are_short else " ").join(line.strip() for line in lines))]))]


def _gathered(lines: list[str], marker: re.Pattern[str]) -> list[str]:
    """What begins with a marker, together with the lines that go on with it."""
    texts: list[str] = []
    for line in lines:
        if marker.match(line) or not texts:
            texts.append(line.strip())
        else:
            texts[-1] += f" {line.strip()}"
    return texts


def _lists(lines: list[str], marker: re.Pattern[str]) -> list[Items]:
    """The list that the lines are; several where the numbers do not go on."""
    lists: list[Items] = []
    for text in _gathered(lines, marker):
        written = _NUMBER.match(text) if marker is _NUMBER else None
        number = int(written[1]) if written else 0
        item = Item((Paragraph(tidy([Run(marker.sub("", text, count=1))])),))
        last = lists[-1] if lists else None
        if last and number == (last.start + len(last.items) if last.start else 0):
            lists[-1] = Items((*last.items, item), last.start)
        else:
            lists.append(Items((item,), number))
    return lists


def _joined(blocks: list[Block]) -> list[Block]:
    """Blocks in which numbered items with blank lines between them are one list."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if isinstance(block, Items) and isinstance(last, Items):
            goes_on = block.start == last.start + len(last.items) if last.start else not block.start
            if goes_on:
                joined[-1] = Items((*last.items, *block.items), last.start)
                continue
        joined.append(block)
    return joined
