"""`vademecum new topic`: a page that is there at once, and nothing that is half there."""

import errno
import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from built_sites import build_site, make_site
from vademecum.cli import main
from vademecum.editing.new_files import Writing
from vademecum.editing.new_topic import read_slug, slug_of
from vademecum.text.errors import ConfigurationError

CONFIGURATION = """\
site_name: Metals   # a remark that stays
theme: {name: material, font: false}
plugins: [search, vademecum]
nav:
  - Home: index.md
  - All about metals:
      - metals/index.md
      - Iron: metals/iron.md   # the first
      - Literature: metals/literature.md
  - Glossary: glossary.md
"""
OVERVIEW = """\
---
title: Metals
description: All that this site has on metals, with the works from which it is known.
section: metals
---

{{ sitemap(section="metals") }}
"""
IRON = """\
---
title: Iron
description: What is known of iron, of its finding and of its use, with the sources of it.
section: metals
summary: "It was found [@smith2020]."
key_points: ["It rusts [@smith2020].", "It bends [@smith2020].", "It melts [@smith2020]."]
review_status: unreviewed
---

It rusts [@smith2020].
"""
LIST = """\
---
title: Literature
description: The works that the pages about metals cite, each with the pages that do so.
section: metals
---

{{ literature(section="metals") }}
"""
PAGE = """\
---
title: {0}
description: The page of this site that is called {0}, and that says nothing else.
---

A page.
"""
FILES = {
    "mkdocs.yml": CONFIGURATION,
    "references.bib": "@book{smith2020,\n  author       = {Smith, Jane},\n  title        = {Iron},\n"
    "  publisher    = {Press},\n  year         = {2020},\n}\n",
    "docs/index.md": PAGE.format("Home"),
    "docs/glossary.md": PAGE.format("Words"),
    "docs/metals/index.md": OVERVIEW,
    "docs/metals/iron.md": IRON,
    "docs/metals/literature.md": LIST,
}
ZINC = "      - Zinc & steel: metals/zinc-steel.md\n"


@pytest.fixture
def site(tmp_path, monkeypatch):
    make_site(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, ["new", "topic", "--today", "2026-11-21", *arguments], catch_exceptions=False)


def check(*arguments):
    result = CliRunner().invoke(main, ["check", "--today", "2026-11-21", "--format", "json", *arguments])
    return [(each["path"], each["rule"]) for each in json.loads(result.stdout)["findings"]]


def held(folder):
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
    }


def test_a_page_and_its_line_in_the_navigation_are_written_and_shown(site):
    before = held(site)
    result = run("Zinc & steel", "--section", "metals")
    assert (result.exit_code, result.stderr) == (0, "")
    after = held(site)
    assert set(after) - set(before) == {"docs/metals/zinc-steel.md"}
    assert {path for path in before if after[path] != before[path]} == {"mkdocs.yml"}
    first = "      - Iron: metals/iron.md   # the first\n"
    assert after["mkdocs.yml"].decode() == CONFIGURATION.replace(first, first + ZINC)
    assert f"+{ZINC}" in result.output
    assert "+++ docs/metals/zinc-steel.md" in result.output
    assert "Written: docs/metals/zinc-steel.md, mkdocs.yml" in result.output


def test_the_page_opens_clean_and_is_built_strictly_though_nobody_sees_it_yet(site):
    assert check() == []
    run("Zinc", "--section", "metals")
    assert check() == []
    built = build_site(site, strict=True)
    assert (built.status, built.log) == (0, [])
    assert not any("zinc" in path for path in built.paths)
    assert "zinc" not in built.page("metals/index.html").html.lower()


def test_when_it_is_no_draft_any_more_the_check_names_what_is_to_be_filled_in_and_nothing_else(site):
    run("Zinc", "--section", "metals")
    page = site / "docs/metals/zinc.md"
    page.write_text(page.read_text("utf-8").replace("status: draft", "status: unreviewed"), "utf-8")
    path = "docs/metals/zinc.md"
    missing = [(path, f"page/no-{what}") for what in ("description", "key-points", "summary")]
    assert check() == [*missing, *[(path, "page/empty-section")] * 5]
    assert build_site(site, strict=True).status == 0


def test_filled_in_as_its_remarks_say_it_is_clean(site):
    run("Zinc", "--section", "metals")
    page = site / "docs/metals/zinc.md"
    text = page.read_text("utf-8").replace("status: draft", "status: unreviewed").replace("#  - ", "  - ")
    points = ["What is known best, in one sentence [@smith2020]", "What speaks against it [@jones2021]"]
    points.append("Not known: what nobody has looked into")
    for number, point in enumerate(points):
        text = text.replace(point, f"Zinc: it is grey, point {number} [@smith2020]")
    text = text.replace('description: ""', 'description: "Zinc: what is known of it, and what nobody has looked into."')
    text = text.replace('summary: ""', 'summary: "It is grey [@smith2020]."')
    page.write_text(re.sub("<!--.*?-->", "Zinc is grey [@smith2020].", text), "utf-8")
    assert check() == []
    built = build_site(site, strict=True)
    assert built.status == 0
    assert "Zinc: it is grey, point 1 (Smith, 2020)." in built.page("metals/zinc/index.html").text


def test_a_section_that_is_new_gets_an_overview_that_asks_for_its_description(site):
    result = run("Helium", "--section", "gases", "--section-title", "Gases: light & heavy")
    assert result.exit_code == 0
    section = '  - "Gases: light & heavy":\n      - gases/index.md\n      - Helium: gases/helium.md\n  - Glossary'
    assert section in (site / "mkdocs.yml").read_text("utf-8")
    assert check() == [("docs/gases/index.md", "page/no-description")]
    built = build_site(site, strict=True)
    assert built.status == 0
    assert built.page("gases/index.html").texts("h1") == ["Gases: light & heavy"]
    assert run("Neon", "--section", "gases").exit_code == 0
    assert "      - Neon: gases/neon.md\n" in (site / "mkdocs.yml").read_text("utf-8")


def test_an_overview_that_is_there_stays(site):
    (site / "docs/gases").mkdir()
    (site / "docs/gases/index.md").write_text("mine", "utf-8")
    assert run("Helium", "--section", "gases", "--section-title", "Gases").exit_code == 0
    assert (site / "docs/gases/index.md").read_text("utf-8") == "mine"


def test_a_dry_run_shows_all_and_writes_nothing(site):
    before = held(site)
    result = run("Helium", "--section", "gases", "--section-title", "Gases", "--dry-run")
    assert (result.exit_code, result.stderr) == (0, "Nothing was written.\n")
    assert "+++ docs/gases/index.md" in result.output
    assert "+title: Helium" in result.output
    assert "Written" not in result.output
    assert held(site) == before
    assert not (site / "docs/gases").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Iron", "--section", "metals"], "there is a page 'docs/metals/iron.md' already"),
        (["Zinc", "--section", "metals", "--path", "iron.md"], "there is a page 'docs/metals/iron.md' already"),
        (["Zinc", "--section", "metls"], "there is no section 'metls'; did you mean 'metals'? For a new one, add"),
        (["Zinc", "--section", "about metals"], "did you mean 'metals'?"),
        (["Zinc", "--section", "qqq"], "there is no section 'qqq'; the sections are: metals. For a new one, add"),
        (["Zinc", "--section", "metals", "--section-title", "Metals"], "there is a section 'metals' already"),
        (["Zinc", "--section", "../out", "--section-title", "Out"], "'../out' cannot name a section"),
        (["Zinc", "--section", "Rare Gases", "--section-title", "Out"], "such as 'rare-gases'"),
        (["Zinc", "--section", "metals", "--path", "../zinc"], "'../zinc' cannot name a page"),
        (["Zinc", "--section", "metals", "--path", "/etc/zinc"], "such as 'zinc'"),
        (["Zinc", "--section", "metals", "--path", "index"], "'index' is the overview of a section"),
        (["Zinc", "--section", "metals", "--path", "aux"], "the name of a device under Windows"),
        (["Zinc", "--section", "com1", "--section-title", "Ports"], "the name of a device under Windows"),
        (["--", "--"], "Missing option '--section'"),
        (["  \n ", "--section", "metals"], "a title has letters in it"),
        (["锌", "--section", "metals"], "no file can be named after '锌'; name it with --path"),
        (["Zinc", "--section", "metals", "-f", "other.yml"], "there is no 'other.yml' here"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(site, arguments, said):
    before = held(site)
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert held(site) == before


def test_the_same_call_a_second_time_changes_nothing(site):
    run("Zinc", "--section", "metals")
    before = held(site)
    assert run("Zinc", "--section", "metals").exit_code == 2
    assert held(site) == before


@pytest.mark.parametrize("named", ["metals", "metals/", "docs/metals", "All about metals", "all ABOUT metals"])
def test_a_section_is_named_by_folder_or_title(site, named):
    assert run("Zinc & steel", "--section", named).exit_code == 0
    assert ZINC in (site / "mkdocs.yml").read_text("utf-8")


def test_a_title_that_another_page_has_is_told(site):
    result = run("  iron ", "--section", "metals", "--path", "metals/iron-again.md")
    assert result.exit_code == 0
    assert "'metals/iron.md' has the title 'Iron' too" in result.stderr
    assert "title: iron\n" in (site / "docs/metals/iron-again.md").read_text("utf-8")


def test_a_page_that_the_navigation_has_already_gets_no_second_line(site):
    file = site / "mkdocs.yml"
    file.write_text(CONFIGURATION.replace("  - Glossary", "      - metals/zinc.md\n  - Glossary"), "utf-8")
    before = file.read_bytes()
    result = run("Zinc", "--section", "metals")
    assert "'mkdocs.yml' leads to 'metals/zinc.md' already" in result.stderr
    assert file.read_bytes() == before
    assert (site / "docs/metals/zinc.md").is_file()


def test_without_a_navigation_the_page_is_written_and_that_is_said(site):
    file = site / "mkdocs.yml"
    file.write_text(CONFIGURATION.partition("nav:")[0], "utf-8")
    result = run("Zinc", "--section", "metals")
    assert result.exit_code == 0
    assert "'mkdocs.yml' has no list under 'nav'" in result.stderr
    assert (site / "docs/metals/zinc.md").is_file()
    assert "did you mean 'metals'?" in run("Lead", "--section", "metal").stderr


def test_where_the_navigation_is_inherited_the_file_that_has_it_is_named(site):
    (site / "mkdocs.yml").rename(site / "base.yml")
    (site / "mkdocs.yml").write_text("INHERIT: base.yml\n", "utf-8")
    result = run("Zinc", "--section", "metals")
    assert result.exit_code == 0
    assert "where 'base.yml' has one, put 'metals/zinc.md' into it" in result.stderr


def test_a_section_whose_pages_have_no_folder_takes_no_page(site):
    text = CONFIGURATION.replace("  - Glossary: glossary.md", "  - About us:\n      - Words: glossary.md")
    (site / "mkdocs.yml").write_text(text, "utf-8")
    result = run("Zinc", "--section", "about us")
    assert result.exit_code == 2
    assert "the pages of the section 'About us' have no folder of their own" in result.stderr


def test_a_file_in_the_place_of_a_folder_is_named(site):
    (site / "docs/gases").write_text("", "utf-8")
    result = run("Helium", "--section", "gases", "--section-title", "Gases")
    assert result.exit_code == 2
    assert "'docs/gases' is a file, and a folder is to be there; nothing was written" in result.stderr


def test_a_folder_that_was_made_does_not_stay_where_the_next_one_cannot_be(tmp_path, monkeypatch):
    real = Path.mkdir

    def full(folder, *arguments, **options):
        if folder.name == "b":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))
        real(folder, *arguments, **options)

    monkeypatch.setattr(Path, "mkdir", full)
    with pytest.raises(OSError, match="No space"):
        Writing({tmp_path / "a" / "b" / "c.md": b"c"}).write()
    assert list(tmp_path.iterdir()) == []


def test_a_site_has_its_own_form_of_topic_pages_where_it_says_so(site):
    (site / "topic-template.md").write_text(
        "---\ntitle: [[ title ]]\nupdated: [[ day ]]\n---\n{{ contents() }}\n", "utf-8"
    )
    run("Zinc: grey", "--section", "metals")
    text = (site / "docs/metals/zinc-grey.md").read_text("utf-8")
    assert text == '---\ntitle: "Zinc: grey"\nupdated: 2026-11-21\n---\n{{ contents() }}\n'
    (site / "other.md").write_text("[[ titel ]]", "utf-8")
    result = run("Lead", "--section", "metals", "--template", "other.md")
    assert result.exit_code == 2
    assert "'other.md' has the place '[[ titel ]]', which is not known; known are: [[ title ]]" in result.stderr


def test_a_title_cannot_steer_the_terminal_or_break_out_of_the_front_matter(site):
    result = run('\x1b[2JZinc"\n---\n{{ cite("x") }}', "--section", "metals", "--path", "zinc")
    assert result.exit_code == 0
    assert "\x1b" not in result.output + result.stderr
    assert check() == []
    assert build_site(site, strict=True).status == 0


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Red light", "red-light"),
        ("Zinc: “what it isn’t” & more!", "zinc-what-it-isnt-more"),
        ("Crème brûlée, Straße, Øl", "creme-brulee-strasse-ol"),
        ("PRP/PRFM 101", "prp-prfm-101"),
        ("Index", "index-page"),
        ("Con", "con-page"),
        ("a " * 60, "a-" * 39 + "a"),
    ],
)
def test_a_file_is_named_after_the_title(title, slug):
    assert slug_of(title) == slug
    assert read_slug(f"docs/metals/{slug}.md", "metals") == slug


def test_where_one_file_cannot_be_written_none_is(tmp_path):
    old, there = tmp_path / "mkdocs.yml", tmp_path / "docs/b.md"
    old.write_bytes(b"old")
    there.parent.mkdir()
    there.write_bytes(b"theirs")
    new = {tmp_path / "docs/new/deep/a.md": b"a", there: b"b"}
    with pytest.raises(ConfigurationError, match="is there already; nothing was written"):
        Writing(new, {old: b"old"}, {old: b"new"}).write()
    assert held(tmp_path) == {"mkdocs.yml": b"old", "docs/b.md": b"theirs"}
    assert not (tmp_path / "docs/new").exists()
    with pytest.raises(ConfigurationError, match="has changed meanwhile"):
        Writing({tmp_path / "docs/new/a.md": b"a"}, {old: b"older"}, {old: b"new"}).write()
    assert held(tmp_path) == {"mkdocs.yml": b"old", "docs/b.md": b"theirs"}
    assert not (tmp_path / "docs/new").exists()


def test_a_file_that_cannot_be_written_is_named_and_nothing_is_left_behind(site, monkeypatch):
    def refuse(file, _):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(file))

    before = held(site)
    monkeypatch.setattr("vademecum.editing.many_files.replace_file", refuse)
    result = run("Helium", "--section", "gases", "--section-title", "Gases")
    assert result.exit_code == 2
    assert "mkdocs.yml': Permission denied" in result.stderr
    assert held(site) == before
    assert not (site / "docs/gases").exists()
