"""A small site with faults, as `mkdocs serve` shows it: built once, with all that a preview adds."""

from mkdocs.commands.build import build
from mkdocs.config import load_config

DESCRIPTION = "What is known of zinc, of its uses and of its dangers, in words that everyone knows."
FAULTY = f"""---
title: Zinc
description: {DESCRIPTION}
sumary: "It is a metal."
---

## What it is

Zinc is a metal [@smiht2020]. It is found in the the ground, and <b onclick="alert(1)">elsewhere</b>.

Zinc rusts [@smith2020].

"""
FINE = """---
title: Iron
description: What is known of iron, of its uses and of its dangers, in words that everyone knows.
---

Iron is a metal [@jones2021].
"""
REFERENCES = """@book{jones2021,
  author       = {Jones, Jim},
  title        = {Iron},
  publisher    = {Metal Press},
  year         = {2021},
}

@book{smith2020,
  author       = {Smith, Jane},
  title        = {Zinc},
  publisher    = {Metal Press},
  year         = {2020},
  doi          = {10.1/x},
}
"""
FILES = {
    "docs/index.md": FINE.replace("Iron", "Home").replace("iron", "this site").replace("jones2021", "jones2021, p. 2"),
    "docs/iron.md": FINE,
    "docs/zinc.md": FAULTY,
    "references.bib": REFERENCES,
}
RULES = """---
title: Rules
description: What the checks hold pages against, and how it is written instead, in plain words.
---

{{ rules("citation") }}
"""


def preview_site(folder):
    """Build the site of `folder` as `mkdocs serve` does; where it is."""
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "preview"))
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    return folder / "preview"
