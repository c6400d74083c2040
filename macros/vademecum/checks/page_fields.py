"""The front matter of pages against what it can hold: names, kinds of values, days, persons, old addresses."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from vademecum.bibliography.identifier import parse_orcid
from vademecum.checks.page_model import CheckedPage, PageSettings
from vademecum.pages.front_matter import REVIEW_STATUSES, UNUSABLE, FrontMatter
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.nearest import nearest
from vademecum.text.source import Source, Span

UNKNOWN_NAME = Rule("page/unknown-name", Severity.WARNING, "The front matter holds a name that nothing reads.")
REPEATED_NAME = Rule("page/repeated-name", Severity.ERROR, "The front matter gives one name twice.")
REVIEW_INCOMPLETE = Rule("page/review-incomplete", Severity.WARNING, "A reviewed page does not say by whom or when.")
KEY_POINTS_COUNT = Rule("page/key-points-count", Severity.WARNING, "A page has too few or too many key points.")
ORCID = Rule("page/orcid", Severity.ERROR, "An ORCID iD cannot be right.")
ALIAS = Rule("page/alias", Severity.ERROR, "An old address of a page cannot be one.")

_NEAR_ENOUGH = 75
_PERSON = ("name", "body", "role", "affiliation", "orcid", "disclosure")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_NO_PATH = re.compile(r"[\s?#\\<>\"|*]")


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_truth(value: object) -> bool:
    return isinstance(value, bool)


def _is_day(value: object) -> bool:
    return isinstance(value, date)


def _is_mapping(value: object) -> bool:
    return isinstance(value, dict)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_plain, value))


def are_persons(value: object) -> bool:
    """Whether a value of YAML is a list of people or bodies."""
    return isinstance(value, list) and all(
        isinstance(each, str) or (isinstance(each, dict) and isinstance(each.get("name", each.get("body")), str))
        for each in value
    )


def _is_search(value: object) -> bool:
    return isinstance(value, dict) and _is_truth(value.get("exclude", True)) and _is_number(value.get("boost", 1))


def _is_status(value: object) -> bool:
    return value in REVIEW_STATUSES


def _is_anything(value: object) -> bool:
    return value is not ...


_TEXT = (_is_text, "is a text; one that looks like a number or a list stands in double quotes")
_TITLE = (_is_plain, "is a text")
_TRUTH = (_is_truth, "is 'true' or 'false'")
_DAY = (_is_day, "is a day, written as year-month-day without quotes, such as 2026-11-21")
_TEXTS = (_are_texts, "is a list of texts, each on a line of its own after '- '")
_PERSONS = (
    are_persons,
    "is a list of names, or of 'name' (of a group: 'body') with 'role', 'affiliation', 'orcid' and 'disclosure'",
)
_MAPPING = (_is_mapping, "is a list of settings, such as 'name: value', each on a line of its own")
_ANYTHING = (_is_anything, "")

_SCHEMA: dict[str, tuple[Callable[[object], bool], str]] = {
    "title": _TITLE,
    "description": _TEXT,
    "summary": _TEXT,
    "section": _TITLE,
    "key_points": _TEXTS,
    "review_status": (_is_status, f"is one of: {', '.join(REVIEW_STATUSES)}"),
    "updated": _DAY,
    "sources_searched": _DAY,
    "reviewed": _DAY,
    "review_due": _DAY,
    "reviewers": _PERSONS,
    "authors": _PERSONS,
    "aliases": _TEXTS,
    "tags": _TEXTS,
    "style": _TEXT,
    "references": _TRUTH,
    "glossary": _TRUTH,
    "search": (_is_search, "is a list of settings, such as 'exclude: true', each on a line of its own"),
    "home": _MAPPING,
    "location": _TEXT,
    "template": _TEXT,
    # What MkDocs and Material read, as Material's reference lists it.
    **dict.fromkeys(
        (
            *("categories", "comments", "date", "draft", "hide", "icon", "image", "keywords", "links", "meta", "pin"),
            *("readtime", "robots", "slug", "social", "status", "subtitle"),
        ),
        _ANYTHING,
    ),
}


def field_findings(page: CheckedPage, settings: PageSettings) -> Iterator[Finding]:
    """What is wrong in the front matter of one page."""
    yield from _names(page, settings)
    values = page.front_matter.values
    wrong = set()
    for name, value in values.items():
        fits, kind = _SCHEMA.get(name, _ANYTHING)
        if value is not None and not fits(value):
            wrong.add(name)
            place = page.front_matter.place(name)
            # A day that is not in the calendar was told when the front matter was read, unless it stands in quotes.
            is_day = kind == _DAY[1] and isinstance(value, str) and _DAY_WRITTEN.fullmatch(value)
            if not is_day or page.source.text[place.start] in "\"'":
                yield _unusable(name, value, kind, page.source.span(*place))
    for name in ("authors", "reviewers"):
        if name in values and name not in wrong:
            yield from _persons(page, name)
    if "aliases" in values and "aliases" not in wrong:
        yield from _aliases(page)
    points = values.get("key_points")
    fewest, most = settings.key_points
    if isinstance(points, list) and points and not fewest <= len(points) <= most:
        count = f"{len(points)} key point{'s' if len(points) > 1 else ''}"
        hint = f"Give {fewest} to {most}: readers who read nothing else read these."
        yield page.at(KEY_POINTS_COUNT, page.front_matter.place("key_points"), f"the page has {count}", hint)
    if values.get("review_status") == "reviewed":
        missing = [name for name in ("reviewers", "reviewed", "review_due") if not values.get(name)]
        if missing:
            message = f"the page is 'reviewed' and gives no {' and no '.join(map(repr, missing))}"
            hint = "Name who reviewed it, the day, and the day of the next review; or set 'unreviewed'."
            yield page.at(REVIEW_INCOMPLETE, page.front_matter.place("review_status"), message, hint)


def unusable_value(front_matter: FrontMatter, source: Source, name: str) -> Finding | None:
    """What is wrong with the value called `name`; None where it is not given, or is what the schema says."""
    value = front_matter.values.get(name)
    fits, kind = _SCHEMA[name]
    if value is None or fits(value):
        return None
    return _unusable(name, value, kind, source.span(*front_matter.place(name)))


def _unusable(name: str, value: object, kind: str, span: Span) -> Finding:
    return Finding(UNUSABLE, span, f"{name}: '{_shown(value)}' is no value for it", f"The value {kind}.")


_DAY_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")


def _names(page: CheckedPage, settings: PageSettings) -> Iterator[Finding]:
    known = _SCHEMA.keys() | settings.front_matter_names
    seen = set()
    for name, place in page.front_matter.names():
        if name in seen:
            hint = "Only the last one counts. Join the two, or remove one."
            yield page.at(REPEATED_NAME, place, f"'{name}' is given a second time", hint)
        elif name not in known and name != "<<":
            near = nearest(name.lower().replace("-", "_"), known, _NEAR_ENOUGH)
            hint = f"Did you mean '{near}'?" if near else "Remove it; or list it in the setting 'front_matter_names'."
            yield page.at(UNKNOWN_NAME, place, f"nothing reads '{name}'", hint)
        seen.add(name)


def _persons(page: CheckedPage, name: str) -> Iterator[Finding]:
    for number, person in enumerate(page.front_matter.values[name]):
        if not isinstance(person, dict):
            continue
        for part, value in person.items():
            place = page.front_matter.place(name, number, str(part))
            if part not in _PERSON:
                near = nearest(str(part), _PERSON, _NEAR_ENOUGH)
                hint = f"Did you mean '{near}'?" if near else f"Known are: {', '.join(_PERSON)}."
                yield page.at(UNKNOWN_NAME, place, f"nothing reads '{part}' of a person", hint)
            elif part == "orcid" and parse_orcid(str(value)) is None:
                hint = "Copy it from the person's record at orcid.org: its last character is a check digit."
                yield page.at(ORCID, place, f"'{_shown(value)}' is no ORCID iD", hint)


def _aliases(page: CheckedPage) -> Iterator[Finding]:
    for number, value in enumerate(page.front_matter.values["aliases"]):
        alias = str(value)
        if not alias.strip("/ "):
            problem = "it is empty"
        elif _SCHEME.match(alias):
            problem = "it is an address with a host, or begins with two slashes"
        elif _NO_PATH.search(alias):
            problem = "it holds a blank, a '?', a '#' or another sign that no path has"
        elif ".." in alias.split("/") or "." in alias.split("/"):
            problem = "it climbs out of its folder"
        else:
            continue
        message = f"'{_shown(alias)}' cannot be an old address: {problem}"
        hint = "Give the path on this site alone, such as 'old-section/old-page/'."
        yield page.at(ALIAS, page.front_matter.place("aliases", number), message, hint)


_MOST_SHOWN = 40


def _shown(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
