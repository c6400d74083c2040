"""Laws of free text: whatever is pasted, it is read, in time, and nothing stands in an entry that was not in it."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from test_free_text import CASES, PEOPLE, fields_of, letters
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.bibtex.writer import write_bibtex
from vademecum.bibliography.exchange.free_text import read_free_text
from vademecum.text.finding import Severity
from vademecum.text.source import Source

NOT_AS_WRITTEN = (*PEOPLE, "date", "eprinttype", "pages", "pubstate", "urldate")
"""Fields whose values have a form of their own."""
WORDS = [word for case in CASES for word in case.written.split()]
SCRAPS = st.sampled_from(
    sorted(set(WORDS)) + list("\n\n\n.,;:()[]{}\"'“”‘’&–-*_<>#\\@$%^~|\x00\u00ad") + ["\n\n", "1.", "[2]", "•"]
)
TEXTS = st.lists(SCRAPS, max_size=60).map(" ".join) | st.text(max_size=200)


@pytest.mark.fuzz
@given(TEXTS)
def test_whatever_is_pasted_is_read(text):
    source = Source("x", text)
    entries, findings = read_free_text(source)
    assert all(0 <= entry.start <= len(text) for entry in entries)
    assert [finding.span for finding in findings] == sorted(
        (each.span for each in findings), key=lambda span: span.start
    )
    back, problems = read_bibtex(Source("x.bib", write_bibtex(entries)))
    assert [problem for problem in problems if problem.severity is Severity.ERROR] == []
    assert list(back) == sorted(entry.key for entry in entries) or set(back) == {entry.key for entry in entries}


def parts_of(person):
    """All that a name says."""
    return (person.family, person.given, person.particle, person.suffix, person.literal, person.dropping_particle)


@pytest.mark.fuzz
@given(st.lists(st.sampled_from(WORDS), min_size=3, max_size=40).map(" ".join))
def test_no_words_are_invented_whatever_their_order(text):
    entries, _ = read_free_text(Source("x", text))
    for entry in entries:
        values = [value for name, value in fields_of(entry).items() if name not in NOT_AS_WRITTEN]
        values += (part for name in PEOPLE for person in entry.names(name).persons for part in parts_of(person))
        words = [word for value in values for word in re.findall(r"[^\W_]+", value)]
        assert [word for word in words if letters(word) not in letters(text)] == []


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "Smith J, ",
            "Smith, J., ",
            "John Smith, ",
            "a. ",
            "A. ",
            "(2019) ",
            "12(3):45-67. ",
            "[1] ",
            "1. A\n",
            "“",
            "'",
        ),
        *(
            "https://x.org/ ",
            "10.1234/",
            "In: ",
            "vol. 3, ",
            "*",
            "_a",
            "[a](",
            "<i>",
            "\n",
            " ",
            "–",
            "A ",
            "Aa ",
            "Aa-",
        ),
        *(
            "J. ",
            "et al. ",
            "&amp;",
            "Mar ",
            "2019 ",
            "2nd ed. ",
            "City: ",
            ", ",
            "; ",
            "... ",
            "(",
            "thesis ",
            "\\",
            "é",
        ),
    ],
)
def test_a_long_text_of_one_thing_is_read_in_time(piece):
    started = time.perf_counter()
    read_free_text(Source("x", piece * (40_000 // len(piece))))
    assert time.perf_counter() - started < 5


def test_time_grows_with_the_number_of_references():
    text = "\n\n".join(case.written.replace("\n", " ") for case in CASES)

    def seconds(times):
        started = time.perf_counter()
        read_free_text(Source("x", "\n\n".join([text] * times)))
        return time.perf_counter() - started

    seconds(1)
    assert seconds(8) < 16 * seconds(2)
