import pytest
from hypothesis import given
from hypothesis import strategies as st

from test_page_checks import page_of
from vademecum.checks.page_model import PageSettings
from vademecum.checks.readability import HARD_TO_READ, Readability, measure, readability_findings, syllables

WORDS = {
    1: "the skin made cure cured passed called tried makes times year cream eye eyes blood side once while there these "
    "light heat blue true free three see file rule scale pulled breathe clothes day they don't rose judge large wide "
    "ruled aged ice field friend",
    2: "treatment current study table little treated needed studies changes uses cases doses causes acid wrinkle "
    "wrinkles muscle patients people trial science being create fluid quiet diet rhythm system special facial partial "
    "social million region laser tissue value unique technique disease simple angle ageing doing going seeing trying "
    "layer beyond doesn't wasn't passes boxes washes judges larger settled handled royal client cautious argue fatigue",
    3: "evidence period area idea serious various collagen elastin placebo randomised scientist created reaction "
    "physician initial potential material-poor usual manual biopsy medium calcium video possible average injury "
    "allergic dimension radius efficient",
    4: "radiation medical-care dietary variable biology bacterial inflammation epidermis minoxidil ingredient variety",
    5: "dermatologist evaluation hyaluronic androgenetic placebo-controlled ultraviolet",
}
OVERRIDES = {"material-poor": 5, "medical-care": 4}
"""Compounds: their parts are counted one by one."""

EASY = "The skin is thin. It can heal. Light can harm it. Cream can help. Shade is best. " * 6


@pytest.mark.parametrize(
    ("word", "count"), [(word, OVERRIDES.get(word, count)) for count, words in WORDS.items() for word in words.split()]
)
def test_syllables_are_counted_as_they_are_spoken(word, count):
    assert syllables(word) == count
    assert syllables(word.capitalize()) == count


@given(st.text(max_size=30))
def test_a_word_has_a_syllable_and_no_more_than_letters(word):
    assert 0 <= syllables(word) <= max(2 * len(word), 1)
    assert syllables(f"{word}a") >= 1


def test_the_grade_is_that_of_flesch_and_kincaid():
    assert Readability(10, 200, 300).grade == pytest.approx(0.39 * 20 + 11.8 * 1.5 - 15.59)
    assert Readability(100, 1000, 1000).grade == pytest.approx(0.11)


def test_few_words_have_no_grade():
    assert Readability(4, 400, 1200).grade == 0
    assert Readability(20, 99, 300).grade == 0
    assert Readability().grade == 0


def test_sentences_words_and_syllables_are_counted():
    found = measure(page_of("The skin is thin. It can heal, can it not? Doing so takes time!\n"))
    assert found == Readability(3, 4 + 6 + 4, 4 + 6 + 5)


@pytest.mark.parametrize(
    "text",
    [
        "The skin, e.g. of the face, is thin.",
        "It was read by Dr. Example and by A. Other.",
        "It rose by 1.5 points [@a, p. 3].",
        'He said "It heals." and left.',
        "See Fig. 2 and vol. 3 there.",
    ],
)
def test_a_point_inside_a_sentence_does_not_end_it(text):
    assert measure(page_of(text)).sentences == 1


def test_what_is_no_sentence_is_not_counted():
    table = "| A cell | Another cell |\n|---|---|\n| one | two |"
    text = f"# The skin. And more.\n\n{table}\n\n- an item\n\n```\nCode. Code.\n```\n"
    assert measure(page_of(text)) == Readability()


def test_citations_addresses_and_code_are_no_words():
    plain = measure(page_of("The skin is thin and heals."))
    assert measure(page_of("The skin is thin [see @long2020key, pp. 3-5] and heals [@a; @b].")) == plain
    assert measure(page_of("The [skin](https://example.org/a-very-long-address) is thin and heals `code`.")) == plain


def found_in(text, **settings):
    return list(readability_findings(page_of(text), PageSettings(**settings)))


HARD = "Multidisciplinary epidemiological characterisation necessitates methodological standardisation. " * 20


def test_an_easy_page_passes_and_a_hard_one_does_not():
    assert found_in(EASY, highest_grade=3) == []
    (finding,) = found_in(f"{EASY}\n\n{HARD}", highest_grade=12)
    assert finding.rule is HARD_TO_READ
    assert (finding.span.start.line, finding.span.start.column) == (1, 1)
    assert "begins in line 3" in finding.hint


def test_no_grade_is_asked_of_other_languages_or_where_it_is_switched_off():
    assert found_in(HARD)
    assert found_in(HARD, language="de") == []
    assert found_in(HARD, highest_grade=0) == []
