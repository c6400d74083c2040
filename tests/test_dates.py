"""Dates: the cases in `cases/dates/*.txt`, and laws for whatever may stand in `date`, `year`, `month` and `day`."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from case_files import read_cases
from vademecum.bibliography.date import Date, Edge, date_problems, parse_date, parse_month

CASES = read_cases("dates/*.txt")


def readable(fields):
    """What a citation shows, the date in EDTF and what is no date, then what is wrong."""
    values = dict(line.split(" =", 1) for line in fields.splitlines())
    values = {name: value.removeprefix(" ") for name, value in values.items()}
    date = parse_date(**values)
    problems = [f"! {problem.field}: {problem.message}" for problem in date_problems(**values)]
    if date is None:
        return "\n".join(("no date", *problems))
    words = [f"shown “{date}”", *([f"EDTF {date.edtf}"] if date.edtf else [])]
    words += [f"beside it “{date.literal}”"] if date.literal and str(date) != date.literal else []
    return "\n".join((" · ".join(words), *problems))


@pytest.mark.parametrize("case", CASES)
def test_a_date_is_read_as(case):
    assert readable(case.written) == case.expected


def test_there_are_enough_cases_each_with_a_title_of_its_own():
    titles = [case.id for case in CASES]
    assert len(set(titles)) == len(titles) >= 120


def test_a_range_knows_both_of_its_ends():
    date = parse_date("2004-06~/2006-08-09?")
    assert date == Date(2004, 6, approximate=True, end=Date(2006, 8, 9, uncertain=True))
    assert parse_date("1985/..") == Date(1985, missing_end=Edge.OPEN)
    assert parse_date("1985/") == Date(1985, missing_end=Edge.UNKNOWN)
    assert parse_date("../1985") == Date(end=Date(1985), missing_start=Edge.OPEN)
    assert parse_date("/1985") == Date(end=Date(1985), missing_start=Edge.UNKNOWN)


def test_a_season_and_digits_that_are_not_known_are_parts_of_a_date():
    assert parse_date("2004-24") == Date(2004, season=24)
    assert parse_date("199X") == Date(1990, unspecified=1)
    assert parse_date("19XX") == Date(1900, unspecified=2)


def test_a_problem_says_in_which_field_what_and_what_to_do():
    (problem,) = date_problems(year="2004", month="Sptember")
    assert problem.field == "month"
    assert problem.message == "'Sptember' is no month or day"
    assert problem.hint == "Write a month as jan, feb … dec or as a number from 1 to 12."


def test_an_entry_without_a_date_has_none():
    assert parse_date() is None
    assert parse_date(" ", "\n", "", "{}") is None
    assert parse_date("{}", "{{}}", "{}", "") is None
    assert date_problems() == ()


@pytest.mark.parametrize(
    ("written", "month"),
    [
        *(("1", 1), ("12", 12), ("07", 7), ("jan", 1), ("Sept.", 9), ("DECEMBER", 12), (" may ", 5), ("Febr.", 2)),
        *(("", None), ("0", None), ("13", None), ("ju", None), ("mayor", None), ("Mai", None), ("1" * 5000, None)),
    ],
)
def test_a_month_is_a_number_or_an_english_name(written, month):
    assert parse_month(written) == month


YEARS = st.integers(-9999, 9999) | st.integers(10_000, 10**12 - 1) | st.integers(-(10**12) + 1, -10_000)
FLAGS = {"uncertain": st.booleans(), "approximate": st.booleans()}
SINGLE = st.one_of(
    st.builds(Date, YEARS, **FLAGS),
    st.builds(Date, YEARS, st.integers(1, 12), **FLAGS),
    st.builds(Date, YEARS, st.integers(1, 12), st.integers(1, 28), **FLAGS),
    st.builds(Date, YEARS, season=st.integers(21, 24), **FLAGS),
    st.builds(Date, st.integers(0, 999).map(lambda decade: decade * 10), unspecified=st.just(1), **FLAGS),
    st.builds(Date, st.integers(0, 99).map(lambda century: century * 100), unspecified=st.just(2), **FLAGS),
)
EDGES = st.sampled_from(Edge)


def ranges(first, last):
    """The range between two dates, the earlier first."""
    start, end = sorted((first, last), key=lambda date: (date.year, date.month or date.season or 0, date.day or 0))
    return replace(start, end=end)


DATES = st.one_of(
    SINGLE,
    st.builds(ranges, SINGLE, SINGLE),
    st.builds(lambda date, edge: replace(date, missing_end=edge), SINGLE, EDGES),
    st.builds(lambda date, edge: Date(end=date, missing_start=edge), SINGLE, EDGES),
)
WORDS = st.lists(
    st.sampled_from(
        (
            *(
                "2004",
                "1998",
                "98",
                "19XX",
                "2004-06",
                "1985-04-12",
                "12",
                "31",
                "0",
                "c.",
                "ca",
                "[",
                "]",
                "(",
                ")",
                "?",
            ),
            *(
                "-",
                "--",
                "/",
                "..",
                "~",
                "%",
                ",",
                " ",
                " ",
                "may",
                "June",
                "feb",
                "Spring",
                "in press",
                "n.d.",
                "BC",
                "AD",
            ),
            *("{", "}", "\\", "a", "s", "T12:00", "Y", "to", "#", "u", "open", "unknown"),
        )
    ),
    max_size=7,
).map("".join)
ANYTHING = WORDS | st.text(max_size=20)


@pytest.mark.fuzz
@given(DATES)
@example(Date(0, uncertain=True, approximate=True))
def test_a_date_that_is_written_and_read_is_the_same_date(date):
    assert parse_date(date.edtf) == date
    assert date_problems(date.edtf) == ()


@pytest.mark.fuzz
@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING)
@example("1" * 5000, "Y" + "1" * 5000, "1" * 5000, "1" * 5000)
@example("²", "٣", "①", "²")
def test_any_text_is_read_and_what_it_shows_is_not_empty(date, year, month, day):
    found = parse_date(date, year, month, day)
    assert found is None or str(found)
    for problem in date_problems(date, year, month, day):
        assert problem.field in {"date", "year", "month", "day"}
        assert problem.message
        assert problem.hint


@pytest.mark.fuzz
@given(ANYTHING, ANYTHING)
def test_what_is_known_of_a_date_is_a_date_of_the_calendar(written, month):
    date = parse_date("", written, month)
    if date and date.edtf:
        assert parse_date(date.edtf) == replace(date, literal="")


@pytest.mark.parametrize(
    "unit", ["1", "-", "/", " ", "?", "[", "c.", "may ", "1-", "2004 ", "(2004)", "X", "{", "~", "."]
)
def test_a_long_field_comes_to_an_end(unit):
    value = unit * (65_536 // len(unit))
    assert parse_date(value, value, value, value) is None or date_problems(value, value, value, value)
