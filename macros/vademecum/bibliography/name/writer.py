"""Names written for BibTeX, so that they are read back as the same names."""

import re
from collections.abc import Iterable, Iterator

from vademecum.bibliography.latex import decode_plain, encode
from vademecum.bibliography.name.listing import read_list
from vademecum.bibliography.name.person import Name
from vademecum.bibliography.name.reading import read_name

_APOSTROPHE = re.compile(r"(?<=[^\W\d_])’(?=[^\W\d_])")


def format_names(names: Iterable[Name], *, others: bool = False) -> str:
    """The value of a field such as `author` from which `parse_names` reads the same names, and whether there are more.

    White space in a name becomes single blanks, and `'` becomes an apostrophe, as it always does in BibTeX.
    """
    return " and ".join((*map(format_name, names), *(("others",) if others else ())))


def format_name(name: Name) -> str:
    """One name as it stands in a list, in the plainest form that is read back as the same name.

    `von Last, Jr, First`; a body in braces; braces around what would be misread (`{Barnes and Noble}, Ann`); else
    biblatex's `family={…}, given={…}`. What no form can hold is a particle in capitals beside a dropping one: the
    latter then stays with the given name.
    """
    forms = list(_forms(name))
    return next((form for form in forms if _reads_as(form, name)), forms[-1])


def _forms(name: Name) -> Iterator[str]:
    """The forms that may do, the plainest first."""
    if name.literal or not (name.family or name.given or name.particle or name.dropping_particle):
        yield f"{{{_encoded(name.literal)}}}"
        yield f"family={{{{{_encoded(name.literal)}}}}}"
        return
    if not name.given_initials:
        yield _with_commas(name, "{}", "{}")
        yield _with_commas(name, "{{{}}}", "{}")
        yield _with_commas(name, "{{{}}}", "{{{}}}")
    yield _extended(name)


def _with_commas(name: Name, family_form: str, given_form: str) -> str:
    family = family_form.format(_encoded(name.family)) if name.family else ""
    given, suffix = (given_form.format(_encoded(part)) if part else "" for part in (name.given, name.suffix))
    before = " ".join(filter(None, (_encoded(name.particle), family)))
    behind = " ".join(filter(None, (given, _encoded(name.dropping_particle))))
    return ", ".join(filter(None, (before, suffix, behind)))


def _extended(name: Name) -> str:
    both = name.particle and name.dropping_particle
    parts = {
        "family": name.family,
        "given": f"{name.given} {name.dropping_particle}".strip() if both else name.given,
        "given-i": name.given_initials,
        "prefix": name.particle or name.dropping_particle,
        "suffix": name.suffix,
    }
    written = [f"{key}={{{_encoded(value)}}}" for key, value in parts.items() if value]
    if parts["prefix"]:
        written.append(f"useprefix={'true' if name.particle else 'false'}")
    return ", ".join(written)


def _encoded(text: str) -> str:
    """`text` for BibTeX; an apostrophe within a word is written as everybody writes it."""
    return _APOSTROPHE.sub("'", encode((text.replace("'", "’"),)))


def _reads_as(form: str, name: Name) -> bool:
    read = read_list(form)
    if len(read.names) != 1 or read.others or read.problems:
        return False
    found, problems = read_name(read.names[0].text)
    return found == _tidied(name) and not problems


def _tidied(name: Name) -> Name:
    """`name` as every name is that was read: the text of its parts in normal form."""
    parts = {part: getattr(name, part) for part in Name.__slots__}
    return Name(**{part: " ".join(decode_plain(_encoded(text)).split()) for part, text in parts.items()})
