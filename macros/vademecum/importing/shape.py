"""Brings the blocks of a saved page into the shape of a topic: title, headings, captions with their pictures."""

import re
from collections.abc import Iterable
from dataclasses import replace

from vademecum.importing.blocks import (
    STRONG,
    Block,
    Heading,
    Item,
    Items,
    Line,
    Paragraph,
    Picture,
    Quote,
    Run,
    cut,
    plain,
    split_line,
    tidy,
    words_of,
)

_PARAGRAPHS = re.compile(r"\n{2,}")
_BREAK = re.compile(r"\n")
_BULLET = re.compile(r"[-*•·▪–—►]\s+(?=\S)")
_CAPTION = re.compile(r"(?:figure|fig\.?|image|photo|picture|abb\.?|abbildung)\s*\d+", re.IGNORECASE)
_CAPTION_KINDS = frozenset(("msocaption", "caption", "wp-caption-text", "wsite-caption"))
_NO_END = re.compile(r"[.;,]$")
_MOST_WORDS = 12
_FEWEST = 2
_DEEPEST = 6
_SITE_NAME = re.compile(r"\s+[|–—»·-]\s+")


def shape(blocks: Iterable[Block]) -> list[Block]:
    """Blocks with paragraphs that are paragraphs, lists that are lists and headings that are headings."""
    shaped: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            shaped += _paragraphs(block)
        elif isinstance(block, Items):
            items = tuple(replace(item, blocks=tuple(_plain_shape(item.blocks))) for item in block.items)
            shaped.append(replace(block, items=items))
        elif isinstance(block, Quote):
            shaped.append(replace(block, blocks=tuple(_plain_shape(block.blocks))))
        else:
            shaped.append(block)
    return _captioned(shaped)


def _plain_shape(blocks: Iterable[Block]) -> list[Block]:
    """Blocks within an item or a quotation, where nothing is a heading."""
    shaped: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            shaped.append(Paragraph(tuple(_with(run, STRONG) for run in block.line), block.ids))
        elif isinstance(block, Items):
            items = tuple(replace(item, blocks=tuple(_plain_shape(item.blocks))) for item in block.items)
            shaped.append(replace(block, items=items))
        elif isinstance(block, Paragraph):
            parts = split_line(block.line, _PARAGRAPHS)
            shaped += [replace(block, line=part, ids=block.ids if not n else ()) for n, part in enumerate(parts)]
        else:
            shaped.append(block)
    return shaped


def _with(run: Run, style: str) -> Run:
    return replace(run, style=run.style | {style})


def _paragraphs(block: Paragraph) -> list[Block]:
    """A paragraph, split at blank lines, its bold first line a heading, its lines with bullets a list."""
    made: list[Block] = []
    for part in split_line(block.line, _PARAGRAPHS):
        lines = split_line(part, _BREAK)
        if len(lines) >= _FEWEST and _is_heading(lines[0]) and not _is_strong(lines[1]):
            made.append(Heading(_DEEPEST, _unstyled(lines[0])))
            lines = lines[1:]
        if len(lines) == 1 and _is_heading(lines[0]) and not block.kind.startswith(("mso", "dt")):
            made.append(Heading(_DEEPEST, _unstyled(lines[0])))
        else:
            made += _lines(lines, block.kind)
    if made and block.ids and isinstance(made[0], Paragraph | Heading):
        made[0] = replace(made[0], ids=(*block.ids, *made[0].ids))
    elif block.ids and made and isinstance(made[0], Items):
        first = made[0].items[0]
        made[0] = replace(made[0], items=(replace(first, ids=block.ids), *made[0].items[1:]))
    return made


def _lines(lines: list[Line], kind: str) -> list[Block]:
    """Lines that stand below each other: those with bullets are a list."""
    made: list[Block] = []
    position = 0
    while position < len(lines):
        end = position
        while end < len(lines) and _BULLET.match(plain(lines[end])):
            end += 1
        if end - position >= _FEWEST:
            items = [cut(line, _BULLET.match(plain(line)).end()) for line in lines[position:end]]  # type: ignore[union-attr]
            made.append(Items(tuple(Item((Paragraph(tidy(item)),)) for item in items)))
        else:
            end = position + 1
            while end < len(lines) and not _BULLET.match(plain(lines[end])):
                end += 1
            runs = [run for line in lines[position:end] for run in (Run("\n"), *line)]
            made.append(Paragraph(tidy(runs[1:]), (), kind))
        position = end
    return made


def _is_strong(line: Line) -> bool:
    return all(STRONG in run.style or not run.text.strip(" :\n") for run in line)


def _is_heading(line: Line) -> bool:
    text = plain(line).strip()
    if not _is_strong(line) or "\n" in text or not any(map(str.isalpha, text)):
        return False
    return len(text.split()) <= _MOST_WORDS and not _NO_END.search(text)


def _unstyled(line: Line) -> Line:
    return tidy(replace(run, style=run.style - {STRONG}) for run in line)


def _captioned(blocks: list[Block]) -> list[Block]:
    """Pictures with the captions that stand below them."""
    made: list[Block] = []
    for block in blocks:
        last = made[-1] if made else None
        if isinstance(last, Picture) and not last.caption and isinstance(block, Paragraph):
            is_caption = block.kind in _CAPTION_KINDS or _CAPTION.match(plain(block.line))
            if is_caption:
                made[-1] = replace(last, caption=block.line)
                continue
        made.append(block)
    return made


def title_of(blocks: list[Block], document_title: str, fallback: str) -> tuple[str, list[Block]]:
    """The title of a page, and its blocks without the heading that says it."""
    heads = [n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 1]
    document_title = " ".join(document_title.split())
    alike = [n for n in heads if document_title and _same(words_of(blocks[n]), document_title)]
    are_sections = len(heads) > 1 and document_title and not alike
    first = next(iter(alike or heads), None) if not are_sections else None
    if first is None:
        heads = [n for n, block in enumerate(blocks[:3]) if isinstance(block, Heading)]
        near = [n for n in heads if document_title and _same(words_of(blocks[n]), document_title)]
        first = next(iter(near), None)
    if first is None:
        name = _SITE_NAME.split(document_title)[0] if document_title else ""
        return name or fallback, blocks
    return words_of(blocks[first]), [*blocks[:first], *blocks[first + 1 :]]


def _same(one: str, other: str) -> bool:
    return _letters(one) in (_letters(other), _letters(_SITE_NAME.split(other)[0]))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def levelled(blocks: Iterable[Block]) -> list[Block]:
    """Blocks whose headings begin at the second level and leave none out."""
    made: list[Block] = []
    above: list[int] = []
    for block in blocks:
        if isinstance(block, Heading):
            while above and above[-1] >= block.level:
                above.pop()
            above.append(block.level)
            made.append(replace(block, level=min(len(above) + 1, _DEEPEST), line=_unstyled(block.line)))
        else:
            made.append(block)
    return made
