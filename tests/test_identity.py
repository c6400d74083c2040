"""Whether an entry is the work that its identifiers are registered for: found when not, never doubted when so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry_server import RECORDS, TODAY, Registry, client_for, registered, serving, settings_for
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.identifier import parse_doi, parse_pmid
from vademecum.bibliography.name import Name, parse_name
from vademecum.checks.identity import compare, compare_identifiers
from vademecum.checks.identity_text import fold, same_journal, same_name, title_similarity
from vademecum.checks.registered import Record
from vademecum.lookup import crossref, pubmed
from vademecum.lookup.online import check_online
from vademecum.text.finding import Finding
from vademecum.text.source import Source

CROSSREF, PUBMED = registered("crossref.json"), registered("pubmed.json")


def bibliography(name):
    found, problems = read_bibtex(Source(name, (RECORDS / name).read_text(encoding="utf-8")))
    assert problems == ()
    return found


CORRECT, INVENTED = bibliography("house-style.bib"), bibliography("invented.bib")


def records_of(entry):
    found = [crossref.read_work(CROSSREF[entry.doi.name])] if entry.doi else []
    return [*found, *([pubmed.read_work(entry.pmid, PUBMED[entry.pmid.number])] if entry.pmid else [])]


def check(name):
    with serving(Registry()) as address:
        return list(check_online(bibliography(name), [], settings_for(address), client_for(address), TODAY))


def test_the_corpus_is_as_large_as_it_claims_to_be():
    assert (len(CORRECT), len(INVENTED)) == (30, 3)


@pytest.mark.parametrize("key", CORRECT)
def test_a_correct_reference_in_another_house_style_is_the_same_work(key):
    entry = CORRECT[key]
    records = records_of(entry)
    assert len(records) == 2
    for record in records:
        assert compare(entry, record) == ()
        assert compare_identifiers(entry, record) == ()


@pytest.mark.parametrize("key", CORRECT)
def test_no_correct_reference_is_another_of_the_works(key):
    """Each of the thirty, against the records of the other twenty-nine: never the same work."""
    entry = CORRECT[key]
    others = [record for other in CORRECT.values() if other.key != key for record in records_of(other)]
    same = [record.titles for record in others if not compare(entry, record)]
    assert same == []


def test_the_registry_says_nothing_against_thirty_correct_references():
    assert [event for event in check("house-style.bib") if isinstance(event, Finding)] == []


def test_the_three_invented_kinds_are_found_each_at_the_field_that_is_wrong():
    found = [event for event in check("invented.bib") if isinstance(event, Finding)]
    assert [(finding.rule.name, str(finding.span)) for finding in found] == [
        ("online/title-of-another-work", "invented.bib:6:19"),
        ("online/another-work", "invented.bib:20:19"),
        ("online/other-detail", "invented.bib:27:19"),
    ]
    assert "Piraccini" in found[0].message
    assert "Murray" in found[1].message
    assert "Archives of Dermatology" in found[2].message


@pytest.mark.parametrize(
    ("written", "registered_title"),
    [
        ("The α and β of CO₂ lasers", "The alpha and beta of CO<sub>2</sub> Lasers"),
        ("5-α reductase inhibitors in men", "5-&amp;#x3b1; Reductase Inhibitors in Men"),
        ("Hair loss in women: a review", "Hair Loss in Women"),
        ("Hair loss in women", "Hair loss in women – a review of 12 trials"),
        ("Hair loss in women. A review", "Hair loss in women? A review"),
        ("A three-month trial of peels", "A 3-month trial of peels"),
        ("Non-invasive body contouring, randomised", "Noninvasive Body Contouring, Randomized"),
        ("Epidermal ageing and tumour growth", "Epidermal aging and tumor growth"),
        ("RETRACTED: Peels for scars", "Peels for scars"),
        ("Peels, part II: the sequel", "Peels, part 2: the sequel"),
    ],
)
def test_titles_that_differ_in_house_style_are_the_same(written, registered_title):
    assert title_similarity(written, [registered_title]) >= 90


@pytest.mark.parametrize(
    ("written", "registered_title"),
    [
        ("Peels for scars, part 1", "Peels for scars, part 2"),
        ("A 3-month randomised trial of serum", "A 6-month randomised trial of serum"),
        ("Hair loss", "Hair loss: a review"),
        ("Microneedling for scars", "Microneedling for striae"),
    ],
)
def test_titles_of_two_works_are_not_the_same(written, registered_title):
    assert title_similarity(written, [registered_title]) < 90


@pytest.mark.parametrize(
    ("written", "registered_name"),
    [
        ("J. Am. Acad. Dermatol.", "Journal of the American Academy of Dermatology"),
        ("JAMA", "Journal of the American Medical Association"),
        ("Proc Natl Acad Sci USA", "Proceedings of the National Academy of Sciences USA"),
        ("The Breast", "Breast (Edinburgh, Scotland)"),
        ("Dermatology Practical & Conceptual", "Dermatology Practical &amp; Conceptual"),
        ("Dermatol Surg", "Dermatologic surgery : official publication for American Society for Dermatologic Surgery"),
        ("Zeitschrift für Haut", "Z Haut"),
        ("PLoS ONE", "PLOS One"),
        ("Lasers Surg Med", "Lasers in Surgery and Medicine"),
    ],
)
def test_a_journal_is_known_by_all_its_names(written, registered_name):
    assert same_journal(written, [registered_name])
    assert same_journal(registered_name, [written])


@pytest.mark.parametrize(
    ("written", "registered_name"),
    [
        ("Plast Reconstr Surg", "Plastic and Reconstructive Surgery Global Open"),
        ("Archives of Dermatology", "Archives of Dermatological Research"),
        ("Dermatologic Surgery", "Dermatologic Therapy"),
        ("JAMA", "JAMA Dermatology"),
        ("Journal of Cosmetic Dermatology", "Journal of Cosmetic and Laser Therapy"),
    ],
)
def test_two_journals_are_two(written, registered_name):
    assert not same_journal(written, [registered_name])
    assert not same_journal(registered_name, [written])


@pytest.mark.parametrize(
    ("written", "family"),
    [
        ("van Zuuren, E. J.", "van Zuuren"),
        ("Zuuren, Esther van", "van Zuuren"),
        ("Müller, Ann", "Mueller"),
        ("Müller, Ann", "Muller"),
        ("Garc{\\'\\i}a-L{\\'o}pez, Ana", "García"),
        ("Østergaard, Bo", "Oestergaard"),
        ("Łanocha, M.", "Lanocha"),
        ("O'Neil, Pat", "O’Neil"),
        ("Al-Rashid, K.", "Al Rashid"),
        ("Dmitriev, I.", "Dmitriyev"),
    ],
)
def test_a_person_is_known_by_all_spellings(written, family):
    assert same_name(parse_name(written), Name(family=family))
    assert same_name(Name(family=family), parse_name(written))


@pytest.mark.parametrize(("one", "two"), [("Smith", "Smyth"), ("Lin", "Li"), ("Murray", "Lin"), ("Wang", "Yang")])
def test_two_persons_are_two(one, two):
    assert not same_name(Name(family=one, given="A."), Name(family=two, given="A."))


def test_a_body_is_known_by_its_initials():
    assert same_name(Name(literal="WHO"), Name(literal="World Health Organization"))
    assert not same_name(Name(literal="WHO"), Name(literal="Food and Drug Administration"))


def test_an_issn_settles_which_journal_it_is():
    text = "@article{a, title={Peels for acne scars}, journal={Bull. Soc.}, issn={1234-5679}, doi={10.5555/a}}"
    entry = read_bibtex(Source("a.bib", text))[0]["a"]
    record = Record("Crossref", titles=("Peels for acne scars",), journals=("Other Letters",), issns=("1234-5679",))
    assert compare(entry, record) == ()


def test_an_entry_without_title_and_authors_is_not_held_against_anybody():
    entry = read_bibtex(Source("a.bib", "@misc{a, doi={10.5555/a}, pmid={1}}"))[0]["a"]
    record = Record("PubMed", parse_doi("10.5555/a"), parse_pmid("1"), titles=("T",), authors=(Name(family="A"),))
    assert compare(entry, record) == ()
    assert compare_identifiers(entry, record) == ()


@given(st.text(max_size=300))
def test_folding_a_folded_text_changes_nothing(text):
    folded = fold(text)
    assert fold(folded) == folded
    assert title_similarity(text, [text]) == (100.0 if folded else 0.0)


@given(st.text(max_size=80), st.text(max_size=80))
def test_whether_two_journals_are_one_does_not_depend_on_who_asks(one, two):
    assert same_journal(one, [two]) == same_journal(two, [one])


@pytest.mark.parametrize("piece", [" ", ": ", "a ", "(", "<", "&", "&amp;", "ä", "- ", "1 ", "\u0301"])
def test_a_text_without_end_is_compared_in_no_time(piece):
    text = piece * 200_000
    assert title_similarity(text, [text + "x"]) >= 0
    assert same_journal(text, [text]) or not fold(text)
    assert same_name(Name(family=text[:5000]), Name(family=text[:5000])) or not fold(text[:5000])
