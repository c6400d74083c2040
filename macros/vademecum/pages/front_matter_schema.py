"""What the front matter of a page can hold: its names, what each is for, and what its value can be.

The checks hold pages against it, and editors that read JSON Schema (2020-12) get it as such, so that both say the same.
YAML knows more kinds of values than JSON: what looks like a day is one without quotes, which a schema cannot see.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from vademecum.pages.front_matter import REVIEW_STATUSES

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

PERSON: Final = MappingProxyType(
    {
        "name": "The name of a person.",
        "body": "The name of a group, instead of 'name'.",
        "role": "What the person does, such as 'dermatologist'.",
        "affiliation": "Where the person works.",
        "orcid": "The ORCID iD from the person's record at orcid.org.",
        "disclosure": "What there is to disclose, such as who paid for what; or 'none'.",
    }
)
"""What can be said of a person."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value can be."""

    fits: Callable[[object], bool]
    """Whether a value of YAML is one."""
    said: str
    """The same in words that complete "The value …"."""
    form: Mapping[str, Any]
    """The same as JSON Schema."""


@dataclass(frozen=True, slots=True)
class Field:
    """A name that a page can give a value."""

    kind: Kind
    meaning: str


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


def _are_persons(value: object) -> bool:
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


_PLAIN_FORM: Final = {"type": ["string", "number"]}
_PERSON_FORM: Final = {
    "type": "object",
    "anyOf": [{"required": ["name"]}, {"required": ["body"]}],
    "additionalProperties": False,
    "properties": {
        name: {"type": "string", "description": meaning}
        | ({"pattern": "^(https?://orcid\\.org/)?([0-9]{4}-){3}[0-9]{3}[0-9Xx]$"} if name == "orcid" else {})
        for name, meaning in PERSON.items()
    },
}

_TEXT = Kind(
    _is_text,
    "is a text; one that looks like a number or a list stands in double quotes",
    {"type": "string"},
)
_TITLE = Kind(_is_plain, "is a text", _PLAIN_FORM)
_TRUTH = Kind(_is_truth, "is 'true' or 'false'", {"type": "boolean"})
DAY: Final = Kind(
    _is_day,
    "is a day, written as year-month-day without quotes, such as 2026-11-21",
    {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
)
_TEXTS = Kind(
    _are_texts,
    "is a list of texts, each on a line of its own after '- '",
    {"type": "array", "items": _PLAIN_FORM},
)
PERSONS: Final = Kind(
    _are_persons,
    "is a list of names, or of 'name' (of a group: 'body') with 'role', 'affiliation', 'orcid' and 'disclosure'",
    {"type": "array", "items": {"anyOf": [{"type": "string"}, _PERSON_FORM]}},
)
_MAPPING = Kind(
    _is_mapping,
    "is a list of settings, such as 'name: value', each on a line of its own",
    {"type": "object"},
)
_SEARCH = Kind(
    _is_search,
    "is a list of settings, such as 'exclude: true', each on a line of its own",
    {
        "type": "object",
        "properties": {
            "exclude": {"type": "boolean", "description": "Whether the search leaves the page out."},
            "boost": {"type": "number", "description": "How much further up the page stands among results."},
        },
    },
)
_STATUS = Kind(_is_status, f"is one of: {', '.join(REVIEW_STATUSES)}", {"enum": [*REVIEW_STATUSES]})
ANYTHING: Final = Kind(_is_anything, "", {})

FIELDS: Final[Mapping[str, Field]] = MappingProxyType(
    {
        "title": Field(_TITLE, "The heading of the page; its text begins with headings of the second level (##)."),
        "description": Field(_TEXT, "Plain text: stands below the title, in the site map and in search engines."),
        "summary": Field(_TEXT, "Two or three sentences with their sources: Markdown with citations."),
        "section": Field(_TITLE, "The folder of the section; with it, the page shows its state of review."),
        "key_points": Field(_TEXTS, "What is known, each point with its source: Markdown with citations."),
        "review_status": Field(_STATUS, "How far the page is; a 'draft' is shown in the preview only."),
        "updated": Field(DAY, "The day of the last change."),
        "sources_searched": Field(DAY, "The day on which works about the topic were last looked for."),
        "reviewed": Field(DAY, "The day of the review."),
        "review_due": Field(DAY, "The day by which the page is to be reviewed again."),
        "reviewers": Field(PERSONS, "Who reviewed the page."),
        "authors": Field(PERSONS, "Who wrote the page."),
        "aliases": Field(_TEXTS, "Old addresses of the page on this site, such as 'old-section/old-page/'."),
        "tags": Field(_TEXTS, "Words by which the page is found."),
        "style": Field(
            _TEXT, "The citation style, such as 'numeric', 'apa' or 'csl/own.csl', where it is not the site's."
        ),
        "references": Field(_TRUTH, "'false' leaves the list of references out."),
        "glossary": Field(_TRUTH, "'false' leaves the marks of glossary terms out."),
        "search": Field(_SEARCH, "What the search makes of the page."),
        "home": Field(_MAPPING, "What the home page shows."),
        "location": Field(_TEXT, "Read by MkDocs, its theme or its plugins."),
        "template": Field(_TEXT, "The template of the page, such as 'home.html'."),
        # What MkDocs and Material read, as Material's reference lists it.
        **{
            name: Field(ANYTHING, "Read by MkDocs, its theme or its plugins.")
            for name in (
                *("categories", "comments", "date", "draft", "hide", "icon", "image", "keywords", "links", "meta"),
                *("pin", "readtime", "robots", "slug", "social", "status", "subtitle"),
            )
        },
    }
)
"""The names in the order in which a person writes them."""

NEEDED_OF_A_REVIEWED_PAGE: Final = ("reviewers", "reviewed", "review_due")


def front_matter_schema(key_points: tuple[int, int] = (3, 5), more: Collection[str] = ()) -> dict[str, Any]:
    """The JSON Schema of a page's front matter.

    `key_points` are the fewest and the most that a page has; `more` are names that other plugins of the site read.
    """
    properties: dict[str, Any] = {
        name: {"description": field.meaning, **_or_nothing(field.kind.form)} for name, field in FIELDS.items()
    }
    properties["key_points"] |= {"minItems": key_points[0], "maxItems": key_points[1]}
    properties |= {name: {} for name in sorted(more) if name not in FIELDS}
    return {
        "$schema": DIALECT,
        "title": "Front matter of a page",
        "description": "What stands at the head of a page, between two lines of three hyphens.",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "if": {"required": ["review_status"], "properties": {"review_status": {"const": "reviewed"}}},
        "then": {"required": [*NEEDED_OF_A_REVIEWED_PAGE]},
    }


def _or_nothing(form: Mapping[str, Any]) -> dict[str, Any]:
    """`form`, or no value behind the colon: that counts as not given."""
    if "enum" in form:
        return {**form, "enum": [*form["enum"], None]}
    if "type" in form:
        types = [form["type"]] if isinstance(form["type"], str) else form["type"]
        return {**form, "type": [*types, "null"]}
    return dict(form)
