"""Tiny sites, each with one behaviour: `sites/*.yml` hold what goes in and what comes out."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent

import pytest
import yaml

from built_sites import BuiltSite, build_site, make_site

SITES = Path(__file__).parent / "sites"


@dataclass
class ExpectedPage:
    """What a page holds. `shows`: by selector, the texts of all elements it finds, or their number."""

    shows: dict = field(default_factory=dict)
    lacks: list = field(default_factory=list)
    """Selectors that find nothing."""
    says: list = field(default_factory=list)
    """Words of the page's own text."""
    holds: list = field(default_factory=list)
    """Stretches of its HTML."""
    never: list = field(default_factory=list)
    """What its HTML does not hold."""

    def check(self, page):
        for selector, expected in self.shows.items():
            found = page.texts(selector)
            if isinstance(expected, int):
                assert len(found) == expected, selector
            else:
                assert found == (expected if isinstance(expected, list) else [expected]), selector
        for selector in self.lacks:
            assert page.texts(selector) == [], selector
        for words in self.says:
            assert words in page.text
        for html in self.holds:
            assert html in page.html
        for html in self.never:
            assert html not in page.html


@dataclass
class TinySite:
    """A site of `sites/`: its files and settings, and what is expected of the build."""

    behaviour: str
    files: dict
    symbolic_links: dict = field(default_factory=dict)
    """Where they stand, and where they lead."""
    settings: dict = field(default_factory=dict)
    """What goes before the usual settings in `mkdocs.yml`."""
    plugin: dict = field(default_factory=dict)
    """Our plugin's settings."""
    strict: bool = False
    status: int = 0
    log: list = field(default_factory=list)
    """Every line that the build says; SITE stands for the folder of the site."""
    absent: list = field(default_factory=list)
    """Files that the built site does not have."""
    pages: dict = field(default_factory=dict)
    same: list = field(default_factory=list)
    """Pages whose own text is the same HTML."""
    index: list | None = None
    """The entries of the search index."""

    def build(self, folder):
        make_site(folder, self.files, self.settings, self.plugin)
        for path, target in self.symbolic_links.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).symlink_to(target)
        return build_site(folder, strict=self.strict)


def read_site(file):
    """The site that a file of `sites/` holds."""
    site = TinySite(**yaml.safe_load(file.read_text(encoding="utf-8")))
    site.pages = {path: ExpectedPage(**expected) for path, expected in site.pages.items()}
    return site


@pytest.mark.parametrize("file", sorted(SITES.glob("*.yml")), ids=lambda file: file.stem)
def test_a_tiny_site_behaves_as_it_says(file, tmp_path):
    expected = read_site(file)
    site = expected.build(tmp_path)
    assert site.log == [line.replace("SITE", str(tmp_path)) for line in expected.log]
    assert site.status == expected.status
    assert set(site.paths).isdisjoint(expected.absent)
    for path, page in expected.pages.items():
        page.check(site.page(path))
    if expected.same:
        assert len({str(site.page(path).tree.select_one("article")) for path in expected.same}) == 1
    if expected.index is not None:
        assert site.index == expected.index
    for path in site.pages:
        ids = site.page(path).ids
        assert len(ids) == len(set(ids)), path


def test_two_builds_of_a_site_give_the_same_bytes_whatever_python_makes_up_anew(tmp_path):
    read_site(SITES / "literature.yml").build(tmp_path)
    built = []
    for seed in "1", "2":
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "PYTHONHASHSEED": seed}
        command = [sys.executable, "-W", "error", "-m", "mkdocs", "build", "--strict", "--quiet"]
        subprocess.run(command, cwd=tmp_path, env=environment, check=True)  # noqa: S603  # our own command
        built.append(BuiltSite(tmp_path / "site", [], 0).bytes)
    assert "literature/index.html" in built[0]
    assert built[0] == built[1]


def test_a_page_that_cites_nothing_is_what_mkdocs_makes_of_it_without_us(tmp_path):
    page = """
        # Zinc & `<b>iron</b>`

        Write to me@example.org or https://example.org/@name, {% raw %} and {{ name }}.

        | a | b |
        |---|---|
        | *1* | `[@smith2020]` |

        !!! note "A note"
            With a footnote.[^1]

        [^1]: Here, with <span title="[@smith2020]">HTML</span>.

        <div markdown>**So** it is.</div>
    """
    files = {"docs/index.md": dedent(page), "docs/zinc/uses.md": "# Uses\n\nMany.\n", "references.bib": ""}
    for theme in {"name": "mkdocs"}, {"name": "readthedocs"}:
        ours = make_site(tmp_path / f"ours-{theme['name']}", files, {"theme": theme})
        plain = make_site(tmp_path / f"plain-{theme['name']}", files, {"theme": theme, "plugins": ["search"]})
        with_us, without_us = build_site(ours), build_site(plain)
        assert with_us.log == without_us.log == []
        assert with_us.pages == without_us.pages
        for path in with_us.pages:
            assert built_without_its_date(with_us.page(path)) == built_without_its_date(without_us.page(path)), path
        assert with_us.index == without_us.index


def built_without_its_date(page):
    """The HTML of a page without the moment of its build, which MkDocs' own themes write in a comment."""
    return re.sub("Build Date UTC : .*", "", page.html)


STRANGE = """
title: [a, b] / title: {a: b} / title: 2020 / title: 2020-01-01 / title: true / title: null / title: ""
tags: 5 / tags: [1, {a: b}, null, 2020-01-01] / summary: {a: b} / summary: [a] / key_points: 5 / key_points: {a: b}
key_points: [1, 2020-01-01, [a], null] / style: [numeric] / style: 5 / authors: 5 / authors: [{role: a}] / updated: [a]
section: [a] / section: 5 / description: [a] / description: 5 / references: "no" / reviewers: [null]
review_status: [a] / status: new / icon: a/b / hide: 5 / search: 5 / search: {boost: a} / robots: 5 / location: [a]
home: 5 / aliases: 5 / template: 5 / template: no.html / template: ../main.html / 1: 2 / null: 3 / [a]: 5
a: !!python/name:os.system / a: !ENV HOME / title: &a [*a]
"""
"""Front matter of one line each that is YAML, but not what a page should say."""


def test_front_matter_of_any_kind_never_ends_in_a_traceback(tmp_path):
    lines = [line for lines in STRANGE.splitlines() for line in lines.split(" / ") if line]
    page = "---\n{}\n---\n\n{{{{ key_points() }}}}\n\nText [@smith2020].\n"
    files = {f"docs/{number}.md": page.format(line) for number, line in enumerate(lines)}
    files |= {"docs/index.md": "{{ sitemap() }}", "references.bib": "@book{smith2020, title = {Zinc}, year = 2020}"}
    site = build_site(make_site(tmp_path, files))
    assert site.status == 0
    assert [number for number in range(len(lines)) if "Text (" not in site.page(f"{number}/index.html").text] == []


def test_a_text_of_a_page_is_the_same_in_our_look_and_in_the_look_of_the_theme(tmp_path):
    site = read_site(SITES / "footnotes.yml")
    site.plugin = {"work_pages": False}
    ours = site.build(tmp_path / "ours").page()
    site.plugin = {"look": False}
    plain = site.build(tmp_path / "plain").page()
    for selector in "article p", ".vm-citation", ".vm-references", ".footnote":
        assert [str(each) for each in ours.tree.select(selector)] == [str(each) for each in plain.tree.select(selector)]
