"""Statuses are written where they belong, and nothing else in the file changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bib_files import real_shaped
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.identifier import citation_key
from vademecum.checks.registered import Update, UpdateKind
from vademecum.checks.registered_status import StatusChange
from vademecum.editing.formatting import format_bibtex
from vademecum.editing.retractions import write_statuses
from vademecum.text.decoding import decode_source


def change(status="retracted", day="2023-08-16"):
    return StatusChange(status, day, Update(UpdateKind(status), day))


def written(text, status="retracted", day="2023-08-16", key="a"):
    edited = write_statuses("a.bib", text.encode(), {citation_key(key): change(status, day)})
    assert edited.changed == (key,)
    return edited.data.decode()


FORMATTED = """% The head of the file.

@article{a,
  title        = {A title},
  doi          = {10.5555/a},
  url          = {https://example.org/},
  keywords     = {x},
}

@misc{b,
  title        = {B},
}
"""


def test_new_fields_stand_where_the_formatter_puts_them():
    new = written(FORMATTED)
    assert new == FORMATTED.replace(
        "  keywords     = {x},\n",
        "  status       = {retracted},\n  statusdate   = {2023-08-16},\n  keywords     = {x},\n",
    )
    [formatted] = format_bibtex({"a.bib": new.encode()})
    assert not formatted.is_changed


def test_without_a_date_none_is_written():
    assert "statusdate" not in written(FORMATTED, day="")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("status = {corrected}, statusdate = {2019}", "status = {retracted}, statusdate = {2023-08-16}"),
        ('status = "corrected"', "status = {retracted}, statusdate = {2023-08-16},"),
        ("status = corrected", "status = {retracted}, statusdate = {2023-08-16},"),
        ('status = "corr" # "ected"', "status = {retracted}, statusdate = {2023-08-16},"),
        ("Status={corrected} ,", "Status={retracted} , statusdate = {2023-08-16},"),
        ("title = {T}", "title = {T}, status = {retracted}, statusdate = {2023-08-16},"),
        ("title = {T},", "title = {T}, status = {retracted}, statusdate = {2023-08-16},"),
        ("year = 2019, note = x", "year = 2019, note = x, status = {retracted}, statusdate = {2023-08-16},"),
        ("keywords = {k}", " status = {retracted}, statusdate = {2023-08-16},keywords = {k}"),
    ],
)
def test_an_entry_on_one_line_stays_on_one_line(before, after):
    text = '@string{corrected = "corrected"}@string{x = "x"}@misc{a,%s}' % before  # noqa: UP031  # braces
    expected = text.replace(before, after)
    if before == "keywords = {k}":
        expected = text.replace("a,keywords", "a, status = {retracted}, statusdate = {2023-08-16},keywords")
    assert written(text) == expected


@pytest.mark.parametrize("entry", ["@misc{a}", "@misc{a,}", "@misc{a,\n}", "@misc{a\n}", "@misc(a)"])
def test_an_entry_without_fields_gets_its_first(entry):
    new = written(entry)
    found, problems = read_bibtex(decode_source("a.bib", new.encode())[0])
    assert problems == ()
    assert found["a"].fields == {"status": "retracted", "statusdate": "2023-08-16"}


def test_remarks_stay_with_the_fields_they_stand_at():
    text = "@misc{a,\n  doi = {10.5555/a}, % checked\n  % topics\n  keywords = {x}, % more\n}\n"
    assert written(text) == (
        "@misc{a,\n  doi = {10.5555/a}, % checked\n  status = {retracted},\n  statusdate = {2023-08-16},\n"
        "  % topics\n  keywords = {x}, % more\n}\n"
    )


def test_a_missing_comma_before_a_remark_is_set_before_the_remark():
    text = "@misc{a,\n\tdoi={10.5555/a} % checked\n}\n"
    new = written(text, day="")
    assert new == "@misc{a,\n\tdoi={10.5555/a}, % checked\n\tstatus = {retracted},\n}\n"


def test_a_date_of_an_earlier_status_is_not_left_to_the_new_one():
    assert "statusdate = {}" in written("@misc{a, status = {corrected}, statusdate = {2019}}", day="")


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_the_byte_order_mark_stay(line_end, mark):
    data = mark + FORMATTED.replace("\n", line_end).encode()
    edited = write_statuses("a.bib", data, {citation_key("b"): change(day="")})
    assert edited.data.startswith(mark + b"%")
    assert edited.data.decode().count("\n") == edited.data.decode().count(line_end)
    added = f"  status       = {{retracted}},{line_end}".encode()
    assert edited.data.replace(added, b"", 1) == data


def test_mixed_line_ends_stay_mixed():
    data = b"@misc{a,\r\n  doi = {x},\n}\r\rtext\r\n@misc{b,\n  doi = {y},\r\n}"
    edited = write_statuses("a.bib", data, {citation_key(key): change(day="") for key in "ab"})
    assert edited.data == (
        b"@misc{a,\r\n  doi = {x},\n  status = {retracted},\n}\r\rtext\r\n"
        b"@misc{b,\n  doi = {y},\r\n  status = {retracted},\r\n}"
    )


def test_keys_that_the_file_does_not_have_change_nothing():
    edited = write_statuses("a.bib", FORMATTED.encode(), {citation_key("other"): change()})
    assert (edited.data, edited.changed) == (FORMATTED.encode(), ())


def test_what_happened_to_a_book_is_not_said_of_its_chapters():
    text = "@incollection{c, crossref = {a}, title = {C}}\n@book{a, title = {A}}\n"
    found = read_bibtex(decode_source("a.bib", written(text).encode())[0])[0]
    assert [found[key].raw("status") for key in "ca"] == ["", "retracted"]


def test_of_two_entries_with_one_key_the_first_is_the_one_that_counts():
    assert written("@misc{a, doi={x}}\n@misc{a, doi={y}}").startswith("@misc{a, doi={x}, status")


@pytest.mark.fuzz
@given(st.integers(0, 10_000), st.sets(st.integers(0, 7), max_size=4), st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_taking_the_new_fields_out_again_gives_the_file_as_it_was(seed, chosen, dated, line_end):
    text = real_shaped(8, seed).replace("\n}\n", ",\n}\n")
    data = text.replace("\n", line_end).encode()
    keys = list(read_bibtex(decode_source("a.bib", data)[0])[0])
    changes = {keys[number]: change(day="2023-08" if dated else "") for number in chosen if number < len(keys)}
    edited = write_statuses("a.bib", data, changes)
    assert set(edited.changed) == set(changes)
    found = read_bibtex(decode_source("a.bib", edited.data)[0])[0]
    assert {key for key in found if found[key].raw("status") == "retracted"} == set(changes)
    lines = edited.data.splitlines(keepends=True)
    assert b"".join(line for line in lines if not line.lstrip().startswith((b"status ", b"statusdate "))) == data
