"""New works on their way into a bibliography: not twice, under a key like the others, in the words of the others."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.bibliography.habits import Habits
from vademecum.bibliography.identifier import CitationKey, Identifier
from vademecum.bibliography.key_making import KeyMaker
from vademecum.checks.twins import Twin, Twins
from vademecum.pages.evidence import DESIGNS, LEVELS, STATUSES

_PRIVATE = frozenset(
    (
        *("file", "pdf", "local-url", "owner", "timestamp", "groups", "creationdate", "modificationdate", "username"),
        *("date-added", "date-modified", "bdsk-url-1", "bdsk-file-1", "readstatus", "ranking", "priority"),
        *("relevance", "qualityassured", "added-at", "intrahash", "interhash", "posted-at", "mendeley-tags"),
    )
)
"""Fields in which reference managers keep what concerns their owner alone."""
_ABSTRACTS = frozenset(("abstract", "abstractnote"))
_VALUES: Mapping[str, Collection[str]] = {"studydesign": DESIGNS, "evidence": LEVELS, "status": STATUSES}


class Newcomer(NamedTuple):
    """A work as it comes into the file, and what was left out of it."""

    entry: Entry
    remarks: tuple[str, ...] = ()


class Newcomers:
    """Takes new works into `bibliography`, one after the other.

    Of its keywords a new work keeps those that are `topics` here; where none are named, those that other works have;
    where no work has any, all.
    """

    def __init__(self, bibliography: Bibliography, topics: Collection[str] = ()) -> None:
        entries = list(bibliography.values())
        self._keys = KeyMaker(entries)
        self._habits = Habits(entries)
        self._twins = Twins(entries)
        self._topics = frozenset(topics) or frozenset(word for entry in entries for word in entry.keywords)

    def has_key(self, key: str) -> bool:
        """Whether a work has this key, or one that differs only in case."""
        return self._keys.is_taken(key)

    def known(self, identifier: Identifier) -> Twin | None:
        """The work that has this identifier."""
        return self._twins.with_identifier(identifier)

    def take(self, work: Entry, key: str = "", *, even_similar: bool = False) -> Newcomer | Twin:
        """`work` as it comes into the file, under `key` or one that is made for it; or the one that is there already.

        With `even_similar`, only a work with the same identifier counts as there already. `key` must not be taken.
        """
        twin = self._twins.with_identifier_of(work) if even_similar else self._twins.find(work)
        if twin:
            return twin
        fields, remarks = self._public(work)
        said = self._habits.followed(Entry(work.key, work.type, fields, work.source, work.start))
        found: CitationKey = self._keys.take(key) if key else self._keys.key_for(said)
        entry = Entry(found, said.type, said.fields, work.source, work.start)
        self._twins.add(entry)
        return Newcomer(entry, remarks)

    def _public(self, work: Entry) -> tuple[dict[str, str], tuple[str, ...]]:
        """The fields of a work that belong into a file which others read, and what is told of the rest."""
        fields = {name: value for name, value in work.fields.items() if value.strip()}
        left_out = sorted((_PRIVATE | _ABSTRACTS) & fields.keys())
        listed = ", ".join(f"'{name}'" for name in left_out)
        remarks = [f"left out: {listed}"] if left_out else []
        for name in left_out:
            del fields[name]
        for name, values in _VALUES.items():
            value = fields.get(name, "").strip().lower()
            if value and value not in values:
                remarks.append(f"left out: {name} '{value}', which does not exist here")
                del fields[name]
        if self._topics and "keywords" in fields:
            words = work.keywords
            kept = [word for word in words if word in self._topics]
            others = [word for word in words if word not in self._topics]
            del fields["keywords"]
            fields |= {"keywords": ", ".join(kept)} if kept else {}
            if others:
                remarks.append(f"left out: keywords that are not used here: {', '.join(others)}")
        return fields, tuple(remarks)
