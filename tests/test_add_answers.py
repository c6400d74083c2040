"""What `vademecum add` does where a registry answers with another work than the one asked for, or with odd values."""

import pytest

from add_registry import AddRegistry, add, lead_to, make_book
from registry_server import serving
from vademecum.bibliography.wanted import NotWanted, read_wanted

BOOK = """\
@book{byron2018,
  author       = {Byron, Ada},
  title        = {Sunscreens in the sea},
  publisher    = {Sea Press},
  year         = {2018},
}
"""


def work(doi, **more):
    return {"DOI": doi, "type": "journal-article", "title": ["Needles and scars"], "container-title": ["Scars"],
            "author": [{"given": "Eva", "family": "Lund"}], "issued": {"date-parts": [[2020]]}, **more}  # fmt: skip


def summary(pmid, doi="", **more):
    named = [{"idtype": "doi", "value": doi}] if doi else []
    return {"uid": pmid, "title": "Needles and scars.", "pubdate": "2020", "source": "Scars", "articleids": named,
            "authors": [{"name": "Lund E", "authtype": "Author"}], "pubtype": ["Journal Article"], **more}  # fmt: skip


@pytest.fixture
def registry(tmp_path, monkeypatch):
    make_book(tmp_path, BOOK)
    monkeypatch.chdir(tmp_path)
    found = AddRegistry()
    with serving(found) as address:
        lead_to(monkeypatch, address)
        yield found


def held(folder):
    return (folder / "references.bib").read_bytes().decode("utf-8")


def test_another_doi_is_refused_where_nothing_shows_that_it_is_the_same_work(registry, tmp_path):
    registry.works["10.5555/asked"] = work("10.5555/other")
    result = add("10.5555/asked")
    assert result.exit_code == 1
    other = "DOI 10.5555/other, 'Needles and scars' (Lund, Scars, 2020)"
    assert result.stderr.splitlines() == [
        f"not added: 10.5555/asked: Crossref answers with {other}, which may be another work",
        "    Open https://doi.org/10.5555/asked and compare. If it is the work, add it as DOI 10.5555/other.",
    ]
    assert held(tmp_path) == BOOK


@pytest.mark.parametrize(
    "said",
    [
        {"aliases": ["10.5555/ASKED"]},
        {"alternative-id": ["S1", "10.5555/asked"]},
        {"relation": {"is-identical-to": [{"id-type": "doi", "id": "10.5555/asked", "asserted-by": "subject"}]}},
    ],
)
def test_another_doi_is_written_where_crossref_says_that_both_are_of_one_work(registry, tmp_path, said):
    registry.works["10.5555/asked"] = work("10.5555/other", **said)
    result = add("10.5555/asked")
    assert result.exit_code == 0, result.output
    remark = "DOI 10.5555/asked is another name of this work, by Crossref; written is the first, DOI 10.5555/other"
    assert f"    {remark}\n" in result.output
    assert "{10.5555/other}" in held(tmp_path)


def test_another_doi_is_written_where_pubmed_has_the_work_under_the_doi_that_was_asked_for(registry, tmp_path):
    registry.works["10.5555/asked"] = work("10.5555/other")
    registry.know({"pubmed": [summary("20000001", "10.5555/asked")]})
    result = add("10.5555/asked")
    assert result.exit_code == 0, result.output
    remark = "DOI 10.5555/asked, which PubMed has of this work, is DOI 10.5555/other at Crossref; that is written"
    assert f"    {remark}\n" in result.output
    assert "{10.5555/other}" in held(tmp_path)
    assert "{20000001}" in held(tmp_path)


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Hair of mice."},
        {"title": "", "authors": []},
        {"authors": [], "title": "Needles and scars."},
    ],
)
def test_what_pubmed_has_under_that_doi_has_to_be_the_same_work(registry, tmp_path, other):
    registry.works["10.5555/asked"] = work("10.5555/other")
    registry.know({"pubmed": [summary("20000001", "10.5555/asked", **other)]})
    assert add("10.5555/asked").exit_code == 1
    assert held(tmp_path) == BOOK


def test_a_pmid_whose_doi_crossref_knows_by_another_name_is_added_under_that(registry, tmp_path):
    registry.works["10.5555/asked"] = work("10.5555/other")
    registry.know({"pubmed": [summary("20000001", "10.5555/asked")]})
    result = add("20000001")
    assert result.exit_code == 0, result.output
    assert "is DOI 10.5555/other at Crossref; that is written" in result.output
    assert "{10.5555/other}" in held(tmp_path)


def test_a_pmid_whose_doi_crossref_answers_with_another_work_goes_without_a_doi(registry, tmp_path):
    registry.works["10.5555/asked"] = work("10.5555/other", title=["Hair of mice"], author=[])
    registry.know({"pubmed": [summary("20000001", "10.5555/asked")]})
    result = add("20000001")
    assert result.exit_code == 0, result.output
    assert "DOI 10.5555/asked, which PubMed names, is left out" in result.output
    assert "doi" not in held(tmp_path)


def test_another_pmid_is_refused(registry, tmp_path):
    registry.summaries["20000001"] = summary("20000002")
    result = add("20000001")
    assert result.exit_code == 1
    assert "PubMed answers with PMID 20000002, 'Needles and scars" in result.stderr
    assert "If it is the work, add it as PMID 20000002." in result.stderr
    assert held(tmp_path) == BOOK


def test_another_isbn_is_refused_and_both_forms_of_one_are_the_same(registry, tmp_path):
    book = {"title": "Skin", "authors": [{"name": "Ada Byron"}], "publish_date": "2001"}
    registry.books["9783161484100"] = {**book, "identifiers": {"isbn_13": ["9780306406157"]}}
    registry.books["9780306406157"] = {**book, "identifiers": {"isbn_10": ["0306406152"]}}
    result = add("9783161484100")
    assert result.exit_code == 1
    assert "Open Library answers with ISBN 9780306406157, 'Skin'" in result.stderr
    assert held(tmp_path) == BOOK
    assert add("9780306406157").exit_code == 0


def test_another_doi_of_datacite_and_another_preprint_are_refused(registry, tmp_path):
    titles = [{"title": "Scars, measured"}]
    registry.datacite["10.5555/asked"] = {"doi": "10.5555/other", "titles": titles, "publicationYear": 2020}
    registry.papers["2101.00001"] = (
        "<entry><id>http://arxiv.org/abs/2101.00002v1</id><title>Light</title>"
        "<published>2021-01-01T00:00:00Z</published><author><name>Ada Byron</name></author></entry>"
    )
    result = add("10.5555/asked", "arXiv:2101.00001")
    assert result.exit_code == 1
    assert "DataCite answers with DOI 10.5555/other, 'Scars, measured'" in result.stderr
    assert "arXiv answers with arXiv 2101.00002, 'Light'" in result.stderr
    assert held(tmp_path) == BOOK


def test_what_turns_or_hides_text_is_not_written(registry, tmp_path):
    names = [{"given": "E\u200bva\u202c", "family": "\u202eLund\u0007"}]
    titles = ["Needles\u2028 and \u202escars\u2066\ufeff\x1b[31m of \u05e2\u05d5\u05e8"]
    registry.works["10.5555/asked"] = work("10.5555/asked", author=names, title=titles)
    assert add("10.5555/asked").exit_code == 0
    assert "{Lund, Eva}" in held(tmp_path)
    assert "{Needles and scars[31m of \u05e2\u05d5\u05e8}" in held(tmp_path)


@pytest.mark.parametrize("year", [99999, 20200])
def test_a_year_that_cannot_be_is_named_and_left_out(registry, tmp_path, year):
    registry.works["10.5555/a"] = work("10.5555/a", issued={"date-parts": [[year]]})
    registry.datacite["10.5555/b"] = {"doi": "10.5555/b", "titles": [{"title": "Scars"}], "publicationYear": year}
    registry.know({"pubmed": [summary("20000001", pubdate=f"{year} Jan", title="Needles of pines.")]})
    result = add("10.5555/a", "10.5555/b", "20000001")
    assert f"    Crossref gives the year {year}, which cannot be; it is left out\n" in result.output
    assert f"    DataCite gives the year {year}, which cannot be; it is left out\n" in result.output
    assert f"    PubMed gives the date '{year} Jan', which is not read; it is left out\n" in result.output
    assert str(year) not in held(tmp_path).replace("10.5555", "")
    assert held(tmp_path).count("@") == 4


@pytest.mark.parametrize(("last", "new"), [("\n", "\n"), ("\r\n", "\r\n")])
def test_in_a_file_of_both_line_ends_new_lines_end_as_the_line_above_them(registry, tmp_path, last, new):
    registry.works["10.5555/a"] = work("10.5555/a")
    lines = BOOK.splitlines()
    other = "\r\n" if last == "\n" else "\n"
    text = other.join(lines[:-1]) + other + lines[-1] + last
    (tmp_path / "references.bib").write_bytes(text.encode())
    assert add("10.5555/a").exit_code == 0
    added = held(tmp_path).removeprefix(text)
    assert added.count("\n") == added.count(new) == 8
    assert held(tmp_path).startswith(text)


@pytest.mark.usefixtures("registry")
@pytest.mark.parametrize("key", ["@x", "x]y", "x;z", "a*b", "x.", "-x", "smith<b>", "a b", "é]"])
def test_a_key_that_could_not_be_cited_as_it_is_is_refused(tmp_path, key):
    result = add("10.5555/a", f"--key={key}")
    assert result.exit_code == 2
    assert f"'{key}' cannot be a key: it has letters and digits" in result.stderr
    assert held(tmp_path) == BOOK


@pytest.mark.usefixtures("registry")
@pytest.mark.parametrize("empty", ["", "  "])
def test_nothing_at_all_is_not_taken_for_a_folder(empty):
    result = add(empty)
    assert result.exit_code == 1
    assert "not added: '': there is nothing in it\n    Give a DOI" in result.stderr


@pytest.mark.parametrize("text", ["PMC 9780306406157", "PMC9780306406157", "pmid: 9780306406157"])
def test_an_identifier_behind_the_label_of_another_is_told_in_words_for_whoever_types_it(text):
    said = "it is an ISBN, and stands behind the label of another"
    assert read_wanted(text) == NotWanted(said, "Give it without the label.")
