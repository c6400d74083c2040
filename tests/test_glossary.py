"""The glossary: its file, its page, the terms that pages mark, the index from A to Z."""

import time

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as some

from built_sites import build_site, make_site
from vademecum.checks.glossary import lost_entries
from vademecum.pages.comparison import Passage
from vademecum.pages.glossary import Glossary, Term, letter, read_glossary
from vademecum.pages.terms import TermFinder
from vademecum.text.source import Source


def glossary(*names, forms=()):
    """A glossary of these names; the first has other `forms`."""
    return Glossary(
        tuple(
            Term(
                Passage(name, 0, 0),
                f"term-{index}",
                Passage("m", 0, 0),
                tuple(Passage(form, 0, 0) for form in forms * (not index)),
            )
            for index, name in enumerate(names)
        )
    )


def found(text, *names, forms=()):
    """The stretches of `text` that are terms."""
    return [text[each.start : each.end] for each in TermFinder(glossary(*names, forms=forms)).find(text)]


# ---- The file


def test_an_entry_keeps_what_is_written_and_where():
    source = Source(
        "g.yml",
        "- term: Low-level light therapy (LLLT)\n  forms: [LLLT]\n  meaning: >-\n    Red\n    light.\n  see: a.md\n",
    )
    read, findings = read_glossary(source)
    (term,) = read.terms
    assert findings == ()
    assert (term.name.text, term.id, term.letter) == (
        "Low-level light therapy (LLLT)",
        "term-low-level-light-therapy-lllt",
        "L",
    )
    assert term.forms == ("Low-level light therapy", "LLLT")
    assert term.meaning.text == "Red light."
    assert [text.text for text in term.see] == ["a.md"]
    assert source.text[term.name.start : term.name.end] == "Low-level light therapy (LLLT)"
    assert read.abbreviations == {"LLLT"}


def test_terms_stand_in_the_order_of_the_alphabet_whatever_their_accents_and_capitals():
    names = ["b", "Ä", "510(k)", "Zinc", "a", "écran"]
    read, _ = read_glossary(Source("g.yml", "".join(f'- {{term: "{name}", meaning: m}}\n' for name in names)))
    assert [term.name.text for term in read.terms] == ["Ä", "a", "b", "écran", "Zinc", "510(k)"]
    assert [name for name, _ in read.letters()] == ["A", "B", "E", "Z", "0–9"]
    assert len({term.id for term in read.terms}) == len(names)


def test_words_that_yaml_takes_for_something_else_are_words():
    read, findings = read_glossary(Source("g.yml", "- {term: NO, meaning: 12}\n- {term: 2020-01-01, meaning: yes}\n"))
    assert findings == ()
    assert {term.name.text: term.meaning.text for term in read.terms} == {"NO": "12", "2020-01-01": "yes"}


@pytest.mark.parametrize("text", ["", "# nothing\n", "[]\n"])
def test_a_glossary_may_be_empty(text):
    read, findings = read_glossary(Source("g.yml", text))
    assert (not read, findings) == (True, ())


@given(some.text())
def test_no_file_is_too_strange_to_be_read(text):
    source = Source("g.yml", text)
    _, findings = read_glossary(source)
    assert all(
        0 <= each.span.start.offset <= len(source.text) for each in findings if hasattr(each.span.start, "offset")
    )


# ---- Terms in a text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A peel, Peels; PEEL", ["peel", "Peels"]),
        ("peeling, unpeel, re-peel, peel-off, peel_x, peel.com, @peel, #peel", []),
        ("a peel's and a peel’s depth, 'peel'", ["peel", "peel", "peel"]),
        ("a deep\n  peel of a deep peel", ["deep\n  peel", "deep peel"]),
        ("(peel)/peel—peel.", ["peel", "peel", "peel"]),
        ("\x02wzxhzdk:peel\x03 then peel", ["peel"]),
    ],
)
def test_a_term_is_found_as_a_whole_word_in_its_forms(text, expected):
    assert found(text, "Peel", "Deep peel", forms=("peels",)) == expected


def test_the_longest_term_goes_first_and_an_abbreviation_is_found_as_it_is_written():
    assert found("PRP gel, PRP; prp, Prp", "PRP", "PRP gel") == ["PRP gel", "PRP"]
    assert found("a 510(k) clearance", "510(k)") == ["510(k)"]


@given(some.lists(some.text(alphabet="ab -", min_size=1, max_size=4).filter(str.strip)), some.text(alphabet="ab -.\n"))
def test_stretches_that_are_found_follow_each_other(names, text):
    end = 0
    for each in TermFinder(glossary(*names)).find(text):
        assert end <= each.start < each.end <= len(text)
        end = each.end


def test_many_terms_that_begin_alike_are_found_in_linear_time():
    finder = TermFinder(glossary(*(f"a b c {number}" for number in range(2000))))
    started = time.perf_counter()
    assert list(finder.find("a b c " * 20_000)) == []
    assert time.perf_counter() - started < 5  # a busy machine


def test_a_letter_has_no_accent():
    assert (letter("Ångström"), letter("µA"), letter("5-FU")) == ("A", "Μ", "0–9")


# ---- In a site

BIBLIOGRAPHY = """\
@article{smith2020, author = {Smith, Jane}, title = {Zinc}, journal = {Metals}, year = {2020}}
@article{jones2021, author = {Jones, Tom}, title = {Iron}, journal = {Metals}, year = {2021}}
"""
DATA = """\
- term: Peel
  forms: [peels]
  meaning: >-
    It loosens *skin* [@smith2020]; <b>see</b>
    [here](https://example.org/) {{ cite("jones2021") }}.
  see: [topic.md, PRP]
- term: PRP
  meaning: Plasma.
- term: Zinc
  meaning: A metal.
"""
TOPIC = """\
---
title: Zinc in use
section: metals
---
## What peels do

A `peel`, a [peel](https://example.org/), a <i>peel</i> and a **peel**; a peel again, with zinc.

*[PRP]: plasma

PRP and peels [@smith2020].

## What is not known

All of it.
"""
OTHER = TOPIC.replace("Zinc in use", "Lead").replace("What peels do", "What lead does")
FILES = {
    "references.bib": BIBLIOGRAPHY,
    "docs/data/glossary.yml": DATA,
    "docs/index.md": "# Home\n\n{{ az_index() }}\n",
    "docs/glossary.md": "# Glossary\n\nWords.\n\n{{ glossary() }}\n",
    "docs/topic.md": TOPIC,
    "docs/other.md": OTHER,
    "docs/plain.md": "---\nglossary: false\n---\n# Plain\n\nA peel.\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    settings = {"markdown_extensions": ["abbr", "attr_list", {"toc": {"permalink": "#"}}]}
    built = build_site(make_site(tmp_path_factory.mktemp("site"), FILES, settings), strict=True)
    assert built.log == []
    return built


def tree(site, path):
    return BeautifulSoup((site.folder / path).read_text(encoding="utf-8"), "html.parser").select_one("article")


def test_the_glossary_lists_terms_by_letter_with_citations_and_what_they_lead_to(site):
    page = tree(site, "glossary/index.html")
    assert [heading["id"] for heading in page.select("h2")] == ["p", "z", "references"]
    assert [link["href"] for link in page.select(".vm-letters a")] == ["#p", "#z"]
    assert [term["id"] for term in page.select("dt")] == ["term-peel", "term-prp", "term-zinc"]
    peel = page.select_one("dd")
    assert " ".join(peel.get_text().split()).startswith(
        "It loosens skin (Smith, 2020); <b>see</b> here (Jones, 2021). See "
    )
    assert [link["href"] for link in peel.select(".vm-terms__see a")] == ["../topic/", "#term-prp"]
    assert [each["id"] for each in page.select(".vm-references li")] == ["ref-jones2021", "ref-smith2020"]
    assert page.select(".vm-term") == []


def test_a_page_marks_the_first_use_of_each_term_in_prose_alone(site):
    page = tree(site, "topic/index.html")
    marks = page.select("a.vm-term")
    assert [(mark.get_text(), mark["href"]) for mark in marks] == [("peel", "../glossary/#term-peel")]
    assert marks[0].parent.name == "strong"  # not in code, a link or raw HTML; zinc is what the page is about
    assert [mark.get_text() for mark in tree(site, "other/index.html").select("a.vm-term")] == ["peel", "zinc"]


def test_a_page_carries_each_meaning_once_without_citations_and_links(site):
    carried = tree(site, "topic/index.html").find("template", class_="vm-tips").find_all("div")
    assert [each["id"] for each in carried] == ["term-peel"]
    text, more = carried[0].find_all("p")
    assert str(text) == "<p><b>Peel</b> It loosens <i>skin</i>; &lt;b&gt;see&lt;/b&gt; here.</p>"
    assert text.find_all("a") == []
    assert more.a["href"] == "../glossary/#term-peel"


def test_a_page_may_have_no_marks(site):
    assert tree(site, "plain/index.html").select(".vm-term, .vm-tips") == []


def test_the_search_finds_terms_where_they_are_explained_and_nowhere_twice(site):
    told = {each["location"]: each["text"] for each in site.index}
    assert "It loosens" in told["glossary/#p"]
    assert not any("It loosens" in text for location, text in told.items() if location.startswith("topic/"))
    assert "a peel again" in " ".join(BeautifulSoup(told["topic/#what-peels-do"], "html.parser").get_text().split())


def test_the_index_has_topics_sections_and_terms(site):
    page = tree(site, "index.html")
    rows = {" ".join(each.get_text().split()): each for each in page.select(".vm-index ul:not(.vm-letters) li")}
    assert list(rows) == [
        "Lead",
        "Peel glossary",
        "PRP glossary",
        "What is not known in Lead, Zinc in use",
        "What lead does in Lead",
        "What peels do in Zinc in use",
        "Zinc glossary",
        "Zinc in use",
    ]
    assert [link["href"] for link in page.select(".vm-index .vm-letters a")] == [f"#vm-index-{each}" for each in "lpwz"]
    assert rows["Peel glossary"].a["href"] == "glossary/#term-peel"
    assert rows["What lead does in Lead"].a["href"] == "other/#what-lead-does"


def test_a_second_call_is_told_and_so_is_one_without_a_file(tmp_path):
    files = {**FILES, "docs/glossary.md": "# G\n\n{{ glossary() }}\n\n{{ glossary() }}\n"}
    built = build_site(make_site(tmp_path / "twice", files))
    assert ["once is enough" in line for line in built.log] == [True]
    bare = {"references.bib": "", "docs/index.md": "# Home\n\nA peel.\n\n{{ glossary() }}\n\n{{ az_index() }}\n"}
    built = build_site(make_site(tmp_path / "bare", bare))
    assert ["there is no file 'data/glossary.yml'" in line for line in built.log] == [True]
    assert tree(built, "index.html").select(".vm-letters, .vm-terms, .vm-index, .vm-term") == []


def test_programs_read_the_glossary_with_its_citations(site):
    twin = (site.folder / "glossary/index.md").read_text(encoding="utf-8")
    assert "**Peel:** It loosens *skin* (Smith, 2020)" in twin


@pytest.mark.parametrize(
    ("see", "hint"),
    [
        ("hair/preventoin.md", "Did you mean 'hair/prevention.md'?"),
        ("hair/hair-prevention.md", "Did you mean 'hair/prevention.md'?"),
        ("hair/lentigo.md", "Name a page by its path, or another term."),
        ("Lentigos", "Did you mean 'Lentigo'?"),
        ("Plasm", "Name a page by its path, or another term."),
    ],
)
def test_a_page_is_guessed_for_a_path_and_a_term_for_a_word(see, hint):
    text = f"- term: Plasma\n  meaning: A.\n  see: {see}\n- term: Lentigo\n  meaning: B.\n"
    pages = ("index.md", "hair/index.md", "hair/prevention.md")
    found = lost_entries(read_glossary(Source("docs/data/glossary.yml", text))[0], pages.__contains__, lambda: pages)
    assert [finding.hint for finding in found] == [hint]
