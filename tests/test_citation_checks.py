"""The seeded faults of `cases/faults/citations`, each found at its place, and near misses that stay silent."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_files import read_cases
from conversions import CASES
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.checks.cited_page import read_cited_page
from vademecum.checks.coverage import coverage
from vademecum.checks.page_citations import CitationSettings, check_page_citations, check_unused
from vademecum.checks.sentences import sentences
from vademecum.pages.front_matter import read_front_matter
from vademecum.pages.outline import outline
from vademecum.text.source import Source

FAULTS = read_cases("faults/citations/*.txt")
_BIB = CASES / "faults" / "citations" / "references.bib"
WORKS = read_bibtex(Source("references.bib", _BIB.read_text(encoding="utf-8")))[0]
_FLOOR = re.compile(r"floor: (\d+)\n")
_EXEMPT = re.compile(r"^exempt: ", re.MULTILINE)


def page_of(text, path="<page>"):
    """The page that `text` is."""
    source = Source(path, text)
    front_matter, problems = read_front_matter(source)
    assert problems == ()
    return read_cited_page(source, front_matter, outline(source, front_matter.end))


def findings_of(written):
    """What is said of a case, by place: of its page, and of the works of its bibliography where it has its own."""
    text, _, bib = written.partition("\n--- references.bib\n")
    floor = _FLOOR.match(text)
    page = page_of(text[floor.end() :] if floor else text)
    exempt = {page.source.position(found.start()).line for found in _EXEMPT.finditer(page.source.text)}
    works = read_bibtex(Source("references.bib", bib))[0] if bib else WORKS
    settings = CitationSettings(coverage=int(floor[1]) if floor else 0)
    found = list(check_page_citations(page, works, settings, exempt))
    found += check_unused([page], works) if bib else []
    return sorted(found, key=lambda finding: (finding.span.path, finding.span.start, finding.rule.name))


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_found_at_its_place_and_nothing_else_is_told(case):
    lines = [f"{finding.span} {finding.rule.name} {finding.message}" for finding in findings_of(case.written)]
    assert "\n".join(lines) == case.expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rose. It fell.", ["It rose.", "It fell."]),
        ("Smith et al. found it.", ["Smith et al. found it."]),
        ("They gave 0.5 mg, e.g. Zinc, i.e. little.", ["They gave 0.5 mg, e.g. Zinc, i.e. little."]),
        ("Dr. Rao saw J. A. Smith. He left.", ["Dr. Rao saw J. A. Smith.", "He left."]),
        ("Cf. Fig. 3 and Vol. II.", ["Cf. Fig. 3 and Vol. II."]),
        ("It was made by Acme Inc. in the U.S. market.", ["It was made by Acme Inc. in the U.S. market."]),
        ("It was made in the U.S. The rest was not.", ["It was made in the U.S.", "The rest was not."]),
        ("It holds vitamin C. Zinc does not.", ["It holds vitamin C.", "Zinc does not."]),
        ('Does it? "Yes!" It does…', ["Does it?", '"Yes!"', "It does…"]),
        ("It rose. [@xxxx] It fell.", ["It rose. [@xxxx]", "It fell."]),
        ("See example.org for it. 3 of 5 did.", ["See example.org for it.", "3 of 5 did."]),
        ("No stop at all", ["No stop at all"]),
        (" \n ", []),
    ],
)
def test_a_text_is_cut_into_its_sentences(text, expected):
    assert [text[sentence.start : sentence.end] for sentence in sentences(text)] == expected


def test_a_page_without_sentences_is_covered():
    found = coverage(page_of("## Nothing\n"))
    assert (found.sentences, found.cited, found.percent, found.first_uncited) == (0, 0, 100, None)


def test_a_comment_is_no_sentence():
    found = coverage(
        page_of("It rose [@cheng1982]. <!-- It may be that this fell. -->\n\n<!-- So it may. -->\nIt fell soon.\n")
    )
    assert (found.sentences, found.cited) == (2, 1)


def test_coverage_counts_sentences_and_those_that_are_cited():
    found = coverage(page_of("It rose [@cheng1982]. It fell soon. And it rose again [@ohno2013].\n"))
    assert (found.sentences, found.cited, found.percent) == (3, 2, 66)
    assert str(found.first_uncited) == "<page>:1:23"


@pytest.mark.parametrize("call", ['cite("a", status="mentioned")', "cite('a', mode='in-text', status='mentioned')"])
def test_a_macro_says_that_a_work_is_only_mentioned(call):
    (citation,) = page_of(f"It was {{{{ {call} }}}} there.").citations
    assert citation.is_mentioned
    assert [item.key for item in citation.cluster.items] == ["a"]


@pytest.mark.parametrize("call", ["cite()", "cite(a b)", 'cite("a"', 'site("a")', 'cite("a", "b" "c")'])
def test_a_call_that_cannot_be_read_cites_nothing(call):
    assert page_of(f"It was {{{{ {call} }}}} there.").citations == ()


_PIECES = st.sampled_from(
    (
        *("[@cheng1982", "; ", ", ", "p. 3", "33-", "]", "@taken2019 ", "@", "{", "}", "`", "```\n", "\n\n", "    "),
        *("# Heading", "{#@ohno2013}", "![x @ohno2013](a.png)", "| a | b |\n|---|---|\n", "- ", "> ", "Dr. A. ", "? "),
        *('{{ cite("ohno2013", locator="p. 3-") }}', "{{ citation_needed() }}", "<img alt='@ohno2013'>", "\\", "---\n"),
        *("Words stand here. ", "é", "[^1]", "[^1]: ", "<!-- ", " -->", "[a]: b\n", "key_points: [x]\n"),
    )
)


@given(st.lists(_PIECES, max_size=50).map("".join), st.integers(0, 100))
def test_nothing_raises_and_every_place_lies_in_the_file(text, floor):
    source = Source("<page>", text)
    front_matter, _ = read_front_matter(source)
    page = read_cited_page(source, front_matter, outline(source, front_matter.end))
    last = source.position(len(text))
    for finding in check_page_citations(page, WORKS, CitationSettings(coverage=floor)):
        assert finding.span.start <= finding.span.end <= last
    assert 0 <= coverage(page).cited <= coverage(page).sentences


@pytest.mark.parametrize("piece", ["[@", "`", "A. ", "[@cheng1982, 3-]. ", "@ ", "| a ", "{{ cite(", "**a", "[ @] "])
def test_a_long_page_comes_to_an_end(piece):
    page = page_of("Begin " + piece * 8000)
    last = page.source.position(len(page.source.text))
    found = check_page_citations(page, WORKS, CitationSettings(coverage=100))
    assert all(finding.span.end <= last for finding in found)
