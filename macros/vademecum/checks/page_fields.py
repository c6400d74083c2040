"""The front matter of pages against what it can hold: names, kinds of values, days, persons, old addresses."""

import re
from collections.abc import Iterator

from vademecum.bibliography.identifier import parse_orcid
from vademecum.checks.page_model import CheckedPage, PageSettings
from vademecum.pages.front_matter import UNUSABLE, FrontMatter
from vademecum.pages.front_matter_schema import (
    ANYTHING,
    DAY,
    FIELDS,
    NEEDED_OF_A_REVIEWED_PAGE,
    PERSON,
    PERSONS,
    Kind,
)
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
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_NO_PATH = re.compile(r"[\s?#\\<>\"|*]")


def are_persons(value: object) -> bool:
    """Whether a value of YAML is a list of people or bodies."""
    return PERSONS.fits(value)


def field_findings(page: CheckedPage, settings: PageSettings) -> Iterator[Finding]:
    """What is wrong in the front matter of one page."""
    yield from _names(page, settings)
    values = page.front_matter.values
    wrong = set()
    for name, value in values.items():
        kind = FIELDS[name].kind if name in FIELDS else ANYTHING
        if value is not None and not kind.fits(value):
            wrong.add(name)
            place = page.front_matter.place(name)
            # A day that is not in the calendar was told when the front matter was read, unless it stands in quotes.
            is_day = kind is DAY and isinstance(value, str) and _DAY_WRITTEN.fullmatch(value)
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
        missing = [name for name in NEEDED_OF_A_REVIEWED_PAGE if not values.get(name)]
        if missing:
            message = f"the page is 'reviewed' and gives no {' and no '.join(map(repr, missing))}"
            hint = "Name who reviewed it, the day, and the day of the next review; or set 'unreviewed'."
            yield page.at(REVIEW_INCOMPLETE, page.front_matter.place("review_status"), message, hint)


def unusable_value(front_matter: FrontMatter, source: Source, name: str) -> Finding | None:
    """What is wrong with the value called `name`; None where it is not given, or is what the schema says."""
    value = front_matter.values.get(name)
    kind = FIELDS[name].kind
    if value is None or kind.fits(value):
        return None
    return _unusable(name, value, kind, source.span(*front_matter.place(name)))


def _unusable(name: str, value: object, kind: Kind, span: Span) -> Finding:
    return Finding(UNUSABLE, span, f"{name}: '{_shown(value)}' is no value for it", f"The value {kind.said}.")


_DAY_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")


def _names(page: CheckedPage, settings: PageSettings) -> Iterator[Finding]:
    known = FIELDS.keys() | settings.front_matter_names
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
            if part not in PERSON:
                near = nearest(str(part), PERSON, _NEAR_ENOUGH)
                hint = f"Did you mean '{near}'?" if near else f"Known are: {', '.join(PERSON)}."
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
