"""Who inherits from whom: entries through `crossref` from the work that they are in, through `xdata` from containers.

Which fields pass on, and under which names, is decided in `inherited_fields.py`. What comes through `xdata` wins over
what comes through `crossref`, and the last of several containers over the others, as in biber. Parents have inherited
before their children do, so that what a grandparent gives comes down to them.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from vademecum.bibliography.bibtex.inherited_fields import CONTAINER, Offer, added, contained, offered
from vademecum.bibliography.bibtex.strings import LIMIT
from vademecum.bibliography.entry import Entry
from vademecum.bibliography.identifier import CitationKey, citation_key
from vademecum.bibliography.limits import MAX_DEPTH, MAX_FAILED
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.nearest import nearest

UNKNOWN_CROSSREF = Rule(
    "bibliography/unknown-crossref", Severity.ERROR, "An entry inherits from one that does not exist."
)
CROSSREF_CASE = Rule(
    "bibliography/crossref-case", Severity.WARNING, "An entry inherits from one whose key is written in another case."
)
CROSSREF_CYCLE = Rule("bibliography/crossref-cycle", Severity.ERROR, "An entry inherits from itself.")
XDATA_MISMATCH = Rule(
    "bibliography/xdata-mismatch", Severity.WARNING, "An xdata names a work, or a crossref a container of data."
)
XDATA_PART = Rule("bibliography/xdata-part", Severity.WARNING, "A value refers to one field of a container of data.")

MAX_INHERITED = 150_000_000
"""Characters that all entries inherit together, each field counted as a hundred more."""

_WEIGHT_OF_FIELD = 100
_MOST_COMPARED = 2_000_000
_LONGEST_COMPARED = 100
_NEAR_ENOUGH = 65
_MOST_SHOWN = 5
_MOST_REMEMBERED = 1_000
_NAMES = {"xdata": re.compile(r"[^\s,][^,]*+"), "crossref": re.compile(r"\S.*+", re.DOTALL)}
_PART_OF_CONTAINER = re.compile(r"(?<!\S)xdata\s*+=\s*+[^\s,]++")


def inherit(entries: Mapping[CitationKey, Entry]) -> tuple[dict[CitationKey, Entry], tuple[Finding, ...]]:
    """The entries with what they inherit, in the order given, and what is wrong with the entries that they name.

    Containers (`@xdata`) are left out. An entry that inherits nothing is the same object as before; one that names an
    unknown entry, or comes back to itself, keeps what it has. Nothing raises, and parents may stand anywhere.
    """
    if not any(map(_takes_part, entries.values())):
        return dict(entries), ()
    heritage = _Heritage(entries)
    heritage.pass_on("xdata")
    heritage.pass_on("crossref")
    return {key: entry for key, entry in heritage.entries.items() if entry.type != CONTAINER}, heritage.findings()


def _takes_part(entry: Entry) -> bool:
    return "crossref" in entry.fields or "xdata" in entry.fields or entry.type == CONTAINER


class _Place(NamedTuple):
    """Where something is wrong: `within` characters behind the beginning of a field's value."""

    key: CitationKey
    field: str
    within: int = 0


class _Heritage:
    """The entries on their way from what is written to what they have with all that they inherit."""

    def __init__(self, entries: Mapping[CitationKey, Entry]) -> None:
        self.entries = dict(entries)
        self._written = entries
        self._keys = _Keys(entries)
        self._offers: dict[tuple[str, CitationKey, str], tuple[Offer, int]] = {}
        self._weight = 0
        self._refused: list[CitationKey] = []
        self._findings: list[Finding] = []
        self._unlisted: list[CitationKey] = []

    def pass_on(self, field: str) -> None:
        """Let each entry inherit from those that its `field` names, once they have inherited themselves."""
        named = {key: self._named(key, field) for key, entry in self.entries.items() if field in entry.fields}
        depths: dict[CitationKey, int] = {}
        for group in _parents_first(named):
            cycle = frozenset(group if len(group) > 1 or group[0] in named[group[0]] else ())
            if cycle:
                self._report_cycle(group, field)
            for key in group:
                parents = [parent for parent in named[key] if parent not in cycle]
                near = [parent for parent in parents if depths.get(parent, 0) < MAX_DEPTH]
                if len(near) < len(parents):
                    message = f"'{key}' inherits through more than {MAX_DEPTH} entries; what is behind them is left out"
                    self._report(LIMIT, _Place(key, field), message, "Name an entry that is nearer to the data.")
                depths[key] = max((depths.get(parent, 0) + 1 for parent in near), default=0)
                self._take(key, field, near)

    def findings(self) -> tuple[Finding, ...]:
        """What is wrong, once all is passed on."""
        self._report_parts()
        if self._refused:
            message = f"more than {MAX_INHERITED} characters are inherited; {_listed(self._refused)} inherit no more"
            self._findings.append(self._limit(self._refused[0], message, "Let fewer entries inherit so much."))
        if self._unlisted:
            message = f"{len(self._unlisted)} more things are wrong with what entries inherit, and not listed"
            self._findings.append(self._limit(self._unlisted[0], message, "Mend first what is listed."))
        return tuple(self._findings)

    def _named(self, key: CitationKey, field: str) -> list[CitationKey]:
        """The entries that a field names, each once. What is wrong with them is told where the field is written."""
        named: dict[CitationKey, None] = {}
        for match in _NAMES[field].finditer(self.entries[key].fields[field]):
            name = citation_key(match[0].rstrip())
            found = self._keys.find(name)
            if field in self._written[key].fields:
                self._check(_Place(key, field, match.start()), name)
            if found is not None and (field == "crossref" or self._written[found].type == CONTAINER):
                named[found] = None
        return list(named)

    def _check(self, place: _Place, name: CitationKey) -> None:
        found = self._keys.find(name)
        if found is None:
            near = self._keys.near(name)
            hint = f"Did you mean '{near}'?" if near else "Add the entry, or correct the key."
            message = f"'{place.key}' inherits from '{name}', which does not exist"
            self._report(UNKNOWN_CROSSREF, place, message, hint)
            return
        if found != name and found.casefold() == name.casefold():
            message = f"'{place.key}' inherits from '{name}', which is written '{found}'"
            self._report(CROSSREF_CASE, place, message, f"Write '{found}'.")
        is_container = self._written[found].type == CONTAINER
        if is_container and place.field == "crossref":
            message = f"the crossref of '{place.key}' names '{found}', which is an @xdata and no work"
            self._report(XDATA_MISMATCH, place, message, "Name it in xdata.")
        elif not is_container and place.field == "xdata":
            message = f"the xdata of '{place.key}' names '{found}', which is no @xdata; nothing is inherited from it"
            self._report(XDATA_MISMATCH, place, message, "Name it in crossref, or make it an @xdata.")

    def _take(self, key: CitationKey, field: str, parents: list[CitationKey]) -> None:
        """Give an entry the fields that it lacks, those of the last parent first."""
        entry = self.entries[key]
        fields = dict(entry.fields)
        for parent in reversed(parents):
            if self._weight > MAX_INHERITED:
                self._refused.append(key)
                break
            offer, weight = self._offer(field, parent, entry.standard_type)
            self._weight += weight
            fields |= added(fields, offer)
        if len(fields) > len(entry.fields):
            self.entries[key] = replace(entry, fields=fields)

    def _offer(self, field: str, parent: CitationKey, child_type: str) -> tuple[Offer, int]:
        """What a parent gives to children of one type, and how much that is; many children ask for the same."""
        known = self._offers.get((field, parent, child_type))
        if known:
            return known
        if len(self._offers) >= _MOST_REMEMBERED:
            self._offers.clear()
        giver = self.entries[parent]
        offer = contained(giver) if field == "xdata" else offered(giver, child_type)
        weight = len(offer.fields) * _WEIGHT_OF_FIELD + offer.characters
        self._offers[field, parent, child_type] = offer, weight
        return offer, weight

    def _report_cycle(self, group: list[CitationKey], field: str) -> None:
        """Tell of a cycle once, at the one of its entries that stands first."""
        written = self._written
        first, *others = sorted(group, key=lambda key: (written[key].source.path, written[key].start, key))
        message = f"'{first}' inherits from itself" + (f", through {_listed(others)}" if others else "")
        hint = f"Remove one {field} of these entries." if others else f"Remove this {field}."
        self._report(CROSSREF_CYCLE, _Place(first, field), message, hint)

    def _report_parts(self) -> None:
        """Tell of values that want one field of a container: such a reference stays as it is written."""
        if all(entry.type != CONTAINER for entry in self._written.values()):
            return
        for key, entry in self._written.items():
            for field, value in entry.fields.items():
                part = _PART_OF_CONTAINER.search(value) if "xdata=" in value else None
                if part:
                    message = f"'{part[0]}' in '{key}' is not replaced: an @xdata is inherited as a whole"
                    hint = "Write the value out, or name the @xdata in the field xdata."
                    self._report(XDATA_PART, _Place(key, field, part.start()), message, hint)

    def _report(self, rule: Rule, place: _Place, message: str, hint: str) -> None:
        if len(self._findings) < MAX_FAILED:
            span = self._written[place.key].field_span(place.field, place.within)
            self._findings.append(Finding(rule, span, message, hint))
        else:
            self._unlisted.append(place.key)

    def _limit(self, key: CitationKey, message: str, hint: str) -> Finding:
        return Finding(LIMIT, self._written[key].span, message, hint)


class _Keys:
    """The keys of all entries, and how else they may be written."""

    def __init__(self, entries: Mapping[CitationKey, Entry]) -> None:
        self._entries = entries
        self._compared = 0

    def find(self, name: CitationKey) -> CitationKey | None:
        """The key of the entry that `name` means: as it is, as one of its `ids`, or in another case."""
        if name in self._entries:
            return name
        return self._ids.get(name) or self._folded.get(name.casefold())

    def near(self, name: CitationKey) -> CitationKey | None:
        """The key that looks most like an unknown one; None where none does, or where telling it would take long."""
        self._compared += len(self._entries)
        if self._compared > _MOST_COMPARED or len(name) > _LONGEST_COMPARED:
            return None
        return nearest(name, self._entries, _NEAR_ENOUGH)

    @cached_property
    def _ids(self) -> dict[CitationKey, CitationKey]:
        """Keys from the field `ids` (biblatex manual, section "Special Fields")."""
        aliases: dict[CitationKey, CitationKey] = {}
        for key, entry in sorted(self._entries.items(), reverse=True):
            for alias in _NAMES["xdata"].findall(entry.fields.get("ids", "")):
                aliases[citation_key(alias.rstrip())] = key
        return aliases

    @cached_property
    def _folded(self) -> dict[str, CitationKey]:
        return {key.casefold(): key for key in sorted(self._entries, reverse=True)}


def _parents_first(named: Mapping[CitationKey, list[CitationKey]]) -> Iterator[list[CitationKey]]:
    """The keys of `named` in groups, such that what a key names is in an earlier group, or in its own: a cycle.

    R. Tarjan, "Depth-first search and linear graph algorithms" (1972), without recursion.
    """
    numbers: dict[CitationKey, int] = {}
    lowest: dict[CitationKey, int] = {}
    unseen: dict[CitationKey, Iterator[CitationKey]] = {}
    path: list[CitationKey] = []
    for root in named:
        trail = [] if root in numbers else [root]
        while trail:
            key = trail[-1]
            if key not in numbers:
                numbers[key] = lowest[key] = len(numbers)
                unseen[key] = iter(named[key])
                path.append(key)
            parent = next((parent for parent in unseen[key] if parent in named), None)
            if parent is not None and parent not in numbers:
                trail.append(parent)
            elif parent is not None:
                lowest[key] = min(lowest[key], lowest[parent])
            else:
                del unseen[trail.pop()]
                if trail:
                    lowest[trail[-1]] = min(lowest[trail[-1]], lowest[key])
                if lowest[key] == numbers[key]:
                    yield _group(path, key, lowest)


def _group(path: list[CitationKey], key: CitationKey, lowest: dict[CitationKey, int]) -> list[CitationKey]:
    """The end of `path` from `key` on, taken off it; from now on it lowers no other number."""
    group = [path.pop()]
    while group[-1] != key:
        group.append(path.pop())
    lowest.update(dict.fromkeys(group, sys.maxsize))
    return group[::-1]


def _listed(keys: list[CitationKey]) -> str:
    """The first of `keys` by name, and how many others there are."""
    shown = [f"'{key}'" for key in keys[:_MOST_SHOWN]]
    if len(keys) > _MOST_SHOWN:
        shown.append(f"{len(keys) - _MOST_SHOWN} others")
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
