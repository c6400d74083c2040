"""The editors' guide: its examples are what the checks and a build take."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from built_sites import build_site, make_site
from vademecum.checks.page_model import CheckedPage, PageSettings
from vademecum.checks.pages import check_pages
from vademecum.citation.cluster import INDIRECT
from vademecum.macros.registry import MACROS
from vademecum.pages.front_matter import read_front_matter
from vademecum.pages.glossary import read_glossary
from vademecum.pages.outline import outline
from vademecum.render.words import known_words
from vademecum.text.source import Source

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs/editing/index.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```(\w+)\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
YAML = [text for language, text in EXAMPLES if language == "yaml"]
MARKDOWN = [text for language, text in EXAMPLES if language == "markdown"]
(GLOSSARY,) = [text for text in YAML if text.startswith("- term")]
(EXTRA,) = [text for text in YAML if text.startswith("extra:")]
HEADS = [text for text in YAML if text not in (GLOSSARY, EXTRA) and not text.startswith("- uses")]
(CALLS,) = [text for text in MARKDOWN if "{{ sitemap(" in text]
TODAY = date(2027, 1, 1)
TABLE = "title: T\ncolumns: [{id: a, title: A}]\nrows: [{id: b, title: B, cells: {a: none}}]\n"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path class="ln" d="M0 0h9"/></svg>'


def front_matter(text):
    return text if text.startswith("---") else f"---\n{text}---\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    body, *others = (text for text in MARKDOWN if text != CALLS)
    (head,) = [text for text in HEADS if text.startswith("---")]
    more = "".join(text for text in HEADS if text != head)
    files = {
        "docs/index.md": "# Home\n",
        "docs/minimally-invasive/microcurrent.md": f"{head}\n{body}\n" + "\n".join(others),
        "docs/minimally-invasive/reviewed.md": f"---\ntitle: Reviewed\nsection: minimally-invasive\n{more}---\nSo.\n",
        "docs/hair-loss/one.md": "# One\n\nSo [@ohno2013].\n",
        "docs/evidence.md": "# Evidence\n\n## Levels\n",
        "docs/about.md": "# About\n\n## What the status of a page means\n",
        "docs/calls.md": "# Calls\n\n" + CALLS.replace("\n{{", "\n\n{{"),
        "docs/data/glossary.yml": GLOSSARY,
        "docs/data/hair-options.yml": TABLE,
        "docs/figures/skin-layers.svg": DRAWING,
        "references.bib": (ROOT / "references.bib").read_text(encoding="utf-8"),
    }
    return build_site(make_site(tmp_path_factory.mktemp("guide"), files, yaml.safe_load(EXTRA)))


def test_a_site_of_the_examples_is_built_and_says_only_what_they_mean_to_show(site):
    rules = [re.search(r"\[([a-z/-]+)\]$", line) for line in site.log if not line.startswith("INFO -     ")]
    assert {rule[1] for rule in rules if rule} == {"citation/needed"}, site.log


def test_the_settings_of_the_book_show_on_a_topic_page(site):
    (facts,) = site.page("minimally-invasive/microcurrent/index.html").texts(".vm-status__facts")
    assert facts == (
        "Written by: The editors of this book (not clinicians). Sources last searched: 21 November 2026. "
        "For most works only the abstract was read."
    )
    links = site.page("minimally-invasive/microcurrent/index.html").tree.select(".vm-status a")
    assert [link["href"] for link in links] == ["../../about/#what-the-status-of-a-page-means"]


def test_the_examples_of_people_and_of_a_review_show_on_a_page(site):
    page = site.page("minimally-invasive/reviewed/index.html")
    assert page.texts(".vm-status b") == ["Reviewed", "Review overdue."]
    record = " ".join(page.texts(".vm-record dl"))
    assert "Ada Example (dermatologist, University of Somewhere)" in record
    assert "The Example Society" in record
    assert (site.folder / "old-section/old-name/index.html").is_file()


@pytest.mark.parametrize("text", HEADS)
def test_the_checks_take_the_front_matter_of_the_guide(text):
    source = Source("docs/a.md", front_matter(text) + "So.\n")
    read, findings = read_front_matter(source)
    page = CheckedPage(source, read, outline(source, read.end))
    found = [*findings, *check_pages([page], TODAY, PageSettings(key_points=(1, 5)))]
    meant = {"page/no-title", "page/no-description", "page/no-summary", "page/no-key-points", "page/placeholder"}
    assert {finding.rule.name for finding in found} <= meant, found


def test_the_guide_has_a_glossary_that_can_be_read():
    glossary, findings = read_glossary(Source("docs/data/glossary.yml", GLOSSARY))
    assert findings == ()
    assert [term.name.text for term in glossary.terms] == ["Case series", "Randomised trial"]


def test_the_guide_names_every_subject_of_indirect_evidence_and_every_label_of_a_key_point():
    assert [name for name in INDIRECT if f"`{name}`" not in GUIDE] == []
    labels = [word for name, word in known_words().items() if re.fullmatch("best_[a-z]*", name)]
    assert [label for label in labels if f"| {label} |" not in GUIDE] == []


def test_every_macro_in_the_guide_exists():
    assert set(re.findall(r"\{\{ (\w+)\(", GUIDE)) <= set(MACROS)
