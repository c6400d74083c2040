"""Entries made of what other programs say: with keys that BibTeX can hold and nobody else has, and such values."""

import re
import unicodedata
from collections.abc import Mapping

from vademecum.bibliography.bibtex.blocks import BlockKind
from vademecum.bibliography.bibtex.braces import closing_brace
from vademecum.bibliography.entry import Entry
from vademecum.bibliography.exchange.import_report import KEY, LIMIT, WRONG_KIND, ImportReport
from vademecum.bibliography.identifier import CitationKey, citation_key
from vademecum.bibliography.limits import MAX_FIELD, MAX_FIELDS

_NO_ENTRIES = frozenset(kind.value for kind in BlockKind)
_NO_KEY = re.compile(r"""[\s,{}"#%=\\]+""")
_NO_WORD = re.compile(r"[^a-z0-9]+")
_FIELD_NAME = re.compile(r"""[^\s,{}()"#%'=\\@]+""")
_ENTRY_TYPE = re.compile(r"[^\W\d_][\w+:/.-]*")
_SMALL_WORD = 3
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def is_entry_type(text: str) -> bool:
    """Whether BibTeX reads `@text{…}` as an entry."""
    return bool(_ENTRY_TYPE.fullmatch(text)) and text.islower() and text not in _NO_ENTRIES


class EntryMaker:
    """Makes the entries of one file."""

    def __init__(self, report: ImportReport) -> None:
        self._report = report
        self._keys: set[str] = set()
        self._numbers: dict[str, int] = {}

    def make(self, key: str, entry_type: str, fields: Mapping[str, str], start: int) -> Entry:
        """The entry that begins at offset `start`. A key that is empty or taken is made anew."""
        fitting = {name: value for name, value in fields.items() if value and self._fits(name, value, start)}
        if len(fitting) > MAX_FIELDS:
            self._report.add(LIMIT, start, f"this work has more than {MAX_FIELDS} fields; the others are left out")
            fitting = dict(list(fitting.items())[:MAX_FIELDS])
        found = self._key(key, Entry(citation_key(""), entry_type, fitting), start)
        return Entry(found, entry_type, fitting, self._report.source, start)

    def _fits(self, name: str, value: str, start: int) -> bool:
        """Whether BibTeX can hold the field."""
        if len(value) > MAX_FIELD:
            self._report.add(LIMIT, start, f"'{name}' is longer than {MAX_FIELD} characters; it is left out")
            return False
        if not _FIELD_NAME.fullmatch(name) or name != name.lower():
            self._report.add(WRONG_KIND, start, f"'{name}' cannot be the name of a field; it is left out")
            return False
        if closing_brace(f"{{{value}}}", 0, len(value) + 2) != len(value) + 1:
            self._report.add(WRONG_KIND, start, f"the braces in '{name}' do not match; it is left out")
            return False
        return True

    def _key(self, written: str, entry: Entry, start: int) -> CitationKey:
        key = _NO_KEY.sub("-", written).strip("-") if _NO_KEY.search(written) else written
        if not key:
            key = self._free(_made_key(entry), 0)
            self._report.add(KEY, start, f"this work has no key; it is '{key}' now")
        elif citation_key(key).casefold() in self._keys:
            key = self._free(key, 1)
            self._report.add(KEY, start, f"the key '{written}' is already used; this work is '{key}' now")
        elif key != written:
            self._report.add(KEY, start, f"BibTeX cannot hold the key '{written}'; it is '{key}' now")
        self._keys.add(citation_key(key).casefold())
        return citation_key(key)

    def _free(self, stem: str, number: int) -> str:
        """The first of `stem`, `stem` + a, `stem` + b … from `number` on that no other work has."""
        number = self._numbers.get(stem, number)
        while citation_key(key := stem + _suffix(number)).casefold() in self._keys:
            number += 1
        self._numbers[stem] = number + 1
        return key


def _made_key(entry: Entry) -> str:
    """Surname and year; without a name the first word of the title that is not a small one."""
    date = entry.date
    year = str(date.year) if date and date.year is not None else ""
    names = (name.family or name.literal or name.given for name in entry.creators.first(1))
    words = _words(next(names, "")) or sorted(_words(entry.plain("title")), key=lambda word: len(word) <= _SMALL_WORD)
    return (words[0] if words else "work") + year


def _words(text: str) -> list[str]:
    """The words of `text` in ASCII letters and digits, accents removed."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return [word for word in _NO_WORD.split(plain) if word]


def _suffix(number: int) -> str:
    """Nothing for 0, then a, b, and so on, z, aa, ab."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, len(_LETTERS))
        letters = _LETTERS[letter] + letters
    return letters
