"""A work as CSL-JSON has it, with its values read when they are asked for."""

from collections.abc import Mapping

from vademecum.csl.engine.date_input import DateValue, read_date
from vademecum.csl.engine.inline import parse_inline
from vademecum.csl.engine.name_input import Name, read_name
from vademecum.csl.engine.word_sets import words

NAMES = words(
    "author chair collection-editor compiler composer container-author contributor curator director editor "
    "editor-translator editorial-director editortranslator executive-producer guest host illustrator interviewer "
    "narrator organizer original-author performer producer recipient reviewed-author script-writer series-creator "
    "translator"
)
DATES = words("accessed available-date event-date issued original-date submitted")
NUMBERS = words(
    "chapter-number citation-number collection-number edition first-reference-note-number issue locator number "
    "number-of-pages number-of-volumes page page-first part-number printing-number section supplement-number version "
    "volume"
)
_BOTH_ROLES = frozenset({"editor-translator", "editortranslator"})
"""Who is both, where the same persons are (CSL 1.0.2, "Name Variables")."""
_ALIASES = {"container-title-short": "journalAbbreviation", "title-short": "shortTitle"}


class Item:
    """A work: `text`, `names` and `date` give the value of a variable."""

    __slots__ = ("_dates", "_names", "_texts", "id", "lang", "raw", "type")

    def __init__(self, raw: Mapping[str, object]) -> None:
        self.raw = raw
        self.id = str(raw.get("id", ""))
        self.type = str(raw.get("type", ""))
        self.lang = str(raw.get("language", ""))
        self._texts: dict[str, str] = {}
        self._names: dict[str, tuple[Name, ...]] = {}
        self._dates: dict[str, DateValue | None] = {}

    def text(self, variable: str) -> str:
        """The marked text of a variable."""
        found = self._texts.get(variable)
        if found is None:
            found = self._texts[variable] = self._read_text(variable)
        return found

    def _read_text(self, variable: str) -> str:
        value = self.raw.get(variable)
        if value is None and variable in _ALIASES:
            value = self.raw.get(_ALIASES[variable])
        if value is None or isinstance(value, (dict, list, bool)):
            return ""
        text = str(value).strip(" ")
        if variable in {"URL", "DOI", "PMID", "PMCID", "ISBN", "ISSN"}:
            return parse_inline(text, quotes=False)
        return parse_inline(text)

    def names(self, variable: str) -> tuple[Name, ...]:
        """The names a variable holds."""
        found = self._names.get(variable)
        if found is None:
            value = self.raw.get(variable)
            names = (read_name(name) for name in value if isinstance(name, Mapping)) if isinstance(value, list) else ()
            found = tuple(name for name in names if name != Name())
            if not found and variable in _BOTH_ROLES and self.names("editor") == self.names("translator"):
                found = self.names("editor")
            self._names[variable] = found
        return found

    def date(self, variable: str) -> DateValue | None:
        """The date a variable holds."""
        if variable not in self._dates:
            value = self.raw.get(variable)
            self._dates[variable] = read_date(value) if isinstance(value, Mapping) else None
        return self._dates[variable]

    def has(self, variable: str) -> bool:
        """Whether the variable has a value."""
        if variable in NAMES:
            return bool(self.names(variable))
        if variable in DATES:
            return self.date(variable) is not None
        return bool(self.text(variable))
