"""What a pasted reference says of itself, and what must not be guessed in silence."""

import pytest

from vademecum.bibliography.exchange.free_text import read_free_text
from vademecum.text.source import Source


def read(text):
    entries, findings = read_free_text(Source("pasted.txt", text + "\n"))
    return entries, [finding.message for finding in findings]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Retracted: Lund E. Fake hair. Hair. 2008;1:1.", "retracted"),
        ("RETRACTED ARTICLE: Lund E. Fake hair. Hair. 2008;1:1.", "retracted"),
        ("Lund E. RETRACTED: Fake hair. Hair. 2008;1:1.", "retracted"),
        ("Lund E. Fake hair [retracted]. Hair. 2008;1:1.", "retracted"),
        ("WITHDRAWN: Lund E. Fake hair. Hair. 2008;1:1.", "withdrawn"),
    ],
)
def test_a_work_that_was_retracted_says_so_in_its_status(text, status):
    ((entry,), _) = read(text)
    assert (entry.plain("title"), entry.raw("status"), entry.raw("author")) == ("Fake hair", status, "Lund, E.")


def test_a_title_about_retraction_is_a_title():
    ((entry,), _) = read("Lund E. Retracted papers in hair research. Hair. 2008;1:1.")
    assert entry.plain("title") == "Retracted papers in hair research"
    assert not entry.raw("status")


def test_an_initial_does_not_end_a_title():
    ((entry,), _) = read('Smith J: Review of "Hair, 1950-2000" by B. Moe. Hair 2004, 5: e1201.')
    assert entry.plain("title").endswith("by B. Moe")
    assert entry.plain("journal") == "Hair"


def test_a_guess_is_told():
    assert any("is a guess" in message for message in read("The Lancet. Editorial: Hair. 2015.")[1])


def test_letters_alone_are_neither_a_journal_nor_a_volume():
    ((entry,), messages) = read("Smith J. Title of a work. J X. 2010. doi:10.1000/xyz.")
    assert (entry.plain("title"), entry.raw("journal"), entry.raw("volume")) == ("Title of a work", "", "")
    assert messages == ["'J X' cannot be the journal and is left out"]


def test_words_of_a_title_are_not_taken_for_a_remark():
    ((entry,), _) = read("Lund, E. (forthcoming). A work in press. Journal of Hair, in press.")
    assert entry.plain("title") == "A work in press"


def test_a_work_has_one_date():
    ((entry,), _) = read("Anonymous. 2012. Hair today. New York Times, 3 March 2012, p. A4.")
    assert not (entry.raw("year") and entry.raw("date"))


@pytest.mark.parametrize("text", ["See also Lund 2010 and Smith 2012.", "Erratum in: Hair 2010;4:2.", "Ibid., p. 7."])
def test_a_remark_is_no_work(text):
    entries, messages = read(text)
    assert entries == ()
    assert messages
