"""A text cut into its references: numbered lists, bullets, one a line, paragraphs, hanging lines, or run together."""

import re
from collections.abc import Iterator
from itertools import pairwise

from vademecum.bibliography.exchange.free_text.beginnings import begins_reference, inner_beginnings, is_complete
from vademecum.bibliography.exchange.free_text.line_starts import (
    Line,
    identifiers_belong,
    is_identifier,
    is_tail,
    starts_in_block,
)
from vademecum.bibliography.exchange.free_text.one_line import Piece, WrittenReference, on_one_line
from vademecum.bibliography.exchange.free_text.visible import visible_text

_HEADINGS = (
    r"references?(?:\s(?:list|cited|and\s(?:notes|further\sreading|sources)))?|reference\slist|list\sof\sreferences"
    r"|bibliograph(?:y|ie)|literature(?:\scited)?|(?:cited\s)?works?\scited|sources?|citations?|further\sreading"
    r"|selected\s(?:references|bibliography)|literatur(?:verzeichnis|angaben|hinweise)?|quellen(?:verzeichnis|angaben)?"
    r"|r[ée]f[ée]rences(?:\sbibliographiques)?|bibliograf[ií]a|referencias(?:\sbibliogr[áa]ficas)?|bibliografia"
    r"|riferimenti(?:\sbibliografici)?|literatuur(?:lijst)?|referenser|studies|papers|books|articles|web\s?sites"
    r"|footnotes|notes|endnotes"
)
_HEADING = re.compile(rf"\W{{0,8}}(?:\d\.?\s)?(?:{_HEADINGS})\W{{0,8}}", re.IGNORECASE)
_MARKDOWN_HEADING = re.compile(r"\s{0,3}#{1,6}\s")
_RULE = re.compile(r"\s*(?:[-=_*~]\s?){3,}\s*")
_CAPTION = re.compile(r"[^\d\n]{1,70}:\s*")
_LABEL = re.compile(
    r"\s*(?:\[\^?(?P<square>(?!(?:1[89]|20)\d\d)\d{1,4})\](?:\s?:)?|\((?P<round>(?!(?:1[89]|20)\d\d)\d{1,4})\)|(?P<dotted>(?!(?:1[89]|20)\d\d)\d{1,4})\s?[.)]{1,2}(?=\s|[^\W\d_])(?!\s?\d{4})"
    r"|(?P<raised>[¹²³⁰⁴-⁹]{1,4})|(?P<bare>\d{1,3})(?=(?:\s{1,8})[^\W_a-z]))\s*"
)
_BULLET = re.compile(r"\s*(?:[•●○◦▪▫■□‣⁃·➢►*+–—-]|\[\^[\w-]{1,60}\]:)\s+")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_INLINE_LABEL = re.compile(
    r"(?:^|(?<=[.;\])\w/])\s)(?:\[(?P<square>\d{1,3})\]|\((?P<round>\d{1,3})\)|(?P<dotted>\d{1,3})[.)])\s(?=[^\W\d_a-z])"
)
_GAP = 3
_MOST_WRAPPED = 20
_MOST_CERTAIN = 3
_BEGINNING = 200


def written_references(text: str) -> tuple[WrittenReference, ...]:
    """The references in `text`, in their order. Headings such as "References" are left out; all else is in one."""
    seen = visible_text(text)
    pieces = [part for piece in _pieces(_lines(seen.text), seen.text) for part in _parts(piece, seen.text)]
    return tuple(on_one_line(seen, pieces))


def _lines(text: str) -> list[Line]:
    """The lines with something in them, without rules and headings."""
    lines: list[Line] = []
    position, after_blank = 0, True
    for written in text.split("\n"):
        if not written.strip() or _RULE.fullmatch(written):
            after_blank = True
        elif _is_heading(written):
            lines.append(Line("", position, after_blank))
            after_blank = True
        else:
            lines.append(Line(written, position, after_blank))
            after_blank = False
        position += len(written) + 1
    return lines


def _is_heading(line: str) -> bool:
    return bool(_HEADING.fullmatch(line)) or (
        bool(_CAPTION.fullmatch(line)) and not _LABEL.match(line) and not begins_reference(line)
    )


def _pieces(lines: list[Line], text: str) -> Iterator[Piece]:
    """The stretches between headings, each cut in its own way."""
    start = 0
    for index, line in enumerate([*lines, Line("", len(text), after_blank=True)]):
        if not line.text:
            yield from _section(lines[start:index], line.start)
            start = index + 1


def _section(lines: list[Line], end: int) -> Iterator[Piece]:
    if not lines:
        return
    labels = _labels(lines)
    if labels:
        starts = sorted(labels)
        if starts[0]:
            yield from _unlabelled(lines[: starts[0]], lines[starts[0]].start)
        stretches = list(pairwise([*starts, len(lines)]))
        belong = all(
            any(map(is_identifier, (line.text for line in lines[index + 1 : stop]))) for index, stop in stretches
        )
        for index, following in stretches:
            label, width = labels[index]
            here = lines[index]
            behind = lines[following].start if following < len(lines) else end
            apart = _apart(lines[index:following], belong=belong)
            middle = lines[index + apart].start if apart else behind
            yield Piece(here.start + here.indent, here.start + width, middle, label)
            if apart:
                yield from _unlabelled(lines[index + apart : following], behind)
    else:
        yield from _unlabelled(lines, end)


def _apart(lines: list[Line], *, belong: bool) -> int:
    """The line of a labelled reference from which on other ones follow that have no label; 0 where none does.

    Identifiers on lines of their own are no part of it, unless they `belong` to the references above them.
    """
    for index in range(1, min(len(lines), _MOST_WRAPPED)):
        line = lines[index]
        is_end = is_tail(line.text) and (belong or not is_identifier(line.text))
        if line.indent > lines[0].indent or is_end:
            continue
        is_whole = is_complete(line.text) and begins_reference(line.text)
        if not (is_whole or line.after_blank):
            continue
        if (is_whole and line.after_blank) or is_complete(" ".join(each.text for each in lines[:index])):
            return index
    return 0


def _labels(lines: list[Line]) -> dict[int, tuple[str, int]]:
    """The lines that begin a reference of a numbered or bulleted list, their labels, and how long these are."""
    found: dict[int, tuple[str, int]] = {}
    bare = 0
    last = 0
    for index, line in enumerate(lines):
        label = _LABEL.match(line.text)
        if not label or label.end() >= len(line.text):
            continue
        number = int((label[label.lastgroup or ""]).translate(_RAISED))
        follows = not found or last < number <= last + _GAP or (number == 1 and line.after_blank)
        if follows and (found or number == 1 or index == 0 or line.after_blank):
            found[index] = (str(number), label.end())
            bare += label.lastgroup == "bare"
            last = number
    if found and (len(found) > max(1, bare == len(found)) or (0 in found and bare < len(found))):
        return found
    bullets = {index: ("", match.end()) for index, line in enumerate(lines) if (match := _BULLET.match(line.text))}
    return bullets if bullets and min(bullets) == 0 else {}


def _unlabelled(lines: list[Line], end: int) -> Iterator[Piece]:
    """References without labels: a new one begins where the form of the lines and their words say so."""
    starts = [0]
    belong = identifiers_belong(lines)
    for first, last in _blocks(lines):
        block = lines[first:last]
        if first and not (is_tail(block[0].text) and (belong or not is_identifier(block[0].text))):
            starts.append(first)
        starts += (first + index for index in starts_in_block(block) if index)
    for index, following in pairwise([*sorted(set(starts)), len(lines)]):
        begin = lines[index].start + lines[index].indent
        yield Piece(begin, begin, lines[following].start if following < len(lines) else end)


def _blocks(lines: list[Line]) -> Iterator[tuple[int, int]]:
    starts = [index for index, line in enumerate(lines) if index == 0 or line.after_blank]
    yield from pairwise([*starts, len(lines)])


def _parts(piece: Piece, text: str) -> Iterator[Piece]:
    """The references in one stretch: several where they are run together."""
    words = text[piece.start : piece.end].replace("\n", " ")
    cuts = _inline_labels(words, int(piece.label or 1))
    if not cuts:
        begin = piece.text_start - piece.start
        cuts = [(at + begin, at + begin, piece.label if at == 0 else "") for at in inner_beginnings(words[begin:])]
        cuts[:1] = [(0, begin, piece.label)] if cuts else []
    if not cuts:
        yield piece
        return
    if cuts[0][0] > 0:
        yield piece._replace(end=piece.start + cuts[0][0])
    for (start, text_start, label), (following, *_) in pairwise([*cuts, (len(words), 0, "")]):
        yield Piece(piece.start + start, piece.start + text_start, piece.start + following, label)


def _inline_labels(text: str, first: int) -> list[tuple[int, int, str]]:
    """Where labels stand in a line, if they count up from `first`: where each begins and ends, and its number."""
    found: list[tuple[int, int, str]] = []
    kind = ""
    counts_up = _counts_up(text, first)
    for label in _INLINE_LABEL.finditer(text):
        number = label[label.lastgroup or ""]
        if (
            int(number) == first + len(found)
            and (not found or kind == label.lastgroup)
            and (not found or counts_up or is_complete(text[found[-1][1] : label.start()]))
        ):
            kind = label.lastgroup or ""
            found.append((label.start() + label[0].index(label[0].strip()[0]), label.end(), number))
    return found if len(found) > 1 else []


def _counts_up(text: str, first: int) -> bool:
    """Whether the labels in a line count up from its beginning, each before what begins as references do."""
    labels = list(_INLINE_LABEL.finditer(text))
    numbers = [int(label[label.lastgroup or ""]) for label in labels]
    return (
        len(labels) >= _MOST_CERTAIN
        and labels[0].start() == 0
        and numbers == list(range(first, first + len(labels)))
        and len({label.lastgroup for label in labels}) == 1
        and all(begins_reference(text[label.end() : label.end() + _BEGINNING]) for label in labels)
    )
