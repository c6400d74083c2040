"""Laws of export and import, for whatever a bibliography or a file of another program may hold."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export_entries import LISTS_OF_ENTRIES, RICH, TEXTS, meaning
from foreign_files import CSL_FILES, RIS_FILES, SCRAPS, numbered, words_of
from foreign_files import VALUES as FOREIGN_TEXTS
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.bibtex.writer import write_bibtex
from vademecum.bibliography.exchange import csl_crossings, ris_crossings
from vademecum.bibliography.exchange.csl_markup import escape, from_markup, to_markup
from vademecum.bibliography.exchange.csljson import read_csl_json, write_csl_json
from vademecum.bibliography.exchange.ris import read_ris, write_ris
from vademecum.text.finding import Severity
from vademecum.text.rich import plain
from vademecum.text.source import Source, normalise_newlines

REFERENCES = Path(__file__).parent.parent / "references.bib"
FORMATS = {"csl-json": (write_csl_json, read_csl_json), "ris": (write_ris, read_ris)}


@pytest.fixture(params=FORMATS)
def form(request):
    """A way to write entries, and one to read them."""
    return FORMATS[request.param]


@pytest.fixture(scope="module")
def references():
    """The works of the handbook."""
    return list(read_bibtex(Source("references.bib", REFERENCES.read_text(encoding="utf-8")))[0].values())


def source(text):
    return Source("x", normalise_newlines(text))


def come_back(works, write, read):
    """The same works come back from what is written, and are written again as they were."""
    text = write(works)
    found, findings = read(source(text))
    assert [meaning(entry) for entry in found] == [meaning(entry) for entry in works]
    assert findings == ()
    assert write(found) == text


def is_as_good_as_bibtex(works):
    """Works can be written as BibTeX, and what is read from that says the same."""
    bibliography, findings = read_bibtex(Source("x.bib", write_bibtex(works)))
    assert [finding for finding in findings if finding.severity is Severity.ERROR] == []
    assert {key: meaning(entry) for key, entry in bibliography.items()} == {
        entry.key: meaning(entry) for entry in works
    }


def everything(works):
    """All letters of works."""
    return "".join("".join((entry.key, entry.type, *entry.fields.values())) for entry in works)


@pytest.mark.parametrize("crossings", [csl_crossings, ris_crossings])
def test_each_field_and_each_variable_or_tag_is_in_one_crossing(crossings):
    for attribute in ("fields", "names"):
        names = [name for crossing in crossings.all_crossings() for name in getattr(crossing, attribute)]
        assert len(names) == len(set(names)) > 20


def test_the_works_of_the_handbook_come_back(form, references):
    assert len(references) > 200
    come_back(references, *form)


@pytest.mark.fuzz
@given(LISTS_OF_ENTRIES)
def test_any_works_come_back_from_csl_json(works):
    come_back(works, write_csl_json, read_csl_json)


@pytest.mark.fuzz
@given(LISTS_OF_ENTRIES)
def test_any_works_come_back_from_ris(works):
    come_back(works, write_ris, read_ris)


@pytest.mark.fuzz
@given(st.lists(RICH, max_size=3).map(tuple))
def test_markup_is_read_as_it_was_written(rich):
    written = to_markup(rich)
    assert plain(from_markup(written)) == plain(rich)
    assert to_markup(from_markup(written)) == written


@pytest.mark.fuzz
@given(st.text() | TEXTS)
def test_text_is_never_markup(text):
    assert from_markup(escape(text)) == ((text,) if text else ())
    assert from_markup(to_markup((text,))) == ((text,) if text else ())


@pytest.mark.fuzz
@given(FOREIGN_TEXTS.map(numbered))
def test_no_word_between_tags_is_lost(text):
    assert words_of(plain(from_markup(text))) == words_of(re.sub("<[^<>]*>|&[^;]*;", "", text))


@pytest.mark.fuzz
@given(CSL_FILES)
def test_no_word_of_a_csl_json_file_is_lost_and_the_works_are_as_good_as_bibtex(text):
    found, findings = read_csl_json(source(text))
    said = " ".join(finding.message for finding in findings)
    for item in json.loads(text):
        for name, value in item.items():
            lost = words_of(json.dumps(value, ensure_ascii=False)) - words_of(everything(found))
            assert not lost or f"'{name}" in said or name in said, (name, lost)
    is_as_good_as_bibtex(found)
    come_back(found, write_csl_json, read_csl_json)


@pytest.mark.fuzz
@given(RIS_FILES)
def test_no_word_of_an_ris_file_is_lost_and_the_works_are_as_good_as_bibtex(text):
    found, findings = read_ris(source(text))
    said = " ".join(finding.message for finding in findings)
    for line in text.splitlines():
        lost = words_of(line) - words_of(everything(found))
        assert not lost or f"'{line[:2]}" in said, (line, lost)
    is_as_good_as_bibtex(found)
    come_back(found, write_ris, read_ris)


@pytest.mark.fuzz
@given(SCRAPS | st.text(), st.sampled_from([read_csl_json, read_ris]))
def test_whatever_a_file_holds_it_is_read(text, read):
    found, findings = read(source(text))
    assert found or findings or not text.strip() or text.strip() == "[]"
    is_as_good_as_bibtex(found)
