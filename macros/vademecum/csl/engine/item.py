"""A work as CSL-JSON has it, with its values read when they are asked for."""

from collections.abc import Callable, Mapping

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
BOTH_ROLES = frozenset({"editor-translator", "editortranslator"})
"""Who is both, where the same persons are (CSL 1.0.2, "Name Variables")."""
_ALIASES = {
    "container-title-short": "journalAbbreviation",
    "part-number": "part",
    "printing-number": "printing",
    "supplement-number": "supplement",
    "title-short": "shortTitle",
}
"""What styles call a variable, and what data may call it (CSL 1.0.2, appendix IV, and `csl-data.json`)."""
_DERIVED = BOTH_ROLES | _ALIASES.keys()
"""What may have a value that stands under another name."""
_VERBATIM = frozenset({"URL", "DOI", "PMID", "PMCID", "ISBN", "ISSN"})


class _Texts(dict[str, str]):
    """Texts by variable, each read when it is asked for first."""

    __slots__ = ("_read",)

    def __init__(self, read: Callable[[str], str]) -> None:
        self._read = read

    def __missing__(self, variable: str) -> str:
        text = self[variable] = self._read(variable)
        return text


class _Known(dict[str, bool]):
    """Whether variables have values, each looked at when it is asked for first."""

    __slots__ = ("_item",)

    def __init__(self, item: "Item") -> None:
        self._item = item

    def __missing__(self, variable: str) -> bool:
        item = self._item
        if variable in NAMES:
            found = bool(item.names(variable))
        elif variable in DATES:
            found = item.date(variable) is not None
        else:
            found = bool(item.texts[variable])
        self[variable] = found
        return found


class Item:
    """A work: `texts`, `names` and `date` give the value of a variable, `known` whether it has one.

    `texts` and `known` are asked by index: styles do so a hundred times for a work, and all but the first of them are
    as quick as a dictionary. A variable of marked text that has no value is empty.
    """

    __slots__ = ("_dates", "_names", "id", "known", "lang", "raw", "texts", "type")

    def __init__(self, raw: Mapping[str, object]) -> None:
        self.raw = raw
        self.id = str(raw.get("id", ""))
        self.type = str(raw.get("type", ""))
        self.lang = str(raw.get("language", ""))
        self.texts: Mapping[str, str] = _Texts(self._read_text)
        self.known: Mapping[str, bool] = _Known(self)
        self._names: dict[str, tuple[Name, ...]] = {}
        self._dates: dict[str, DateValue | None] = {}

    def _read_text(self, variable: str) -> str:
        value = self.raw.get(variable)
        if value is None and variable in _ALIASES:
            value = self.raw.get(_ALIASES[variable])
        if value is None or isinstance(value, (dict, list, bool)):
            return ""
        return parse_inline(str(value).strip(" "), quotes=variable not in _VERBATIM)

    def having(self, variables: frozenset[str]) -> frozenset[str]:
        """Those of `variables` that have a value."""
        known = self.known
        asked = (variables & self.raw.keys()) | (variables & _DERIVED)
        return frozenset([variable for variable in asked if known[variable]])

    def names(self, variable: str) -> tuple[Name, ...]:
        """The names a variable holds."""
        found = self._names.get(variable)
        if found is None:
            value = self.raw.get(variable)
            found = ()
            if isinstance(value, list):
                names = [read_name(name) for name in value if isinstance(name, Mapping)]
                found = tuple(name for name in names if name != _NOBODY)
            if not found and variable in BOTH_ROLES and self.names("editor") == self.names("translator"):
                found = self.names("editor")
            self._names[variable] = found
        return found

    def date(self, variable: str) -> DateValue | None:
        """The date a variable holds."""
        if variable not in self._dates:
            value = self.raw.get(variable)
            self._dates[variable] = read_date(value) if isinstance(value, Mapping) else None
        return self._dates[variable]


_NOBODY = Name()
