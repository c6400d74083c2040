"""What a page says of itself at its head: title, description, summary, key points, days."""

from collections.abc import Iterable, Iterator
from datetime import date

from vademecum.checks.page_model import CheckedPage, PageSettings
from vademecum.text.finding import Finding, Rule, Severity

NO_TITLE = Rule("page/no-title", Severity.WARNING, "A page has no title.")
NO_DESCRIPTION = Rule("page/no-description", Severity.WARNING, "A page has no description.")
SHORT_DESCRIPTION = Rule("page/short-description", Severity.WARNING, "A description is too short to say anything.")
LONG_DESCRIPTION = Rule("page/long-description", Severity.WARNING, "A description is longer than search engines show.")
SAME_TITLE = Rule("page/same-title", Severity.WARNING, "Two pages have one title.")
SAME_DESCRIPTION = Rule("page/same-description", Severity.WARNING, "Two pages have one description.")
NO_SUMMARY = Rule("page/no-summary", Severity.WARNING, "A topic page has no summary.")
NO_KEY_POINTS = Rule("page/no-key-points", Severity.WARNING, "A topic page has no key points.")
REVIEW_OVERDUE = Rule("page/review-overdue", Severity.WARNING, "The review of a page is overdue.")
FUTURE_DATE = Rule("page/future-date", Severity.WARNING, "A page says that something happened on a day to come.")
DATE_ORDER = Rule("page/date-order", Severity.WARNING, "The next review of a page is before its last.")


def title_findings(page: CheckedPage, settings: PageSettings, today: date) -> Iterator[Finding]:
    """What is missing or wrong at the head of one page. A draft may leave things out."""
    if not page.is_draft:
        yield from _missing(page)
    yield from _length(page, settings)
    yield from _days(page, today)


def _missing(page: CheckedPage) -> Iterator[Finding]:
    values, top = page.front_matter.values, (0, 0)
    if not _title(page) and not page.navigation_title:
        hint = "Give 'title' in the front matter, between two lines of three hyphens."
        yield page.at(NO_TITLE, top, "the page has no title", hint)
    if not _words(values.get("description")):
        hint = "Give 'description': one sentence of what the page is about and what is known."
        yield page.at(NO_DESCRIPTION, top, "the page has no description", hint)
    if page.is_topic:
        place = page.front_matter.place("section")
        if not _words(values.get("summary")):
            hint = "Give 'summary': two or three sentences with their sources."
            yield page.at(NO_SUMMARY, place, "the page has a section and no summary", hint)
        if not values.get("key_points"):
            hint = "Give 'key_points': three to five, each with its source."
            yield page.at(NO_KEY_POINTS, place, "the page has a section and no key points", hint)


def _length(page: CheckedPage, settings: PageSettings) -> Iterator[Finding]:
    description = _words(page.front_matter.values.get("description"))
    place = page.front_matter.place("description")
    fewest, most = settings.description_length
    if description and len(description) < fewest:
        message = f"the description has {len(description)} characters, fewer than {fewest}"
        yield page.at(SHORT_DESCRIPTION, place, message, "Say in one sentence what the page is about.")
    elif len(description) > most:
        message = f"the description has {len(description)} characters, more than {most}"
        yield page.at(LONG_DESCRIPTION, place, message, "Search engines cut it off; the summary has room for more.")


def _days(page: CheckedPage, today: date) -> Iterator[Finding]:
    due, reviewed = page.day("review_due"), page.day("reviewed")
    if due and due < today and not page.is_draft:
        message = f"the review was due on {due.isoformat()}"
        hint = "Have the page reviewed and set the days anew; until then 'review_status' is 'outdated'."
        yield page.at(REVIEW_OVERDUE, page.front_matter.place("review_due"), message, hint)
    if due and reviewed and due <= reviewed:
        message = f"the next review ({due.isoformat()}) is not after the last one ({reviewed.isoformat()})"
        yield page.at(DATE_ORDER, page.front_matter.place("review_due"), message, "Correct one of the two days.")
    for name in ("updated", "sources_searched", "reviewed"):
        day = page.day(name)
        if day and day > today:
            message = f"{name}: {day.isoformat()} is a day to come"
            yield page.at(FUTURE_DATE, page.front_matter.place(name), message, "Give the day on which it happened.")


def same_findings(pages: Iterable[CheckedPage]) -> Iterator[Finding]:
    """A finding for each page that repeats the title or the description of one before it."""
    titles: dict[str, CheckedPage] = {}
    descriptions: dict[str, CheckedPage] = {}
    for page in pages:
        title, description = _title(page), _words(page.front_matter.values.get("description"))
        first = titles.setdefault(title.casefold(), page) if title else page
        if first is not page:
            message = f"'{first.source.path}' has the title '{title}' too"
            hint = "In lists and in search results the two cannot be told apart."
            yield page.at(SAME_TITLE, _title_place(page), message, hint)
        first = descriptions.setdefault(description.casefold(), page) if description else page
        if first is not page:
            message = f"'{first.source.path}' has the same description"
            hint = "Say what is in this page and not in the other."
            yield page.at(SAME_DESCRIPTION, page.front_matter.place("description"), message, hint)


def _title(page: CheckedPage) -> str:
    own = page.front_matter.values.get("title")
    if own is not None and not isinstance(own, dict | list):
        return _words(str(own))
    return next((_words(heading.text) for heading in page.outline.headings if heading.level == 1), "")


def _title_place(page: CheckedPage) -> tuple[int, int]:
    if page.front_matter.values.get("title") is not None:
        return page.front_matter.place("title")
    return next((heading.start, heading.end) for heading in page.outline.headings if heading.level == 1)


def _words(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
