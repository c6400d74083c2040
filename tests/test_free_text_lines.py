"""Lines of mixed forms: each reference keeps to its own lines, and takes no identifier from another one."""

from textwrap import fill

import pytest

from vademecum.bibliography.exchange.free_text import read_free_text, written_references
from vademecum.text.source import Source

MIXED = [
    "Fitz TB: The validity of skin types I through VI. Arch Dermatol 124:869-871, 1988",
    "Gold DJ (2012) Photodynamic therapy in skin. Clin Dermatol 26:608–613 DOI 10.5555/cd.2007.09.009.",
    "Wu WTL. Barbed sutures in facial surgery. Aesthet Surg J. 2004 Nov-Dec;24(6):582–87. doi:10.5555/asj.1 (PubMed)",
    'Cohen et al: "Light" (J Cosmet Dermatol, 2016)',
    "Klug, A. M., & Willis, I. (1975). A formula for human skin. Archives of Dermatology, 111(1), 40-48.",
    "https://pubmed.ncbi.nlm.nih.gov/12345678/ - Smith 2010 study on hair",
    "Hair loss study. NCT01234567. 2019.",
    "Sand NS, Weiss RA, (2010): Hair and light, J Cosmet Laser Ther., Vol.12, Issue 3, pp.12 - 18",
    "Rossi A, Canti C. Minoxidil and its side effects. Recent Pat Hair. 2012;6(2):130-6.",
    "www.hair.example/consumers/hair-2018",
    "Smith, J. 2010b. Hair today... gone tomorrow? Nature 464, 1121-1122 (2010).",
]
PLAIN = [MIXED[0], MIXED[4], MIXED[8]]


def texts(lines, join="\n"):
    return [each.text for each in written_references(join.join(lines))]


def read(text):
    return read_free_text(Source("pasted.txt", text + "\n"))


@pytest.mark.parametrize("join", ["\n", "\n\n", "\r\n"])
def test_lines_of_mixed_forms_are_each_a_reference(join):
    assert texts(MIXED, join) == MIXED


def test_identifiers_stay_with_their_own_lines():
    entries, _ = read("\n".join(MIXED))
    by_line = {entry.span.start.line: entry for entry in entries}
    assert [line for line, entry in by_line.items() if entry.raw("pmid")] == [6]
    assert [line for line, entry in by_line.items() if entry.raw("doi")] == [2, 3]
    assert [line for line, entry in by_line.items() if entry.raw("url")] == []


def test_lines_that_are_identifiers_alone_are_each_a_request():
    lines = ["10.5555/scars", "https://doi.org/10.5555/x", "PMID: 1234567", "29028377", "PMC7512345"]
    entries, _ = read("\n".join(lines))
    assert [dict(entry.fields) for entry in entries] == [
        {"doi": "10.5555/scars"},
        {"doi": "10.5555/x"},
        {"pmid": "1234567"},
        {"pmid": "29028377"},
        {"pmcid": "PMC7512345"},
    ]


def test_an_identifier_below_some_references_belongs_to_none():
    entries, _ = read("\n".join([*PLAIN, "https://doi.org/10.5555/other"]))
    assert [entry.raw("doi") for entry in entries] == ["", "", "", "10.5555/other"]


@pytest.mark.parametrize("join", ["\n", "\n\n"])
def test_identifiers_that_take_turns_with_references_belong_to_them(join):
    lines = [line for number, text in enumerate(PLAIN) for line in (text, f"https://doi.org/10.5555/{number}")]
    entries, findings = read(join.join(lines))
    assert [entry.raw("doi") for entry in entries] == ["10.5555/0", "10.5555/1", "10.5555/2"]
    assert findings == ()


def test_an_identifier_below_a_reference_of_several_lines_belongs_to_it():
    text = f"{fill(PLAIN[1], 40)}\nhttps://doi.org/10.5555/one"
    (entry,), _ = read(text)
    assert entry.raw("doi") == "10.5555/one"


def test_a_line_without_a_number_among_numbered_ones_is_a_reference_of_its_own():
    lines = [f"1. {PLAIN[0]}", PLAIN[1], f"2. {PLAIN[2]}"]
    assert texts(lines) == PLAIN


def test_an_identifier_apart_from_the_last_of_a_numbered_list_is_not_its_own():
    text = f"1. {PLAIN[0]}\n2. {PLAIN[2]}\n\nhttps://doi.org/10.5555/other"
    assert [entry.raw("doi") for entry in read(text)[0]] == ["", "", "10.5555/other"]


def test_short_references_in_one_line_are_cut_by_their_numbers():
    text = "1. Smith J. Hair. 2. Doe J. Nails. Skin 2011;2:2. 3. Roe K. Skin. Nails 2012;1:3."
    assert texts([text]) == ["Smith J. Hair.", "Doe J. Nails. Skin 2011;2:2.", "Roe K. Skin. Nails 2012;1:3."]


def test_a_year_in_brackets_is_no_number_of_a_list():
    (reference,) = written_references("(2016) Chan K, Dietz M. LED masks at home, J Light Ther 11(4) 300-306")
    assert reference.label == ""
    assert reference.text.startswith("(2016)")


def test_numbers_wrapped_lines_stay_whole():
    text = "\n".join(fill(f"{number}. {each}", 50) for number, each in enumerate(PLAIN, start=1))
    assert texts([text]) == PLAIN
