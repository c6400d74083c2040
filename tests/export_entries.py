"""Entries for the laws of export, and what it means that two entries say the same."""

import re
from unicodedata import normalize

from hypothesis import strategies as st

from vademecum.bibliography.date import date_problems, parse_date
from vademecum.bibliography.entry import Entry
from vademecum.bibliography.exchange.csl_schema import NAMES as NAME_VARIABLES
from vademecum.bibliography.exchange.csl_types import CSL_TYPES
from vademecum.bibliography.identifier import citation_key
from vademecum.bibliography.latex import encode
from vademecum.bibliography.page_range import parse_pages
from vademecum.bibliography.schema import FIELD_ALIASES, NAME_LISTS, TYPE_ALIASES, VERBATIM
from vademecum.text.rich import Link, Mark, Styled

IN_ENTRIES = [mark for mark in Mark if mark not in {Mark.MATH, Mark.UPRIGHT, Mark.UNDERLINE}]
"""Marks of texts; upright and underlined words are made by citation styles alone."""
DATED = {"date", "year", "month"}
IDENTIFIERS = {"doi", "pmid", "pmcid"}


def meaning(entry):
    """All that an entry says, however it is written: entries that say the same have the same meaning."""
    said = {"key": entry.key, "type": entry.type, "issued": entry.date}
    for name, value in entry.fields.items():
        ours = FIELD_ALIASES.get(name, name)
        if ours in DATED or not value.strip():
            continue
        if ours in NAME_LISTS | NAME_VARIABLES:
            said[name] = entry.names(name).persons, entry.names(name).others
        elif ours in IDENTIFIERS:
            said[ours] = getattr(entry, ours) or value
        elif ours == "pages":
            said[ours] = parse_pages(entry.plain(name))
        elif ours == "keywords":
            said[ours] = entry.keywords
        elif ours in {"urldate", "origdate", "eventdate", "submitted", "available-date"}:
            said[ours] = value if date_problems(value) else parse_date(value)
        elif ours == "url":
            said[ours] = re.sub(r"\\url\{(.*)\}|\\(?=[_&%#])", r"\1", value)
        else:
            said[ours if len({ours, name} & entry.fields.keys()) == 1 else name] = (
                value.split() if ours in VERBATIM else entry.text(name)
            )
    return said


def is_balanced(value):
    """Whether BibTeX can hold a value: no brace is closed before it is opened, none stays open."""
    depth = 0
    for sign in value:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0


def _joined(pieces, separator="", **sizes):
    return st.lists(pieces, **sizes).map(separator.join)


LETTERS = st.text(st.characters(categories=("Lu", "Ll", "Nd")), min_size=1, max_size=6)
SIGNS = st.sampled_from(
    (
        *(" ", ", ", "; ", ": ", "-", "--", "–", "’", "'", '"', "/", "(", ")", "[", "]", "+", "=", "@", "*", "|", "!"),
        *(
            "<i>",
            "</i>",
            "<b>x</b>",
            '<span class="nocase">',
            "</span>",
            "<p>",
            "< 5",
            "&",
            "&amp;",
            "&lt;i&gt;",
            "&#233;",
        ),
        *(
            "ER  - ",
            "TY  - JOUR",
            "AU  - ",
            "bibtex: @book",
            "\u00a0",
            "\u202f",
            "e\u0301",
            "$",
            "%",
            "#",
            "_",
            "~",
            "^",
        ),
    )
)
TEXTS = _joined(LETTERS | SIGNS, min_size=1, max_size=6)
RICH = st.recursive(
    TEXTS,
    lambda inner: (
        st.builds(
            Styled,
            st.sampled_from(IN_ENTRIES),
            st.lists(inner, min_size=1, max_size=3).map(tuple),
        )
        | st.builds(Link, st.just("https://example.org/a_b%20c"), st.lists(inner, min_size=1, max_size=2).map(tuple))
    ),
    max_leaves=5,
)
LATEX = st.sampled_from(
    (
        *(r"{DNA} and {\'e}", r"\emph{in vivo}", "CO$_2$", r"$\frac{a}{b+c}$", r"Smith \& Co", "100% effective", "a~b"),
        *(
            "{{Whole Title}}",
            r"\textsc{x}",
            r"\href{https://x.org/a%20b}{y}",
            r"``q''",
            "5 < 6",
            r"\unknown{x}",
            "a\n b",
        ),
        *(r"\texttt{a_b}", "R&D", "{x}", r"\textquotesingle{}t", "1", "12", "-", "Second", r"10\,000", "<i>x</i>"),
    )
)
VALUES = (LATEX | st.lists(RICH, min_size=1, max_size=3).map(encode)).filter(is_balanced)
NAMES = _joined(
    st.sampled_from(
        (
            *("Smith, Jane", "van der Berg, Jan", "King, Jr., Martin Luther", "{World Health Organization}", "Plato"),
            *(
                "{Van Hoof}, Harry",
                r"M{\"u}ller, J.-P.",
                "{Barnes, Noble}",
                "de la Cruz, Ana",
                "O'Connor, Griffin",
                "{FDA}",
            ),
            *(
                "Jane Smith",
                "Smith, J A",
                r"{\O}sterg{\aa}rd, S{\o}ren",
                "{de Vries}, Hugo",
                "d'Angelo, A.",
                "{A} B, C",
            ),
        )
    ),
    " and ",
    min_size=1,
    max_size=4,
)
LISTS = NAMES | NAMES.map(lambda names: f"{names} and others")
DATES = st.sampled_from(
    (
        *("2020", "2020-05", "2020-05-17", "2019/2020", "2019-12-31/2020-01-02", "1985/..", "../1985", "1985/", "199X"),
        *(
            "2020-21",
            "2020~",
            "2020?",
            "2020%",
            "-0043",
            "Y170000002",
            "2021-02-30",
            "in press",
            "2004-XX",
            "0999",
            "x y",
        ),
    )
)
YEARS = st.sampled_from(
    ("2020", "{2020}", "2020a", "c. 1990", "[1990]", "1998--1999", "in press", "n.d.", "2020, in press", "44 BC", "98")
)
MONTHS = st.sampled_from(("jan", "mar~12", "12", "May--June", "Spring", "x"))
PAGES = (
    st.sampled_from(
        ("136--141", "136-41", "12, 14--16", "e102", "S1--S5", "100+", "1126--1134.e2", "iv--xii", "A-12", "7")
    )
    | VALUES
)
OTHERS = {
    "doi": ("10.1371/journal.pone.0102110", "https://doi.org/10.1000/ABC", r"10.1000/a\_b", "10.1000/a<b>c", "none"),
    "pmid": ("28396101", "PMID: 28396101", "0"),
    "pmcid": ("PMC4389977", "4389977", "x"),
    "isbn": ("978-3-16-148410-0", "0-306-40615-2 and 978-3-16-148410-0", "x"),
    "issn": ("0190-9622", "0190-9622, 1097-6787", "01909622", "x"),
    "url": (
        "https://example.org/a%20b_c?d=1&e=2#f",
        r"https://example.org/a\_b",
        r"\url{https://x.org/}",
        "a b",
        "x{y}",
    ),
    "keywords": ("hair, skin", "hair; skin", r"R\&D, {DNA}, ", "a  b", "*a"),
    "urldate": ("2020-05-17", "2020-05", "yesterday"),
    "origdate": ("1980", "1980/1985"),
    "eventdate": ("2020-05-17/2020-05-19", "c. 1990"),
    "langid": ("english", "ngerman", "klingon"),
    "language": ("English", "eng", "English and French"),
    "type": ("phdthesis", "Doctoral dissertation", "PhD thesis", "techreport", "article"),
    "pubstate": ("inpress", "submitted", "in press"),
    "entrysubtype": ("magazine", "preprint", "x"),
    "studydesign": ("meta-analysis", "randomised trial"),
    "evidence": ("1", "5"),
    "status": ("retracted", "superseded"),
    "statusdate": ("2020-05-17",),
    "eprint": ("2101.00001",),
    "eprinttype": ("arxiv",),
    "file": (r"C:\papers\a_b.pdf",),
    "director": ("Welles, Orson", "x"),
    "available-date": ("2020-05", "x"),
    "archive_location": ("Box 5", r"Box \& 6"),
}
TEXT_FIELDS = (
    *(
        "title",
        "subtitle",
        "journal",
        "journaltitle",
        "booktitle",
        "booksubtitle",
        "publisher",
        "institution",
        "school",
    ),
    *(
        "organization",
        "address",
        "location",
        "volume",
        "number",
        "issue",
        "eid",
        "series",
        "edition",
        "chapter",
        "note",
    ),
    *("abstract", "annote", "annotation", "howpublished", "pagetotal", "volumes", "shorttitle", "shortjournal", "part"),
    *("eventtitle", "venue", "version", "library", "sample", "funding", "statusnote", "addendum", "x-unknown", "scale"),
    *("collection-number", "titleaddon", "origtitle", "maintitle", "lista"),
)
_FIELDS = {
    **dict.fromkeys(TEXT_FIELDS, VALUES),
    **dict.fromkeys(("author", "editor", "translator", "bookauthor", "holder"), LISTS),
    "date": DATES,
    "year": YEARS,
    "month": MONTHS,
    "pages": PAGES,
    **{name: st.sampled_from(values) for name, values in OTHERS.items()},
}
KEYS = st.text(
    st.characters(exclude_categories=("C", "Z"), exclude_characters=',{}"#%=\\'), min_size=1, max_size=8
).map(lambda key: normalize("NFC", key))
TYPES = st.sampled_from((*CSL_TYPES, *TYPE_ALIASES, "unknowntype"))


@st.composite
def entries(draw):
    """An entry of any type with any fields."""
    names = draw(st.lists(st.sampled_from(sorted(_FIELDS)), unique=True, max_size=10))
    fields = {name: draw(_FIELDS[name]) for name in names}
    return Entry(citation_key(draw(KEYS)), draw(TYPES), fields)


LISTS_OF_ENTRIES = st.lists(entries(), max_size=3, unique_by=lambda entry: entry.key.casefold())
