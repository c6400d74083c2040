"""Identifiers: the cases in `cases/identifiers/*.txt`, and laws for whatever may stand in a field."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from case_files import read_cases
from vademecum.bibliography.identifier import (
    Arxiv,
    Doi,
    Isbn,
    Issn,
    Orcid,
    Pmcid,
    Pmid,
    citation_key,
    parse_arxiv,
    parse_doi,
    parse_isbn,
    parse_issn,
    parse_orcid,
    parse_pmcid,
    parse_pmid,
)
from vademecum.bibliography.identifier.check_digit import isbn10_check, isbn13_check, issn_check, orcid_check
from vademecum.bibliography.identifier.hidden import find_identifiers
from vademecum.bibliography.identifier.problem import IDENTIFIER_FIELDS, identifier_problem
from vademecum.bibliography.identifier.web_address import read_address

CASES = read_cases("identifiers/*.txt")
PARSERS = {
    "doi": parse_doi,
    "pmid": parse_pmid,
    "pmcid": parse_pmcid,
    "isbn": parse_isbn,
    "issn": parse_issn,
    "orcid": parse_orcid,
    "eprint": parse_arxiv,
}
KINDS = {Doi: "DOI", Pmid: "PMID", Pmcid: "PMCID", Isbn: "ISBN", Issn: "ISSN", Orcid: "ORCID iD", Arxiv: "arXiv"}


def readable(fields):
    """The identifiers that a field holds, a line each, and what is wrong with it."""
    field, _, value = fields.partition(" =")
    value, _, kind = value.partition("\neprinttype = ")
    value = value.removeprefix(" ")
    if field in PARSERS and field != "eprint":
        found = [PARSERS[field](value)]
        problem = identifier_problem(field, value)
    else:
        found = find_identifiers(field, value, kind)
        problem = identifier_problem(field, value) if kind.lower() == "arxiv" else None
    lines = [f"{KINDS[type(each)]} {in_words(each)}" for each in found if each]
    return "\n".join((*(lines or ["nothing"]), *([f"! {problem}"] if problem else [])))


def in_words(identifier):
    number = identifier.name if isinstance(identifier, Doi) else identifier.number
    version = getattr(identifier, "version", None)
    return f"{number}, version {version}" if version else number


@pytest.mark.parametrize("case", CASES)
def test_a_field_holds(case):
    assert readable(case.written) == case.expected


def test_there_are_enough_cases_each_with_a_title_of_its_own():
    titles = [case.id for case in CASES]
    assert len(set(titles)) == len(titles) >= 150


@pytest.mark.parametrize(
    ("identifier", "url"),
    [
        (Doi("10.1371/journal.pone.0102110"), "https://doi.org/10.1371/journal.pone.0102110"),
        (Doi("10.1016/s0140-6736(05)17866-0"), "https://doi.org/10.1016/s0140-6736(05)17866-0"),
        (Doi("10.1002/a<b>c;2-#"), "https://doi.org/10.1002/a%3Cb%3Ec;2-%23"),
        (Doi('10.1000/a?b"c%d[e]'), "https://doi.org/10.1000/a%3Fb%22c%25d%5Be%5D"),
        (Doi("10.1000/é"), "https://doi.org/10.1000/%C3%A9"),
        (Pmid("25883641"), "https://pubmed.ncbi.nlm.nih.gov/25883641/"),
        (Pmcid("PMC4389977"), "https://pmc.ncbi.nlm.nih.gov/articles/PMC4389977/"),
        (Isbn("9783161484100"), "https://openlibrary.org/isbn/9783161484100"),
        (Issn("0140-6736"), "https://portal.issn.org/resource/ISSN/0140-6736"),
        (Arxiv("2101.00001"), "https://arxiv.org/abs/2101.00001"),
        (Arxiv("hep-th/9901001", 2), "https://arxiv.org/abs/hep-th/9901001v2"),
        (Orcid("0000-0002-1825-0097"), "https://orcid.org/0000-0002-1825-0097"),
    ],
)
def test_an_identifier_has_an_address(identifier, url):
    assert identifier.url == url


def test_a_key_is_the_same_however_its_accent_was_typed():
    assert citation_key("Te\u0300st") == citation_key("T\u00e8st") == "T\u00e8st"
    assert citation_key("smith2020") == "smith2020"


@pytest.mark.parametrize(
    ("check", "digits", "expected"),
    [
        (isbn10_check, "030640615", "2"),
        (isbn10_check, "080442957", "X"),
        (isbn13_check, "978316148410", "0"),
        (isbn13_check, "978030640615", "7"),
        (issn_check, "0140673", "6"),
        (issn_check, "1474547", "X"),
        (orcid_check, "000000021825009", "7"),
        (orcid_check, "000000021694233", "X"),
    ],
)
def test_check_digits_are_those_of_the_standards(check, digits, expected):
    assert check(digits) == expected


@pytest.mark.parametrize("check", [isbn10_check, isbn13_check, issn_check, orcid_check])
@pytest.mark.parametrize("digits", ["", "12", "abc", "٠٣٠٦٤٠٦١٥", "1" * 99])
def test_a_check_digit_of_something_else_is_a_bad_call(check, digits):
    with pytest.raises(ValueError, match=r"digits|zip"):
        check(digits)


def test_a_field_that_holds_no_identifiers_is_a_bad_call():
    assert {"doi", "pmid", "pmcid", "isbn", "issn", "eprint", "orcid"} == IDENTIFIER_FIELDS
    with pytest.raises(KeyError):
        identifier_problem("title", "10.1000/182")


def test_an_address_is_taken_apart():
    address = read_address(r"\url{HTTPS://www.Example.org:8080/a\_b%20c/?x=1&DOI=10.1000%2F182&y#z}")
    assert address == ("www.example.org", "/a_b c/", (("x", "1"), ("doi", "10.1000/182"), ("", "y")))
    assert address.is_at("example.org")
    assert not address.is_at("ample.org")
    assert address.parameter("q", "doi") == "10.1000/182"
    assert address.parameter("q") == ""
    assert read_address("example.org/a").host == "example.org"
    for text in (
        "",
        "example.org",
        "a b",
        "http://",
        "http:///x",
        "see http://example.org/",
        "10.1000/182",
        "mailto:a@b.org",
    ):
        assert read_address(text) is None


SUFFIXES = st.text(
    st.sampled_from("abcXYZ0189.-_;()/:<>[]+#?=&%\\{}\"'~^$ é") | st.characters(exclude_categories=("Cs",)),
    min_size=1,
    max_size=20,
)
DOIS = st.builds("10.{}/{}".format, st.integers(1000, 999_999_999), SUFFIXES)
WRAPPED = st.builds(
    str.format,
    st.sampled_from(
        (
            "{}",
            "doi:{}",
            "https://doi.org/{}",
            r"\url{{https://doi.org/{}}}",
            "({})",
            "https://x.org/doi/{}/full",
            "{} [doi]",
        )
    ),
    DOIS,
)
ANYTHING = st.one_of(
    st.text(max_size=40),
    WRAPPED,
    st.lists(
        st.sampled_from(
            (
                *(
                    "doi:",
                    "10.1000/",
                    "https://",
                    "doi.org/",
                    "arxiv.org/abs/",
                    "pubmed.ncbi.nlm.nih.gov/",
                    "?id=",
                    "&",
                    "%",
                ),
                *(
                    "PMID: ",
                    "PMC",
                    "123",
                    "978",
                    "0306406152",
                    "-",
                    " ",
                    "X",
                    "ISBN ",
                    "1501.00001",
                    "v2",
                    "{\\_}",
                    "\\%",
                ),
                *(
                    "hep-th/9901001",
                    "arXiv:",
                    "[doi]",
                    "\n",
                    ";",
                    ".",
                    ")",
                    "<",
                    "/full",
                    "#",
                    "0000-0002-1825-0097",
                    "%2F",
                ),
            )
        ),
        max_size=9,
    ).map("".join),
)


@pytest.mark.fuzz
@given(ANYTHING)
@example("10.1000/\\\\_")
@example("10.1000/&amp;lt;")
@example("10.1000/a%2528")
@example("https://doi.org/10.1000/a%5C_b")
def test_a_doi_has_one_normal_form_however_it_is_written(text):
    doi = parse_doi(text)
    if doi:
        assert parse_doi(doi.name) == parse_doi(doi.url) == parse_doi(f"doi:{doi.name}") == doi
        assert not any(letter in doi.name for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@pytest.mark.fuzz
@given(ANYTHING)
def test_every_identifier_is_read_back_from_its_normal_form_and_from_its_address(text):
    for field in ("pmid", "pmcid", "isbn", "issn", "orcid", "eprint"):
        found = PARSERS[field](text)
        if found:
            assert PARSERS[field](in_words(found).replace(", version ", "v")) == found
            assert PARSERS[field](found.url) == found


@pytest.mark.fuzz
@given(
    ANYTHING,
    st.sampled_from(("url", "howpublished", "note", "eprint", "journal", "volume", "title")),
    st.text(max_size=5),
)
def test_what_hides_in_a_field_is_at_most_one_of_each_kind(text, field, kind):
    found = find_identifiers(field, text, kind)
    assert len({type(each) for each in found}) == len(found)


@pytest.mark.fuzz
@given(ANYTHING, st.sampled_from(sorted(IDENTIFIER_FIELDS)))
def test_what_cannot_be_read_has_a_reason(text, field):
    problem = identifier_problem(field, text)
    if text.strip() and not PARSERS[field](text):
        assert problem


@pytest.mark.fuzz
@given(st.integers(0, 999_999_999), st.integers(0, 9))
def test_one_wrong_digit_is_no_isbn(number, position):
    digits = f"978{number:09}"
    valid = digits + isbn13_check(digits)
    wrong = [*valid]
    wrong[position + 3] = str((int(wrong[position + 3]) + 1) % 10)
    assert parse_isbn(valid) == Isbn(valid)
    assert parse_isbn("".join(wrong)) is None
    assert identifier_problem("isbn", "".join(wrong)) is not None


@pytest.mark.fuzz
@given(st.integers(0, 999_999_999))
def test_an_isbn_of_ten_characters_is_the_same_book_as_one_of_thirteen(number):
    digits = f"{number:09}"
    long = f"978{digits}"
    assert (
        parse_isbn(digits + isbn10_check(digits))
        == parse_isbn(long + isbn13_check(long))
        == Isbn(long + isbn13_check(long))
    )


HOSTILE = (
    *(
        "1",
        "1 ",
        "1-",
        "9",
        " ",
        "-",
        ".",
        "/",
        "10.",
        "10.1000/",
        "/10.1000/a",
        "10.1234.1",
        ")",
        "(",
        "<",
        "\\",
        "\\_",
        "{",
        "}",
    ),
    *(
        "&amp;",
        "&amp;lt;",
        "%",
        "%2F",
        "%2528",
        "doi:",
        "https://",
        "http://a.b/",
        "?url=",
        "a.",
        "PMID: 1; ",
        "PMID:",
        "X",
    ),
    *(
        "arXiv:",
        "arXiv preprint ",
        "[doi]",
        "/full",
        "\n",
        "ISBN 1 ",
        "isbn",
        "1234-5679 ",
        "0000-",
        "v1",
        "\\url{",
        "doi.org",
    ),
)


@pytest.mark.parametrize("unit", HOSTILE)
@pytest.mark.parametrize("start", ["", "10.1000/", "https://doi.org/10.1000/", "PMID: 1; "])
def test_a_long_field_comes_to_an_end(unit, start):
    """A field of 64 kB; what grows with the square of the length takes minutes."""
    text = start + unit * (65_536 // len(unit))
    for field in IDENTIFIER_FIELDS:
        assert identifier_problem(field, text) or PARSERS[field](text) or text.isspace()
    for field in ("url", "note", "eprint", "howpublished", "volume"):
        assert len(find_identifiers(field, text)) <= len(KINDS)
