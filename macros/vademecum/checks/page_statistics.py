"""What can be counted on a page: words, how hard they are to read, sentences that are cited, works."""

from collections.abc import Collection
from dataclasses import dataclass

from vademecum.checks.cited_page import CitedPage
from vademecum.checks.coverage import Coverage, coverage
from vademecum.checks.page_model import CheckedPage
from vademecum.checks.readability import measure, words_of


@dataclass(frozen=True, slots=True)
class PageStatistics:
    """The numbers of one page; `grade` is that of Flesch and Kincaid, 0 where there is too little text to tell."""

    path: str
    is_topic: bool
    """Whether the page belongs to a section and is neither its overview nor made of lists."""
    words: int
    """The words of its text, without headings, front matter and what macros show."""
    grade: float
    coverage: Coverage
    works: int
    """How many works it cites or mentions."""


def page_statistics(page: CheckedPage, cited: CitedPage, exempt_lines: Collection[int] = ()) -> PageStatistics:
    """The numbers of a page; its lines that are exempted with a reason need no source."""
    return PageStatistics(
        page.source.path,
        page.is_topic,
        words_of(page),
        measure(page).grade,
        coverage(cited, exempt_lines),
        len(cited.works),
    )
