"""`vademecum stats`: the numbers of pages are those a person would count."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from vademecum.cli import main

BIBLIOGRAPHY = "@article{cheng1982, author={Cheng, N.}, title={Rat skin}, journal={J}, year={1982}}\n"
TOPIC = """\
---
title: Light
section: skin
---

## What it is

The skin held more of it [@cheng1982]. Nobody knows why. The day was warm [@cheng1982].

<!-- vademecum: ignore citation/coverage: a remark of our own -->
This is what we think of it.
"""
OVERVIEW = "---\ntitle: Skin\nsection: skin\n---\n\nHere is all about skin.\n"
CONFIGURATION = "site_name: Book\nplugins:\n  - vademecum:\n      bibliography: refs.bib\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site of a topic page and an overview, which is the working directory."""
    folder = tmp_path / "docs" / "skin"
    folder.mkdir(parents=True)
    (folder / "light.md").write_text(TOPIC, encoding="utf-8")
    (folder / "index.md").write_text(OVERVIEW, encoding="utf-8")
    (tmp_path / "refs.bib").write_text(BIBLIOGRAPHY, encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("site")
def test_a_topic_page_is_counted_without_its_headings_and_exempted_sentences_need_no_source() -> None:
    (page,) = json.loads(_run("--format", "json"))

    assert page == {
        "page": "docs/skin/light.md", "words": 20, "grade": None, "sentences": 3, "cited": 2, "works": 1
    }  # fmt: skip


@pytest.mark.usefixtures("site")
def test_any_page_can_be_asked_for() -> None:
    assert [page["page"] for page in json.loads(_run("--format", "json", "docs"))] == [
        "docs/skin/index.md",
        "docs/skin/light.md",
    ]


@pytest.mark.usefixtures("site")
def test_the_table_ends_with_all_pages_together() -> None:
    lines = _run().splitlines()

    assert lines[0].split() == ["page", "words", "grade", "cited", "works"]
    assert lines[1].split() == ["docs/skin/light.md", "20", "-", "66", "%", "1"]
    assert lines[2].split() == ["1", "page", "20", "-", "66", "%"]


@pytest.mark.usefixtures("site")
def test_a_path_without_pages_is_a_bad_call() -> None:
    done = CliRunner().invoke(main, ["stats", "refs.bib"])

    assert done.exit_code == 2
    assert "is no page of the site" in done.output


def _run(*arguments: str) -> str:
    done = CliRunner().invoke(main, ["stats", *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout
