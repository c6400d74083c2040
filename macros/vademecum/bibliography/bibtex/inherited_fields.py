"""Which fields pass from one entry to another, and under which names.

The rules are those of biblatex (manual, sections "Cross-referencing", "Data Containers" and "Data Inheritance", and
appendix "Default Inheritance Setup"). Where they leave room, or where a site needs more, this holds:

- A field of the entry wins over an inherited one; an empty one too, as in BibTeX, and also under its other name:
  beside `journal` no `journaltitle` is inherited.
- Date, year and month are one. So are a title and its subtitle, editors and what kind of editors they are: such a
  companion is inherited with its head, and never joins another head that the entry has of its own.
- A part takes the title of whatever it is in as that of its container. biblatex renames only within a family, an
  `incollection` in a `collection`; with BibTeX one puts an `incollection` into a `book`, and means the same.
- Through `crossref` no work takes what identifies, locates or grades another: no DOI, no address, no level of
  evidence, no abstract, no retraction. A chapter is not its book. An ISBN goes to parts alone, where it names the
  book. Notes stay too: they speak of one work, and identifiers hide in them; and annotations (`author+an`), which
  speak of one value. A container gives all that it holds.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from vademecum.bibliography.entry import Entry
from vademecum.bibliography.key_fields import FIELDS_OF_KEYS
from vademecum.bibliography.schema import OTHER_NAMES

CONTAINER = "xdata"
"""The type of entries that are no works, but hold fields for others."""

_PARTS = frozenset(
    (
        *("article", "inbook", "bookinbook", "suppbook", "incollection", "suppcollection"),
        *("inreference", "inproceedings", "suppperiodical"),
    )
)
_IN_JOURNALS = frozenset({"article", "suppperiodical"})
_VOLUMES = frozenset({"book", "collection", "reference", "proceedings"})
_IN_VOLUMES = frozenset(f"mv{volume}" for volume in _VOLUMES)
_BY_AUTHORS = frozenset({"book", "mvbook"})

_TITLE = ("title", "subtitle", "titleaddon")
_OF_THE_WHOLE = frozenset(
    ("shorttitle", "sorttitle", "indextitle", "indexsorttitle", "origtitle", "reprinttitle", "type")
)
"""Beside its title, fields of a whole that would say something else of its part."""

_PRIVATE = (
    *FIELDS_OF_KEYS,
    *("entrysubtype", "execute", "label", "options", "presort"),
    *("relatedoptions", "relatedstring", "relatedtype", "shorthand", "shorthandintro", "sortkey", "key"),
)
"""Fields that biblatex keeps to each entry."""
_IDENTITY = (
    *("doi", "pmid", "pmcid", "pubmedid", "arxivid", "eprint", "eprinttype", "eprintclass", "archiveprefix"),
    *("primaryclass", "pii", "mrnumber", "zblnumber", "isan", "ismn", "isrn", "iswc", "url", "urlraw", "urldate"),
    *("adsurl", "biburl", "bibsource", "howpublished", "file", "pdf", "eid", "pages", "pagetotal"),
)
"""Fields that identify a work, lead to it, or say where it begins and how long it is."""
_JUDGEMENT = (
    *("abstract", "addendum", "annotation", "annote", "keywords", "note", "timestamp"),
    *("studydesign", "evidence", "sample", "funding", "status", "statusdate", "statusnote"),
)
"""Fields that sum up a work, comment on it or grade it."""
_KEPT = frozenset((*_PRIVATE, *_IDENTITY, *_JUDGEMENT))
_KEPT_FROM_WHOLES = _KEPT | {"isbn"}
_KEPT_BY_CONTAINERS = frozenset(("ids", "xdata"))

_HEADS = {
    companion: head
    for head, companions in {
        "title": ("subtitle", "titleaddon", "shorttitle", "sorttitle", "indextitle", "indexsorttitle"),
        "booktitle": ("booksubtitle", "booktitleaddon"),
        "maintitle": ("mainsubtitle", "maintitleaddon"),
        "journaltitle": ("journalsubtitle", "journaltitleaddon", "shortjournal"),
        "issuetitle": ("issuesubtitle", "issuetitleaddon"),
        "eventtitle": ("eventtitleaddon",),
        "series": ("shortseries",),
        "author": ("authortype", "nameaddon", "orcid", "shortauthor", "sortname"),
        "editor": ("editortype", "shorteditor"),
        "editora": ("editoratype",),
        "editorb": ("editorbtype",),
        "editorc": ("editorctype",),
    }.items()
    for companion in companions
}
"""Fields that say something of another one, each with that other."""

_DATE = ("date", "year", "month", "day")
_YEAR = re.compile(r"\s*+(\d{4})(?!\d)")

_RIVALS = {
    **{name: {other} for name, other in OTHER_NAMES.items()},
    **{name: {head, OTHER_NAMES.get(head, head)} for name, head in _HEADS.items()},
    **{name: {*_DATE} for name in _DATE},
}
"""Fields beside which there may be no room for a field, apart from itself."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What an entry gives to others. `rivals` are the fields that leave no room for one of these, or may do so."""

    fields: Mapping[str, str]
    rivals: frozenset[str]

    @property
    def characters(self) -> int:
        """How long all values are together."""
        return sum(map(len, self.fields.values()))


def contained(container: Entry) -> Offer:
    """What an `@xdata` gives to the entries that name it."""
    return _offer({name: value for name, value in container.fields.items() if name not in _KEPT_BY_CONTAINERS})


def offered(parent: Entry, child_type: str) -> Offer:
    """What `parent` gives to an entry that names it in `crossref`, under the names that the entry has for it.

    `child_type` is the type of that entry, under biblatex's name.
    """
    is_part = child_type in _PARTS
    kept = _KEPT if is_part else _KEPT_FROM_WHOLES
    passed = {name: value for name, value in parent.fields.items() if name not in kept and "+" not in name}
    prefix = _prefix(parent.standard_type, child_type)
    if not prefix:
        return _offer(passed)
    fields = {prefix + name: passed[name] for name in _TITLE if name in passed}
    if is_part and prefix != "journal" and parent.standard_type in _BY_AUTHORS and "author" in passed:
        fields["bookauthor"] = passed["author"]
    for name, value in passed.items():
        if name not in _TITLE and name not in _OF_THE_WHOLE and OTHER_NAMES.get(name) not in fields:
            fields.setdefault(name, value)
    return _offer(fields)


def _offer(fields: dict[str, str]) -> Offer:
    rivals = set(fields)
    for name in fields.keys() & _RIVALS.keys():
        rivals |= _RIVALS[name]
    return Offer(fields, frozenset(rivals))


def added(own: Mapping[str, str], offer: Offer) -> Mapping[str, str]:
    """The fields of `offer` that an entry takes which has those of `own`."""
    if own.keys().isdisjoint(offer.rivals):
        return offer.fields
    taken = {name: value for name, value in offer.fields.items() if _has_room(own, offer.fields, name)}
    if "date" in own or "year" in own:
        for name in _DATE:
            taken.pop(name, None)
    elif "month" in own:
        taken.pop("day", None)
        year = _YEAR.match(taken.get("date", ""))
        if year:  # The date as a whole would say another month.
            del taken["date"]
            taken.setdefault("year", year[1])
    return taken


def _prefix(parent_type: str, child_type: str) -> str:
    """What comes before `title` in the name under which a child has its parent's; empty where it stays the child's."""
    if parent_type in _PARTS or parent_type == CONTAINER:
        return ""
    if child_type in _IN_JOURNALS:
        return "journal"
    if parent_type in _IN_VOLUMES:
        return "main" if child_type in _PARTS or child_type in _VOLUMES else ""
    return "book" if child_type in _PARTS else ""


def _has_room(own: Mapping[str, str], offer: Mapping[str, str], name: str) -> bool:
    """Whether an entry takes a field: it has none such, and if that is a companion, no head other than the offered."""
    if name in own or OTHER_NAMES.get(name) in own:
        return False
    head = _either(own, _HEADS[name]) if name in _HEADS else None
    return head is None or head.split() == (_either(offer, _HEADS[name]) or "").split()


def _either(fields: Mapping[str, str], name: str) -> str | None:
    """A field under the one or the other of its names."""
    value = fields.get(name)
    return fields.get(OTHER_NAMES.get(name, "")) if value is None else value
