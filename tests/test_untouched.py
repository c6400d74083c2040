"""Where nothing cites, nothing of us is in the page: its HTML is, byte for byte, what it would be without us."""

import re

import pytest
from conversions import HIGHLIGHTERS, ConvertedPage, with_us, without_us
from generated_pages import CITATIONS, CODE, WORDS, pages
from hypothesis import HealthCheck, given, settings

GENERATED = settings(
    derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow], max_examples=250
)
"""For each of the five highlighters; pages are the same in every run."""

PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")

every_highlighter = pytest.mark.parametrize("highlighter", HIGHLIGHTERS)


@every_highlighter
@GENERATED
@given(text=pages())
def test_a_page_that_cites_nothing_is_what_it_would_be_without_us(highlighter, text):
    assert with_us(highlighter).convert(text) == without_us(highlighter).convert(text)


@every_highlighter
@GENERATED
@given(text=pages(literal=(*CODE, *CITATIONS)))
def test_citations_in_code_html_and_addresses_are_left_alone(highlighter, text):
    assert with_us(highlighter).convert(text) == without_us(highlighter).convert(text)


@GENERATED
@given(text=pages(prose=(*WORDS, *CITATIONS), literal=(*CODE, *CITATIONS)))
def test_no_mark_is_left_over_in_a_page_that_cites(text):
    page = ConvertedPage(text)
    written = set(PRIVATE.findall(text))
    assert set(PRIVATE.findall(page.html)) <= written
    assert set(PRIVATE.findall(str(page.toc_tokens))) <= written
    assert not [element["id"] for element in page.tree.select("[id^=ref-], [id^=cite-]") if PRIVATE.search(element["id"])]


@GENERATED
@given(text=pages(prose=(*WORDS, *CITATIONS)))
def test_every_citation_leads_to_its_reference_and_every_reference_back_to_its_citations(text):
    page = ConvertedPage(text)
    mentions = page.tree.select("[id^=cite-]")
    references = page.tree.select("[id^=ref-]")
    assert len({element["id"] for element in (*mentions, *references)}) == len(mentions) + len(references)
    leads_to = {f"#{reference['id']}" for reference in references}
    assert {link["href"] for link in page.tree.select("a.vm-citation__link")} == leads_to
    leads_back = [link["href"] for link in page.tree.select("a.vm-backlink")]
    assert sorted(leads_back) == sorted(f"#{mention['id']}" for mention in mentions)
