"""Works that are hard to tell apart, pages that cite them, and styles, for the laws of citation styles.

As a program, it prints the HTML of all works of a file in all styles: `python tests/csl_pages.py FILE`.
"""

import sys
from pathlib import Path

from hypothesis import strategies as st

from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.bibliography.identifier import citation_key
from vademecum.citation.cluster import CitationCluster, CitationItem, Locator
from vademecum.csl import CslStyle, find_style
from vademecum.pages.citations import PlacedCluster, number_citations
from vademecum.render.html import to_html
from vademecum.text.rich import Part
from vademecum.text.source import Source

ROOT = Path(__file__).parent.parent
STYLES = {
    "author-date": "author-date",
    "numeric": "numeric",
    **{
        name: f"tests/cases/csl/styles/{name}.csl"
        for name in ("every-variable", "label", "many-variables", "notes", "superscript")
    },
}
"""Names of styles: those that come with us, and some that use what others do not."""


def at_work(name, works, memo=None):
    """A style at work on entries, as if for the first time."""
    return CslStyle(find_style(STYLES[name], ROOT), "en-US", Bibliography({work.key: work for work in works}), memo)


def cited(keys, **options):
    """A citation of works."""
    return CitationCluster(tuple(CitationItem(citation_key(key)) for key in keys), **options)


def numbered(clusters, works, style):
    """The citations of a page, numbered."""
    placed = [PlacedCluster(cluster, place, place + 1) for place, cluster in enumerate(clusters)]
    return number_citations(placed, Bibliography({work.key: work for work in works}), style)


def shown(clusters, works, style):
    """The citations of a page as rich text."""
    page = numbered(clusters, works, style)
    pairs = zip(clusters, page.placements, strict=True)
    return [style.format_cluster(cluster, place, page.numbers, affixes_of(cluster)) for cluster, place in pairs]


def affixes_of(cluster):
    """The words around the items of a citation, as rich text."""
    return {
        index: ((item.prefix,) if item.prefix else (), (item.suffix,) if item.suffix else ())
        for index, item in enumerate(cluster.items)
        if item.prefix or item.suffix
    }


def parts(rich, *roles):
    """All parts with these roles, in order."""
    found = []
    for node in rich:
        if isinstance(node, Part) and node.role in roles:
            found.append(node)
        elif not isinstance(node, str):
            found += parts(node.content, *roles)
    return found


AUTHORS = (
    *("Ohno, Yui", "Ohno, Yuki", "Ohno, Y.", "Ohno, Abe", "Ohno, Yui and Zuim, Ana", "Zuim, Ana and Ohno, Yui"),
    *("Cheng, N. and {Van Hoof}, H. and Bockx, E. and One, A.", "Cheng, N. and {Van Hoof}, H. and Two, B. and One, A."),
    *("Cheng, N. and others", "{Food and Drug Administration}", "de la Cruz, Ana", "Ångström, Åsa", ""),
)
WORKS = st.fixed_dictionaries(
    {
        "author": st.sampled_from(AUTHORS),
        "title": st.sampled_from(("Skin", "Hair", r"\emph{In vivo} hair", 'Of "skin"', "The {DNA} of skin: a <b>", "")),
        "date": st.sampled_from(("2020", "2020", "2020-05", "2019", "2020~", "-0043", "in press", "")),
        "journaltitle": st.sampled_from(("Skin", r"Hair \& Nails", "")),
        "volume": st.sampled_from(("1", "2", "")),
        "pages": st.sampled_from(("136--141", "7", "")),
        "editor": st.sampled_from(("", "", "Ohno, Yui")),
        "doi": st.sampled_from(("", "10.1000/abc")),
        "status": st.sampled_from(("", "", "retracted", "concern")),
    }
)
TYPES = st.sampled_from(("article", "article", "book", "incollection", "report", "misc"))
KEYS = ("a", "b2", "c-c", "d:d", "ohno2020", "zebra", "été", "z9", "m", "n", "o", "p")
UNKNOWN = ("nobody", "x<b>y")


@st.composite
def libraries(draw, least=1, most=7):
    """Entries, many of them alike, in the order of a file."""
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=least, max_size=most, unique=True))
    return [work(draw(TYPES), key, draw(WORKS)) for key in keys]


TWINS = st.fixed_dictionaries(
    {
        "author": st.just("Ohno, Yui"),
        "title": st.sampled_from(("Skin", "Hair")),
        "date": st.sampled_from(("2020", "")),
        "status": st.sampled_from(("", "retracted")),
    }
)


@st.composite
def twins(draw):
    """Three works and more by one author, of one year or of none."""
    keys = draw(st.permutations(KEYS))[: draw(st.integers(3, 5))]
    return [work("article", key, draw(TWINS)) for key in keys]


def work(kind, key, fields):
    """An entry, of the fields those that hold something."""
    return Entry(citation_key(key), kind, {name: value for name, value in fields.items() if value})


def pages(works, *, unknown=True):
    """Pages that cite `works`, and now and then a work that there is not."""
    keys = [each.key for each in works]
    item = st.builds(
        CitationItem,
        st.sampled_from([*keys, *keys, *(map(citation_key, UNKNOWN) if unknown else ())]),
        prefix=st.sampled_from(("", "", "", "see", "cf.")),
        suffix=st.sampled_from(("", "", "", ", passim", "and <more>")),
        locator=st.sampled_from((None, None, None, Locator("page", "3--5"), Locator("chapter", "iv"))),
        suppress_author=st.sampled_from((False, False, False, True)),
    )
    cluster = st.builds(
        CitationCluster,
        st.lists(item, min_size=1, max_size=6).map(tuple),
        in_text=st.sampled_from((False, False, True)),
    )
    return st.lists(cluster, min_size=1, max_size=5)


LIBRARIES_AND_PAGES = (libraries() | twins()).flatmap(lambda works: st.tuples(st.just(works), pages(works)))


def everything(works):
    """The HTML of all works of a list and of a citation of each and of all, in all styles."""
    lines = []
    for name in STYLES:
        style = at_work(name, works)
        clusters = [cited([each.key]) for each in works] + [cited([each.key for each in works])]
        page = numbered(clusters, works, style)
        lines += [name, *map(to_html, style.format_list(page.references)), *map(to_html, shown(clusters, works, style))]
    return "\n".join(map(str, lines))


if __name__ == "__main__":
    text = Path(sys.argv[1]).read_text(encoding="utf-8")
    sys.stdout.buffer.write(everything(read_bibtex(Source("x.bib", text))[0].values()).encode("utf-8"))
