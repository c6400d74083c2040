"""Where nothing cites, nothing of us is in the page: its HTML is, byte for byte, what it would be without us."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conversions import HIGHLIGHTERS, ConvertedPage, with_us, without_us
from generated_pages import CITATIONS, CODE, WORDS, pages

GENERATED = settings(
    derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow], max_examples=250
)
"""The same pages in every run."""
A_THOUSAND = settings(GENERATED, max_examples=1_000)

NAMES = re.compile("Cheng|Ohno|Zuim|Grave|Colon|Slash")
"""Who wrote what the generated pages cite; no generated prose names them."""
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")

CITED, WORD = "[@cheng1982]", "CITATIONHERE"
"""A citation and a word as long as it is, so that tabs behind them are alike."""
CITATION = re.compile(r'<span class="vm-citation">\(<a [^>]*>[^<]*</a>\)</span>')
NAMED_BY_HEADINGS = re.compile(r'<div class="toc">.*?</div>\n?|(?:id|href)="#?[^"]*"', re.DOTALL)

highlighters = st.sampled_from(list(HIGHLIGHTERS))


@A_THOUSAND
@given(text=pages(), highlighter=highlighters)
def test_a_page_that_cites_nothing_is_what_it_would_be_without_us(text, highlighter):
    assert with_us(highlighter).convert(text) == without_us(highlighter).convert(text)


@GENERATED
@given(text=pages(literal=(*CODE, *CITATIONS)), highlighter=highlighters)
def test_citations_in_code_html_and_addresses_are_left_alone(text, highlighter):
    assert with_us(highlighter).convert(text) == without_us(highlighter).convert(text)


@GENERATED
@given(text=pages(prose=(*WORDS, *CITATIONS), literal=(*CODE, *CITATIONS)))
def test_no_mark_is_left_over_in_a_page_that_cites(text):
    page = ConvertedPage(text)
    written = set(PRIVATE.findall(text))
    assert set(PRIVATE.findall(page.html)) <= written
    contents = str(page.toc_tokens) + " ".join(name for name in page.ids if not name.startswith(("ref-", "cite-")))
    assert not PRIVATE.search(contents)
    assert not NAMES.search(contents)


@GENERATED
@given(text=pages(prose=(*WORDS, *CITATIONS)))
def test_every_citation_leads_to_its_reference_and_every_reference_back_to_its_citations(text):
    page = ConvertedPage(text)
    mentions = page.tree.select("[id^=cite-]")
    references = page.tree.select("[id^=ref-]")
    assert len({element["id"] for element in (*mentions, *references)}) == len(mentions) + len(references)
    leads_to = {link["href"] for link in page.tree.select("a.vm-citation__link")}
    assert leads_to == {f"#{reference['id']}" for reference in references}
    leads_back = [link["href"] for link in page.tree.select("a.vm-backlink")]
    assert sorted(leads_back) == sorted(f"#{mention['id']}" for mention in mentions)


@GENERATED
@given(text=pages(prose=(*WORDS, f"{WORD},", f"({WORD})", f"so {WORD}.")), highlighter=highlighters)
def test_a_citation_changes_nothing_around_it(text, highlighter):
    cited = with_us(highlighter).convert(text.replace(WORD, CITED)).split('<h2 id="references"')[0]
    cited = CITATION.sub(WORD, cited).replace(CITED, WORD)
    plain = without_us(highlighter).convert(text).replace(CITED, WORD)
    assert NAMED_BY_HEADINGS.sub("", cited).rstrip() == NAMED_BY_HEADINGS.sub("", plain).rstrip()
