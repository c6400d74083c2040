"""Pages at old addresses: where they are, where they lead, and where none may be."""

import json
from posixpath import dirname, normpath

from built_sites import build_site, make_site


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


def test_of_two_pages_with_one_old_address_the_first_has_it(tmp_path):
    site = built(tmp_path, a=page("old/"), b=page("old/"))
    assert redirects(site) == {"old/index.html": "a/index.html"}


def test_drafts_have_no_redirects(tmp_path):
    site = built(tmp_path, a=page("old/").replace("---\n", "---\nreview_status: draft\n", 1))
    assert redirects(site) == {}
