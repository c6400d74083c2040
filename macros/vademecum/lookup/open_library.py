"""Books at Open Library as new entries: its Books interface (`/api/books?jscmd=data`)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from vademecum.bibliography.identifier import Isbn, parse_isbn
from vademecum.checks.registered import Record
from vademecum.lookup.described import Described, Item, clean, clean_title, date_of, displayed_name, filled
from vademecum.lookup.json_service import Json, JsonService, as_object, as_objects, as_text, as_texts
from vademecum.lookup.response import Failure, Trouble

NAME = "Open Library"
ADDRESS = "https://openlibrary.org"
_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_LONGEST_DATE = 40
_EDITED = re.compile(r"\b(?:edited by|editors?|ed\.|eds\.|hrsg\.|herausgegeben)", re.IGNORECASE)


def find_described(isbn: Isbn, service: JsonService, base: str) -> Described | Failure | None:
    """The book of `isbn`; None where Open Library has none."""
    key = f"ISBN:{isbn.number}"
    parameters = {"bibkeys": key, "format": "json", "jscmd": "data"}
    found = service.ask(f"{base}/api/books", parameters, days=service.ages.record)
    if found is None or isinstance(found, Failure):
        return found or Failure(Trouble.CONTENT, f"{service.name}: status 404")
    book = as_object(found.get(key))
    if not book:
        return None
    described = read_described(isbn, book)
    numbers = list(_isbns(book))
    return described if isbn in numbers or not numbers else replace(described, answered=f"ISBN {numbers[0].number}")


def _isbns(book: Json) -> Iterator[Isbn]:
    identifiers = as_object(book.get("identifiers"))
    for text in (*as_texts(identifiers.get("isbn_13")), *as_texts(identifiers.get("isbn_10"))):
        number = parse_isbn(text)
        if number:
            yield number


def read_described(isbn: Isbn, book: Json) -> Described:
    """A book as Open Library describes it. What is not as expected is as if it were not there."""
    title, subtitle = (clean_title(as_text(book.get(name))) for name in ("title", "subtitle"))
    authors = [displayed_name(name) for each in as_objects(book.get("authors")) if (name := as_text(each.get("name")))]
    years = _YEAR.findall(as_text(book.get("publish_date")))
    item: Item = {
        "type": "book",
        "title": f"{title}: {subtitle}" if title and subtitle and subtitle not in title else title,
        "author": authors,
        "issued": date_of(int(years[0])) if len(set(years)) == 1 else {},
        "publisher": _first(book, "publishers"),
        "publisher-place": _first(book, "publish_places"),
        "edition": clean(as_text(book.get("edition_name"))),
        "ISBN": isbn.number,
    }
    record = Record(NAME, titles=(title,) if title else (), years=tuple(map(int, years)))
    return Described(record, filled(item), remarks=tuple(_remarks(book, authors)))


def _first(book: Json, name: str) -> str:
    return next((clean(as_text(each.get("name"))) for each in as_objects(book.get(name))), "")


def _remarks(book: Json, authors: list[dict[str, str]]) -> Iterator[str]:
    statement = clean(as_text(book.get("by_statement")))
    if _EDITED.search(statement):
        yield f"Open Library says '{statement}': where these are editors, rename 'author' to 'editor'"
    day = clean(as_text(book.get("publish_date")))
    if day and len({*_YEAR.findall(day)}) != 1:
        yield f"Open Library gives the date '{day[:_LONGEST_DATE]}', which is not read; it is left out"
    if any("family" in name for name in authors):
        yield "Open Library has names as they are printed: look whether family names and bodies are right"
