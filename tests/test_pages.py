"""Pages as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_files import read_cases
from vademecum.bibliography.page_range import PageRange, Pages, parse_pages


@pytest.mark.parametrize("case", read_cases("export/pages.txt"))
def test_pages_are_shown_with_en_dashes(case):
    assert [str(parse_pages(line)) for line in case.written.splitlines()] == case.expected.splitlines()


def test_pages_are_known_by_their_ends():
    assert parse_pages("12, 14-6, 100+") == Pages(
        (PageRange("12"), PageRange("14", "16"), PageRange("100", and_more=True))
    )
    assert parse_pages("") == parse_pages(" , ") == Pages()


def test_pages_are_written_for_other_programs_with_hyphens_where_that_is_clear():
    assert parse_pages("136--141").with_hyphens == "136-141"
    assert parse_pages("5-12--5-20").with_hyphens == "5-12–5-20"
    assert parse_pages("136-41").with_double_hyphens == "136--141"


@pytest.mark.fuzz
@given(st.text(st.sampled_from("0123456789-–—, ;+.eivxSp\t"), max_size=16) | st.text(max_size=16))
def test_pages_are_the_same_however_they_are_written(text):
    pages = parse_pages(text)
    for written in (str(pages), pages.with_hyphens, pages.with_double_hyphens):
        assert parse_pages(written) == pages
