"""Pages at old addresses: where they are, where they lead, and where none may be."""

import json
from datetime import date
from posixpath import dirname, normpath

import pytest

from built_sites import build_site, make_site
from vademecum.checking import check_site, read_site
from vademecum.project import open_project


def page(*aliases, name="aliases"):
    """A page with old addresses."""
    return f"---\ntitle: New & <b>bold</b>\n{name}: {json.dumps(aliases)}\n---\n\n# New\n"


def built(folder, settings=None, **pages):
    """A site with these pages besides its entrance; `a__b` is the page `a/b.md`."""
    files = {f"docs/{name.replace('__', '/')}.md": text for name, text in pages.items()}
    return build_site(make_site(folder, {"docs/index.md": "# Home\n", **files, "references.bib": ""}, settings))


def leads_to(site, path):
    """The file that a redirect of the site leads to."""
    content = site.page(path).tree.select_one("meta[http-equiv=refresh]")["content"]
    seconds, _, address = content.partition("; url=")
    assert seconds == "0"
    assert [link["href"] for link in site.page(path).tree.select("a")] == [address]
    target = normpath(f"{dirname(path)}/{address}").lstrip("/")
    return f"{target}/index.html" if address.endswith("/") else target


def redirects(site):
    """Where each redirect of the site leads."""
    return {
        path: leads_to(site, path) for path in site.pages if site.page(path).tree.select("meta[http-equiv=refresh]")
    }


def test_each_way_to_write_an_old_address_leads_to_the_page(tmp_path):
    aliases = ["old/", "/older/page", "oldest.html", "former/file.md", "%C3%BCber/"]
    site = built(tmp_path, here__new=page(*aliases))
    assert redirects(site) == dict.fromkeys(
        [
            "old/index.html",
            "older/page/index.html",
            "oldest.html",
            "former/file/index.html",
            "über/index.html",
        ],
        "here/new/index.html",
    )


def test_pages_that_are_published_as_files_have_redirects_too(tmp_path):
    site = built(tmp_path, {"use_directory_urls": False}, here__new=page("old/", "oldest.html", "former/file.md"))
    assert redirects(site) == dict.fromkeys(["old/index.html", "oldest.html", "former/file.html"], "here/new.html")


def test_both_names_of_the_setting_count(tmp_path):
    assert redirects(built(tmp_path, new=page("old/", name="redirect_from"))) == {"old/index.html": "new/index.html"}


def test_a_redirect_says_where_the_page_is_without_script_and_with_its_title(tmp_path):
    site = built(tmp_path, {"site_url": "https://example.org/book/"}, here__new=page("/book/old/"))
    old = site.page("old/index.html")
    assert old.tree.select_one("h1").text == "New & <b>bold</b>"
    assert old.tree.select_one("link[rel=canonical]")["href"] == "https://example.org/book/here/new/"
    assert old.tree.select_one("main p").text == "This page is now here: New & <b>bold</b>"
    assert leads_to(site, "old/index.html") == "here/new/index.html"


def test_without_an_address_of_the_site_the_canonical_link_is_relative(tmp_path):
    site = built(tmp_path, here__new=page("old/"))
    assert site.page("old/index.html").tree.select_one("link[rel=canonical]")["href"] == "../here/new/"


def test_nothing_that_is_there_is_written_over_and_nothing_outside_of_the_site(tmp_path):
    aliases = [
        *(
            "other/",
            "OTHER/",
            "other.md",
            "new/",
            "/",
            "index.html",
            "404.html",
            "feed.xml",
            "search/search_index.json",
        ),
        *("../out/", "a/../../out/", "%2e%2e/out/", "https://example.org/out/", "//example.org/out/"),
        *("con/", "a?b/", "a[b]", "a<b/", "a\0b/"),
    ]
    plain = built(tmp_path / "plain", new=page(), other="# Other\n")
    site = built(tmp_path / "site", new=page(*aliases), other="# Other\n")
    assert site.status == 0
    assert redirects(site) == {}
    assert site.paths == plain.paths
    assert sorted(each.name for each in tmp_path.iterdir()) == ["plain", "site"]


OTHERS = {
    "docs/index.md": "# Home\n\nA work [@zinc2018].\n",
    "docs/other.md": "---\ntitle: Other\naliases: [former/]\n---\n\n# Other\n",
    "docs/picture.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "docs/draft.md": "---\ntitle: Draft\nreview_status: draft\naliases: [sketch/, kept-0/]\n---\n\n# Draft\n",
    "references.bib": "@misc{zinc2018, title = {Zinc}, year = 2018}",
}
FREE = [
    ("old{n}/", "old{n}/index.html"),
    ("old{n}", "old{n}/index.html"),
    ("/old{n}/page", "old{n}/page/index.html"),
    ("/book/old{n}/", "old{n}/index.html"),
    ("old{n}.html", "old{n}.html"),
    ("old{n}/index.html", "old{n}/index.html"),
    ("old{n}.md", "old{n}/index.html"),
    ("old{n}/README.md", "old{n}/index.html"),
    ("über/größe/", "über/größe/index.html"),
    ("%C3%BCber/", "über/index.html"),
    ("other.html", "other.html"),
    ("other/old/", "other/old/index.html"),
    ("new/", "new/index.html"),
    ("references/zinc/", "references/zinc/index.html"),
    ("v1.0/page/", "v1.0/page/index.html"),
]
"""Old addresses that nothing speaks against, and the file of each; `{n}` is the number of the page."""
FAULTS = [
    ("other/", "belongs to 'other.md' already"),
    ("OTHER/", "belongs to 'other.md' already"),
    ("other/index.html", "belongs to 'other.md' already"),
    ("other.md", "belongs to 'other.md' already"),
    ("former/", "belongs to 'other.md' already"),
    ("Former", "belongs to 'other.md' already"),
    ("zone/page-{n}/", "belongs to this page itself already"),
    ("zone/page-{n}.md", "belongs to this page itself already"),
    ("kept-{n}/index.html", "belongs to this page itself already"),
    ("draft/", "belongs to 'draft.md' already"),
    ("picture.svg", "lies below a file"),
    ("404.html", "belongs to a file that the build makes"),
    ("references/zinc2018/", "belongs to a file that the build makes"),
    ("references/zinc2018.md", "belongs to a file that the build makes"),
    ("feed.xml", "lies below a file"),
    ("search/search_index.json", "lies below a file"),
    ("/", "is the site's entrance"),
    ("index.html", "is the site's entrance"),
    ("index.md", "is the site's entrance"),
    ("", "is empty"),
    ("  ", "is empty"),
    ("../out/", "holds '.', '..' or a backslash"),
    ("a/../../out/", "holds '.', '..' or a backslash"),
    ("%2e%2e/out/", "holds '.', '..' or a backslash"),
    ("a\\b/", "holds '.', '..' or a backslash"),
    ("https://example.org/book/old/", "names the host"),
    ("https://example.com/old/", "is on another host"),
    ("//example.org/old/", "names the host"),
    ("mailto:a@example.org", "is no address of this site"),
    ("javascript:alert(1)", "is no address of this site"),
    ("a?b/", "holds '?' or '#'"),
    ("a#b", "holds '?' or '#'"),
    ("a b/", "holds a blank"),
    ("a<b/", "holds a blank, or another sign"),
    ("a[b]", "holds a bracket"),
    ("old//page/", "holds two slashes in a row"),
    ("con/", "cannot be kept by every system"),
    ("a./", "cannot be kept by every system"),
]
"""Old addresses that cannot be, and what is said of each."""
NEW = "---\ntitle: New\naliases:\n  - kept-%d/\n  - %s\n---\n\n# New\n"
"""A page with an old address that it has, and one that stands in the fifth line, behind four blanks."""


def number(text, n):
    return text.replace("{n}", str(n))


def aliased(folder, aliases, settings=None):
    """A strict build of a site in which the page `zone/page-N.md` claims the old address of that number."""
    pages = {
        f"docs/zone/page-{n}.md": NEW % (n, json.dumps(number(alias, n), ensure_ascii=False))
        for n, alias in enumerate(aliases)
    }
    make_site(folder, {**OTHERS, **pages}, {"site_url": "https://example.org/book/", **(settings or {})})
    return build_site(folder, strict=True)


def checked(folder):
    """The lines in which `vademecum check` finds fault with old addresses of those pages."""
    found = check_site(read_site(open_project(str(folder / "mkdocs.yml")).checked_site()[0]), date(2026, 11, 21))
    about = [each for each in found if each.rule.name.endswith(("alias", "alias-clash", "alias-dangles"))]
    return [f"{each.span.path}:{each.span.start.line}" for each in about if "zone/" in each.span.path]


@pytest.fixture(scope="module")
def free(tmp_path_factory):
    folder = tmp_path_factory.mktemp("free")
    return aliased(folder, [alias for alias, _ in FREE]), checked(folder)


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    folder = tmp_path_factory.mktemp("faulty")
    return aliased(folder, [alias for alias, _ in FAULTS]), checked(folder)


def test_of_old_addresses_that_are_free_nothing_is_said(free):
    site, found = free
    assert (site.status, site.log, found) == (0, [], [])
    assert len(redirects(site)) == 2 * len(FREE) + len(["former/"])


@pytest.mark.parametrize("n", range(len(FREE)), ids=[alias for alias, _ in FREE])
def test_an_old_address_that_is_free_leads_to_its_page(free, n):
    made = redirects(free[0])
    assert made[number(FREE[n][1], n)] == made[f"kept-{n}/index.html"] == f"zone/page-{n}/index.html"


@pytest.mark.parametrize("n", range(len(FAULTS)), ids=[alias for alias, _ in FAULTS])
def test_one_that_is_not_is_a_finding_at_its_place_for_the_build_and_the_check(faulty, n):
    site, found = faulty
    assert site.status == 1
    [line] = [line for line in site.log if f"docs/zone/page-{n}.md" in line]
    assert FAULTS[n][1] in line
    place = f"docs/zone/page-{n}.md:5"
    assert line.startswith((f"ERROR - {place}:5: error: ", f"ERROR - {place}:6: error: "))
    assert [each for each in found if each == place] == [place]


def test_a_work_has_no_page_where_there_are_none(tmp_path):
    site = aliased(tmp_path, ["references/zinc2018/"], {"theme": {"name": "mkdocs"}, "plugins": ["vademecum"]})
    assert (site.status, site.log, checked(tmp_path)) == (0, [], [])
    assert redirects(site)["references/zinc2018/index.html"] == "zone/page-0/index.html"


def test_where_pages_are_files_the_page_of_a_work_is_one_too(tmp_path):
    site = aliased(tmp_path, ["references/zinc2018.html"], {"use_directory_urls": False})
    assert site.status == 1
    assert checked(tmp_path) == ["docs/zone/page-0.md:5"]


def test_of_two_pages_with_one_old_address_the_first_has_it(tmp_path):
    site = built(tmp_path, a=page("old/"), b=page("old/"))
    assert redirects(site) == {"old/index.html": "a/index.html"}
    assert [line for line in site.log if "the old address 'old/' belongs to 'a.md' already" in line]


def test_drafts_have_no_redirects(tmp_path):
    site = built(tmp_path, a=page("old/").replace("---\n", "---\nreview_status: draft\n", 1))
    assert redirects(site) == {}
