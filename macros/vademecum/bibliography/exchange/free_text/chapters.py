"""The book around a chapter: its editors, its title, and where in it the chapter stands."""

import re

from vademecum.bibliography.exchange.exchanged_fields import latex, pages_field
from vademecum.bibliography.exchange.free_text.books import VOLUME, read_rest, take_editors
from vademecum.bibliography.exchange.free_text.heads import set_names
from vademecum.bibliography.exchange.free_text.journals import PROCEEDINGS
from vademecum.bibliography.exchange.free_text.letters import DATE, YEAR
from vademecum.bibliography.exchange.free_text.people import read_people, role_behind
from vademecum.bibliography.exchange.free_text.working import Working

_EVENT = re.compile(rf";\s(?:{DATE})(?:;\s[^.;\x00]{{2,80}}(?=\.)|(?=\.))")
"""When and where a conference was: `; 2018 Sep 12-14; Lisbon, Portugal`."""
_PAGES_BEHIND_COMMA = re.compile(r",\s(?P<pages>\d{1,4}\s?[-–]\s?\d{1,4})(?=[.,]\s|\.?\x00|\.?$)")
_IN = re.compile(
    r"(?:(?<=[.?!”\"’'\x00,»)])\s*|^\s*)(?:In:\s?|in:\s|In\s(?!(?:vitro|vivo|situ|silico|utero|press|this|the\s\w+\sof)\b)|(?<=[,”\"’']\s)in\s|in\s(?=[^()\x00]{3,140}\s\(eds?\.?\s))"
)
_EDITORS_IN = re.compile(
    r"\s\((?P<behind>eds?\.?\s)(?P<names>[^()\x00]{4,200})\)|[\s,]*\((?P<before>[^()\x00]{4,200}?),\seds?\.\)",
    re.IGNORECASE,
)
_BARE_PAGES = re.compile(r"(?<=\x00)\s?(?P<pages>\d{1,4}[-–]\d{1,4})(?=\s?[.\x00])")


def is_chapter(text: str, start: int, end: int) -> re.Match[str] | None:
    """Where "In:" stands, behind which the book around a chapter is named."""
    return next(
        (
            each
            for each in _IN.finditer(text, start, end)
            if each.start() > start + 3 or _EDITORS_IN.search(text, start)
        ),
        None,
    )


def read_book(work: Working, start: int, end: int) -> None:
    """The book around a chapter, behind "In:": editors, title, publisher."""
    people = read_people(work.rest, start)
    role = role_behind(work.rest, people.end) if people else start
    if people and (role > people.end or re.match(r"\s*[.:,]", work.rest[people.end :])) and people.sure:
        set_names(work, "editor", people)
        work.take(start, role)
        start = role
    take_editors(work, start, end)
    _take_event(work, start, end)
    _take_volume_and_pages(work, start, end)
    _read_bracketed_editors(work, start, end)
    _read_editors_behind(work, start, end)
    read_rest(work, start, end, "booktitle")
    if PROCEEDINGS.search(work.fields.get("booktitle", "")):
        work.fields["_type"] = "inproceedings"


def _take_event(work: Working, start: int, end: int) -> None:
    found = _EVENT.search(work.rest, start, end)
    if found:
        work.passed_over.append((found.start() + 2, "when and where a conference was"))
        work.fields["_event"] = re.findall(YEAR, found[0])[0]
        work.take(*found.span())


def _take_volume_and_pages(work: Working, start: int, end: int) -> None:
    for name, pattern in (("volume", VOLUME), ("pages", _PAGES_BEHIND_COMMA)):
        found = pattern.search(work.rest, start, end)
        if found and name not in work.fields and found.start() > start:
            work.fields |= pages_field(found[name]) if name == "pages" else {name: latex(found[name])}
            work.take(*found.span())


def _read_bracketed_editors(work: Working, start: int, end: int) -> None:
    """`Book (J. Smith, Ed.)`, and `Book (eds Smith, J. & Doe, K.) 12–19`."""
    for match in _EDITORS_IN.finditer(work.rest[:end]):
        names = match["names"] or match["before"]
        people = read_people(names, 0) if match.start() >= start else None
        if people and "editor" not in work.fields:
            set_names(work, "editor", people)
            work.take(match.start(), match.end())
            pages = _BARE_PAGES.match(work.rest, match.end())
            if pages and "pages" not in work.fields:
                work.fields |= pages_field(pages["pages"])
                work.take(*pages.span())


def _read_editors_behind(work: Working, start: int, end: int) -> None:
    """`Book, J. Smith and K. Doe, Eds.`."""
    role = re.compile(r",\s(?:eds?|editors?)\b\.?", re.IGNORECASE).search(work.rest, start, end)
    if not role or "editor" in work.fields:
        return
    for match in re.finditer(r"(?:,\s|\.\s)", work.rest[start : role.start()]):
        people = read_people(work.rest, start + match.end())
        if people and role_behind(work.rest, people.end) >= role.end() and people.end <= role.start():
            set_names(work, "editor", people)
            work.take(start + match.start(), role.end())
            return
