"""A site about metals with all that programs read: names that mean trouble, reviews, drafts, sources of each kind."""

ADDRESS = "https://example.org/book/"
EVIL = '</script><!-- <script>alert("x")</script> & ]]> \u2028'
BIBLIOGRAPHY = r"""
@article{cheng1982, author = {Cheng, Ngok and {Van Hoof}, Harry}, title = {The effects of electric currents},
  journal = {Clinical Orthopaedics}, year = 1982, number = 171, pages = {264--272}, pmid = 7140077,
  studydesign = {in vitro study}, evidence = 5}
@article{withdrawn2015, author = {Smith, Jane; and Jones, \"Ann}, title = {Zinc; or, tin: a * trial}, year = 2015,
  journal = {Metals; Old and New}, volume = 3, doi = {10.1000/zinc}, pmcid = {PMC123}, status = {retracted},
  issn = {1234-5679}}
@book{book2001, author = {{World Health Organization}}, title = {A </script><script>alert(1)</script> book},
  publisher = {WHO}, isbn = {978-3-16-148410-0}, date = {2001-05-03}}
@misc{unused, title = {Nobody cites this}}
"""
FILES = {
    "references.bib": BIBLIOGRAPHY,
    "docs/index.md": "# Welcome\n\nA sample [@cheng1982]. See [zinc](metals/zinc.md).\n",
    "docs/about.md": "---\ntitle: About\nupdated: 2024-02-03\n---\n\nAbout us.\n",
    "docs/metals/index.md": "---\ntitle: Metals\ndescription: All metals.\n---\n\n{{ sitemap('metals') }}\n",
    "docs/metals/zinc.md": """---
title: "Zinc & </script><script>alert(2)</script>"
description: "What zinc does; and \\"does not\\" </script>"
section: metals
summary: "Zinc helps rats [@cheng1982]."
key_points: ["One trial was withdrawn [see @withdrawn2015, p. 3]."]
review_status: reviewed
reviewed: 2026-05-06
updated: 2026-11-20
authors:
  - {name: Anna Maria van der Berg, role: Editor, orcid: 0000-0002-1825-0097}
reviewers:
  - {name: "Ben Clark </script>", role: Dermatologist}
tags: [metals; old, "skin"]
---

{{ key_points() }}

{{ contents() }}

## What it is

Zinc *helps* [@withdrawn2015; @cheng1982], as @book2001 [p. 3] says. `[@cheng1982]` is code; \\[@cheng1982\\] is not.

![A drawing](figures/zinc.svg) [Tin](tin.md#uses), [home][h], <https://example.com> and [a page](https://example.com).

{{ citation_needed("no trial | found") }} Nobody [@nobody2000]
knows {{ cite("cheng1982", prefix="*see*", indirect="another method") }}.

[h]: ../index.md

| Rats | Helped |
|---|---|
| [@cheng1982] | yes |
""",
    "docs/metals/tin.md": "---\ntitle: Tin\nsection: metals\nreview_status: unreviewed\nreviewed: 2020-01-01\n"
    "reviewers: [Nobody]\n---\n\n## Uses\n\nTin is soft.\n",
    "docs/metals/lead.md": "---\ntitle: Lead\nsection: metals\nreview_status: draft\n---\n\nLead.\n",
    "docs/metals/figures/zinc.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "docs/hidden.md": "# Hidden\n\nNot in the navigation [@withdrawn2015].\n",
}
SETTINGS = {
    "site_url": ADDRESS,
    "site_name": "A book of *metals*",
    "site_description": "All <metals>",
    "site_author": "The authors",
    "extra": {"licence": {"name": "CC BY", "url": "https://creativecommons.org/licenses/by/4.0/"}, "disclaimer": "No."},
    "nav": [
        {"Home": "index.md"},
        {"Metals": ["metals/index.md", {"Zinc": "metals/zinc.md"}, "metals/tin.md", "metals/lead.md"]},
        {"More": [{"About": "about.md"}]},
    ],
}
ZINC, TIN = "metals/zinc/index.html", "metals/tin/index.html"
