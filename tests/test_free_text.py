"""References as people write them: what is read of each, how much of it is right, and that nothing is invented."""

import re
import unicodedata
from html import unescape

import pytest

from case_files import read_cases
from vademecum.bibliography.exchange.free_text import read_free_text
from vademecum.bibliography.page_range import parse_pages
from vademecum.text.source import Source

CASES = [case.values[0] for case in read_cases("free_text/*.txt")]
NAMES = {"type": "kind"}
PEOPLE = ("author", "editor", "translator")


def read(text):
    return read_free_text(Source("pasted.txt", text))


def fields_of(entry):
    """The fields of an entry under the names of the cases."""
    said = {NAMES.get(name, name): entry.plain(name) for name in entry.fields if name not in ("year", "date", *PEOPLE)}
    said |= {name: entry.raw(name) for name in PEOPLE if entry.raw(name)}
    if entry.raw("pages"):
        said["pages"] = str(entry.pages)
    if entry.date:
        said["date"] = entry.date.edtf
    return said


def expected_of(case):
    """The fields that a case expects, and the type of the entry, if it says so."""
    lines = [line.partition(": ") for line in case.expected.splitlines() if line]
    fields = {name: value for name, _, value in lines}
    return fields.pop("type", ""), fields


def straight(text):
    """A text with the apostrophe of typewriters."""
    return text and text.replace("’", "'").replace("‘", "'")


def tally(case):
    """The fields of a case that are right, those that are not, and all that was said."""
    entries, findings = read(case.written)
    kind, expected = expected_of(case)
    found = fields_of(entries[0]) if len(entries) == 1 else {}
    wrong = {
        name for name in expected.keys() | found.keys() if straight(expected.get(name)) != straight(found.get(name))
    }
    if kind and entries and entries[0].type != kind:
        wrong.add("type")
    right = len(expected.keys() - wrong)
    return right, wrong, findings, found


def test_there_are_enough_references():
    assert len(CASES) >= 120


def test_nineteen_of_twenty_fields_are_right():
    tallies = [tally(case) for case in CASES]
    right, wrong = sum(each[0] for each in tallies), sum(len(each[1]) for each in tallies)
    assert right / (right + wrong) >= 0.95


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_what_is_missed_is_named(case):
    _, wrong, findings, _ = tally(case)
    assert findings or not wrong


def test_most_references_that_are_read_right_are_read_without_a_word():
    quiet = [not findings for case in CASES for _, wrong, findings, _ in [tally(case)] if not wrong]
    assert sum(quiet) / len(quiet) >= 0.85


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
HREF = re.compile(r'href="([^"]*)"')
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}


def letters(text):
    """The letters and digits of a text, without accents, in lower case."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def invented(text, entry):
    """The values of an entry that do not stand in a text."""
    said = letters(text)
    for name, value in fields_of(entry).items():
        if name == "pages":
            ends = [end for each in parse_pages(value).ranges for end in (each.first, each.last)]
            pieces = [end[-1:] if end not in text else end for end in ends if end]
        elif name in ("date", "urldate"):
            pieces = re.findall(r"\d{4}", value)
            months = [int(month) for month in re.findall(r"-(\d\d)", value)[:1]]
            words = {month: SEASONS.get(month) or MONTHS[month - 1] for month in months}
            assert all(word in said or f"{month}" in said for month, word in words.items()), value
        elif name in PEOPLE:
            persons = entry.names(name).persons
            pieces = [word for person in persons for word in f"{person.short} {person.given} {person.suffix}".split()]
        elif name in ("eprinttype", "pubstate"):
            pieces = [value.removeprefix("in")]
        else:
            pieces = [value]
        yield from ((name, piece) for piece in pieces if letters(piece) not in said)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_nothing_is_invented(case):
    entries, _ = read(case.written)
    visible = unescape(re.sub(r"­|<[^>]*>", lambda tag: "".join(HREF.findall(tag[0])), case.written))
    assert [found for entry in entries for found in invented(visible, entry)] == []
