"""The styles and the locale that come with us."""

import re
from html import unescape

import pytest

from case_files import read_cases
from csl_html import to_html
from readers_environment import readers_packages
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.exchange.csljson import to_csl_json
from vademecum.csl.engine import Processor
from vademecum.csl.engine.cluster import CiteRequest, Cluster
from vademecum.csl.engine.locale import read_locale
from vademecum.csl.engine.vocabulary import LOCATORS, NAMES, NUMBERS, TERMS, TEXTS, TYPES, VARIABLES
from vademecum.csl.locale_files import find_locale
from vademecum.csl.style_files import find_style
from vademecum.text.source import Source

TWO = """
@book{a, author = {Smith, Jane}, title = {Zinc}, publisher = {Press}, year = 2020}
@book{b, author = {Low, Al and Li, Bo}, title = {Iron}, publisher = {Press}, year = 2019}
@book{c, author = {Hu, Mo}, title = {Lead}, publisher = {Press}, year = 2018}
@book{d, author = {Ho, Jo}, title = {Gold}, publisher = {Press}, year = 2017}
"""
NO_WORD = frozenset(
    (
        *("article", "collection", "entry", "entry-dictionary", "entry-encyclopedia", "event"),
        *(f"ordinal-{number:02d}" for number in range(100) if number not in {1, 2, 3, 11, 12, 13}),
        *("part-number", "printing-number", "supplement-number"),
    )
)
"""Terms for which American English has no word, or no word of their own."""


def processor(style, bibtex):
    entries = read_bibtex(Source("a.bib", bibtex))[0].values()
    made = Processor(find_style(style), find_locale)
    made.register([to_csl_json(entry) for entry in entries])
    return made, [entry.key for entry in entries]


def shown(tree):
    """What stands there, without the number of an entry."""
    text = re.sub(r'<div class="csl-left-margin">.*?</div>', "", to_html(tree))
    return unescape(re.sub(r"<[^>]*>", "", text)).strip()


@pytest.mark.parametrize("case", read_cases("csl/built-in-styles.txt"))
def test_works_in_the_styles_that_come_with_us(case):
    author_date, keys = processor("author-date", case.written)
    numeric, _ = processor("numeric", case.written)
    found = [shown(tree) for style in (author_date, numeric) for _, tree in style.bibliography()]
    found += [shown(author_date.cite(Cluster((CiteRequest(key),)))) for key in keys]
    assert found == case.expected.splitlines()


@pytest.mark.parametrize(
    ("style", "requests", "expected"),
    [
        ("author-date", "a b", "(Smith, 2020; Low & Li, 2019)"),
        ("author-date", "a:page:33", "(Smith, 2020, p.\u00a033)"),
        ("author-date", "a:page:33-35 b:chapter:2", "(Smith, 2020, pp.\u00a033–35; Low & Li, 2019, chap.\u00a02)"),
        ("author-date", "a:timestamp:1:30", "(Smith, 2020, 1:30)"),
        ("numeric", "a", "[1]"),
        ("numeric", "c a b", "[1–3]"),
        ("numeric", "b d", "[2, 4]"),
        ("numeric", "a b", "[1, 2]"),
        ("numeric", "a:page:3", "[1 (p.\u00a03)]"),
    ],
)
def test_citations_in_the_styles_that_come_with_us(style, requests, expected):
    cites = []
    for request in requests.split():
        key, _, where = request.partition(":")
        label, _, locator = where.partition(":")
        cites.append(CiteRequest(key, locator=locator, label=label or "page"))
    assert shown(processor(style, TWO)[0].cite(Cluster(tuple(cites)))) == expected


def test_our_locale_has_every_term_of_csl():
    names = {name for name, _, _ in find_locale("en-US").terms}
    assert names <= TERMS
    assert TERMS - names <= NO_WORD


def test_our_locale_says_what_that_of_the_repository_says():
    theirs = read_locale((readers_packages() / "citeproc/data/locales/locales-en-US.xml").read_bytes())
    ours = find_locale("en-US")
    assert ours.terms == theirs.terms
    assert ours.options == theirs.options
    assert {form: [(part.get("name"), *sorted(part.attributes.items())) for part in date.children]
            for form, date in ours.dates.items()} == {
        form: [(part.get("name"), *sorted(part.attributes.items())) for part in date.children]
        for form, date in theirs.dates.items()
    }  # fmt: skip


def test_the_words_of_csl_are_no_two_things():
    assert not NUMBERS & TEXTS
    assert not NAMES & (NUMBERS | TEXTS)
    assert (len(TYPES), len(VARIABLES)) == (45, 99)
    assert "page" in LOCATORS
