"""What a build says of a site, `vademecum check` says too: the same rule, at the same place, in the same words."""

import re
from dataclasses import replace
from datetime import date

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import get_files

from built_sites import build_site, make_site
from macro_contexts import pages
from test_sites import SITES, STRANGE
from test_sites import read_site as read_tiny_site
from vademecum.checking import check_site, read_site
from vademecum.project import open_project
from vademecum.report.text import format_finding

TODAY = date(2026, 11, 21)
BOOK = """\
@book{smith2020,
  author       = {Smith, Jane},
  title        = {Zinc},
  publisher    = {Metal Press},
  year         = {2020},
  status       = {withdrawn},
  statusdate   = {2024-01-01},
  studydesign  = {case series},
}
"""
PLAIN = {"plugins": ["vademecum"], "theme": {"name": "mkdocs"}}
MARKDOWN = {
    "markdown_extensions": [
        *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
        *("pymdownx.details", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.superfences"),
        {"pymdownx.tabbed": {"alternate_style": True}},
    ]
}
HEADS = (
    "Name: text [@nobody]\nmore: x\n\n[@smith2020]",
    "Name: see @smith2020 here\n    and [@nobody]\n\nText",
    "template: x\nb: @c\n",
    "review_status: x\n\na",
    "---\nopen: x\n[@nobody]\n",
    "\nName: [@nobody]\n",
    "\ufeff---\ntitle: x\nreview_status: y\n---\n[@nobody]\n",
    "---\ntitle: x\r\nreview_status: y\r\n---\r\n[@nobody]\r\n",
    "---\n---\n[@nobody]\n",
    "--- \ntitle: a\n...\n[@nobody]",
)
"""Heads of pages that are no front matter, or hardly."""
VALUES = (
    "template: man.html",
    "search: {boost: '2'}",
    "style: numerical",
    "summary: 'a [@nobody] b'",
    "key_points: ['{{ contents() }}', '{{ cite(\"nobody\") }}', 'x {{ foo() }}', '{{ citation_needed() }}']",
    'key_points: ["{{ cite(\\"nobody\\") }}"]',
    "summary: >\n  a\n  [@nobody;\n  @nobody2] b",
)
"""Front matter that a build has something to say of."""
_SAID = re.compile(r"[A-Z]+ - (?P<finding>\S+:\d+:\d+: .*\[[\w-]+/[\w-]+\])")
_OF_CALLS = re.compile(r"\[(?:macro/.*|citation/(?:unknown-key|needed))\]$", re.MULTILINE)


def said_by_a_build(log):
    """The findings that a build has logged, each with its hint."""
    found = []
    for line in log:
        if match := _SAID.fullmatch(line):
            found.append(match["finding"])
        elif found and line.startswith("    "):
            found[-1] += f"\n{line}"
    return found


def said_by_the_check(folder, **known):
    site, _ = open_project(str(folder / "mkdocs.yml")).checked_site()
    return [format_finding(finding) for finding in check_site(read_site(replace(site, **known)), TODAY)]


LOGGING = [file for file in sorted(SITES.glob("*.yml")) if said_by_a_build(read_tiny_site(file).log)]


@pytest.mark.parametrize("file", LOGGING, ids=lambda file: file.stem)
def test_the_check_says_all_that_a_build_of_a_tiny_site_says(file, tmp_path):
    site = read_tiny_site(file)
    make_site(tmp_path, site.files, site.settings, site.plugin)
    for path, target in site.symbolic_links.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).symlink_to(target)
    found = said_by_the_check(tmp_path)
    assert [each for each in said_by_a_build(site.log) if each not in found] == []


def test_of_calls_the_check_says_what_a_build_says_and_no_more_wherever_they_stand(tmp_path):
    files = {"docs/index.md": "# Home\n", "references.bib": BOOK, **pages()}
    make_site(tmp_path, files, PLAIN | MARKDOWN | {"nav": ["index.md"]})
    built = set(said_by_a_build(build_site(tmp_path).log))
    checked = {each for each in said_by_the_check(tmp_path) if _OF_CALLS.search(each.split("\n")[0])}
    assert len(built) > 500
    assert built - checked == set()
    assert checked - built == set()


def test_the_check_says_all_that_a_build_says_of_strange_heads_of_pages(tmp_path):
    lines = [line for lines in STRANGE.splitlines() for line in lines.split(" / ") if line]
    page = "---\n{}\n---\n\n{{{{ key_points() }}}}\n\nText [@smith2020].\n"
    files = {f"docs/{number}.md": page.format(line) for number, line in enumerate((*lines, *VALUES))}
    files |= {f"docs/head-{number}.md": text for number, text in enumerate(HEADS)}
    make_site(tmp_path, {"docs/index.md": "# Home\n", "references.bib": BOOK, **files}, PLAIN)
    built = said_by_a_build(build_site(tmp_path).log)
    found = said_by_the_check(tmp_path, templates={"main.html"})
    assert len(built) > 30
    assert [each for each in built if each not in found] == []


def test_the_sections_that_a_macro_may_name_are_those_of_the_navigation(tmp_path):
    names = ("zinc", "iron", "lead", "tin", "draft")
    files = {f"docs/{name}/page.md": f"# {name}\n" for name in names}
    files["docs/draft/page.md"] = "---\nreview_status: draft\n---\n# Draft\n"
    files["docs/index.md"] = "\n\n".join(f'{{{{ sitemap(section="{name}") }}}}' for name in names)
    nav = ["index.md", {"Mixed": ["zinc/page.md", "iron/page.md"]}, "lead/page.md", {"Tin": ["tin/page.md"]}]
    for number, settings in enumerate((PLAIN, PLAIN | {"nav": [*nav, {"Draft": ["draft/page.md"]}]})):
        folder = make_site(tmp_path / str(number), {"references.bib": BOOK, **files}, settings)
        config = load_config(str(folder / "mkdocs.yml"))
        sections = config.plugins["vademecum"].sections(get_files(config), config)
        built = [each for each in said_by_a_build(build_site(folder).log) if "[macro/" in each]
        assert [each for each in said_by_the_check(folder, sections=sections) if "[macro/" in each] == built
        assert built != []


def test_a_work_may_be_mentioned_that_was_taken_back(tmp_path):
    page = """\
---
title: Zinc
key_points:
  - "It was withdrawn {{ cite('smith2020', status='mentioned') }}."
  - "It heals {{ cite('smith2020') }}."
---
It was withdrawn {{ cite("smith2020", "jones2021", status="mentioned") }}.

It heals {{ cite("smith2020") }}, in all [@smith2020].
"""
    jones = BOOK.replace("smith2020", "jones2021").replace("Smith, Jane", "Jones, Jim")
    make_site(tmp_path, {"docs/index.md": page, "references.bib": BOOK + jones}, PLAIN)
    found = [each.split("\n") for each in said_by_the_check(tmp_path) if "[citation/withdrawn]" in each]
    assert [each[0].split(": ")[0] for each in found] == [
        "docs/index.md:5:23",
        "docs/index.md:9:18",
        "docs/index.md:9:43",
    ]
    assert "{{ cite('smith2020', status='mentioned') }}" in found[0][1]
    assert '{{ cite("smith2020", status="mentioned") }}' in found[1][1]


def test_a_wrong_status_is_guessed(tmp_path):
    make_site(tmp_path, {"docs/index.md": '{{ cite("smith2020", status="mention") }}', "references.bib": BOOK}, PLAIN)
    message = "docs/index.md:1:1: error: 'cite': status cannot be 'mention'; did you mean 'mentioned'? [macro/argument]"
    assert message in said_by_the_check(tmp_path)


def test_what_became_of_a_work_is_shown_where_it_is_only_mentioned(tmp_path):
    page = "---\nkey_points:\n  - \"It went {{ cite('smith2020', status='mentioned') }}.\"\n---\n{{ key_points() }}\n"
    make_site(tmp_path, {"docs/index.md": page, "references.bib": BOOK})
    site = build_site(tmp_path, strict=True)
    assert site.log == []
    assert site.page().texts(".vm-point__text") == ["It went (Smith, 2020, case series, withdrawn)."]
    assert site.page().texts("#ref-smith2020 .vm-reference__status b") == ["Withdrawn"]


def test_what_a_page_shows_in_code_lets_nothing_stand(tmp_path):
    remark = "<!-- vademecum: ignore page/promise: why -->"
    page = f"# A\n\n```html\n{remark}\nA miracle.\n```\n\nWrite `{remark}`.\nA miracle.\n\n{remark}\nA miracle.\n"
    make_site(tmp_path, {"docs/index.md": page, "references.bib": BOOK}, PLAIN)
    found = [each for each in said_by_the_check(tmp_path) if "[suppression/" in each or "[page/promise]" in each]
    assert [each.split(": ")[0] for each in found] == ["docs/index.md:9:3"]
