"""What cannot be a title, a journal or a number is not given out as one; what is left over is told by what it is."""

import pytest

from vademecum.bibliography.exchange.free_text import read_free_text
from vademecum.bibliography.exchange.free_text.one_line import WrittenReference
from vademecum.bibliography.exchange.free_text.plausible_values import leave_out_implausible
from vademecum.bibliography.exchange.free_text.working import Working
from vademecum.text.finding import Severity
from vademecum.text.source import Source


def read(text):
    return read_free_text(Source("pasted.txt", text + "\n"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", "Hair of children (2nd ed"),
        ("title", "(eds.) Handbook of Hair"),
        ("title", "Hair for sale. The New York Times, pp"),
        ("title", "In: Smith J, editor. Hair"),
        ("title", "Hair, no"),
        ("title", "Handbook of hair, vol"),
        ("title", "Hair and skin,"),
        ("title", "see also"),
        ("title", "10.5555/abc"),
        ("booktitle", "(London: Orwell Press"),
        ("journal", "B1"),
        ("journal", "J"),
        ("journal", "Hair (London"),
        ("journal", "Conference on Hair, Oslo, 3-5"),
        ("publisher", "(Orwell Press"),
        ("address", "London,"),
        ("number", "3, pp.12 - 18"),
        ("volume", "2015a"),
    ],
)
def test_a_value_that_cannot_be_is_left_out_and_named(name, value):
    work = Working(WrittenReference(value, tuple(range(len(value) + 1)), 0), fields={name: value})
    leave_out_implausible(work)
    assert work.fields == {}
    [(_, message)] = work.doubts
    assert f"'{value}' cannot be the" in message


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", "Does light help? Yes and no"),
        ("title", "Effects of a) light and b) heat"),
        ("title", "[Effect of light on hair]"),
        ("title", "Hair (and skin)"),
        ("title", "1984"),
        ("title", "In vitro growth of hair"),
        ("title", "Edition of genes"),
        ("journal", "Hair (London)"),
        ("journal", "JAMA"),
        ("journal", "Skin Res Technol"),
        ("number", "Suppl 1"),
        ("number", "Jan/Feb"),
        ("number", "6 Pt 1"),
        ("volume", "XII"),
        ("volume", "2000"),
        ("publisher", "X"),
    ],
)
def test_a_value_that_may_be_is_kept(name, value):
    work = Working(WrittenReference(value, tuple(range(len(value) + 1)), 0), fields={name: value})
    leave_out_implausible(work)
    assert work.fields == {name: value}
    assert work.doubts == []


def test_words_left_over_that_are_a_reference_are_an_error():
    one = "Moss D. A review. J Cosmet Laser Ther. 2019;21(3):123-130."
    entries, (finding,) = read(f"{one} and so on) Kligman AM, Willis I. A formula. (1975) Arch")
    assert entries == ()
    assert finding.severity is Severity.ERROR
    assert "'Kligman AM, Willis I. A formula" in finding.message
    assert "more than one reference" in finding.message


def test_words_left_over_that_are_none_are_a_warning():
    _, (finding,) = read("Moss D. A review. J Cosmet Laser Ther. 2019;21(3):123-130. Kept in the attic since 1975.")
    assert finding.severity is Severity.WARNING


def test_an_unknown_company_is_told_to_be_one_perhaps():
    (entry,), findings = read("Acme AG. Annual report. Basel: Acme Press; 2019.")
    assert entry.plain("title") == "Annual report"
    assert any("'Acme AG' is a person or a company" in finding.message for finding in findings)


def test_a_person_with_such_initials_is_a_person():
    (entry,), findings = read("Brown AG. Laser light. J Cosmet Laser Ther. 2019;21(3):123-130.")
    assert entry.raw("author") == "Brown, A. G."
    assert findings == ()


def test_words_behind_an_address_are_not_taken_for_the_work():
    (entry,), findings = read("https://pubmed.ncbi.nlm.nih.gov/12345678/ - Smith 2010 study on hair")
    assert dict(entry.fields) == {"pmid": "12345678"}
    assert any("'Smith 2010 study on hair'" in finding.message for finding in findings)


def test_a_reference_behind_its_address_is_read():
    (entry,), _ = read("https://doi.org/10.5555/abc Moss D, Ito F. A review. J Cosmet Laser Ther. 2019;21(3):123-130.")
    assert (entry.plain("title"), entry.doi.name) == ("A review", "10.5555/abc")


def test_the_number_of_a_trial_is_named_and_no_page():
    (entry,), findings = read("Moss D. A study of hair. NCT01234567. 2019.")
    assert entry.raw("pages") == ""
    assert any("the number of a trial" in finding.message for finding in findings)
