"""References as they are pasted in a hurry: each is read to the letter, or what is wrong with it is named."""

from html import unescape

import pytest

from case_files import read_cases
from test_free_text import expected_of, fields_of, invented, read, straight
from vademecum.bibliography.exchange.free_text.one_line import WrittenReference
from vademecum.bibliography.exchange.free_text.plausible_values import leave_out_implausible
from vademecum.bibliography.exchange.free_text.working import Working


def case_parts(case):
    """The type and the fields that are expected, None for no entry, and words of each finding."""
    lines = case.expected.splitlines()
    said = [line.removeprefix("! ") for line in lines if line.startswith("!")]
    rest = "\n".join(line for line in lines if not line.startswith("!"))
    return (None if rest == "nothing" else expected_of(case._replace(expected=rest))), said


@pytest.mark.parametrize("case", read_cases("careless/*.txt"))
def test_what_was_pasted_in_a_hurry_is_read_or_named(case):
    expected, said = case_parts(case)
    entries, findings = read(case.written)
    found = [(entry.type, {name: straight(value) for name, value in fields_of(entry).items()}) for entry in entries]
    assert found == ([] if expected is None else [expected])
    left = [finding.message for finding in findings]
    for words in said:
        fitting = [message for message in left if words in message]
        assert fitting, f"{words!r} is not said, but: {left}"
        left.remove(fitting[0])
    assert left == []
    beside = [each for entry in entries for each in invented(unescape(case.written), entry) if each[0] != "status"]
    assert beside == []  # A status is told by other forms of its word, such as "Retraction".


def test_two_references_with_a_semicolon_between_are_two():
    entries, findings = read(
        "Brown A. Peels. Br J Pretend Surg. 1999;88:1-12; Klein M, Gross P. Vitamin C. Cosm J Imag. 2011;3(4):55-61."
    )
    assert [(entry.key, entry.plain("title"), str(entry.pages)) for entry in entries] == [
        ("brown1999", "Peels", "1–12"),
        ("klein2011", "Vitamin C", "55–61"),
    ]
    assert findings == ()


def test_what_may_hold_more_than_one_reference_is_an_error_at_the_second():
    text = "Rao A. Zinc in skin. J Imag. 2020;12:3-4 Moe B. Iron in skin. J Imag. 2021;13:5-6"
    entries, (finding,) = read(text)
    assert entries == ()
    assert (finding.rule.name, finding.severity.name) == ("import/another-reference", "ERROR")
    assert finding.span.start.column == text.index("Moe B") + 1


@pytest.mark.parametrize(
    "text",
    [
        "Rao A. Zinc in skin. J Imag Dermatol. 1999;103(2):1-10; discussion 11-12.",
        "Rao A. Zinc in skin. J Imag Dermatol. 2012;4:5-9. Comment in: J Imag Dermatol. 2013;5:6-7.",
        "Roth L, Ott B. Zinc. In: Moe A, Lund E, editors. Skin. Oslo: Moe Press; 2011. p. 5-9.",
        "Rao A, Moe B. Ratios of 1:2 and 2:3 in creams. J Imag Dermatol. 2012;4:5-9.",
    ],
)
def test_notes_and_editors_are_no_other_reference(text):
    ((entry,), findings) = read(text)
    assert entry.raw("author").startswith(("Rao, A.", "Roth, L."))
    assert not [finding for finding in findings if finding.rule.name == "import/another-reference"]


@pytest.mark.parametrize(
    "title",
    [
        "et al. Skin trials",
        "and 12 others. Light",
        "& Moe B. Light",
        "Ultrasound lifting of brows; J",
        "Peels. Br J Pretend Surg. 1999;88",
        "Peels. Br J 3(4):55",
        "Exosomes for hair. Preprint at bioRxiv",
        "Park Jr. M. Laser",
        "Roe, Richard MD. Light and hair",
        "Park M, Kim D. Laser",
        "SKIN AND HAIR OF MICE",
    ],
)
def test_a_title_that_may_hold_more_than_a_title_is_kept_and_doubted(title):
    work = working(title)
    leave_out_implausible(work)
    assert work.fields == {"title": title}
    assert len(work.doubts) == 1


@pytest.mark.parametrize(
    "title", ["Vitamin C, Vitamin D, and skin", "The MD and PhD years", "A trial; a failure", "DNA", "Et tu: ethics"]
)
def test_a_title_that_is_one_is_not_doubted(title):
    work = working(title)
    leave_out_implausible(work)
    assert work.doubts == []


def working(title):
    return Working(WrittenReference(title, tuple(range(len(title) + 1)), 0), fields={"title": title})
