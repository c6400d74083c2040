"""Names as citations show them, and the letters that tell works of one name and year apart."""

from collections import defaultdict
from collections.abc import Mapping

from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.bibliography.identifier import CitationKey

NO_DATE = "n.d."
_SHOWN = 2  # more names than this are cut to the first and "et al."


def short_names(entry: Entry) -> str:
    """`Cheng`, `Cheng & Hoof`, `Cheng et al.`; the title where nobody is named, the key where there is no title."""
    names = entry.creators
    persons = [person.short for person in names.first(_SHOWN)]
    if not persons:
        return entry.plain("title") or entry.key
    if len(names) > _SHOWN or names.others:
        return f"{persons[0]} et al."
    return " & ".join(persons)


def year(entry: Entry) -> str:
    """The year, or what stands for it: "in press", "n.d."."""
    return str(entry.date or NO_DATE)


def year_suffixes(bibliography: Bibliography) -> Mapping[CitationKey, str]:
    """`a`, `b` … for works with the same short names and year, by title; works that are alone have none.

    Over the whole bibliography, not over a page: "2020a" means the same work wherever it stands.
    """
    groups: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in bibliography.values():
        groups[short_names(entry).casefold(), year(entry)].append(entry)
    suffixes = {}
    for group in groups.values():
        if len(group) > 1:
            group.sort(key=lambda entry: (entry.plain("title").casefold(), entry.key))
            for index, entry in enumerate(group):
                suffixes[entry.key] = letters(index + 1)
    return suffixes


def letters(number: int) -> str:
    """`a` for 1 to `z` for 26, then `aa`, `ab` … (CSL 1.0.2, "year-suffix")."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text
