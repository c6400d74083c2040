"""The knowledge base itself: complete, long enough, readable, cited, and no sentence said twice."""

import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from statistics import mean

import pytest
import yaml

from vademecum.checking import count_pages, read_site
from vademecum.checks.coverage import masked
from vademecum.checks.sentences import sentences
from vademecum.project import open_project

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 21)
FEWEST_WORDS, HIGHEST_MEAN_GRADE, LOWEST_COVERAGE, FEWEST_WORKS = 700, 10, 90, 200
_FURNITURE = 6
"""A sentence of fewer words, such as "No study was found.", may be said wherever it is true."""


@pytest.fixture(scope="module")
def read():
    return read_site(open_project(str(ROOT / "mkdocs.yml")).checked_site()[0])


@pytest.fixture(scope="module")
def topics(read):
    return [page for page in count_pages(read, TODAY) if page.is_topic]


def test_there_are_the_22_topic_pages_and_those_about_the_book(read, topics):
    assert len(topics) == 22
    about = "index site-map about contact privacy evidence literature glossary index-a-z whats-new"
    assert {f"{name}.md" for name in about.split()} <= read.pages.keys()
    assert {"facial-volume/literature.md", "hair-loss/literature.md"} <= read.pages.keys()


def test_each_topic_page_has_words_of_its_own_and_sources_for_them(topics):
    assert {page.path: page.words for page in topics if page.words < FEWEST_WORDS} == {}
    assert {page.path: page.coverage for page in topics if page.coverage.percent < LOWEST_COVERAGE} == {}


def test_the_book_can_be_read_by_laypeople(topics):
    assert mean(page.grade for page in topics) <= HIGHEST_MEAN_GRADE


def test_each_topic_page_has_key_points_a_summary_and_its_evidence_drawn(read, topics):
    for topic in topics:
        page = read.pages[topic.path.removeprefix("docs/")]
        calls = {page.source.text[call.start : call.end].strip("{ ").partition("(")[0] for call in page.cited.calls}
        assert {"key_points", "contents", "evidence_profile"} <= calls, topic.path
        assert page.front_matter.text("summary"), topic.path
        assert page.front_matter.text("review_status") == "unreviewed", topic.path


def test_most_of_the_bibliography_is_cited(read):
    cited = {key for page in read.pages.values() for key in page.cited.works}
    assert len(cited & read.site.bibliography.keys()) >= FEWEST_WORKS


def test_no_sentence_stands_on_two_pages(read):
    pages = defaultdict(set)
    for path, page in read.pages.items():
        text = masked(page.cited)
        headings = {heading.start for heading in page.cited.outline.headings}
        for unit in page.cited.outline.units:
            if unit.start in headings:
                continue
            part = text[unit.start : unit.end]
            for sentence in sentences(part):
                words = re.findall(r"[^\W\d_][\w’'-]*", re.sub(r"\[@x*\]", "", part[sentence.start : sentence.end]))
                if len(words) >= _FURNITURE:
                    pages[" ".join(words).casefold()].add(path)
    assert {sentence: found for sentence, found in pages.items() if len(found) > 1} == {}


def test_each_drawing_stands_on_one_page_and_says_in_words_what_it_shows(read):
    shown = defaultdict(list)
    for path, page in read.pages.items():
        for name in re.findall(r"figure\(\s*[\"']([^\"']+\.svg)[\"']", page.source.text):
            shown[name.rpartition("/")[2]].append(path)
    drawings = {file.name: file.read_text(encoding="utf-8") for file in (ROOT / "docs").rglob("figures/*.svg")}
    assert len(drawings) >= 15
    assert {name: shown[name] for name in drawings if len([p for p in shown[name] if "editing/" not in p]) != 1} == {}
    assert [name for name, text in drawings.items() if not re.search(r"<title[ >].*<desc[ >]", text, re.DOTALL)] == []


def test_comparisons_hold_a_source_in_each_cell_or_say_that_there_is_none():
    for file in (ROOT / "docs" / "data").glob("*-compared.yml"):
        for row in yaml.safe_load(file.read_text(encoding="utf-8"))["rows"]:
            for name, cell in row["cells"].items():
                assert cell in (None, "none") or "@" in str(cell) or "cite(" in str(cell), (
                    f"{file.name}: {row['id']}: {name}"
                )
