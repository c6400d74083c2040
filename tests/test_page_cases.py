"""What an author writes on a page, and what a reader sees: the cases in `cases/grammar/page-*.txt`."""

import pytest

from case_files import read_cases
from conversions import ConvertedPage, without_us
from vademecum.report.order import in_order
from vademecum.report.text import format_finding


@pytest.mark.parametrize("case", read_cases("grammar/page-*.txt"))
def test_what_is_written_comes_out_as(case):
    page = ConvertedPage(case.written)
    assert "\n".join(filter(None, (page.prose, *map(format_finding, in_order(page.findings))))) == case.expected


@pytest.mark.parametrize("case", read_cases("grammar/page-untouched*.txt"))
def test_what_is_no_citation_is_what_it_would_be_without_us(case):
    assert ConvertedPage(case.written).html == without_us().convert(case.written)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("So [@cheng1982; see ohno2013].", "So [Cheng et al. (1982); see ohno2013]."),
        ("So [@cheng1982;].", "So [Cheng et al. (1982);]."),
        ("So [@cheng1982;; @ohno2013].", "So [Cheng et al. (1982);; Ohno et al. (2013)]."),
        ("So [see `@ohno2013`; @cheng1982].", "So [see @ohno2013; Cheng et al. (1982)]."),
        ("So [@cheng1982; @ohno2013\n\nNext]", "So [Cheng et al. (1982); Ohno et al. (2013)\nNext]"),
    ],
)
def test_a_malformed_group_is_reported_where_it_begins(written, read):
    page = ConvertedPage(written)
    assert page.prose == read
    assert [str(finding.span) for finding in page.findings] == ["<markdown>:1:4"]
