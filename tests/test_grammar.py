"""What an author writes, and the citations it stands for: the cases in `cases/grammar/citation-*.txt`."""

import pytest

from case_files import read_cases
from vademecum.citation.locator import TERMS, split_locator
from vademecum.citation.scan import scan

CASES = read_cases("grammar/citation-*.txt")


def citations_in(text):
    """The clusters that the scanner finds in `text`."""
    return [found.cluster for found in scan(text).citations]


def readable(clusters):
    """Clusters in words: a line an item, a blank line between clusters."""
    return "\n\n".join("\n".join(_item_lines(cluster)) for cluster in clusters) or "no citation"


def _item_lines(cluster):
    for index, item in enumerate(cluster.items):
        words = [item.key]
        if cluster.in_text and index == 0:
            words.append("in the text")
        if item.suppress_author:
            words.append("without author")
        if item.prefix:
            words.append(f"prefix “{item.prefix}”")
        if item.locator:
            words.append(f"{item.locator.label} “{item.locator.value}”")
        if item.suffix:
            words.append(f"suffix “{item.suffix}”")
        yield " · ".join(words)


@pytest.mark.parametrize("case", CASES)
def test_what_is_written_stands_for(case):
    assert readable(citations_in(case.written)) == case.expected


def test_every_case_has_a_title_of_its_own():
    titles = [case.id for case in (*CASES, *read_cases("grammar/page-*.txt"))]
    assert len(set(titles)) == len(titles)
    assert len(titles) >= 120


@pytest.mark.parametrize(("label", "term"), [(label, term) for label, terms in TERMS.items() for term in terms])
def test_every_term_names_its_locator_however_it_is_capitalised(label, term):
    for written in (term, term.upper(), term.capitalize()):
        locator, rest = split_locator(f", {written} 3 and more")
        assert (locator.label, locator.value, rest) == (label, "3", " and more")
