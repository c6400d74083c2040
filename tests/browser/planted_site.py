"""A site with the look of this one and all that a page can hold, into which a retracted work was planted."""

from pathlib import Path

import yaml

from built_sites import build_site, make_site

OURS = yaml.safe_load((Path(__file__).parents[2] / "mkdocs.yml").read_text(encoding="utf-8"))
SETTINGS = {
    **{name: OURS[name] for name in ("theme", "markdown_extensions")},
    "site_name": "Metals",
    "site_url": "https://example.org/",
    "extra": {"disclaimer": "General information."},
    "nav": [
        {"Home": "index.md"},
        {"Site map": "site-map.md"},
        {
            "Metals and the skin": [
                "metals/index.md",
                {"Zinc": "metals/zinc.md"},
                {"Zinc in numbers": "metals/numbers.md"},
                {"Tin": "metals/tin.md"},
            ]
        },
        {"About": [{"Literature": "literature.md"}, {"Glossary": "glossary.md"}, {"News": "whats-new.md"}]},
    ],
}

RETRACTED = "poe2010"
NOTE = "The data were invented"
BIBLIOGRAPHY = """
@article{poe2010, author = {Poe, Edgar}, year = 2010, title = {All of it made up}, journaltitle = {Metals},
  evidence = 2, studydesign = {randomised trial}, status = {retracted}, statusdate = {2012-03-04},
  statusnote = {The data were invented}, doi = {10.1234/made.up}}
@article{cheng1982, author = {Cheng, Ngok}, year = 1982, title = {Currents in rat skin}, journaltitle = {Bones},
  studydesign = {in vitro study}, evidence = 5, pmid = {7140077}}
@article{kavanagh2012, author = {Kavanagh, Sean}, year = 2012, title = {Toning}, journaltitle = {Skin},
  doi = {10.1111/jocd.12007}, pmcid = {PMC3538101}, studydesign = {randomised trial}, evidence = 2,
  sample = {108 women}, funding = {the maker}}
@article{review2015, author = {Sum, Eve}, year = 2015, title = {All of it}, studydesign = {systematic review},
  evidence = 1}
@article{concern2011, author = {Doubt, Ann}, year = 2011, title = {Hardly}, evidence = 3, status = {concern}}
@online{maker2020, author = {{A Maker}}, year = 2020, title = {Buy it}, url = {https://example.org/buy},
  studydesign = {manufacturer}}
"""

ZINC = """---
title: Zinc
section: metals
description: A metal, and what is known of it.
review_status: unreviewed
updated: 2026-03-05
key_points:
  - "It was said to heal [@poe2010]."
  - "It shines [@review2015]."
  - "How long it lasts, nobody has studied."
---

{{ key_points() }}

{{ contents() }}

## What it is

A metal that was held against a sham [@kavanagh2012]. In a group with others [@cheng1982; @poe2010; @concern2011].
As @poe2010 found, it heals. It is sold as a vehicle [@maker2020].[^1]

- In a list [@poe2010]

| What | Found |
|------|-------|
| Heals | always [@poe2010] |

| One | Two | Three | Four | Five | Six | Seven | Eight |
|-----|-----|-------|------|------|-----|-------|-------|
| unbreakable | unbreakable | unbreakable | unbreakable | unbreakable | unbreakable | unbreakable | unbreakable |

[^1]: A note of it [@poe2010].

## How deep

=== "Skin"

    In a tab [@poe2010].

=== "Bone"

    Nothing.

??? note "More"

    In a fold [@poe2010].

!!! warning "Take care"

    It burns {{ cite("kavanagh2012", indirect="another method") }}.

```yaml
key: a line of code that is a good deal longer than the screen of any phone, and than the column of any desk as well
other: 12  # and a remark
```

{{ comparison("../data/three.yml") }}

## The evidence on this page

{{ evidence_profile(note="Most are *not* about zinc [@kavanagh2012].") }}
"""

COMPARISON = """title: Metals side by side
caption: Only what was studied in people [@kavanagh2012].
columns:
  - {id: harm, title: Harms, harm: true}
  - {id: effect, title: What it did, unit: in people}
rows:
  - id: zinc
    title: Zinc
    page: ../metals/zinc.md
    cells: {effect: "It healed [@poe2010].", harm: none}
  - id: tin
    title: Tin
    page: ../metals/tin.md
    cells: {effect: "Nothing [@review2015].", harm: "It rusts [@cheng1982]."}
"""

NUMBERS = """---
title: Zinc in numbers
section: metals
style: numeric
summary: "Said in a summary [@poe2010]."
---

{{ key_points() }}

First [@cheng1982; @kavanagh2012; @review2015]. A range [@cheng1982; @kavanagh2012; @review2015; @poe2010; @maker2020].
Alone [@poe2010], and as @poe2010 says.

| What | Found |
|------|-------|
| Heals | always [@poe2010] |
"""

TIN = """---
title: Tin
section: metals
---

The trial that was taken back {{ cite("poe2010", status="mentioned") }} is only spoken of. Tin rusts [@cheng1982].
"""

FILES = {
    "references.bib": BIBLIOGRAPHY,
    "docs/index.md": "# Home\n\nWelcome to [zinc](metals/zinc.md).\n",
    "docs/site-map.md": "# Site map\n\n{{ site_graph() }}\n\n{{ sitemap() }}\n",
    "docs/metals/index.md": "---\ntitle: Metals and the skin\nsection: metals\n---\n\nAll metals.\n",
    "docs/metals/zinc.md": ZINC,
    "docs/metals/numbers.md": NUMBERS,
    "docs/metals/tin.md": TIN,
    "docs/data/three.yml": COMPARISON,
    "docs/literature.md": '# Literature\n\n{{ literature(sort="year") }}\n',
    "docs/glossary.md": "# Glossary\n\n{{ glossary() }}\n",
    "docs/data/glossary.yml": """\
- term: Sham
  meaning: A pretended treatment that looks and feels like the real one.
- term: Vehicle
  meaning: The cream without the active part [@poe2010].
""",
    "docs/whats-new.md": "# What is new\n\n{{ recent_changes() }}\n",
}


def build_planted_site(folder):
    """Build the site below `folder`."""
    return build_site(make_site(folder, FILES, SETTINGS))
