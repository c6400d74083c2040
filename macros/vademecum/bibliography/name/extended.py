"""biblatex's extended name format: `given=Jean, prefix=de la, family=Rousse` (its manual, section 3.4).

A part is a name, `=` and a value, which may stand in braces; where a value holds a comma, the whole part may stand in
quotes. `given-i` and its like are initials. Options that say how a name is sorted or told apart are read over.
"""

import re

from vademecum.bibliography.name.outline import Stretch, stretch
from vademecum.bibliography.name.person import Name
from vademecum.bibliography.name.problem import NameProblem, quoted

_MARK = re.compile(r"(?<![\w-])(?:family|given|prefix|suffix|xdata)(?:-i)?\s*+=", re.IGNORECASE)
_LIST_OPTION = re.compile(
    r"(?:nohashothers|nosortothers|uniquelist|uniquename|useprefix|nametemplates|\w*inits|\w*templatename)\s*+=",
    re.IGNORECASE,
)
_PART = re.compile(r"(?:\"[^\"]*\"|[^,])+")
_READ_PARTS = frozenset(("family", "given", "prefix", "suffix", "given-i", "useprefix"))
_OPTION = re.compile(r"id|uniquename|nametemplates|\w*inits|\w*templatename|(?:family|prefix|suffix)-i")
_FALSE = frozenset(("false", "0"))


def is_extended(name: Stretch) -> bool:
    """Whether a name is in the extended format."""
    return "=" in name.visible and bool(_MARK.search(name.outline, name.start, name.end))


def is_list_option(name: Stretch) -> bool:
    """Whether what stands in the place of a name is an option of the whole list, such as `nosortothers=true`."""
    return "=" in name.visible and bool(_LIST_OPTION.match(name.outline, name.start, name.end))


def read_extended(name: Stretch) -> tuple[Name, list[NameProblem]]:
    """A name in the extended format. One that holds nothing which can be shown is the text as it is written."""
    parts, problems = _parts(name)
    values = {key: value.plain for key, value in parts.items()}
    if not any(values.get(key) for key in ("family", "given", "prefix")):
        return Name(literal=name.plain), problems
    if parts.keys() == {"family"} and _inside(parts["family"]).is_group():
        return Name(literal=values["family"]), problems
    drops = values.get("useprefix", "").lower() in _FALSE
    prefix = values.get("prefix", "")
    read = Name(
        family=values.get("family", ""),
        given=values.get("given", ""),
        particle="" if drops else prefix,
        suffix=values.get("suffix", ""),
        dropping_particle=prefix if drops else "",
        given_initials=values.get("given-i", "").replace(".", ""),
    )
    return read, problems


def _parts(name: Stretch) -> tuple[dict[str, Stretch], list[NameProblem]]:
    """The values by the names of the parts; what is no part of a name is a problem."""
    parts: dict[str, Stretch] = {}
    problems = []
    for match in _PART.finditer(name.outline, name.start, name.end):
        piece = _unquoted(name.part(*match.span()))
        key_end = name.outline.find("=", piece.start, piece.end)
        key = name.part(piece.start, key_end).written.lower() if key_end >= 0 else ""
        if key in _READ_PARTS and key not in parts:
            parts[key] = _unquoted(name.part(key_end + 1, piece.end))
        elif piece.written and not _OPTION.fullmatch(key):
            message = f"{quoted(piece.written)} is {'there twice' if key in parts else 'no part of a name'}"
            problems.append(NameProblem(piece.start, message, "The parts are family, given, prefix and suffix."))
    return parts, problems


def _unquoted(piece: Stretch) -> Stretch:
    quotes = piece.end - piece.start > 1 and piece.visible.startswith('"') and piece.visible.endswith('"')
    return piece.part(piece.start + 1, piece.end - 1) if quotes else piece


def _inside(piece: Stretch) -> Stretch:
    """What the braces around a value hold; the value itself where there are none around it."""
    return stretch(piece.written[1:-1]) if piece.is_group() else piece
