"""Crosswalks: what the fields of an entry are in the format of other programs, there and back.

Most formats say less than BibTeX, and nothing may be lost for that. So each crossing is tried when it is written: what
does not come back with the same meaning is kept beside it, field by field, in a place where other programs pass over
it. On the way back, what was kept counts only as long as the record still says what was written with it; a change that
another program made is not undone.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from vademecum.bibliography.entry import Entry
from vademecum.bibliography.identifier import citation_key, parse_doi, parse_pmcid, parse_pmid
from vademecum.bibliography.latex import decode, decode_plain
from vademecum.bibliography.name import Name, parse_names
from vademecum.bibliography.page_range import parse_pages
from vademecum.bibliography.schema import FIELD_ALIASES, NAME_LISTS, VERBATIM

Value = TypeVar("Value")

Record = dict[str, Value]
"""What a format says of one work: variables or tags, and their values."""

_BIBTEX_NAMES = {"journaltitle": "journal", "location": "address"}
"""Fields of biblatex that are written under BibTeX's name, which biblatex knows too."""
_WRAPPED = re.compile(r"\\url\s?\{([^{}]*)\}")
_ESCAPED = re.compile(r"\\([%&_#~$^])")
_NOT_SAID = frozenset({"crossref", "xdata"})
"""Fields whose work is done: what an entry inherits is among its fields."""


def field_meanings(fields: Mapping[str, str]) -> object:
    """What `fields` mean, each for itself, under the names of biblatex."""
    return {FIELD_ALIASES.get(name, name): meaning(name, value) for name, value in fields.items()}


@dataclass(frozen=True, slots=True)
class Crossing(Generic[Value]):
    """Fields that a format says together, in `names`, its variables or tags.

    `write` gives them for an entry and looks at nothing but its type and `fields` (under biblatex's names); `read`
    gives the fields of an entry of some type from a record. Fields that mean the same are the same to `meaning`. Where
    `always` is true, the type alone may have something to say.
    """

    fields: tuple[str, ...]
    names: tuple[str, ...]
    write: Callable[[Entry], Record[Value]]
    read: Callable[[Mapping[str, Value], str], dict[str, str]]
    meaning: Callable[[Mapping[str, str]], object] = field_meanings
    always: bool = False


class Crosswalk(Generic[Value]):
    """All that a format and the fields of an entry say of one another. Each field and each name is in one crossing."""

    def __init__(self, crossings: Iterable[Crossing[Value]]) -> None:
        self._crossings = tuple(crossings)
        self._always = [number for number, crossing in enumerate(self._crossings) if crossing.always]
        self._by_name: dict[str, int] = {}
        self._by_field: dict[str, int] = {}
        for number, crossing in enumerate(self._crossings):
            self._by_name |= dict.fromkeys(crossing.names, number)
            self._by_field |= dict.fromkeys(crossing.fields, number)
        for alias, name in FIELD_ALIASES.items():
            if name in self._by_field:
                self._by_field[alias] = self._by_field[name]

    def write(self, entry: Entry) -> tuple[Record[Value], dict[str, str]]:
        """What the format says of `entry`, and the fields that are kept because it does not say all of them."""
        record: Record[Value] = {}
        kept = {name: value for name, value in entry.fields.items() if value and name not in _NOT_SAID}
        groups = self._groups(kept)
        for number in sorted({*groups, *self._always}):
            crossing, own = self._crossings[number], groups.get(number, {})
            said = crossing.write(entry)
            record.update(said)
            back = crossing.read(said, entry.type)
            if len(own) == len(back) and crossing.meaning(own) == crossing.meaning(back):
                for name in own:
                    del kept[name]
        return record, kept

    def read(
        self, record: Mapping[str, Value], kept: Mapping[str, str], entry_type: str
    ) -> tuple[dict[str, str], list[str]]:
        """The fields of an entry from what the format says, and the names of kept fields that hold no more."""
        fields = dict(kept)
        outdated: list[str] = []
        groups = self._groups(kept)
        for number in sorted({*groups, *(self._by_name[name] for name in record if name in self._by_name)}):
            crossing, own = self._crossings[number], groups.get(number, {})
            said = {name: record[name] for name in crossing.names if name in record}
            if own and _says(crossing, own, entry_type) == said:
                continue
            for name in own:
                others = {each: value for each, value in own.items() if each != name}
                if _says(crossing, others, entry_type) != _says(crossing, own, entry_type):
                    outdated.append(name)
                    del fields[name]
            for name, value in crossing.read(said, entry_type).items():
                ours = _BIBTEX_NAMES.get(name, name)
                fields[name if ours in kept else ours] = value
        return fields, outdated

    def _groups(self, fields: Mapping[str, str]) -> dict[int, dict[str, str]]:
        """The fields of each crossing, by its number, without those that belong to none."""
        groups: dict[int, dict[str, str]] = {}
        for name, value in fields.items():
            number = self._by_field.get(name)
            if number is not None:
                groups.setdefault(number, {})[name] = value
        return groups


def _says(crossing: Crossing[Value], fields: Mapping[str, str], entry_type: str) -> Record[Value]:
    return crossing.write(Entry(citation_key(""), entry_type, fields))


def meaning(name: str, value: str) -> object:
    """What a field says, however it is written: two values that mean the same are equal."""
    if name in NAME_LISTS:
        return name_list(value)
    if name in _MEANINGS:
        return _MEANINGS[name](value) or value
    return " ".join(value.split()) if name in VERBATIM else decode(value)


def name_list(value: str) -> tuple[tuple[Name, ...], bool]:
    """The names in a field, and whether it says that there are others."""
    names = parse_names(value)
    return names.persons, names.others


def address(value: str) -> str:
    r"""The address in the field `url`: without `\url{…}`, and without the escapes that some programs write in it."""
    wrapped = _WRAPPED.fullmatch(value.strip())
    return _ESCAPED.sub(r"\1", wrapped[1] if wrapped else value.strip())


def keywords(value: str) -> tuple[str, ...]:
    """The words in the field `keywords`, as plain text."""
    return tuple(word for word in map(str.strip, decode_plain(value).replace(";", ",").split(",")) if word)


_MEANINGS: dict[str, Callable[[str], object]] = {
    "doi": parse_doi,
    "keywords": keywords,
    "pages": lambda value: parse_pages(decode_plain(value)),
    "pmcid": parse_pmcid,
    "pmid": parse_pmid,
    "url": address,
}
