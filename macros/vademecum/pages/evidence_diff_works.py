"""Which works of a bibliography are new, gone, have another key, or say something else, field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.bibliography.identifier import CitationKey, citation_key
from vademecum.bibliography.schema import FIELD_ALIASES, FIELD_ORDER
from vademecum.csl.names import short_names, year
from vademecum.pages.evidence import Grade, grade

_TYPE = "type of entry"
_RANKS = {name: rank for rank, name in reversed([*enumerate(FIELD_ORDER)])}
_GRADING = ("evidence", "studydesign", "status")
_FIELDS_OF_KEYS = ("crossref", "xdata", "xref", "related", "entryset", "ids")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that says something else; empty where it was not or is no more."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class WorkChange:
    """What became of a work. `key` is its key now, or what it was; `was` the key before, where it has another."""

    kind: str
    key: CitationKey
    name: str
    """`Cheng et al. 1982`"""
    title: str = ""
    was: CitationKey | None = None
    grade_before: Grade = Grade()  # noqa: RUF009  # it is frozen
    grade_after: Grade = Grade()  # noqa: RUF009  # the same
    fields: tuple[FieldChange, ...] = ()
    pages: tuple[str, ...] = ()
    """The pages that cite it; of a work that is gone, those that did."""

    @property
    def is_graded_otherwise(self) -> bool:
        """Whether the level, the design or the status of a work that was there before is another."""
        return self.grade_before != self.grade_after and self.kind in ("changed", "renamed")

    @property
    def other_fields(self) -> tuple[FieldChange, ...]:
        """The fields besides those that its grade tells."""
        return tuple(each for each in self.fields if not self.is_graded_otherwise or each.name not in _GRADING)


def renamed_keys(old: Bibliography, new: Bibliography) -> dict[CitationKey, CitationKey]:
    """The new key of each work that has another: one with the same identifier, the same title and year, or record."""
    known: dict[object, CitationKey] = {}
    for key in reversed([key for key in old if key not in new]):
        known |= dict.fromkeys(_marks(old[key]), key)
    keys: dict[CitationKey, CitationKey] = {}
    for key in [key for key in new if key not in old] if known else ():
        found = (known[mark] for mark in _marks(new[key]) if mark in known)
        was = next((each for each in found if each not in keys and not _are_two(old[each], new[key])), None)
        if was is not None:
            keys[was] = key
    return keys


def _marks(entry: Entry) -> list[object]:
    """By what a work is known whatever its key is, the surest first."""
    marks: list[object] = [each for each in (entry.doi, entry.pmid, entry.pmcid, entry.arxiv) if each]
    words = "".join(filter(str.isalnum, entry.plain("title").casefold()))
    if words:
        marks.append((words, year(entry)))
    fields = frozenset(_values(entry, {}).items())
    return [*marks, fields] if len(fields) > 1 else marks


def _are_two(one: Entry, other: Entry) -> bool:
    """Whether identifiers say that these are two works: one has another of a kind, and none is the same."""
    pairs = [(one.doi, other.doi), (one.pmid, other.pmid), (one.pmcid, other.pmcid)]
    known = [(first, second) for first, second in pairs if first and second]
    return bool(known) and all(first != second for first, second in known)


def changed_works(
    old: Bibliography,
    new: Bibliography,
    keys: Mapping[CitationKey, CitationKey],
    cited: Mapping[CitationKey, tuple[str, ...]],
    was_cited: Mapping[CitationKey, tuple[str, ...]],
) -> Iterator[WorkChange]:
    """What happened to the works, by key. `cited` are the pages that cite a work now, `was_cited` those that did."""
    former = {after: before for before, after in keys.items()}
    gone = [key for key in old if key not in new and key not in keys]
    for key in sorted({*new, *gone}):
        if key in gone:
            entry = old[key]
            name, title = _name(entry)
            yield WorkChange("removed", key, name, title, grade_before=grade(entry), pages=was_cited.get(key, ()))
            continue
        entry, was = new[key], former.get(key)
        name, title = _name(entry)
        before = old.get(was or key)
        pages = cited.get(key, ())
        if before is None:
            yield WorkChange("added", key, name, title, grade_after=grade(entry), pages=pages)
        else:
            fields = tuple(_changed_fields(before, entry, keys))
            if fields or was:
                kind = "renamed" if was else "changed"
                yield WorkChange(kind, key, name, title, was, grade(before), grade(entry), fields, pages)


def _name(entry: Entry) -> tuple[str, str]:
    return f"{short_names(entry)} {year(entry)}", entry.plain("title")


def _changed_fields(old: Entry, new: Entry, keys: Mapping[CitationKey, CitationKey]) -> Iterator[FieldChange]:
    before, after = _values(old, keys), _values(new, {})
    for name in sorted({*before, *after}, key=lambda name: (_RANKS.get(name, len(_RANKS)), name)):
        if before.get(name, "") != after.get(name, ""):
            yield FieldChange(name, before.get(name, ""), after.get(name, ""))


def _values(entry: Entry, keys: Mapping[CitationKey, CitationKey]) -> dict[str, str]:
    """What an entry says, whatever the blanks and names of fields; keys of other works as they are called now."""
    values = {_TYPE: entry.standard_type}
    for name, value in entry.fields.items():
        text = " ".join(value.split())
        if name in _FIELDS_OF_KEYS:
            names = [citation_key(each.strip()) for each in text.split(",")]
            text = ", ".join(keys.get(each, each) for each in names)
        if text:
            values[FIELD_ALIASES.get(name, name)] = text
    return values
