"""An item of CSL-JSON put right: known variables only, each of the kind that it should be.

Programs are generous with what they write: numbers for text, lists for text, one name for a list of names. What can be
understood is read, and said where it is not what the schema asks for.
"""

from collections.abc import Mapping
from functools import cached_property

from vademecum.bibliography.bibtex.braces import closing_brace
from vademecum.bibliography.exchange.csl_dates import read_csl_date
from vademecum.bibliography.exchange.csl_schema import (
    DATE_PARTS,
    DATE_TEXTS,
    DATES,
    NAME_PARTS,
    NAMES,
    OTHER_NAMES,
    SWITCHES,
    TEXTS,
    VERBATIM,
)
from vademecum.bibliography.exchange.import_report import LIMIT, WRONG_KIND, ImportReport
from vademecum.bibliography.exchange.json_items import JsonItem, key_offsets
from vademecum.bibliography.limits import MAX_FIELD

NOT_VARIABLES = frozenset(("id", "type", "citation-key", "custom"))
"""What an item says beside its variables."""
_KNOWN = NAMES | DATES | TEXTS | VERBATIM


class ItemReader:
    """Reads the variables of one item, and knows where they stand."""

    def __init__(self, item: JsonItem, report: ImportReport) -> None:
        self._item = item
        self._report = report

    def variables(self, written: Mapping[str, object]) -> dict[str, object]:
        """Texts as strings, names as lists of mappings, dates as `csl_date` writes them."""
        item: dict[str, object] = {}
        for name, value in written.items():
            if name in NOT_VARIABLES or value in (None, "", [], {}):
                continue
            variable = name if name in _KNOWN else OTHER_NAMES.get(name, "")
            if not variable:
                self.not_read(name, name)
            elif variable == name or not written.get(variable):
                found = self._value(variable, value, name)
                if found:
                    item[variable] = found
            elif not str(written[variable]).startswith(str(value)):  # As `page` does with `page-first`.
                self.not_read(name, name)
        return item

    def place(self, name: str) -> int:
        """The offset of a variable of this item; that of the item where the variable cannot be found."""
        return self._places.get(name, self._item.start)

    @cached_property
    def _places(self) -> dict[str, int]:
        return key_offsets(self._report.source.text, self._item.start, self._item.end)

    def wrong(self, name: str, what: str) -> None:
        """Note that a variable is not what it should be."""
        self._report.add(WRONG_KIND, self.place(name), f"'{name}' {what}")

    def not_read(self, what: str, name: str) -> None:
        """Note that something in a variable has no place in an entry."""
        self._report.not_read(what, self.place(name))

    def valid(self, text: str, name: str) -> str:
        """`text` without what no text may hold."""
        return self._report.valid(text, self.place(name))

    def _value(self, variable: str, value: object, name: str) -> object:
        if variable in NAMES:
            return self._names(value, name)
        if variable in DATES:
            date, is_whole = read_csl_date(value)
            if isinstance(value, dict):
                text = next((part for part in DATE_TEXTS if value.get(part)), "")
                for part in value.keys() - ({text, "date-parts"} if "literal" in date else DATE_PARTS):
                    self.not_read(f"{name}.{part}", name)
            if not is_whole:
                self.wrong(name, "is not in the calendar; it is read as far as it is" if date else "is no date")
            literal = date.get("literal")
            return {"literal": self.text(literal, name)} if literal else date
        text = self.text(value, name)
        if variable in VERBATIM:
            text = " ".join(text.split())
        if variable == "URL" and closing_brace(f"{{{text}}}", 0, len(text) + 2) != len(text) + 1:
            return text.replace("{", "%7B").replace("}", "%7D")  # BibTeX has no other way to hold a lone brace.
        return text

    def text(self, value: object, name: str) -> str:
        """A text on one line; empty where there is none."""
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            self.wrong(name, "is a list and should be a text")
            value = ", ".join(value)
        if not isinstance(value, str):
            self.wrong(name, "is no text; it is not read")
            return ""
        if len(value) > MAX_FIELD:
            self._too_long(name)
            return ""
        return self._report.clean(value, self.place(name))

    def _too_long(self, name: str) -> None:
        message = f"'{name}' is longer than {MAX_FIELD} characters; it is not read"
        self._report.add(LIMIT, self.place(name), message)

    def _names(self, value: object, name: str) -> list[dict[str, str]]:
        if not isinstance(value, list):
            self.wrong(name, "should be a list of names")
            value = [value]
        parts = (part for each in value for part in (each.values() if isinstance(each, dict) else [each]))
        if sum(len(str(part)) for part in parts) > MAX_FIELD:
            self._too_long(name)
            return []
        return [found for found in (self._name(each, name) for each in value) if found]

    def _name(self, value: object, name: str) -> dict[str, str]:
        if not isinstance(value, dict):
            text = self.text(value, name)
            if not text:
                return {}
            self.wrong(name, "has a name that is not taken apart")
            family, _, given = text.partition(",")
            return {"family": family.strip(), "given": given.strip()} if given.strip() else {"literal": text}
        parts: dict[str, str] = {}
        for key, written in value.items():
            part = "literal" if key == "name" else key  # So Crossref calls it.
            if part in SWITCHES:
                continue
            if part not in NAME_PARTS:
                self.not_read(f"{name}.{key}", name)
            elif written and (text := self.text(written, name)):
                parts[part] = text
        if parts.keys() == {"suffix"}:
            self.wrong(name, f"has '{parts['suffix']}' as the suffix of no name")
            return {"literal": parts["suffix"]}
        if "literal" in parts and len(parts) > 1:
            self.wrong(name, f"has a name in parts and '{parts['literal']}' for the same; the parts are read")
            del parts["literal"]
        return parts
