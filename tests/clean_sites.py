"""Sites in which nothing is wrong: one that uses every feature, and one of as many pages as are asked for."""

import re
from pathlib import Path

from conversions import CASES

HANDBOOK = CASES / "clean" / "handbook.txt"
_FILE = re.compile(r"^--- (\S.*?)(?: \((CRLF|BOM|LINK)\))?(?:\n|\Z)", re.MULTILINE)
_RAW_PAGE = re.compile(r'href="\.\./([a-z]+)/(#[a-z]+)"')

_BYTE = re.compile("⟨([0-9a-f]{2})⟩".encode())

_KEPT = {
    None: str,
    "CRLF": lambda content: content.replace("\n", "\r\n"),
    "BOM": "\ufeff{}".format,
    "LINK": lambda content: Path(content.strip()),
}

TOPICS = ("heat", "light", "water", "zinc", "sleep")
_CONFIGURATION = """\
site_name: Many pages
site_url: https://example.org/many/
theme:
  name: material
  font: false
plugins:
  - vademecum
markdown_extensions: [admonition, attr_list, footnotes, tables]
nav:
  - index.md
"""
_HOME = """\
---
title: Many pages
description: All pages of this site, each with a link to the place that it begins with.
---
"""
_PAGE = """\
---
title: Topic {number}
description: What is known of topic {number}, with its sources, and where to read on about its neighbours.
section: {topic}
summary: "Topic {number} was measured [@author{work}]."
key_points:
  - "It rose [@author{work}]."
  - "It fell again [@author{other}, p. 3]."
  - "It was seen in both [@author{work}; @author{other}]."
review_status: unreviewed
updated: 2026-01-{day:02}
---
{{{{ key_points() }}}}

## What it is

It was measured in {count} people [@author{work}, pp. 3--5], says @author{other}. See [the next]({following}) and
[its risks]({following}#risks), or [what to read](#to-read).

| Year | Source |
|---|---|
| 2020 | [@author{other}] |

![A circle](../figures/circle.svg "Drawing: Ann Example, CC BY 4.0.")

## Risks

!!! note

    It hurts.[^1] See [the one before]({previous}#to-read).

[^1]: Says @author{work} [chap. 2].

## To read

- [The beginning](../index.md), and [another page][other].

[other]: {far} "Far away"
"""
_ENTRY = """\
@article{{author{number},
  author       = {{Author{letters}, Ann}},
  title        = {{{title}}},
  journal      = {{Journal of Topics}},
  year         = {{{year}}},
  volume       = {{{number}}},
  pages        = {{{number}--{last}}},
  doi          = {{10.1000/topic.{number}}},
}}
"""


def handbook(*, directory_urls=True):
    """The files of a site that uses every feature, by their paths; with or without a directory for each page."""
    text = HANDBOOK.read_text(encoding="utf-8")
    if not directory_urls:  # Raw HTML is written for the address at which its page is published.
        text = _RAW_PAGE.sub(r'href="\1.html\2"', text.replace("../../", "../"))
        text = text.replace("site_name:", "use_directory_urls: false\nsite_name:", 1)
    return read_files(text)


def read_files(text):
    """The files that a text holds, by their paths: `--- path` begins one, and may say how it is kept.

    `(CRLF)` is a file with the line ends of Windows, `(BOM)` one that begins with a byte order mark, `(LINK)` a
    symbolic link to what its only line names.
    """
    pieces = iter(_FILE.split(text)[1:])
    return {path: _KEPT[form](content) for path, form, content in zip(pieces, pieces, pieces, strict=True)}


def many_pages(count):
    """The files of a site with so many pages, each with links, anchors, an image and citations, and all of it right."""
    paths = [f"{TOPICS[number % len(TOPICS)]}/topic-{number}.md" for number in range(count)]
    works = max(count // 4, 2)
    navigation = "".join(f"  - {path}\n" for path in paths)
    files = {
        "mkdocs.yml": _CONFIGURATION + navigation,
        "references.bib": "\n".join(map(_entry, range(works))),
        "docs/index.md": _home(paths),
        "docs/figures/circle.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    }
    for number, path in enumerate(paths):
        files[f"docs/{path}"] = _PAGE.format(
            number=number,
            topic=path.partition("/")[0],
            work=_key(number % works),
            other=_key((number + 1) % works),
            day=number % 28 + 1,
            count=number + 10,
            following=f"../{paths[(number + 1) % count]}",
            previous=f"../{paths[number - 1]}",
            far=f"../{paths[(number * 7 + 3) % count]}",
        )
    return files


def _home(paths):
    links = "".join(f"- [Topic {number}]({path}#what-it-is)\n" for number, path in enumerate(paths))
    return _HOME + links


def _key(number):
    return f"{number:04}"


def _entry(number):
    letters = "".join(chr(ord("a") + int(digit)) for digit in _key(number))
    subject, place = TOPICS[number % len(TOPICS)], ("rats", "mice", "adults", "children", "cells", "plants")[number % 6]
    title = f"A study of {subject} in {place} {' '.join(letters)}"
    return _ENTRY.format(number=_key(number), letters=letters, title=title, year=1990 + number % 30, last=number + 9)


def write(folder, files):
    """The folder, with these files in it."""
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, Path):
            file.symlink_to(text)
            continue
        file.write_bytes(_BYTE.sub(lambda found: bytes([int(found[1], 16)]), text.encode()))
    return folder
