"""Names of CSL-JSON."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from vademecum.csl.engine.inline import parse_inline
from vademecum.csl.engine.marked import CLOSE_QUOTE, QUOTE

_SUFFIX = re.compile(r"^(?P<given>.+?),(?P<comma>!?)\s*(?P<suffix>.+)$")


class Name(NamedTuple):
    """A person, or a body (`literal`)."""

    family: str = ""
    given: str = ""
    dropping: str = ""
    non_dropping: str = ""
    suffix: str = ""
    comma_suffix: bool = False
    literal: str = ""
    is_static: bool = False


def read_name(raw: Mapping[str, object]) -> Name:
    """A name of CSL-JSON; whoever wrote several works is read once."""
    parts = tuple(raw.items())
    try:
        return _once(parts)
    except TypeError:  # a value that has no hash
        return _read(dict(parts))


@lru_cache(maxsize=16_384)
def _once(parts: tuple[tuple[str, object], ...]) -> Name:
    return _read(dict(parts))


def _read(raw: Mapping[str, object]) -> Name:
    literal = _text(raw, "literal") or _text(raw, "name")
    if not literal and not raw.get("family"):
        literal = _text(raw, "given")
    if literal:
        return Name(literal=parse_inline(literal))
    is_static = bool(raw.get("static-ordering"))
    return _person(
        _text(raw, "family"),
        _text(raw, "given"),
        _text(raw, "dropping-particle"),
        _text(raw, "non-dropping-particle"),
        _text(raw, "suffix"),
        has_comma=bool(raw.get("comma-suffix")),
        is_static=is_static,
        is_parsed=bool(raw.get("parse-names", True)) and not is_static,
    )


def _text(raw: Mapping[str, object], key: str) -> str:
    value = raw.get(key)
    return str(value).strip() if value else ""


def _person(  # noqa: PLR0913  # these are what a person has
    family: str,
    given: str,
    dropping: str,
    non_dropping: str,
    suffix: str,
    *,
    has_comma: bool,
    is_static: bool,
    is_parsed: bool,
) -> Name:
    """A person, with all that belongs together in one part."""
    family, given, dropping, non_dropping, suffix = map(parse_inline, (family, given, dropping, non_dropping, suffix))
    name = Name(family, given, dropping, non_dropping, suffix, has_comma, is_static=is_static)
    return settled(taken_apart(name) if is_parsed else name)


def settled(name: Name) -> Name:
    """`name` without the quotation marks around its family name that keep its words together."""
    if name.family.startswith(QUOTE) and name.family.endswith(CLOSE_QUOTE):
        return name._replace(family=name.family[1:-1])
    return name


def taken_apart(name: Name) -> Name:
    """`name` with particles and suffix that stand in the other parts where they belong."""
    given, suffix, comma = name.given, name.suffix, name.comma_suffix
    found = _SUFFIX.match(given) if given and not suffix else None
    if found:
        given, suffix, comma = found["given"], found["suffix"], comma or bool(found["comma"])
    dropping, non_dropping, family = name.dropping, name.non_dropping, name.family
    if given and not dropping:
        given, dropping = _dropping(given)
    if not non_dropping:
        non_dropping, family = _non_dropping(family)
    return Name(family, given, dropping, non_dropping, suffix, comma, name.literal, name.is_static)


def _dropping(given: str) -> tuple[str, str]:
    words = given.split(" ")
    first = len(words)
    while first > 1 and words[first - 1] and words[first - 1][0].islower():
        first -= 1
    if first == len(words):
        return given, ""
    return " ".join(words[:first]), " ".join(words[first:])


_GLUED = re.compile(r"^((?:[dDlL]|dell|all|nell|al|el|ad|as)[’'\u2019-])(?=[A-Z\u00c0-\u00de])")


def _non_dropping(family: str) -> tuple[str, str]:
    words = family.split(" ")
    count = 0
    while count < len(words) - 1 and words[count].lstrip("’'")[:1].islower():
        count += 1
    particle, rest = " ".join(words[:count]), " ".join(words[count:])
    if particle.endswith(("’", "'")):
        particle += " "
    glued = _GLUED.match(rest)
    if glued and glued[1][0].islower():
        particle = f"{particle} {glued[1]}".strip()
        rest = rest[glued.end() :]
    return particle, rest
