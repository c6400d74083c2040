"""The twins of pages in a style of notes: each note is led to, and has the number that it has on the page."""

import re

import pytest

from built_sites import build_site, make_site
from conversions import CASES

BIBLIOGRAPHY = "\n".join(
    f"@article{{{key}, author = {{{key.title()}, A}}, title = {{On {key}}}, journal = {{Metals}}, year = 20{number}}}"
    for number, key in enumerate(("tin", "zinc", "lead"), 10)
)
PAGE = """---
title: Metals
style: notes.csl
summary: "In short [@tin], and {{ cite('zinc') }}."
key_points:
  - "First [@tin]."
  - >-
    Second [@tin],
    and again [@tin;
    @zinc].
  - "Nobody [@nobody] knows [@tin]."
---

{{ key_points() }}

## Text

A claim [@tin]. Another [@tin], by @tin, and nobody [@nobody].

{{ figure("dot.svg", credit="Drawn [@tin]", caption="A dot [@tin] and {{ cite('tin') }}", alt="A dot",
   licence="[CC BY](https://example.org) [@zinc]", legend=["One [@tin]", "Two [@tin]"]) }}

{{ comparison("metals.yml") }}

| Metal | Found |
|---|---|
| tin | so [@tin] |

{{ evidence_profile(note="All of it [@tin] [@tin].") }}

Written.[^1]

[^1]: By hand [@tin].
"""
TABLE = """
title: Metals
caption: "What is said [@tin]."
columns:
  - {id: use, title: Use, note: "Told [@tin]."}
  - {id: harm, title: Harm}
rows:
  - id: one
    title: One
    cells: {use: {text: "Much [@tin] | more [@tin].", level: 2}, harm: {text: "None [@zinc].", level: 2}}
  - id: two
    title: Two
    cells: {use: {text: "Little [@tin].", level: 2}, harm: {text: "Some [@tin].", level: 2}}
"""
DOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><title>A dot</title><circle r="4"/></svg>'
SIGN = re.compile(r"\[\^note-(\d+)\](?!:)")
NOTE = re.compile(r"^\[\^note-(\d+)\]:", re.MULTILINE)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    style = (CASES / "csl/styles/notes.csl").read_text(encoding="utf-8")
    files = {
        "references.bib": BIBLIOGRAPHY,
        "notes.csl": style,
        "docs/index.md": PAGE,
        "docs/dot.svg": DOT,
        "docs/metals.yml": TABLE,
        "docs/plain.md": "---\nstyle: notes.csl\n---\n\n# Plain\n\nA claim [@tin].\n",
    }
    return build_site(make_site(tmp_path_factory.mktemp("notes"), files))


@pytest.fixture(scope="module")
def twin(site):
    return (site.folder / "index.md").read_text(encoding="utf-8")


def numbers(site, selector):
    """The numbers of the notes that this part of the page leads to, in order, but of those about no known work."""
    tree = site.page().tree
    unknown = {note["id"] for note in tree.select(".vm-endnote") if "@nobody" in note.get_text()}
    marks = [mark["href"][1:] for mark in tree.select(f"{selector} a[role=doc-noteref]")]
    return [mark.removeprefix("note-") for mark in marks if mark not in unknown]


def part(text, first, behind):
    return SIGN.findall(text[text.index(first) : text.index(behind)])


def test_every_note_of_the_twin_is_led_to_and_every_sign_leads_to_one(twin):
    signs, notes = SIGN.findall(twin), NOTE.findall(twin)
    assert len(signs) == len(set(signs))
    assert sorted(signs) == sorted(notes)
    assert notes == sorted(notes, key=int)
    assert "nobody [@nobody]" in twin


@pytest.mark.parametrize(
    ("selector", "first", "behind"),
    [
        (".vm-summary", "In short", "## Text"),
        (".vm-figure", "A dot", "**Metals**"),
        (".vm-comparison", "**Metals**", "| Metal |"),
        (".vm-profile__note", "All of it", "Written."),
    ],
)
def test_the_numbers_are_those_of_the_page(site, twin, selector, first, behind):
    assert numbers(site, selector)
    assert part(twin, first, behind) == numbers(site, selector)
