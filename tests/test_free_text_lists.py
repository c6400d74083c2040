"""How a pasted text is cut into references, and what is said of what cannot be read."""

from textwrap import fill

import pytest

from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.bibtex.writer import write_bibtex
from vademecum.bibliography.exchange.free_text import read_free_text, written_references
from vademecum.text.source import Source

ONE = "Moss D, Lang R. Plasma fibroblast: a review. J Cosmet Laser Ther. 2019;21(3):123-130."
TWO = "Smith, J. A., & Jones, B. (2020). Hair loss in women. Journal of Hair Research, 12(3), 45–67."
THREE = "Weber A, Jensen P. Light and hair. Lasers Surg Med. 2014;46(2):144-151."
ALL = (ONE, TWO, THREE)
LISTS = {
    "a line each": "\n".join(ALL),
    "blank lines": "\n\n".join(ALL),
    "numbers with full stops": "\n".join(f"{number}. {text}" for number, text in enumerate(ALL, start=1)),
    "numbers with brackets": "\n".join(f"[{number}] {text}" for number, text in enumerate(ALL, start=1)),
    "numbers in parentheses": "\n".join(f"({number}) {text}" for number, text in enumerate(ALL, start=1)),
    "bare numbers": "\n".join(f"{number} {text}" for number, text in enumerate(ALL, start=1)),
    "raised numbers": "\n".join(f"{sign} {text}" for sign, text in zip("¹²³", ALL, strict=True)),
    "numbers from 17 on": "\n".join(f"{number}. {text}" for number, text in enumerate(ALL, start=17)),
    "bullets": "\n".join(f"• {text}" for text in ALL),
    "hyphens": "\n".join(f"- {text}" for text in ALL),
    "footnotes of Markdown": "\n".join(f"[^{number}]: {text}" for number, text in enumerate(ALL, start=1)),
    "hanging lines": "\n".join(fill(text, 40, subsequent_indent="    ") for text in ALL),
    "first lines set in": "\n".join(fill(text, 40, initial_indent="    ") for text in ALL),
    "wrapped, with blank lines": "\n\n".join(text.replace(". ", ".\n", 1) for text in ALL),
    "wrapped, without": "\n".join(fill(text, 50) for text in ALL),
    "numbers, wrapped": "\n".join(fill(f"{number}. {text}", 60) for number, text in enumerate(ALL, start=1)),
    "run together with numbers": " ".join(f"{number}. {text}" for number, text in enumerate(ALL, start=1)),
    "run together in brackets": " ".join(f"[{number}] {text}" for number, text in enumerate(ALL, start=1)),
    "run together": " ".join(ALL),
    "a heading": "## References\n\n" + "\n".join(ALL),
    "a heading in bold": "**Literature**\n" + "\n\n".join(ALL),
    "a heading with a line below": "References\n----------\n" + "\n".join(ALL),
    "headings between": f"Reviews:\n{ONE}\n\nTrials:\n{TWO}\n{THREE}",
    "an HTML list": "<h2>References</h2><ol>" + "".join(f"<li>{text}</li>" for text in ALL) + "</ol>",
    "HTML paragraphs": "".join(f"<p>{text}</p>" for text in ALL),
    "lines of Windows": "\n".join(ALL) + "\n\n\n",
}


def read(text):
    return read_free_text(Source("pasted.txt", text))


@pytest.mark.parametrize("form", LISTS)
def test_a_list_is_cut_into_its_references(form):
    entries, findings = read(LISTS[form])
    assert [(entry.plain("title"), entry.plain("volume"), str(entry.pages)) for entry in entries] == [
        ("Plasma fibroblast: a review", "21", "123–130"),
        ("Hair loss in women", "12", "45–67"),
        ("Light and hair", "46", "144–151"),
    ]
    assert findings == ()


def test_keys_are_made_of_surname_and_year():
    entries, _ = read(f"{ONE}\n{ONE}\n{TWO}")
    assert [entry.key for entry in entries] == ["moss2019", "moss2019a", "smith2020"]


def test_an_entry_knows_where_its_reference_begins():
    entries, _ = read(f"References\n\n[1] {ONE}\n[2] {TWO}")
    assert [str(entry.span) for entry in entries] == ["pasted.txt:3:1", "pasted.txt:4:1"]


def test_the_numbers_of_a_list_are_known():
    assert [each.label for each in written_references(LISTS["numbers from 17 on"])] == ["17", "18", "19"]


def test_what_is_left_over_is_named_at_its_place():
    _, (finding,) = read("Moss D. A review. J Cosmet Laser Ther. 2019;21(3):123-130. Kept in the attic with the wigs.")
    assert finding.rule.name == "import/not-read"
    assert "'Kept in the attic with the wigs'" in finding.message
    assert str(finding.span) == "pasted.txt:1:60"


@pytest.mark.parametrize("text", ["You can find more in the library.", "tba", "???", "see above, and below"])
def test_of_what_says_nothing_for_certain_only_a_finding_is_made(text):
    entries, findings = read(text)
    assert entries == ()
    assert [finding.rule.name for finding in findings] == ["import/syntax"]
    assert text in findings[0].message


def test_what_follows_a_numbered_list_without_numbers_is_no_part_of_its_last_reference():
    entries, _ = read(f"1. {ONE}\n2. {TWO}\n\n{THREE}")
    assert [entry.key for entry in entries] == ["moss2019", "smith2020", "weber2014"]


@pytest.mark.parametrize(("text", "ending"), [("@article{a, year={2020}}", ".bib"), ("TY  - JOUR\nER  - ", ".ris")])
def test_what_is_pasted_in_another_format_is_told(text, ending):
    _, (finding,) = read(text)
    assert ending in finding.hint


def test_an_empty_text_is_nothing():
    assert read("") == read("\n \n") == read("References\n") == ((), ())


def test_of_two_dois_the_second_is_named():
    (entry,), findings = read("Moss D. A review. J Med. 2019;2:3. doi:10.1234/one. doi:10.1234/two")
    assert entry.doi.name == "10.1234/one"
    assert any("10.1234/two" in finding.message for finding in findings)


def test_a_wrong_isbn_is_named_and_left_out():
    (entry,), findings = read("Moss D. A book. 2nd ed. London: Mosby; 2019. ISBN 978-1-84214-564-8")
    assert entry.isbn is None
    assert any("978-1-84214-564-8" in finding.message for finding in findings)


def test_a_day_of_access_that_may_be_two_is_not_read():
    (entry,), findings = read("Mayo Clinic. Rosacea. 2019. https://www.mayo.example/rosacea (accessed 03/04/2020)")
    assert not entry.raw("urldate")
    assert any("03/04/2020" in finding.message for finding in findings)


def test_what_is_missing_is_said():
    _, (finding,) = read("Moss D. A review of plasma. J Cosmet Laser Ther;21(3):123-130.")
    assert finding.message == "no year could be told in this reference"


def test_what_is_read_can_be_written_as_bibtex():
    entries, _ = read(
        "O'Neil P & Co {x}. 50% of $5 #1 \\ success_rate ~ a^b. J Med. 2019;2:3-4.\n\n" + "\n\n".join(ALL)
    )
    back, findings = read_bibtex(Source("x.bib", write_bibtex(entries)))
    assert findings == ()
    assert {key: dict(entry.fields) for key, entry in back.items()} == {each.key: dict(each.fields) for each in entries}
