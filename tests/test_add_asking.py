"""What people type and paste, what PubMed's types say, and in which words a bibliography speaks."""

import pytest

from add_registry import AddRegistry, add, lead_to, make_book
from registry_server import serving
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.entry import Entry
from vademecum.bibliography.habits import Habits
from vademecum.bibliography.identifier import Arxiv, Doi, Isbn, Pmcid, Pmid, citation_key
from vademecum.bibliography.publication_types import propose_design
from vademecum.bibliography.wanted import NotWanted, joined_labels, read_wanted
from vademecum.lookup.described import clean_title, displayed_name, licence_name, person
from vademecum.text.source import Source

DOI = Doi("10.1016/s0140-6736(97)11096-0")


@pytest.mark.parametrize(
    "text",
    [
        "10.1016/S0140-6736(97)11096-0",
        "doi:10.1016/S0140-6736(97)11096-0.",
        "DOI 10.1016/S0140-6736(97)11096-0;",
        "https://doi.org/10.1016/S0140-6736(97)11096-0",
        "http://dx.doi.org/10.1016/S0140-6736%2897%2911096-0",
        "(doi: 10.1016/S0140-6736(97)11096-0)",
        "<https://doi.org/10.1016/S0140-6736(97)11096-0>,",
        "“10.1016/S0140-6736(97)11096-0”",
        "\u200b 10.1016/S0140-6736(97)11096-0\n",
        "https://doi-org.proxy.example.edu/10.1016/S0140-6736(97)11096-0",
    ],
)
def test_a_doi_is_read_in_any_spelling(text):
    assert read_wanted(text) == DOI


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7140077", Pmid("7140077")),
        ("PMID: 7140077.", Pmid("7140077")),
        ("pmid7140077", Pmid("7140077")),
        ("https://pubmed.ncbi.nlm.nih.gov/7140077/?from=single", Pmid("7140077")),
        ("PMID: 7140077; PMCID: PMC123", Pmid("7140077")),
        ("PMC 6583756", Pmcid("PMC6583756")),
        ("PMCID: PMC6583756.1", Pmcid("PMC6583756")),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC6583756/pdf/x.pdf", Pmcid("PMC6583756")),
        ("978-3-16-148410-0", Isbn("9783161484100")),
        ("ISBN-13: 978 3 16 148410 0", Isbn("9783161484100")),
        ("0-19-852663-6", Isbn("9780198526636")),
        ("https://openlibrary.org/isbn/9783161484100", Isbn("9783161484100")),
        ("arXiv:2101.00001v2", Arxiv("2101.00001", 2)),
        ("https://arxiv.org/pdf/2101.00001.pdf", Arxiv("2101.00001")),
        ("10.48550/arXiv.2101.00001", Arxiv("2101.00001")),
        ("hep-th/9901001", Arxiv("hep-th/9901001")),
        ("https://www.medrxiv.org/content/10.1101/2020.05.01.20001v2.full", Doi("10.1101/2020.05.01.20001")),
        ("https://academic.oup.com/asj/article-abstract/doi/10.1093/asj/sjae228/7831234", Doi("10.1093/asj/sjae228")),
    ],
)
def test_other_identifiers_are_read_in_any_spelling(text, expected):
    assert read_wanted(text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "nothing in it"),
        ("978-3-16-148410-1", "one of its digits is wrong"),
        ("10.1000", "behind the slash is missing"),
        ("https://www.example.org/a/b", "pages are not opened"),
        ("example.org/a", "pages are not opened"),
        ("Smith 2020", "no identifier that is known"),
        ("pmid 12 34", "not the form of a PMID"),
        ("1234567890123456", "no identifier that is known"),
    ],
)
def test_what_is_no_identifier_is_told_why(text, words):
    found = read_wanted(text)
    assert isinstance(found, NotWanted)
    assert words in found.message
    assert found.hint


def test_labels_that_stand_alone_belong_to_the_next_word():
    words = ["PMID:", "123", "doi", "10.1/x", "PMC12", "isbn"]
    assert list(joined_labels(words)) == ["PMID: 123", "doi 10.1/x", "PMC12", "isbn"]


@pytest.mark.parametrize(
    ("types", "design", "status"),
    [
        (["Journal Article", "Randomized Controlled Trial", "Multicenter Study"], "randomised trial", ""),
        (["Systematic Review", "Meta-Analysis"], "meta-analysis", ""),
        (["Systematic Review"], "systematic review", ""),
        (["Case Reports"], "case report", ""),
        (["Practice Guideline", "Guideline"], "guideline", ""),
        (["Consensus Development Conference"], "consensus", ""),
        (["Randomized Controlled Trial, Veterinary"], "animal study", ""),
        (["Clinical Trial Protocol", "Randomized Controlled Trial"], "", "protocol"),
        (["Randomized Controlled Trial", "Systematic Review"], "", ""),
        (["Review"], "", ""),
        (["Clinical Trial", "Comparative Study"], "", ""),
        (["Comment", "Systematic Review"], "", ""),
        (["Journal Article"], "", ""),
        ([], "", ""),
    ],
)
def test_a_design_is_told_only_where_it_is_certain(types, design, status):
    proposal = propose_design(types)
    assert (proposal.design, proposal.status) == (design, status)
    assert bool(proposal.remarks) == (types not in ([], ["Journal Article"]))


BIBLATEX = "@online{a, author={A, B}, title={T}, date={2020-01-02}, eprint={1}, eprinttype={x}, location={P}}"
BIBTEX = "@article{a, author={A, B}, title={T}, journal={J}, year=2020, pages=1}"


@pytest.mark.parametrize(
    ("others", "written", "expected"),
    [
        ("", "@report{r, institution={I}, location={P}, date={2001-02-03}, type={techreport}}",
         ("techreport", {"institution": "I", "address": "P", "year": "2001"})),
        (BIBLATEX, "@report{r, institution={I}, address={P}, date={2001-02-03}}",
         ("report", {"institution": "I", "location": "P", "date": "2001-02-03"})),
        (BIBTEX, "@article{r, journaltitle={K}, eid={e1}}", ("article", {"journal": "K", "pages": "e1"})),
        (BIBLATEX, "@article{r, journal={K}, eid={e1}}", ("article", {"journaltitle": "K", "eid": "e1"})),
        (BIBTEX, "@thesis{r, institution={I}, type={mathesis}}", ("mastersthesis", {"school": "I"})),
        (BIBTEX, "@article{r, date={2001/2003}}", ("article", {"date": "2001/2003"})),
    ],
)  # fmt: skip
def test_a_new_entry_speaks_as_the_others_do(others, written, expected):
    [entry] = read_bibtex(Source("new.bib", written))[0].values()
    found = Habits(read_bibtex(Source("old.bib", others))[0].values()).followed(entry)
    assert (found.type, found.fields) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("A title.", "A title"),
        ("Peels by Smith et al.", "Peels by Smith et al."),
        ("Skin (a review).", "Skin (a review)"),
        ("RETRACTED: Skin", "Skin"),
        ("[Retracted] Skin", "Skin"),
        ("Retracted skin", "Retracted skin"),
        ("WITHDRAWN - Skin", "Skin"),
        ("Skin &amp;amp; hair", "Skin & hair"),
        ("<jats:p>Skin <jats:sup>2</jats:sup></jats:p>", "Skin 2"),
        ("a < b and c > d", "a < b and c > d"),
    ],
)
def test_titles_are_cleaned_of_what_databases_put_around_them(title, expected):
    assert clean_title(title) == expected


def test_names_are_told_apart_as_far_as_they_can_be():
    assert person("van der Berg", "J.") == {"non-dropping-particle": "van der", "family": "Berg", "given": "J."}
    assert person("", "Plato") == {"literal": "Plato"}
    assert person("al", "") == {"family": "al"}
    assert displayed_name("World Health Organization") == {"literal": "World Health Organization"}
    assert displayed_name("Ludwig van Beethoven")["non-dropping-particle"] == "van"


@pytest.mark.parametrize(
    ("addresses", "expected"),
    [
        (["http://creativecommons.org/licenses/by-nc-nd/4.0/"], "CC BY-NC-ND 4.0"),
        (["https://creativecommons.org/publicdomain/zero/1.0/"], "CC0"),
        (["https://www.wiley.example/terms"], ""),
        (["https://creativecommons.org/licenses/by/4.0/", "https://creativecommons.org/licenses/by-nc/4.0/"], ""),
        ([], ""),
    ],
)
def test_a_licence_is_told_where_all_agree(addresses, expected):
    assert licence_name(addresses) == expected


def test_what_was_added_is_read_as_the_same_again(tmp_path, monkeypatch):
    work = {"DOI": "10.5555/x", "type": "journal-article", "title": ["Skin 100% {braces} & $5 #1 _x_ \\alpha ~"],
            "author": [{"given": "A.", "family": "O'Neil, Jr"}], "issued": {"date-parts": [[2020]]},
            "container-title": ["J & K"]}  # fmt: skip
    make_book(tmp_path, "")
    monkeypatch.chdir(tmp_path)
    registry = AddRegistry()
    registry.know({"crossref": [work]})
    with serving(registry) as address:
        lead_to(monkeypatch, address)
        assert add("10.5555/x", "--key", "k").exit_code == 0
    [entry] = read_bibtex(Source("r.bib", (tmp_path / "references.bib").read_text(encoding="utf-8")))[0].values()
    assert entry == Entry(citation_key("k"), "article", entry.fields)
    assert entry.plain("title") == work["title"][0]
    assert entry.plain("journal") == "J & K"
