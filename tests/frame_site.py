"""A small site whose pages have all that a page's frame can show: reviews, people, withdrawn works, a repository."""

from built_sites import build_site, make_site

ADDRESS = "https://example.org/book/"
REPOSITORY = "https://github.com/someone/book"
DISCLAIMER = "General information, not advice for one person."

SKIN = "zinc/skin/index.html"

SETTINGS = {
    "site_name": "The Book of Zinc",
    "site_url": ADDRESS,
    "repo_url": REPOSITORY,
    "edit_uri": "edit/main/docs/",
    "extra": {"disclaimer": DISCLAIMER, "words": {"edit": "Mend this page"}},
    "nav": [
        {"Home": "index.md"},
        {
            "Zinc": [
                "zinc/index.md",
                "zinc/skin.md",
                "zinc/late.md",
                "zinc/bare.md",
                {"Deeper": ["zinc/deep/index.md", "zinc/deep/bone.md"]},
            ]
        },
    ],
}

REVIEWED = """---
title: Skin
section: zinc
review_status: reviewed
updated: 2026-03-05
reviewed: 2026-04-01
review_due: {due}
authors:
  - name: Ada Example
    role: writer
    orcid: 0000-0002-1825-0097
    disclosure: none
  - Ben Sample
reviewers:
  - name: Cleo Doctor
    role: dermatologist
    orcid: 0000-0002-1825-0098
    disclosure: Paid by a maker of zinc
---
"""

FILES = {
    "docs/index.md": "# Home\n\nWelcome.\n",
    "docs/zinc/index.md": "---\ntitle: Zinc\nsection: zinc\n---\n\nAbout zinc.\n",
    "docs/zinc/skin.md": REVIEWED.format(due="2099-04-01")
    + """
Zinc heals [@smith2020].

{{ contents() }}

## What it is

A metal [@good2022]. It shines [@smith2020; @jones2021]. It shines in the dark, too [@smith2020].

## Risks

None were found in *one* study [@good2022].
""",
    "docs/zinc/late.md": REVIEWED.format(due="2020-01-01").replace("Skin", "Late") + "\nNothing yet.\n",
    "docs/zinc/bare.md": """---
title: Bare
section: zinc
review_status: reviewed
review_due: 2099-01-01
hide: [footer, navigation, toc, disclaimer]
disclaimer: ""
footer: false
---
# Bare

A work that was taken back {{ cite("smith2020", status="mentioned") }} is spoken of here.
""",
    "docs/zinc/deep/index.md": "# Deeper\n\nMore.\n",
    "docs/zinc/deep/bone.md": '---\ntitle: Bone & "marrow" <b>\nsection: zinc\n---\n\nBones.\n',
    "references.bib": """
@article{smith2020, author = {Smith, Jane and Doe, John}, title = {Zinc and {\\itshape skin}}, journal = {Metals},
  year = 2020, status = {retracted}, statusdate = {2021-05}, statusnote = {The figures were invented.}}
@article{jones2021, author = {Jones, Jim}, title = {Shine}, journal = {Metals}, year = 2021, status = {concern}}
@book{good2022, author = {Good, Ann}, title = {Metals}, year = 2022}
""",
    ".github/ISSUE_TEMPLATE/1-correct-a-claim.yml": "name: Correct a claim\n",
}


def build_frame_site(folder, settings=None, files=None):
    """Build the site below `folder`, changed by `settings` and `files`."""
    return build_site(make_site(folder, {**FILES, **(files or {})}, {**SETTINGS, **(settings or {})}))


def said(page, selector):
    """What the one element that `selector` finds says."""
    (text,) = page.texts(selector)
    return text


def record(page):
    """What the record of a page says, by what it says it of."""
    rows = page.tree.select(".vm-record dl > div")
    return {row.dt.get_text(strip=True): " ".join(row.dd.get_text(" ").split()) for row in rows}
