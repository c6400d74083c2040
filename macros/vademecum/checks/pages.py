"""What is wrong with pages as such: their front matter, headings, pictures, HTML and words.

The modules `page_*` and `readability` each look at one thing; this is the door to them.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from vademecum.checks.page_abbreviations import abbreviation_findings, glossary_terms
from vademecum.checks.page_fields import field_findings
from vademecum.checks.page_headings import heading_findings
from vademecum.checks.page_html import html_findings
from vademecum.checks.page_images import image_findings
from vademecum.checks.page_model import CheckedPage, PageSettings
from vademecum.checks.page_neighbours import neighbour_findings
from vademecum.checks.page_remarks import remark_findings
from vademecum.checks.page_sections import section_findings
from vademecum.checks.page_titles import same_findings, title_findings
from vademecum.checks.page_words import word_findings
from vademecum.checks.readability import readability_findings
from vademecum.text.finding import Finding

DEFAULT = PageSettings()


def check_pages(pages: Iterable[CheckedPage], today: date, settings: PageSettings = DEFAULT) -> Iterator[Finding]:
    """What is wrong with the pages of a site, page by page; then what two pages have in common.

    What `read_front_matter` found is not repeated. Takes text of any kind without raising; time grows with its length.
    """
    every = tuple(pages)
    glossary = glossary_terms(every, settings)
    for page in every:
        if not page.front_matter.is_broken:  # What it would have said is not known.
            yield from field_findings(page, settings)
            yield from title_findings(page, settings, today)
        yield from heading_findings(page)
        yield from section_findings(page)
        yield from remark_findings(page)
        yield from image_findings(page, settings)
        yield from html_findings(page)
        yield from word_findings(page, settings)
        yield from abbreviation_findings(page, settings, glossary)
        yield from readability_findings(page, settings)
    finished = [page for page in every if not (page.is_draft or page.front_matter.is_broken)]
    yield from same_findings(finished)
    yield from neighbour_findings(finished)
