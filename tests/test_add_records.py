"""What registries say becomes an entry: forty records and more, in the shapes in which they answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from add_registry import AddRegistry, add, lead_to, make_book, read_case, said
from case_files import read_cases
from registry_server import serving
from vademecum.bibliography.identifier import Isbn, Pmid
from vademecum.lookup import crossref_records, datacite_records, open_library, pubmed_records
from vademecum.lookup.described import entry_of
from vademecum.lookup.merging import merge

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = (
    *("title", "subtitle", "author", "issued", "container-title", "page", "volume", "license", "relation", "update-to"),
    *("updated-by", "institution", "degree", "ISBN", "article-number", "event", "journal-issue", "published-print"),
    *("type", "publisher", "titles", "creators", "dates", "container", "types", "rightsList", "publicationYear"),
    *("authors", "articleids", "pubtype", "pubdate", "references", "lang", "doctype", "booktitle", "publishers"),
)


def run_case(written, folder, monkeypatch):
    """The bibliography after what a case asks for, and what was said."""
    case = read_case(written)
    before = case.get("file", "")
    make_book(folder, before)
    monkeypatch.chdir(folder)
    registry = AddRegistry()
    registry.know(case)
    asked = case["ask"] if isinstance(case["ask"], list) else [case["ask"]]
    with serving(registry) as address:
        lead_to(monkeypatch, address)
        result = add(*case.get("options", ()), *asked)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    after = (folder / "references.bib").read_text(encoding="utf-8")
    told = said(result)
    return "\n\n".join(part.strip("\n") for part in (after, f"said:\n{told}" if told else "") if part.strip())


@pytest.mark.parametrize("case", read_cases("add/*.txt"))
def test_a_record_becomes_the_entry_that_is_expected(case, tmp_path, monkeypatch):
    assert run_case(case.written, tmp_path, monkeypatch) == case.expected


@pytest.mark.fuzz
@given(st.dictionaries(st.sampled_from(NAMES), JSON_VALUES))
def test_nothing_that_a_registry_answers_makes_it_fail(answer):
    message = {**answer, "DOI": "10.5555/x", "doi": "10.5555/x"}
    described = [
        crossref_records.read_described(message),
        datacite_records.read_described(message),
        pubmed_records.read_described(Pmid("1"), message),
        open_library.read_described(Isbn("9783161484100"), message),
    ]
    for each in described:
        entry_of(each.item, each.registry)
        merge(each, described[2])
