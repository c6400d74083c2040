"""How a reference begins: authors, editors or a body, and the date where it stands behind them."""

import re
from dataclasses import dataclass

from vademecum.bibliography.date import parse_date
from vademecum.bibliography.exchange.exchanged_fields import date_fields, latex
from vademecum.bibliography.exchange.free_text.journals import is_name
from vademecum.bibliography.exchange.free_text.layout import sentence_starts, trimmed
from vademecum.bibliography.exchange.free_text.letters import DATE, YEAR
from vademecum.bibliography.exchange.free_text.people import People, read_people, role_behind
from vademecum.bibliography.exchange.free_text.words import names_body
from vademecum.bibliography.exchange.free_text.working import Working
from vademecum.bibliography.name import Name, format_names

_LEADING = re.compile(r"[\s.,;:\x00*•\-–—]*")
_DATE = re.compile(
    rf"[\s.,;]*(?:[\[(]\s?(?:c\.\s?|ca\.\s?|©\s?)?(?P<inside>{DATE}|n\.\s?d\.?|no\sdate|o\.\s?J\.?|in\spress|forthcoming)[^()\[\]\d]{{0,20}}[\])]"
    rf"|(?P<bare>{DATE}|n\.d\.)(?=\s*(?:[.,:](?!\d)|\x00|[\"“‘'„(]|$)))(?P<close>[.,:;]?)",
    re.IGNORECASE,
)
_BODY_END = re.compile(
    rf"(?P<year>\s?[\[(](?:{YEAR}|n\.\s?d|no\sdate|in\spress|forthcoming)|,\s(?={YEAR}[.,])|\s(?={YEAR}[.:,]\s))"
    r"|(?P<stop>\.\s|\.(?=\x00|$)|:\s|,\s?(?=[\"“‘„])|\x00)"
)
_ACRONYM = re.compile(r"[A-Z][A-Z&./-]{1,9}")
_LONGEST_BODY = 14
_INITIAL_BEFORE = re.compile(r"\b(?:U\.S|U\.K|St|Dr|Dept|Univ|[A-Z])$")
_YEAR_FIRST = re.compile(rf"[\[(]?(?P<year>{YEAR})[\])]?[.,:;]?\s+")
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
    people = read_people(text, at)
    if people:
        head.at = _take_people(work, people, at)
        head.has_authors, head.comma_style = True, people.comma_style
        if not people.sure:
            work.doubt(at, "whether this is the author or the title is a guess")
    elif text[at : at + 1] not in "\"“‘'„«":
        end = _body(work, at)
        head.at, head.has_authors = (end, True) if end > at else (at, False)
        if end > at:
            head.comma_style = text[end : end + 1] == ","
    read_date_behind(work, head)
    return head


def read_date_behind(work: Working, head: Head) -> None:
    """The date that stands where the names end."""
    date = _DATE.match(work.rest, head.at)
    if not date or not (head.has_authors or date["inside"]):
        return
    written = date["inside"] or date["bare"]
    if written.lower() in ("in press", "forthcoming"):
        work.fields.setdefault("pubstate", "inpress" if written.lower() == "in press" else written)
        head.no_date = True
    elif _NO_DATE.match(written):
        head.no_date = True
    elif not set_date(work, written):
        return
    head.has_date = head.has_date or not head.no_date
    work.take(date.start(), date.end())
    head.at = date.end()


_LETTER_BEHIND = re.compile(rf"({YEAR})[a-z](?![a-z])")


def set_date(work: Working, written: str) -> bool:
    """Set the date, without the letter that tells works of one year apart; whether it is one."""
    date = parse_date(_LETTER_BEHIND.sub(r"\1", written).replace("–", "-"))
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


def _body(work: Working, at: int) -> int:
    """Take the body that the reference begins with; `at` where it begins with a title."""
    text = work.rest
    for end in _BODY_END.finditer(text, at):
        if (
            end["stop"]
            and end[0].startswith(".")
            and _INITIAL_BEFORE.search(text[max(at, end.start() - 6) : end.start()])
        ):
            continue
        words = text[at : end.start()].strip()
        by_year = bool(end["year"]) and is_name(words)
        known = names_body(words) or bool(_ACRONYM.fullmatch(words))
        too_long = len(words.split()) > _LONGEST_BODY
        is_body = not too_long and len(words) > 1 and is_name(words) and (known or by_year)
        if not is_body or not text[end.end() :].strip(" .\x00"):
            return at
        work.fields["author"] = format_names([Name(literal=part.strip()) for part in words.split(";") if part.strip()])
        work.take(at, end.start())
        return end.start()
    return at


def read_authors_behind_title(work: Working, head: Head, end: int) -> None:
    """The order of some databases: the title first, then the authors."""
    starts = sentence_starts(work.rest, head.at, end)
    if len(starts) < 2:  # noqa: PLR2004  # a title, and something behind it
        return
    people = read_people(work.rest, starts[1])
    if not people or not people.sure or people.end >= end or people.comma_style or not _has_initials(people):
        return
    start, stop = trimmed(work.rest, head.at, starts[1])
    work.fields["title"] = latex(work.take(start, stop).strip('"“”'))
    set_names(work, "author", people)
    work.take(starts[1], people.end)
    head.at, head.has_authors = people.end, True
    read_date_behind(work, head)


def _has_initials(people: People) -> bool:
    return any("." in name.given for name in people.names)
