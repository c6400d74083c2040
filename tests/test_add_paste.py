"""`vademecum add --paste`: what is pasted is added as it reads, or refused with what to do; nobody is asked."""

import pytest

from add_registry import add, make_book

BOOK = "@article{byron2018,\n  author       = {Byron, Ada},\n  title        = {Sun},\n  year         = {2018},\n}\n"


@pytest.fixture
def book(tmp_path, monkeypatch):
    make_book(tmp_path, BOOK)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_lines_that_are_identifiers_are_each_refused_with_the_command_that_looks_them_up(book):
    result = add(
        "--paste",
        text="10.5555/scars\nhttps://doi.org/10.5555/x\nPMID: 1234567\nPMC7512345\nISBN 978-3-16-148410-0\n",
    )
    assert result.exit_code == 1
    for number in ("10.5555/scars", "10.5555/x", "1234567", "PMC7512345", "9783161484100"):
        assert f"'vademecum add {number}'" in result.output
    assert (book / "references.bib").read_text(encoding="utf-8") == BOOK


def test_a_title_that_cannot_be_one_is_not_added(book):
    result = add("--paste", text="Lund E, 2013. doi:10.5555/one; see also doi:10.5555/two\n")
    assert result.exit_code == 1
    assert "'see also' cannot be the title and is left out" in result.output
    assert "'vademecum add 10.5555/one'" in result.output
    assert (book / "references.bib").read_text(encoding="utf-8") == BOOK


def test_words_left_over_that_are_a_reference_make_the_call_end_with_1(book):
    text = "Moss D. A review. J Skin. 2019;21(3):123-130. A letter in that journal (1999;135:602) asked for more.\n"
    result = add("--paste", text=text)
    assert result.exit_code == 1
    assert "perhaps a reference of its own" in result.output
    assert "moss2019," in (book / "references.bib").read_text(encoding="utf-8")


def test_of_two_references_that_are_run_together_none_is_added(book):
    text = "Moss D. A review. J Skin. 2019;21(3):123-130. and so on) Kligman AM, Willis I. A formula. (1975) Arch\n"
    result = add("--paste", text=text)
    assert result.exit_code == 1
    assert "this is more than one reference, one seems to begin at 'Kligman AM" in result.output
    assert (book / "references.bib").read_text(encoding="utf-8") == BOOK
