"""Finds the list of contents that somebody kept by hand: the site makes one itself."""

import re

from vademecum.importing.blocks import (
    Block,
    Call,
    Heading,
    Items,
    Line,
    Paragraph,
    SavedPage,
    plain,
    split_line,
    words_of,
)
from vademecum.importing.html_facts import is_said_day

CONTENTS = "list of contents"
_TITLE = re.compile(
    r"(?:table of )?contents|on this page|in this article|in this topic|jump to|overview|inhalt(?:sverzeichnis)?|index",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\W*(?:back )?(?:to )?(?:the )?(?:top|contents|up|nach oben)(?: of (?:the )?page)?\W*", re.IGNORECASE
)
_LETTERS = re.compile(r"[^\W_]+")
_LEADERS = re.compile(r"[.…\s]*\d*\s*$")
_NUMBERING = re.compile(r"^\s*(?:\d+(?:\.\d+)*[.)]?|[ivxIVX]+\.)\s+")
_KINDS = ("msotoc", "toc")
_BESIDE = re.compile(r"(?!https?:|mailto:|#)[\w./%~-]+?(?:\.(?:html?|php|aspx?)|/)(?:[?#].*)?", re.IGNORECASE)
_BREAK = re.compile(r"\n")
_FEWEST = 2
_FEWEST_IN_MENU = 3


def without_contents(blocks: list[Block], page: SavedPage) -> list[Block]:
    """Blocks without the hand-made list of contents, a call in its place, and without ways back to the top."""
    headings = {_folded(words_of(block)) for block in blocks if isinstance(block, Heading)}
    headings |= {_folded(_NUMBERING.sub("", words_of(block))) for block in blocks if isinstance(block, Heading)}
    kept: list[Block] = []
    is_called = False
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph) and _is_way_back(block.line):
            page.remove("way back to the top", words_of(block))
            continue
        if isinstance(block, Heading | Paragraph) and is_said_day(words_of(block)):
            page.remove("day of the last change", words_of(block))
            continue
        if _is_menu(block):
            page.remove("menu", words_of(block))
            continue
        titled = bool(kept) and isinstance(kept[-1], Heading | Paragraph) and _is_title(words_of(kept[-1]))
        goes_on = bool(kept) and isinstance(kept[-1], Call)
        if _is_contents(block, headings, is_titled=titled or goes_on):
            title = words_of(kept.pop()) if titled else ""
            page.remove(CONTENTS, f"{title} {words_of(block)}")
            if not is_called:
                kept.append(Call("{{ contents() }}"))
                is_called = True
        elif _is_alone(block, blocks[number + 1 : number + 2]):
            page.remove(CONTENTS, words_of(block))
        else:
            kept.append(block)
    return kept


def _is_alone(block: Block, behind: list[Block]) -> bool:
    """Whether this is the title of contents that the site made by a script: nothing follows below it."""
    is_title = isinstance(block, Heading) and re.fullmatch(r"(?:table of )?contents", words_of(block), re.IGNORECASE)
    return bool(is_title) and (not behind or isinstance(behind[0], Heading))


def _is_title(text: str) -> bool:
    return bool(_TITLE.fullmatch(text.strip(" :.[]hide")) or _TITLE.fullmatch(text.strip(" :.")))


def _is_way_back(line: Line) -> bool:
    leads = any(run.href.startswith("#") for run in line)
    return leads and bool(_BACK.fullmatch(plain(line)))


def _is_contents(block: Block, headings: set[str], *, is_titled: bool) -> bool:
    if isinstance(block, Paragraph) and block.kind.startswith(_KINDS):
        return True
    if isinstance(block, Items):
        lines = _lines(block)
    elif isinstance(block, Paragraph):
        lines = split_line(block.line, _BREAK)
        if len(lines) > _FEWEST and _is_title(plain(lines[0])):
            is_titled, lines = True, lines[1:]
    else:
        return False
    if not lines:
        return False
    if all(map(_leads_inside, lines)) and (len(lines) >= _FEWEST or _links(lines[0]) >= _FEWEST or is_titled):
        return True
    named = sum(_folded(_NUMBERING.sub("", _LEADERS.sub("", plain(line)))) in headings for line in lines)
    is_list = isinstance(block, Items) or len(lines) >= _FEWEST
    if is_list and named == len(lines) and (is_titled or len(lines) > _FEWEST):
        return True
    # Below the title, a section may have been renamed since; lines of a paragraph must be numbered to be an entry.
    are_entries = isinstance(block, Items) or all(_NUMBERING.match(plain(line)) for line in lines)
    return is_titled and is_list and are_entries and named * 2 >= len(lines)


def _lines(block: Items) -> list[Line]:
    """The lines of a list and of the lists in it; none where something else stands in it."""
    lines: list[Line] = []
    for item in block.items:
        for each in item.blocks:
            if isinstance(each, Items):
                lines += _lines(each)
            elif isinstance(each, Paragraph):
                lines.append(each.line)
            else:
                return []
    return lines


def _leads_inside(line: Line) -> bool:
    """Whether all words of a line lead to places on the page. Numbers alone may be citations."""
    outside = "".join(run.text for run in line if not run.href.startswith("#"))
    inside = "".join(run.text for run in line if run.href.startswith("#"))
    return (
        bool(_LETTERS.search(inside))
        and not _LETTERS.search(re.sub(r"\b\d+\b", "", outside))
        and any(map(str.isalpha, inside))
    )


def _is_menu(block: Block) -> bool:
    """Whether all words lead to other pages beside this one."""
    lines = _lines(block) if isinstance(block, Items) else [block.line] if isinstance(block, Paragraph) else []
    runs = [run for line in lines for run in line]
    leads = {run.href for run in runs if _BESIDE.fullmatch(run.href)}
    others = "".join(run.text for run in runs if run.href not in leads)
    return len(leads) >= _FEWEST_IN_MENU and not _LETTERS.search(others)


def _links(line: Line) -> int:
    return len({run.href for run in line if run.href.startswith("#")})


def _folded(text: str) -> str:
    return " ".join(_LETTERS.findall(text.casefold()))
