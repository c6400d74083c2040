"""Pages beside the book, which `not_in_nav` names: they cite as others do, and what is told of the book knows none."""

import json
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from built_sites import build_site, make_site
from git_repositories import GitRepository
from small_books import JONES, SMITH, page
from vademecum.citation.ledger import Ledger, Mention
from vademecum.cli import main
from vademecum.mkdocs_navigation import Asides
from vademecum.pages.sitemap import SiteMap, SitePage

RECENT = "2026-03-01"
BOOK = {
    "docs/index.md": "# Home\n\n{{ site_graph() }}\n\n{{ sitemap() }}\n",
    "docs/metals/iron.md": page("smith2020", review_status="unreviewed"),
    "docs/metals/tin.md": page("smith2020", title="Tin", review_status="unreviewed"),
    "docs/literature.md": "# Literature\n\n{{ literature() }}\n",
    "docs/index-a-z.md": "# Index\n\n{{ az_index() }}\n",
    "docs/whats-new.md": "# New\n\n{{ recent_changes() }}\n",
    "references.bib": SMITH + JONES,
}
GUIDE = page("smith2020", "jones2021", "smith2020", title="Guide", review_status="unreviewed")
NAV = ["index.md", {"Metals": ["metals/iron.md", "metals/tin.md"]}, "literature.md", "index-a-z.md", "whats-new.md"]
SETTINGS = {"nav": NAV, "not_in_nav": "/guide/\n"}


def book(folder, files, settings=SETTINGS):
    repository = GitRepository(folder)
    make_site(folder, {"docs/index.md": "# Home\n", "references.bib": SMITH + JONES, **files}, settings)
    repository.commit("2026-02-01")
    make_site(folder, {**BOOK, **files}, settings)
    repository.commit(RECENT)
    return build_site(folder)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The book with a guide beside it, and without."""
    folder = tmp_path_factory.mktemp("books")
    return book(folder / "with", {"docs/guide/how.md": GUIDE}), book(folder / "without", {})


def told(site):
    """All files of a site but the guide's own, and those of works that it alone cites."""
    of_guide = ("guide/", "references/jones2021", "search/", "sitemap", "llms.txt")
    return {path: data for path, data in site.bytes.items() if not path.startswith(of_guide)}


def test_what_is_told_of_the_book_does_not_know_the_guide(built):
    with_guide, without = map(told, built)
    assert with_guide.keys() == without.keys()
    assert [path for path, data in with_guide.items() if data != without[path]] == []
    entries = ET.fromstring(with_guide["feed.xml"]).findall("{http://www.w3.org/2005/Atom}entry")  # noqa: S314  # ours
    assert len(entries) == 2
    assert b"Iron" in with_guide["references/smith2020/index.html"]
    assert b"jones2021" not in with_guide["references.bib"]


def test_the_search_finds_works_on_pages_of_the_book_alone(built):
    found, expected = (site.index for site in built)
    of_guide = [each for each in found if each["location"].startswith("guide/")]
    assert [each for each in found if each not in of_guide] == expected
    assert any("#ref-" in each["location"] for each in expected)
    assert [each for each in of_guide if "#ref-" in each["location"]] == []


def test_the_guide_has_its_references_and_they_lead_to_the_pages_of_their_works(built):
    site = built[0]
    guide = site.page("guide/how/index.html").tree
    listed = {item["id"] for item in guide.select("[id^=ref-]")}
    assert listed == {"ref-jones2021", "ref-smith2020"}
    targets = {link["href"] for link in guide.select("a[href*='references/']") if not link["href"].endswith("bib")}
    assert "../../references/jones2021/" in targets
    for target in targets:
        path = target.partition("#")[0].removeprefix("../../")
        assert (site.folder / path).exists(), target
    own = site.page("references/jones2021/index.html").tree
    assert own.select("#cited-on") == []
    assert own.select(".vm-source__text") != []


def test_a_work_that_only_the_guide_cites_is_cited(tmp_path, monkeypatch):
    make_site(tmp_path, {**BOOK, "docs/guide/how.md": GUIDE}, SETTINGS)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check", "--select", "citation/unused", "--format", "json"])
    assert json.loads(result.stdout)["findings"] == []
    (tmp_path / "docs/guide/how.md").unlink()
    result = CliRunner().invoke(main, ["check", "--select", "citation/unused", "--format", "json"])
    assert len(json.loads(result.stdout)["findings"]) == 1


def test_a_page_to_which_the_navigation_leads_all_the_same_is_of_the_book(tmp_path):
    site = book(tmp_path / "book", {"docs/guide/how.md": GUIDE}, {**SETTINGS, "nav": [*NAV, "guide/how.md"]})
    own = site.page("references/jones2021/index.html").tree
    assert [link.text for link in own.select(".vm-source__page")] == ["Guide"]


def test_no_work_leads_up_to_a_list_on_a_page_beside_the_book(tmp_path):
    files = {"docs/metals/iron.md": BOOK["docs/metals/iron.md"], "docs/guide/how.md": "# How\n\n{{ literature() }}\n"}
    make_site(tmp_path, {"docs/index.md": "# Home\n", "references.bib": SMITH, **files}, {"not_in_nav": "/guide/\n"})
    site = build_site(tmp_path)
    assert "../../guide/how/" not in site.page("references/smith2020/index.html").html
    assert "smith2020" in site.page("guide/how/index.html").html


def test_which_pages_stand_beside_the_book_is_known_of_paths():
    class Patterns:
        def match_file(self, path):
            return path.startswith("guide/")

    beside = Asides(Patterns(), ["guide/listed.md"])
    assert [path in beside for path in ("guide/how.md", "guide/listed.md", "index.md")] == [True, False, False]
    assert 7 not in beside
    assert "guide/how.md" not in Asides(None, ())
    site = SiteMap([SitePage("a.md", "a/", "A")], [SitePage("guide/how.md", "guide/how/", "How")], beside)
    assert [each.path for each in site] == ["a.md", "guide/how.md"]
    assert [each.path for each in site.book] == ["a.md"]


def test_the_ledger_names_no_page_beside_the_book_as_citing():
    ledger = Ledger()
    mention = Mention("smith2020", 1, "", 0)
    ledger.record("a.md", [mention])
    ledger.record("guide.md", [mention], is_aside=True)
    assert ledger.pages_citing("smith2020") == ("a.md",)
    assert ledger.works("guide.md") == ledger.all_works() == ("smith2020",)
    ledger.record("guide.md", [mention])
    assert ledger.pages_citing("smith2020") == ("a.md", "guide.md")
