"""Readers of what pages say to programs: a judge of schema.org's terms, a reference manager."""

import json
import re
from datetime import date
from urllib.parse import urlsplit

import yaml

from conversions import CASES

VOCABULARY = yaml.safe_load((CASES / "vocabulary/schema-org.yml").read_text(encoding="utf-8"))
TYPES, PROPERTIES = VOCABULARY["types"], VOCABULARY["properties"]
_PLAIN = {
    "Text": lambda value: isinstance(value, str) and bool(value.strip()),
    "URL": lambda value: isinstance(value, str) and urlsplit(value).scheme in {"http", "https"},
    "Date": lambda value: isinstance(value, str) and _is_day(value),
    "Integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
}
"""schema.org's data types, and whether a value is one."""


def _is_day(value):
    """Whether `value` is a day, or a month or year, as ISO 8601 has them."""
    return bool(re.fullmatch(r"\d{4}(-\d\d){0,2}", value)) and bool(
        date.fromisoformat(value + "-01-01"[3 * value.count("-") :])
    )


def kinds(name):
    """A type and all types above it."""
    return {name}.union(*(kinds(above) for above in TYPES[name]))


def json_ld(page):
    """What a built page holds as JSON-LD, one thing for each script."""
    return [json.loads(script.string) for script in page.tree.select('script[type="application/ld+json"]')]


def thing_of(page, *types):
    """The first thing of one of `types` on a page."""
    return next(thing for thing in json_ld(page) if thing["@type"] in types)


def faults(thing):
    """What in a thing is against schema.org's vocabulary, in words."""
    kind = thing.get("@type")
    if kind not in TYPES:
        return [f"{kind} is no type"]
    found = []
    for name, value in thing.items():
        if name.startswith("@"):
            continue
        known = PROPERTIES.get(name)
        if known is None:
            found.append(f"{name} is no property")
            continue
        if not kinds(kind).intersection(known["of"]):
            found.append(f"{kind} has no {name}")
        for each in value if isinstance(value, list) else [value]:
            found += _misfits(f"{kind}.{name}", each, known["is"])
    return found


def _misfits(place, value, expected):
    if isinstance(value, dict):
        fits = kinds(value["@type"]).intersection(expected) if value.get("@type") in TYPES else True
        return [*([] if fits else [f"{place} is no {value['@type']}"]), *faults(value)]
    fits = any(_PLAIN[name](value) for name in expected if name in _PLAIN)
    return [] if fits else [f"{place} is not {value!r}"]


class ReferenceManager:
    """Makes a record of a built page in the way of Zotero's translator for embedded metadata (as of June 2026).

    Highwire's words count before all others; Open Graph says what kind of record it is.
    """

    def __init__(self, page):
        self._tags = [
            (tag.get("name") or tag.get("property"), tag["content"])
            for tag in page.tree.select("meta[content]")
            if tag.get("name") or tag.get("property")
        ]

    def _first(self, *names):
        return next((text.strip() for name in names for given, text in self._tags if given == name), "")

    def _all(self, name):
        return [text for given, text in self._tags if given == name]

    @property
    def kind(self):
        """The kind of record: the type `website` is a web page, a page with a title of Highwire's alone an article."""
        given = {name for name, _ in self._tags}
        if "citation_journal_title" in given:
            return "journalArticle"
        if self._first("og:type") == "website":
            return "webpage"
        return "journalArticle" if "citation_title" in given else "webpage"

    @property
    def record(self):
        """The fields of the record."""
        return {
            "title": self._first("citation_title", "og:title"),
            "creators": self._creators(),
            "date": self._first("citation_publication_date", "citation_date", "citation_online_date"),
            "url": self._first("citation_public_url", "og:url"),
            "site": self._first("og:site_name"),
            "language": self._first("citation_language"),
            "abstract": self._first("citation_abstract", "og:description"),
            "tags": [word.strip() for text in self._all("citation_keywords") for word in text.split(";")],
        }

    def _creators(self):
        """Names are split at semicolons; a single one with blanks on both sides of a comma is taken for two."""
        values = self._all("citation_author")
        names = []
        for value in values:
            pieces = re.split(r"\s*;\s*", value)
            commas = re.split(r"\s*,\s*", pieces[0])
            if len(pieces) == len(values) == 1 and len(commas) > 1 and " " in commas[0] and " " in commas[1]:
                pieces = commas
            names += filter(None, pieces)
        return [self._person(name) for name in names]

    def _person(self, name):
        family, comma, given = name.partition(",")
        if comma:
            return family.strip(), given.strip()
        given, _, family = name.rpartition(" ")
        return family, given

    @property
    def references(self):
        """The works that the page cites: for each its fields, those of one name as a list."""
        return [read_reference(text) for text in self._all("citation_reference")]


def read_reference(text):
    """The fields of a reference in Highwire's form."""
    fields = {}
    for field in re.split(r"\s*;\s*", text):
        name, _, value = field.partition("=")
        assert name.startswith("citation_"), f"'{field}' of '{text}'"
        fields.setdefault(name.removeprefix("citation_"), []).append(value)
    return fields
