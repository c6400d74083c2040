"""Who wrote a page, when its sources were searched, and how others cite it."""

from pathlib import Path

import pytest

from built_sites import build_site, make_site
from frame_site import ADDRESS, SKIN, build_frame_site, record, said
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.exchange.ris import read_ris
from vademecum.pages.front_matter import FrontMatter
from vademecum.publishing.bylines import authors_of
from vademecum.publishing.citing import page_entry
from vademecum.publishing.publication import Publication, PublishedPage
from vademecum.render.words import known_words
from vademecum.text.source import Source

SMALL = {"docs/index.md": "# Welcome\n", "references.bib": "@misc{a, title = {A}}\n"}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    built = build_frame_site(tmp_path_factory.mktemp("frame"))
    assert built.log == []
    return built


# ---- The people


def test_people_have_their_role_their_orcid_and_what_they_disclose(site):
    people = record(site.page(SKIN))
    assert people["Written by"] == "Ada Example (writer) ORCID Interests: none Ben Sample"
    assert people["Reviewed by"] == "Cleo Doctor (dermatologist) Interests: Paid by a maker of zinc"


def test_an_orcid_whose_check_digit_is_wrong_is_no_link(site):
    links = site.page(SKIN).tree.select(".vm-record a.vm-orcid")
    assert [link["href"] for link in links] == ["https://orcid.org/0000-0002-1825-0097"]


EDITORS = {
    "authors": [
        {"body": "The editors of Zinc, a Book", "role": "not clinicians", "orcid": "0000-0002-1825-0097"},
        {"name": "Dora <b>", "role": "writer", "affiliation": "University of X", "disclosure": "none"},
    ],
    "sources_read": "Of most works only the <abstract> was read.",
}
SEARCHED = """---
title: Bare
section: zinc
sources_searched: 2026-02-03
---
Zinc heals [@good2022].
"""


@pytest.fixture(scope="module")
def edited(tmp_path_factory):
    """The site with authors for all its pages, and a page that says when its sources were searched."""
    built = build_frame_site(tmp_path_factory.mktemp("edited"), {"extra": EDITORS}, {"docs/zinc/bare.md": SEARCHED})
    assert built.log == []
    return built


def test_a_page_that_names_no_authors_is_by_those_of_the_site(edited):
    page = edited.page("zinc/bare/index.html")
    assert record(page)["Written by"] == (
        "The editors of Zinc, a Book (not clinicians) Dora <b> (writer, University of X) Interests: none"
    )
    assert said(page, "#vm-cite-text").startswith("The editors of Zinc, a Book, <b> D. Bare. ")
    assert record(edited.page("zinc/index.html"))["Written by"].startswith("The editors of Zinc, a Book")


def test_a_page_that_names_its_authors_is_by_them_alone(edited):
    assert record(edited.page(SKIN))["Written by"].startswith("Ada Example")
    assert "The editors" not in edited.page(SKIN).tree.select_one("article").get_text()


def test_the_head_of_a_topic_page_says_who_wrote_it_and_what_was_searched_and_read(edited):
    assert said(edited.page("zinc/bare/index.html"), ".vm-status__facts") == (
        "Written by: The editors of Zinc, a Book (not clinicians), Dora <b> (writer, University of X). "
        "Sources last searched: 3 February 2026. Of most works only the <abstract> was read."
    )


def test_the_record_says_when_the_sources_were_last_searched(edited):
    assert record(edited.page("zinc/bare/index.html"))["Sources last searched"] == "3 February 2026"
    assert "Sources last searched" not in record(edited.page(SKIN))


def test_of_a_page_without_sources_nothing_is_said_of_what_was_read(edited):
    assert "abstract" not in said(edited.page("zinc/deep/bone/index.html"), ".vm-status")


@pytest.mark.parametrize("value", [{"body": ""}, [[], {"role": "x"}], 5, ["Ada", {"name": "Ben"}], "Ada", [None], None])
def test_whatever_the_site_gives_as_authors_the_names_in_it_are_read(value):
    page = PublishedPage("x.md", "x/", "X", Source("x.md", ""), FrontMatter(), None)
    names = [
        each.name for each in authors_of(Publication(None, "Zinc", Path(), Path(), extra={"authors": value}), page)
    ]
    assert names == {"5": ["5"], "Ada": ["Ada"]}.get(str(value), ["Ada", "Ben"] if "Ben" in str(value) else [])


def test_the_record_is_there_as_soon_as_one_of_its_rows_is(tmp_path):
    files = {"docs/zinc/bare.md": "---\nauthors: [Ada Example]\n---\n# Bare\n"}
    bare = {"repo_url": None, "edit_uri": None, "site_url": None, "extra": {}}
    site = build_frame_site(tmp_path, bare, files)
    assert record(site.page("zinc/bare/index.html")) == {"Written by": "Ada Example"}
    assert site.page("index.html").tree.select(".vm-record") == []


# ---- Cite this page


def test_a_page_says_how_it_is_cited(site):
    assert said(site.page(SKIN), "#vm-cite-text") == (
        "Example A, Sample B. Skin. The Book of Zinc. Last changed 5 March 2026. https://example.org/book/zinc/skin/"
    )


def test_the_bibtex_of_a_page_is_read_back(site):
    text = site.page(SKIN).tree.select_one("#vm-cite-bibtex").get_text()
    bibliography, findings = read_bibtex([Source("page.bib", text)])
    assert findings == ()
    entry = bibliography["skin2026"]
    assert (entry.type, entry.plain("title"), entry.plain("organization")) == ("online", "Skin", "The Book of Zinc")
    assert (entry.raw("date"), entry.raw("url")) == ("2026-03-05", f"{ADDRESS}zinc/skin/")
    assert [name.short for name in entry.names("author").persons] == ["Example", "Sample"]


def test_the_ris_of_a_page_is_read_back(site):
    text = site.page(SKIN).tree.select_one("#vm-cite-ris").get_text()
    (entry,), findings = read_ris(Source("page.ris", text))
    assert findings == ()
    assert (entry.plain("title"), entry.raw("url")) == ("Skin", f"{ADDRESS}zinc/skin/")


def test_a_title_with_signs_of_every_kind_comes_through_as_it_is(site):
    tree = site.page("zinc/deep/bone/index.html").tree
    title = 'Bone & "marrow" <b>'
    assert title in tree.select_one("#vm-cite-text").get_text()
    bibliography, _ = read_bibtex([Source("page.bib", tree.select_one("#vm-cite-bibtex").get_text())])
    assert bibliography["bone"].plain("title") == title
    (entry,), _ = read_ris(Source("page.ris", tree.select_one("#vm-cite-ris").get_text()))
    assert entry.plain("title") == title


def test_a_page_whose_authors_nobody_names_is_cited_by_its_title_and_names_the_site_once(site):
    tree = site.page("zinc/bare/index.html").tree
    text = said(site.page("zinc/bare/index.html"), "#vm-cite-text")
    assert text == "Bare. The Book of Zinc. https://example.org/book/zinc/bare/"
    assert tree.select_one("#vm-cite-bibtex").get_text().count("The Book of Zinc") == 1
    assert tree.select_one("#vm-cite-ris").get_text().count("The Book of Zinc") == 1


def test_a_site_that_names_its_author_is_cited_with_it(tmp_path):
    site = build_frame_site(tmp_path, {"site_author": "Zinc Society, Ltd"})
    page = site.page("zinc/bare/index.html")
    assert said(page, "#vm-cite-text").startswith("Zinc Society, Ltd. Bare. ")
    assert "author       = {{Zinc Society, Ltd}}" in page.tree.select_one("#vm-cite-bibtex").get_text()


def test_the_ris_of_a_page_holds_nothing_that_only_we_understand(tmp_path):
    site = build_frame_site(tmp_path, {"site_author": "Zinc Society, Ltd"})
    lines = site.page("zinc/bare/index.html").tree.select_one("#vm-cite-ris").get_text().split("\n")
    assert "AU  - Zinc Society – Ltd" in lines  # What stands behind a comma would be taken for a given name.
    assert [line for line in lines if "bibtex" in line or line.startswith("U1")] == []


def test_a_page_of_a_site_without_an_address_says_so_where_it_tells_how_to_cite_it(site, tmp_path):
    bare = build_frame_site(tmp_path, {"site_url": None})
    assert bare.page(SKIN).texts(".vm-cite > .vm-cite__name") == [known_words()["cite_no_address"]]
    assert site.page(SKIN).texts(".vm-cite > .vm-cite__name") == []


def test_the_names_of_two_pages_with_strange_addresses_are_keys():
    publication = Publication(None, "Zinc {and} 100 %", Path(), Path())
    for url in ("./", "", "x/ünï/", "%20/", "a.html"):
        page = PublishedPage("x.md", url, "Title", Source("x.md", ""), FrontMatter(), None)
        entry = page_entry(publication, page)
        assert entry.key
        assert entry.key.isascii()
        assert entry.plain("organization") == "Zinc {and} 100 %"


@pytest.mark.parametrize("authors", [3, "Ada Example", [3], [{"role": "writer"}]])
def test_authors_of_the_site_that_have_no_names_are_told(tmp_path, authors):
    folder = make_site(tmp_path, SMALL, {"extra": {"authors": authors}})
    assert [line for line in build_site(folder).log if "'extra: authors:' is a list of names" in line]


def test_a_day_to_come_is_no_day_of_search(tmp_path):
    page = "---\ntitle: Tin\nsection: a\nreview_status: unreviewed\nsources_searched: 2062-01-01\n---\n\nTin.\n"
    built = build_site(make_site(tmp_path, {**SMALL, "docs/a/tin.md": page}))
    assert "2062" not in built.page("a/tin/index.html").text


def test_a_title_of_the_navigation_is_text(tmp_path):
    files = {**SMALL, "docs/tin.md": "Tin.\n"}
    built = build_site(make_site(tmp_path, files, {"nav": [{"Home & <b>": "index.md"}, {"Tin & <i>": "tin.md"}]}))
    page = built.page("tin/index.html").tree
    assert not page.select(".md-nav b, .md-tabs b, .md-nav i, .md-tabs i")
    assert "Home & <b>" in page.select_one(".md-tabs, .md-nav--primary").get_text()


def test_the_name_of_a_body_is_never_turned_round(tmp_path):
    authors = {"extra": {"authors": [{"body": "Editors of Zinc, a Book"}]}}
    files = {**SMALL, "docs/a/tin.md": "---\ntitle: Tin\nsection: a\n---\n\nTin.\n"}
    page = build_site(make_site(tmp_path, files, authors)).page("a/tin/index.html")
    assert page.tree.select_one('meta[name="citation_author"]')["content"] == "Editors of Zinc – a Book"
