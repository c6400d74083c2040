"""Names, dates and serial numbers as RIS writes them ("RIS Format Specifications" of 2011)."""

import re
from collections.abc import Iterable

from vademecum.bibliography.date import Date, date_problems, parse_date
from vademecum.bibliography.exchange.csl_markup import escape, from_markup
from vademecum.bibliography.exchange.exchanged_fields import typeset
from vademecum.bibliography.identifier import parse_isbn
from vademecum.bibliography.name import Name
from vademecum.text.rich import plain

_SLASHED = re.compile(r"(\d{4})?/(\d{1,2})?(?:/(\d{1,2})?(?:/(.*))?)?", re.ASCII)
_SEASONS = {21: "Spring", 22: "Summer", 23: "Autumn", 24: "Winter"}
_INITIALS = re.compile(r"(\S+(?: [^\s.]{2,})*) ((?:[^\W\d_]\.[ -]?|[^\W\d_] )*[^\W\d_]\.?)")
_ISSN = re.compile(r"(?<![\dXx-])(\d{4})-?(\d{3}[\dXx])(?![\dXx-])", re.ASCII)
_LABELS = re.compile(r"[\s,;()]|electronic|print|linking|online|issn", re.IGNORECASE)
_MOST_PIECES = 3
"""Family name, given names, suffix."""


def ris_name(name: Name) -> str:
    """Family name, given names, suffix: `van der Berg, Jan, Jr.`."""
    if name.literal or not name.short:
        return escape(name.literal)
    given = " ".join(filter(None, (name.given, name.dropping_particle)))
    family = " ".join(filter(None, (name.particle, name.family)))
    return escape(f"{family}, {given}, {name.suffix}".rstrip(", "))


def read_ris_name(written: str) -> Name:
    """A name: small words at the start of the family name and at the end of the given names are particles.

    One without a comma, or with one at its end, as EndNote has it, is that of a body, unless initials follow; and so is
    one with more than two commas.
    """
    text = typeset(plain(from_markup(written))).strip(" ")
    pieces = [piece.strip(" ") for piece in text.rstrip(", ").split(",")]
    if len(pieces) > _MOST_PIECES:
        return Name(literal=text)
    if len(pieces) == 1:
        initials = _INITIALS.fullmatch(text)
        if initials is None:
            is_body = " " in pieces[0] or text.endswith(",")
            return Name(literal=pieces[0]) if is_body else Name(family=pieces[0])
        pieces = [initials[1], initials[2]]
    particle, family = _without_small_words(pieces[0].split(" "))
    dropping, given = _without_small_words(pieces[1].split(" ")[::-1])
    return Name(
        family=" ".join(family),
        given=" ".join(given[::-1]),
        particle=" ".join(particle),
        suffix="".join(pieces[2:]),
        dropping_particle=" ".join(dropping[::-1]),
    )


def _without_small_words(words: list[str]) -> tuple[list[str], list[str]]:
    """The small words at the start, as far as another word follows, and the others."""
    first = next((number for number, word in enumerate(words) if not word[:1].islower()), len(words) - 1)
    return words[:first], words[first:]


def ris_date(date: Date) -> str:
    """`YYYY/MM/DD/other`."""
    month, day = (f"{part:02}" if part else "" for part in (date.month, date.day))
    return f"{date.year}/{month}/{day}/{_SEASONS.get(date.season or 0, '')}"


def read_ris_date(written: str, year: str) -> tuple[Date | None, str]:
    """The date in `YYYY/MM/DD/other`, or in any other form beside `year`; the text of what is not wholly a date."""
    written, year = (plain(from_markup(text)).strip(" ") for text in (written, year))
    slashed = _SLASHED.fullmatch(written)
    if slashed and (not year or slashed[1] in (None, year)):
        year, other = year or slashed[1] or "", (slashed[4] or "").strip(" ")
        numbers = [f"{int(number):02}" for number in (slashed[2], slashed[3]) if number and int(number)]
        tries = [("-".join((year, *numbers)),)] if numbers and year else [("", year, other), ("", other)]
    else:
        other = written
        tries = [("", year, written), (written,), ("", written)] if year else [(written,), ("", written)]
    for each in tries:
        date = parse_date(*each)
        if date and date.edtf and not date.literal and not date_problems(*each):
            return date, ""
    return None, " ".join(filter(None, (year, other)))


def read_serial_numbers(values: Iterable[str], *, is_article: bool) -> dict[str, str]:
    """The fields `isbn` and `issn` for the numbers in a tag that is for both; what is neither is what it may be."""
    isbns: list[str] = []
    issns: list[str] = []
    for written in values:
        numbers = [f"{first}-{last}" for first, last in _ISSN.findall(written)]
        if numbers and not parse_isbn(written) and not _LABELS.sub("", _ISSN.sub("", written)):
            issns += numbers
        else:
            (issns if is_article and not parse_isbn(written) else isbns).append(written)
    found = {"isbn": ", ".join(isbns), "issn": ", ".join(dict.fromkeys(issns))}
    return {name: value for name, value in found.items() if value}
