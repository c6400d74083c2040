"""An entry as the processor meets it: its values keep their types, no markup is written and read again.

The variables are those of CSL-JSON (`bibliography/exchange/csl_variables.py`), so that a work looks the same to us and
to whoever takes it from our exports.
"""

from functools import lru_cache

from vademecum.bibliography.entry import Entry
from vademecum.bibliography.exchange.csl_dates import csl_date
from vademecum.bibliography.exchange.csl_schema import VERBATIM
from vademecum.bibliography.exchange.csl_variables import csl_data, csl_kind, csl_moment, csl_names, csl_text
from vademecum.bibliography.name import Name as EntryName
from vademecum.csl.engine.date_input import DateValue, read_date
from vademecum.csl.engine.item import BOTH_ROLES, Item
from vademecum.csl.engine.name_input import Name, settled, taken_apart
from vademecum.csl.engine.name_list import OpenNameList
from vademecum.csl.engine.rich_input import marked_text, plain_text
from vademecum.text.rich import RichText, plain

_AS_TYPED = VERBATIM
"""Variables in which a quotation mark is a character like any other."""
_IN_DATA = {"part-number": "part", "printing-number": "printing", "supplement-number": "supplement"}
"""What styles and CSL-JSON call differently (CSL 1.0.2, appendix IV, and `csl-data.json`)."""


class EntryItem(Item):
    """A work of a bibliography; its values are worked out when they are asked for.

    With `names_body_once` a publisher who is the author has no value: styles cannot compare
    the two, and some want it so.
    """

    __slots__ = ("entry", "names_body_once")

    def __init__(self, entry: Entry, *, names_body_once: bool = False) -> None:
        super().__init__({"id": entry.key, "type": csl_kind(entry)})
        self.entry = entry
        self.names_body_once = names_body_once
        self.lang = plain(csl_text("language", entry))

    def having(self, variables: frozenset[str]) -> frozenset[str]:
        """Those of `variables` that have a value."""
        known = self.known
        return frozenset([variable for variable in variables if known[variable]])

    def _read_text(self, variable: str) -> str:
        variable = _IN_DATA.get(variable, variable)
        if variable in _AS_TYPED:
            return plain_text(csl_data(variable, self.entry), quotes=False)
        return marked_text(csl_text(variable, self.entry) if variable != "publisher" else self._publisher())

    def _publisher(self) -> RichText:
        """The publisher, unless it is the author and is to be named once."""
        publisher = csl_text("publisher", self.entry)
        if self.names_body_once and plain(publisher) in {name.literal for name in self.entry.creators.persons}:
            return ()
        return publisher

    def names(self, variable: str) -> tuple[Name, ...]:
        """The names a variable holds, and whether there are others."""
        found = self._names.get(variable)
        if found is None:
            names = csl_names(variable, self.entry)
            made = tuple(name for name in map(name_of, names.persons) if name != Name())
            found = OpenNameList(made) if names.others and made else made
            if not found and variable in BOTH_ROLES and self.names("editor") == self.names("translator"):
                found = self.names("editor")
            self._names[variable] = found
        return found

    def date(self, variable: str) -> DateValue | None:
        """The date a variable holds."""
        if variable not in self._dates:
            self._dates[variable] = _date_of(csl_date(csl_moment(variable, self.entry)))
        return self._dates[variable]


@lru_cache(maxsize=16_384)
def name_of(name: EntryName) -> Name:
    """A name of an entry as the processor has it; particles and suffixes that stand elsewhere are put where they go."""
    if name.literal or not name.family:
        return Name(literal=_text(name.literal or name.given))
    return settled(
        taken_apart(
            Name(
                _text(name.family),
                _text(name.given),
                _text(name.dropping_particle),
                _text(name.particle),
                _text(name.suffix),
            )
        )
    )


def _text(text: str) -> str:
    return plain_text(text.strip()) if text else ""


def _date_of(written: dict[str, object]) -> DateValue | None:
    literal = written.get("literal")
    if literal:
        return DateValue((), plain_text(str(literal)))
    return read_date(written) if written else None
