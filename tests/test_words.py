"""The words of the interface: each can be said otherwise, and none stands anywhere else than in their list."""

import json
import re
import xml.etree.ElementTree as ET

import pytest
from bs4 import BeautifulSoup, Comment, Doctype

from translated_site import build_translated_site
from vademecum.bibliography.date import Date
from vademecum.bibliography.entry import Entry
from vademecum.bibliography.identifier import citation_key
from vademecum.pages.evidence import DESIGNS, STATUSES, Grade, status_date
from vademecum.render.environment import TEMPLATES, make_environment
from vademecum.render.words import known_words

LETTERS = re.compile(r"[A-Za-z]{2,}")
MARKED = re.compile(r"⟦[^⟧]*⟧")
NAMES = re.compile(
    # of things, the same everywhere
    r"\b(?:DOI|PubMed|PubMed Central|PMC|PMID|arXiv|ISBN|Atom|JSON Feed|BibTeX|RIS|CSL-JSON|ORCID)\b"
    r"|\{[a-z]+\}"  # which a script fills
    r"|\bPMC\d+|https?://[^\s⟦<>]+|[a-z]+@example\.org|\b\d+(?:st|nd|rd|th)\b"
)
SAID = ("alt", "aria-label", "content", "placeholder", "title", "label", "summary")
"""Attributes that readers see or hear; of `data-…` those whose value is no name of ours."""
NOT_SAID = ("data-facets", "data-vm-report", "data-vm-old", "data-md-color-media")
IN_HTML = ["script", "style", "pre", "code", "svg[aria-hidden=true]", "kbd"]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return build_translated_site(tmp_path_factory.mktemp("translated"))


def foreign(text):
    """The words of `text` in Latin letters, marks of the words and names of things aside."""
    return LETTERS.findall(NAMES.sub(" ", MARKED.sub(" ", text)))


def said(html):
    """Every text of a page that somebody sees or hears."""
    tree = BeautifulSoup(html, "html.parser")
    for element in tree.select(", ".join(IN_HTML)):
        element.decompose()
    for element in tree.select("*"):
        for name, value in element.attrs.items():
            is_name = name in SAID and not (element.name == "meta" and is_for_programs(element))
            is_data = name.startswith("data-") and name not in NOT_SAID
            if is_name or (is_data and ("⟦" in value or " " in value.strip())):
                yield value
    for text in tree.find_all(string=True):
        if not isinstance(text, Comment | Doctype):
            yield str(text)


def is_for_programs(meta):
    name = meta.get("name") or meta.get("property") or ""
    return name not in {"description", "og:title", "og:description", "og:site_name"}


def test_no_page_has_a_word_of_ours_that_a_site_cannot_say_otherwise(site):
    assert not [line for line in site.log if "unknown" not in line and "⟦" in line], site.log
    left = {(path, text.strip()) for path in site.pages for text in said(site.page(path).html) if foreign(text)}
    assert sorted(left) == []


def test_the_site_has_every_kind_of_page_and_most_of_the_words(site):
    assert {"404.html", "index.html", "map/index.html", "old/skin/index.html", "references/a/index.html"} <= set(
        site.pages
    )
    texts = " ".join(text for path in site.pages for text in said(site.page(path).html))
    shown = {name.split()[0] for name in re.findall("⟦([^⟧]*)", texts)}
    assert len(shown & set(known_words())) > 0.8 * len(known_words())


def test_neither_the_search_nor_the_feeds_have_one(site):
    records = [each["title"] + " " + each["text"] for each in site.index]
    items = json.loads((site.folder / "feed.json").read_text(encoding="utf-8"))["items"]
    news = [item["title"] + " " + BeautifulSoup(item["content_html"], "html.parser").get_text() for item in items]
    atom = ET.fromstring((site.folder / "feed.xml").read_text(encoding="utf-8"))  # noqa: S314  # our own file
    titles = [each.text for each in atom.iter("{http://www.w3.org/2005/Atom}title")]
    assert news
    assert titles
    texts = [BeautifulSoup(record, "html.parser").get_text(" ") for record in records]
    assert [text for text in (*texts, *news, *titles) if foreign(text)] == []


def test_each_word_is_printed_by_a_template():
    files = [
        path for path in TEMPLATES.rglob("*.*") if path.suffix in {".html", ".md", ".xml"} and path.name != "words.html"
    ]
    files += [
        TEMPLATES.parent / name
        for name in ("render/writer.py", "conversion.py", "markdown_extension.py", "publishing/work_pages.py")
    ]
    written = "".join(path.read_text(encoding="utf-8") for path in files)
    made = re.findall(r'words\["(\w+_)" ~', written) + re.findall(r'of_ours\("(\w+)"', written)
    assert [
        name for name in known_words() if not re.search(rf"\b{name}\b", written) and not name.startswith(tuple(made))
    ] == []


def test_each_design_and_status_has_its_word():
    names = [*(f"design_{name}" for name in DESIGNS), *(f"status_{name}" for name in STATUSES)]
    assert [name for name in names if re.sub("[ -]", "_", name) not in known_words()] == []


@pytest.mark.parametrize(
    ("graded", "words"),
    [
        (Grade("5", "in vitro study", "retracted"), "level 5, in vitro study, retracted"),
        (Grade("regulatory", "regulatory"), "regulatory"),
        (Grade("", "diary <b>"), "diary &lt;b&gt;"),
        (Grade(), ""),
    ],
)
def test_a_grade_is_said_in_words_and_what_we_do_not_know_as_it_is_written(graded, words):
    assert make_environment().get_template("fragments/evidence_words.html").module.said(graded) == words


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2021-02-03", '<time datetime="2021-02-03">3 February 2021</time>'),
        ("2021-02", '<time datetime="2021-02">February 2021</time>'),
        ("2021", '<time datetime="2021">2021</time>'),
        ("2021-02~", "2021-02~"),
        ("soon <b>", "soon &lt;b&gt;"),
    ],
)
def test_a_date_is_shown_as_far_as_it_is_known(written, shown):
    found = status_date(Entry(citation_key("a"), "article", {"statusdate": written}))
    template = make_environment().get_template("partials/vademecum/date.html")
    assert str(template.module.date(found)).strip() == shown


def test_a_date_that_is_none_stays_as_it_is_written():
    entry = Entry(citation_key("a"), "article", {"statusdate": "2021/2022"})
    assert status_date(entry) == "2021/2022"
    assert status_date(Entry(citation_key("a"), "article", {"statusdate": "2021"})) == Date(2021)
