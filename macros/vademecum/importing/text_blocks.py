"""Plain text as blocks: what its blank lines, underlines, bullets and tabs say."""

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from vademecum.importing.blocks import Block, Heading, Item, Items, Paragraph, Quote, Run, plain, tidy
from vademecum.importing.reference_lines import (
    MARKER,
    STRONG,
    TITLE,
    is_plainly_reference,
    is_title_alone,
    looks_like_reference,
)
from vademecum.importing.text_tables import text_table

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
        part
        for group in re.split(r"\n(?:[ \t]*\n)+", text.strip("\n"))
        if group.strip()
        for part in _at_titles(group.strip("\n").split("\n"))
    ]
    counted = {_number(lines[0]) for lines in groups if len(lines) == 1 and _is_heading(lines[0], is_title=False)} - {0}
    blocks: list[Block] = []
    lists_references = False
    for number, lines in enumerate(groups):
        is_last = number == len(groups) - 1
        is_headed = _is_numbered_heading(lines, counted)
        made = _group(
            lines, is_first=number == 0, is_last=is_last, lists_references=lists_references, is_headed=is_headed
        )
        for block in made:
            if isinstance(block, Heading):
                lists_references = bool(TITLE.fullmatch(plain(block.line)))
            elif isinstance(block, Paragraph) and is_title_alone(plain(block.line)):
                lists_references = True
        blocks += made
    return _joined(blocks)


def _at_titles(lines: list[str]) -> Iterator[list[str]]:
    """Lines between blank lines, cut before and behind a line that announces the references right below it."""
    start = 0
    last = max((number for number, line in enumerate(lines) if looks_like_reference(line, strictly=False)), default=0)
    for number, (line, below) in enumerate(pairwise(lines)):
        if not is_title_alone(line.strip()):
            continue
        # "Notes" and "Sources" are words of a text, too, and mean references only right above one.
        marker = MARKER.match(below)
        is_reference = looks_like_reference(below, strictly=False) if marker else is_plainly_reference(below)
        if is_reference or (STRONG.search(line) and last > number):
            yield from filter(None, (lines[start:number], [line]))
            start = number + 1
    yield lines[start:]


def _number(line: str) -> int:
    """The number that a line begins with; 0 where there is none."""
    found = _NUMBER.match(line)
    return int(found[1]) if found else 0


def _is_numbered_heading(lines: list[str], counted: Collection[int]) -> bool:
    """Whether bullets stand right below a line that is one of the headings that count `counted`."""
    number = _number(lines[0])
    has_neighbour = number - 1 in counted or number + 1 in counted
    return has_neighbour and _is_heading(lines[0], is_title=False) and len(lines) > 1 and bool(_BULLET.match(lines[1]))


def _group(lines: list[str], *, is_first: bool, is_last: bool, lists_references: bool, is_headed: bool) -> list[Block]:
    """The blocks of lines between blank lines; the first one is a heading where that is known already."""
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
            (len(lines) == 1 or lines[0].strip().isupper() or (is_headed and not head))
            and _is_heading(lines[0], is_title=is_first)
            and not (is_last and len(lines) == 1)
        ):
            level = 1 if is_first and not head else 2
            head.append(Heading(level, (Run(lines[0].strip()),)))
            lines = lines[1:]
        else:
            break
        is_first = False
    last = head[-1] if head else None
    if isinstance(last, Heading):
        lists_references = bool(TITLE.fullmatch(plain(last.line)))
    return [*head, *_body(lines, lists_references=lists_references)] if lines else head


def _is_heading(line: str, *, is_title: bool) -> bool:
    text = line.strip()
    if not any(map(str.isalpha, text)) or _BULLET.match(line) or _BRACKETED.match(line) or "\t" in text:
        return False
    if len(text) > _LONGEST_HEADING or len(text.split()) > _MOST_WORDS + 4 * is_title:
        return False
    return not _END.search(text) or text.rstrip(":").isupper()


def _body(lines: list[str], *, lists_references: bool) -> list[Block]:
    if all(line.lstrip().startswith(">") for line in lines):
        quoted = [line.lstrip()[1:].strip() for line in lines]
        return [Quote(tuple(_body(quoted, lists_references=lists_references)))]
    marker = next((each for each in (_BULLET, _NUMBER) if each.match(lines[0])), None)
    # Blanks behind a marker are no column of a table.
    table = text_table(lines) if not marker or "\t" in lines[0].strip() else None
    if table:
        return [table]
    if marker:
        return [*_lists(lines, marker, with_bullets=not lists_references)]
    if _BRACKETED.match(lines[0]):
        return [Paragraph(tidy([Run(_on_one_line(part))])) for part in _parts(lines, _BRACKETED)]
    for number, line in enumerate(lines):
        rest = [_BULLET.match(each) for each in lines[number:]]
        if number and _BULLET.match(line) and sum(map(bool, rest)) >= _FEWEST:
            above = _body(lines[:number], lists_references=lists_references)
            return [*above, *_lists(lines[number:], _BULLET)]
    are_short = len(lines) > 1 and all(len(line.strip()) <= _SHORT for line in lines)
    # References stand one below the other: where one ends is lost where their lines are joined.
    are_listed = lists_references and any(looks_like_reference(line, strictly=True) for line in lines)
    between = "\n" if are_short or are_listed else " "
    return [Paragraph(tidy([Run(between.join(line.strip() for line in lines))]))]


def _parts(lines: list[str], marker: re.Pattern[str]) -> list[list[str]]:
    """What begins with a marker, together with the lines that go on with it."""
    parts: list[list[str]] = []
    for line in lines:
        if marker.match(line) or not parts:
            parts.append([line])
        else:
            parts[-1].append(line)
    return parts


def _on_one_line(lines: list[str]) -> str:
    return " ".join(line.strip() for line in lines)


def _lists(lines: list[str], marker: re.Pattern[str], *, with_bullets: bool = False) -> list[Items]:
    """The list that the lines are; several where the numbers do not go on. Below a number, bullets are its own list."""
    lists: list[Items] = []
    for part in _parts(lines, marker):
        number = _number(part[0]) if marker is _NUMBER else 0
        bullets = [n for n, line in enumerate(part) if number and with_bullets and _BULLET.match(line)]
        end = bullets[0] if bullets else len(part)
        text = Paragraph(tidy([Run(marker.sub("", _on_one_line(part[:end]), count=1))]))
        item = Item((text, *_lists(part[end:], _BULLET)))
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
