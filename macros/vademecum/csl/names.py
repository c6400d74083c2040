"""What a work is called where there is no room for a citation: `Cheng et al.`, `1982`."""

from vademecum.bibliography.entry import Entry
from vademecum.csl.engine.collapse import suffix_letters

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


def letters(number: int) -> str:
    """`a` for 1 to `z` for 26, then `aa`, `ab` …: as behind years, so wherever letters count."""
    return suffix_letters(number)
