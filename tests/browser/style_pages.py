"""A site with the same page in styles of each kind."""

from pathlib import Path

from preview_pages import BIBLIOGRAPHY, PLUGIN, SETTINGS

from built_sites import build_site, make_site

STYLES = Path(__file__).parents[1] / "cases/csl/styles"
KINDS = {
    "author-date": "author-date",
    "numeric": "numeric",
    "superscript": "styles/superscript.csl",
    "label": "styles/label.csl",
    "notes": "styles/notes.csl",
}
"""A style of each kind, by the name of its page."""

PAGE = """---
title: Currents
style: {style}
summary: "In short, ATP rose [@cheng1982]."
key_points:
  - "A muscle thickened [@kavanagh2012]."
---

{{{{ key_points() }}}}

## What it is

A first sentence that has nothing to do with it. In pieces of rat skin a direct current raised the ATP in the tissue
[@cheng1982]. In a trial a muscle thickened [@kavanagh2012; @review2015], which @kavanagh2012 had seen in others. It was
said to do all [@retracted2010].[^1] After this sentence stands a second one, which goes on for a while so that
the lines are full, and it ends like this [see @cheng1982, p. 33; @kavanagh2012].

| What | Found |
|------|-------|
| ATP  | more [@cheng1982] |

No citation stands in this paragraph, which is as long as the one before: in pieces of rat skin a direct current raised
the ATP in the tissue. In a trial a muscle thickened, which others had seen in others. It was said to do all. After this
sentence stands a second one.

{filler}

Far below stands another [@kavanagh2012].

[^1]: By hand [@review2015].
"""
FILLER = "\n\n".join(f"Paragraph {number} says nothing and is here for its length." for number in range(25))


def build_style_site(folder):
    """Build it; what is in the log is a fault."""
    files = {f"docs/{name}.md": PAGE.format(style=style, filler=FILLER) for name, style in KINDS.items()}
    files |= {f"styles/{file.name}": file.read_text(encoding="utf-8") for file in STYLES.glob("*.csl")}
    files |= {"docs/index.md": "# Home\n", "references.bib": BIBLIOGRAPHY}
    built = build_site(make_site(folder, files, SETTINGS, PLUGIN))
    assert built.log == []
