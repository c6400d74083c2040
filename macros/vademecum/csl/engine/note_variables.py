"""Variables that reference managers keep in notes, one a line: `container-title: Nature`."""

import re
from collections.abc import Mapping

from vademecum.csl.engine.item import DATES, NAMES, NUMBERS
from vademecum.csl.engine.word_sets import words

_TEXTS = words(
    "abstract annote archive archive_collection archive_location archive-place authority call-number citation-key "
    "citation-label collection-title collection-title-short container-title container-title-short dimensions division "
    "DOI event event-place event-title genre ISBN ISSN jurisdiction keyword language license medium original-publisher "
    "original-publisher-place original-title part-title PMCID PMID publisher publisher-place references "
    "reviewed-genre reviewed-title scale source status title title-short URL volume-title type"
)
_LINE = re.compile(r"^(?P<name>[A-Za-z][A-Za-z_ -]*?)\s*:\s*(?P<value>\S.*)$")
_DATE = re.compile(r"^-?\d{4}(-\d\d?){0,2}(/-?\d{4}(-\d\d?){0,2})?$")


def with_note_variables(raw: Mapping[str, object]) -> dict[str, object]:
    """`raw`, with the variables that stand on the first lines of its note as its own."""
    item = dict(raw)
    note = raw.get("note")
    if not isinstance(note, str):
        return item
    lines = note.split("\n")
    used = 0
    for line in lines:
        found = _LINE.match(line.strip())
        name = found["name"].strip() if found else ""
        if not found or name not in _TEXTS | DATES | NAMES | NUMBERS:
            break
        used += 1
        _take(item, name, found["value"].strip())
    if used:
        rest = "\n".join(lines[used:]).strip()
        item["note"] = rest
        if not rest:
            del item["note"]
    return item


def _take(item: dict[str, object], name: str, value: str) -> None:
    if name in DATES and name not in item and _DATE.match(value):
        item[name] = {"date-parts": [[int(part) for part in re.findall(r"\d+", one)] for one in value.split("/")]}
    elif name in DATES:
        item.setdefault(name, {"raw": value})
    elif name in NAMES:
        family, _, given = (part.strip() for part in value.partition("||"))
        person = {"family": family, "given": given} if given else {"literal": family}
        names = item.setdefault(name, [])
        if isinstance(names, list):
            names.append(person)
    elif name == "type":
        item[name] = value
    else:
        item.setdefault(name, value)
