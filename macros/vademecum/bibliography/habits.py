"""How the entries of a bibliography say things that BibTeX and biblatex say in two ways, and new ones in the same."""

from collections import Counter
from collections.abc import Iterable

from vademecum.bibliography.date import parse_date
from vademecum.bibliography.entry import Entry

_FIELD_PAIRS = (
    ("journal", "journaltitle"),
    ("address", "location"),
    ("archiveprefix", "eprinttype"),
    ("primaryclass", "eprintclass"),
    ("school", "institution"),
)
"""BibTeX's name of a field and biblatex's, of which the more frequent is taken; the first where neither is there."""
_OF_THESES = frozenset(("school",))
_THESES = {"phdthesis": "phdthesis", "mathesis": "mastersthesis"}


class Habits:
    """The habits of `entries`. Where they have none, BibTeX's words are used, which every program knows."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        entries = list(entries)
        self._types = Counter(entry.type for entry in entries)
        self._fields = Counter(name for entry in entries for name in entry.fields)
        self._is_biblatex = self._types["online"] + self._types["report"] + self._types["thesis"] > 0 or (
            self._fields["date"] > self._fields["year"] or self._fields["journaltitle"] > self._fields["journal"]
        )

    def followed(self, entry: Entry) -> Entry:
        """`entry`, which says the same in the words of the others."""
        fields = dict(entry.fields)
        kind = self._type(entry.type, fields)
        for bibtex, biblatex in _FIELD_PAIRS:
            if (bibtex in _OF_THESES) and not kind.endswith("thesis"):
                continue
            wanted, other = (biblatex, bibtex) if self._takes_second(bibtex, biblatex) else (bibtex, biblatex)
            if other in fields and wanted not in fields:
                fields = {wanted if name == other else name: value for name, value in fields.items()}
        if "eid" in fields and not self._fields["eid"] and "pages" not in fields and self._fields["pages"]:
            fields["pages"] = fields.pop("eid")
        if "date" in fields and "year" not in fields and self._fields["date"] <= self._fields["year"]:
            fields = self._with_year(fields)
        return Entry(entry.key, kind, fields, entry.source, entry.start)

    def _takes_second(self, first: str, second: str) -> bool:
        if self._fields[first] == self._fields[second]:
            return self._is_biblatex
        return self._fields[second] > self._fields[first]

    def _type(self, kind: str, fields: dict[str, str]) -> str:
        """The type of the entry; what says more than BibTeX's types is left out where those are used."""
        if self._is_biblatex:
            return kind
        if kind == "report":
            fields.pop("type", None)
            return "techreport"
        if kind == "thesis":
            found = _THESES.get(fields.get("type", ""))
            if found:
                del fields["type"]
            return found or kind
        if kind == "online":
            fields.pop("entrysubtype", None)
            return "misc"
        return kind

    @staticmethod
    def _with_year(fields: dict[str, str]) -> dict[str, str]:
        date = parse_date(fields["date"])
        if date is None or date.year is None or date.end or date.approximate or date.uncertain or date.unspecified:
            return fields
        return {"year" if name == "date" else name: str(date.year) if name == "date" else value
                for name, value in fields.items()}  # fmt: skip
