"""How a reference begins: authors, editors or a body, and the date where it stands behind them."""

import re
from dataclasses import dataclass

from vademecum.bibliography.date import parse_date
from vademecum.bibliography.exchange.exchanged_fields import date_fields, latex
from vademecum.bibliography.exchange.free_text.bodies import may_be_company, read_body, read_company
from vademecum.bibliography.exchange.free_text.layout import sentence_starts, trimmed
from vademecum.bibliography.exchange.free_text.letters import DATE, MONTH, YEAR
from vademecum.bibliography.exchange.free_text.people import People, read_people, role_behind
from vademecum.bibliography.exchange.free_text.states import publication_state
from vademecum.bibliography.exchange.free_text.working import Working
from vademecum.bibliography.name import format_names

_SERIAL = re.compile(r"\d\s?\(|\d:\s?\w*\d|\bvol\b", re.IGNORECASE)
"""What volumes, issues and pages of journals look like."""
_LEADING = re.compile(r"[\s.,;:\x00*•\-–—]*")
_DATE = re.compile(
    rf"[\s.,;]*(?:[\[(]\s?(?:c\.\s?|ca\.\s?|©\s?)?(?P<inside>{DATE}|n\.\s?d\.?|no\sdate|o\.\s?J\.?|in\spress|forthcoming|submitted|under\sreview|(?:manuscript\s)?in\spreparation|accepted)[^()\[\]\d]{{0,20}}[\])]"
    rf"|(?P<bare>{DATE}|n\.d\.)(?=\s*(?:[.,:](?!\d)|[-–—]\s|\x00|[\"“‘'„(]|$)))(?P<close>[.,:;]?)",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(rf"[\[(]?(?P<year>{YEAR})[\])]?[.,:;]?\s+")
_STATE = re.compile(
    r"in\spress|forthcoming|submitted|under\sreview|(?:manuscript\s)?in\spreparation|accepted", re.IGNORECASE
)
_NO_DATE = re.compile(r"n\.|no|o\.", re.IGNORECASE)


@dataclass(slots=True)
class Head:
    """Where the rest begins, and what is known by then."""

    at: int
    has_authors: bool = False
    has_date: bool = False
    comma_style: bool = False
    no_date: bool = False


def read_head(work: Working) -> Head:
    """Read authors, or editors, and the date directly behind them."""
    text = work.rest
    leading = _LEADING.match(text)
    at = leading.end() if leading else 0
    head = Head(at)
    year = _YEAR_FIRST.match(text, at)
    if year and read_people(text, year.end()) and set_date(work, year["year"]):
        work.take(year.start(), year.end("year"))
        at, head.has_date = year.end(), True
        text = work.rest
    company = read_company(text, at)
    people = read_people(text, at) if company is None else None
    if people:
        head.at = _take_people(work, people, at)
        head.has_authors, head.comma_style = True, people.comma_style
        if (
            len(people.names) == 1
            and not people.others
            and may_be_company(people.names[0])
            and not _SERIAL.search(text)
        ):
            work.doubt(at, f"whether '{text[at : people.end]}' is a person or a company is a guess")
        if not people.sure and role_behind(text, people.end) == people.end:
            work.doubt(at, "whether this is the author or the title is a guess")
    elif text[at : at + 1] not in "\"“‘'„«":
        body = company or read_body(text, at)
        if body:
            work.fields["author"] = format_names(body.names)
            work.take(at, body.end)
            head.at, head.has_authors, head.comma_style = body.end, True, text[body.end : body.end + 1] == ","
    read_date_behind(work, head)
    return head


def read_date_behind(work: Working, head: Head) -> None:
    """The date that stands where the names end."""
    date = _DATE.match(work.rest, head.at)
    if not date or not (head.has_authors or date["inside"]):
        return
    written = date["inside"] or date["bare"]
    if _STATE.fullmatch(written):
        work.fields.setdefault("pubstate", publication_state(written))
        head.no_date = True
    elif _NO_DATE.match(written):
        head.no_date = True
        work.fields["_no_date"] = written
    elif not set_date(work, written):
        return
    head.has_date = head.has_date or not head.no_date
    work.take(date.start(), date.end())
    head.at = date.end()


_DAYS = re.compile(rf"(\d{{1,2}}-\d{{1,2}})\s({MONTH}),?\s({YEAR})")
"""The days of a conference: `3-5 May 2011`."""
_LETTER_BEHIND = re.compile(rf"({YEAR})[a-z](?![a-z])")


def set_date(work: Working, written: str) -> bool:
    """Set the date, without the letter that tells works of one year apart; whether it is one."""
    written = _LETTER_BEHIND.sub(r"\1", written).replace("–", "-")
    date = parse_date(_DAYS.sub(r"\3 \2 \1", written))
    if date is None or date.year is None or date.literal:
        return False
    fields = date_fields(date)
    if "date" in fields:
        work.fields.pop("year", None)
    work.fields |= fields
    return True


def _take_people(work: Working, people: People, at: int) -> int:
    end = role_behind(work.rest, people.end)
    set_names(work, "editor" if end > people.end else "author", people)
    work.take(at, end)
    return end


def set_names(work: Working, name: str, people: People) -> None:
    """Set a field to names."""
    work.fields[name] = format_names(people.names, others=people.others)


def read_authors_behind_title(work: Working, head: Head, end: int) -> None:
    """The order of some databases: the title first, then the authors."""
    starts = sentence_starts(work.rest, head.at, end)
    if len(starts) < 2:  # noqa: PLR2004  # a title, and something behind it
        return
    people = read_people(work.rest, starts[1])
    if not people or not people.sure or people.end >= end or people.comma_style or not _has_initials(people):
        return
    if not re.search(r"\w", work.rest[people.end : end]):
        return  # `J Imag` in front of the year is the journal.
    start, stop = trimmed(work.rest, head.at, starts[1])
    work.fields["title"] = latex(work.take(start, stop).strip('"“”'))
    set_names(work, "author", people)
    work.take(starts[1], people.end)
    head.at, head.has_authors = people.end, True
    read_date_behind(work, head)


def read_author_of_note(work: Working, head: Head) -> None:
    """`Marcus Dell, The Barber's Art (Boston: Beacon, 1987)`: a name in full, a comma, and a title."""
    people = read_people(work.rest, head.at, are_expected=True)
    if people and people.comma_style and not {"author", "editor"} & work.fields.keys():
        work.doubt(head.at, "whether this is the author or the title is a guess")
        head.at, head.has_authors, head.comma_style = _take_people(work, people, head.at), True, True


def _has_initials(people: People) -> bool:
    return any("." in name.given for name in people.names)
