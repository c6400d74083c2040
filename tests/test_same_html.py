"""Python-Markdown alone and a site build make the same HTML of the same page."""

import re
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from markdown import Markdown

from built_sites import build_site, make_site

ROOT = Path(__file__).parent.parent
MADE_UP = """\
# Works [@cheng1982]

In text @ohno2013 [p. 3], in a group [see @cheng1982, pp. 3–5, and *passim*; -@zuim2006], side by side
[@cheng1982][@ohno2013], in a link [around @chaikin2015](https://example.org), **bold [@saniee2012]**.
Unknown: [@no-such-work; @cheng1982], @nobody; none: `[@cheng1982]`, me@example.org, \\@ohno2013, \\[@ohno2013\\].[^1]

| Table | [@ohno2013] |
|-------|-------------|
| cell  | @zuim2006   |

!!! note "Titled [@cheng1982]"
    - In a list [@ohno2013]
        1. In it @zuim2006

=== "Tab"

    > Quoted [@cheng1982]

Term [@cheng1982]
:   Definition @ohno2013

## References

<div markdown>*In* a block [@zuim2006].</div>

[^1]: In a footnote [@chaikin2015, chap. 2].
"""

CONFIGURATION = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
BIBLIOGRAPHY = (ROOT / "references.bib").read_text(encoding="utf-8")


def pages():
    """Every page by its name: the body of each topic page, its key points at the head and no macro calls in it."""
    found = {"made-up": MADE_UP}
    for file in sorted((ROOT / "docs").glob("*/*.md")):
        _, front_matter, body = file.read_text(encoding="utf-8").split("---\n", 2)
        values = yaml.safe_load(front_matter)
        if "section" in values and "key_points" in values:  # The guide has key points as an example.
            points = (values.get("summary", ""), *values["key_points"])
            found[file.stem] = re.sub(r"\{\{.*?\}\}", "", "\n\n".join((*points, body)))
    return found


PAGES = pages()


@pytest.fixture(scope="module", params=["author-date", "numeric"])
def style(request):
    return request.param


@pytest.fixture(scope="module")
def site(style, tmp_path_factory):
    """A site of all these pages, with the Markdown of the reference site."""
    files = {"references.bib": BIBLIOGRAPHY, **{f"docs/{name}.md": text for name, text in PAGES.items()}}
    settings = {"markdown_extensions": CONFIGURATION["markdown_extensions"]}
    plugin = {"style": style, "work_pages": False}
    return build_site(make_site(tmp_path_factory.mktemp("site"), files, settings, plugin))


def ours(html):
    """What is ours in some HTML: the citations, the heading of the references and their list."""
    found = BeautifulSoup(html, "html.parser").select(".vm-citation, #references, .vm-references")
    for element in found:
        element.attrs.pop("data-search-exclude", None)  # for the search of the site
    return [str(element) for element in found]


def test_every_topic_of_the_reference_site_is_here():
    assert len(PAGES) > 20


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_the_same_citations_and_references_alone_and_in_a_site(name, site, style):
    options = {"bibliography": str(ROOT / "references.bib"), "style": style}
    extensions = [each if isinstance(each, dict) else {each: {}} for each in CONFIGURATION["markdown_extensions"]]
    configurations = {key: value or {} for each in extensions for key, value in each.items()} | {"vademecum": options}
    alone = Markdown(extensions=list(configurations), extension_configs=configurations).convert(PAGES[name])
    assert len(ours(alone)) > 5
    assert ours(alone) == ours(site.page(f"{name}/index.html").html)
