"""A site with every kind of citation, which exchanges its pages without loading them anew."""

BIBLIOGRAPHY = """
@article{cheng1982, author = {Cheng, Ngok and Van Hoof, Harry and Bockx, Emiel}, year = 1982,
  title = {The effects of electric currents on {ATP} generation in rat skin},
  journaltitle = {Clinical Orthopaedics and Related Research}, number = 171, pages = {264-272}, pmid = {7140077},
  studydesign = {in vitro study}, evidence = 5}
@article{kavanagh2012, author = {Kavanagh, Sean and Newell, John}, year = 2012, title = {Facial muscle toning},
  journaltitle = {Journal of Cosmetic Dermatology}, volume = 11, number = 4, pages = {261-266},
  doi = {10.1111/jocd.12007}, pmid = {23174048}, pmcid = {PMC3538101}, studydesign = {randomised trial}, evidence = 2,
  sample = {108 women, 12 weeks}, funding = {Slendertone, the maker}}
@article{samuel2005, author = {Samuel, Miny}, year = 2005, title = {Interventions for photodamaged skin},
  journaltitle = {Cochrane Database of Systematic Reviews}, doi = {10.1002/14651858.CD001782.pub2},
  status = {withdrawn}, statusdate = {2015-06-17}, statusnote = {Withdrawn by Cochrane, out of date}}
@article{retracted2010, author = {Poe, Edgar}, year = 2010, title = {All made up}, evidence = 2,
  studydesign = {randomised trial}, status = {retracted}, statusdate = {2012-03}, statusnote = {Data <i>invented</i>}}
@article{concern2011, author = {Doubt, Ann}, year = 2011, title = {Hardly}, evidence = 3, status = {concern},
  statusdate = {2013}}
@article{corrected2014, author = {Mend, Max}, year = 2014, title = {Nearly right}, evidence = 3,
  studydesign = {cohort}, status = {corrected}, statusdate = {2015-01-02}, statusnote = {Table 2}}
@article{superseded2001, author = {Old, Ian}, year = 2001, title = {What was known}, status = {superseded}}
@article{protocol2021, author = {Plan, Zoe}, year = 2021, title = {What we will do}, status = {protocol}}
@article{review2015, author = {Sum, Eve}, year = 2015, title = {All of it}, studydesign = {systematic review},
  evidence = 1}
@misc{anonymous, title = {A sheet without author or year}, url = {https://example.org/sheet}}
"""

ALL = "[@cheng1982; @kavanagh2012; @samuel2005; @retracted2010; @concern2011]"
FILLER = "\n\n".join(f"Paragraph {number} says nothing and is here for its length." for number in range(30))

FIRST = f"""
# Currents

A first sentence that has nothing to do with it. In pieces of rat skin a direct current raised the ATP in the tissue
[@cheng1982]. In a trial of another method a muscle thickened [@kavanagh2012], and ATP again [@cheng1982, p. 265].

A group {ALL}, others [@corrected2014; @superseded2001; @protocol2021; @anonymous].

| What | Found |
|------|-------|
| ATP  | more [@cheng1982] |

=== "One"

    Nothing.

=== "Two"

    In a tab [@kavanagh2012].

??? note "More"

    In a fold [@kavanagh2012].

In a trial {{{{ cite("kavanagh2012", indirect="another method") }}}}.

A footnote.[^1] As @kavanagh2012 say. [To the other page](other.md)

[^1]: In it [@cheng1982].

{FILLER}

Far below, where a first sentence ends. The second one is longer and goes on for some time, so that it fills more than
one line of a page, and then it is carried by [@kavanagh2012].

{FILLER}
"""

NUMERIC = """---
style: numeric
---

# Numbers

A group [@cheng1982; @kavanagh2012; @review2015], a bad one [@cheng1982; @kavanagh2012; @review2015; @retracted2010;
@concern2011], one [@retracted2010]. [To the first page](index.md)
"""

BARE = """---
references: false
---

# Bare

No list here [@cheng1982].
"""

FILES = {
    "docs/index.md": FIRST,
    "docs/other.md": NUMERIC,
    "docs/bare.md": BARE,
    "references.bib": BIBLIOGRAPHY,
}

SETTINGS = {
    "site_url": "https://example.org/",
    "theme": {"name": "material", "font": False, "features": ["navigation.instant"]},
    "markdown_extensions": [
        "attr_list",
        "footnotes",
        "tables",
        "pymdownx.details",
        "pymdownx.superfences",
        {"pymdownx.tabbed": {"alternate_style": True}},
        {"toc": {"permalink": "#"}},
    ],
}

PLUGIN = {"feeds": False, "twins": False}
