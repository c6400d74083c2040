"""Names of persons and bodies, in lists as BibTeX has them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from vademecum.bibliography.name.listing import read_list
from vademecum.bibliography.name.person import Name
from vademecum.bibliography.name.problem import NameProblem
from vademecum.bibliography.name.reading import PLAIN_NAME, read_name
from vademecum.bibliography.name.writer import format_name, format_names

__all__ = [
    "Name",
    "NameProblem",
    "Names",
    "format_name",
    "format_names",
    "name_problems",
    "parse_name",
    "parse_names",
]


@dataclass(frozen=True, slots=True)
class Names:
    """A list of names, each read when it is asked for; `others` where the list says that there are more."""

    written: tuple[str, ...] = ()
    """The names as they stand in the file; where commas alone separated them, as they would stand."""
    others: bool = False

    def first(self, number: int) -> tuple[Name, ...]:
        """The first `number` of the names."""
        return tuple(map(parse_name, self.written[:number]))

    @property
    def persons(self) -> tuple[Name, ...]:
        """All of the names."""
        return tuple(map(parse_name, self.written))

    def __len__(self) -> int:
        return len(self.written)


_PLAIN = re.compile(rf"(?:{PLAIN_NAME} and )*+(?:{PLAIN_NAME}|(?P<others>others))")
"""The lists that most entries have, in which nothing has to be looked for."""
_LETTER = re.compile(
    r"\{\\(?:[\"'`^~=.]\{?\\?[a-zA-Z]\}?|[a-zA-Z]\{[a-zA-Z]\}|[a-zA-Z]{1,2})\}|\\[\"'`^~=.](?:\{[a-zA-Z]\}|[a-zA-Z])"
    r"|\\[a-zA-Z]\{[a-zA-Z]\}"
)
"""A letter with an accent, as LaTeX writes it: in a list of names it is as good as any other letter."""
_AND = " and "
_SHOUTED = (" AND ", " And ")


_INITIAL = re.compile(r"(?:^|\s)[^\W\d_]\.(?=\s|$)|^(?![eiy]\s)[^\W\d_]\s|\s[^\W\d_]$")
"""An initial; a lone e, i or y is "and" in Portuguese, Catalan, Spanish: {Ramón y Cajal}."""
_NO_NAME = re.compile(r"[\d\[\]@*†‡§]+")


@lru_cache(maxsize=65536)
def parse_names(value: str) -> Names:
    """The names in an `author` or `editor` field, as written in the file (LaTeX and braces still there)."""
    line = " ".join(value.split()) if "\n" in value else value
    plain = _plain_list(line)
    if plain:
        written = line.split(_AND)
        return Names(tuple(written[:-1]), others=True) if plain["others"] else Names(tuple(written))
    read = read_list(value)
    return Names(tuple(name.text for name in read.names), read.others)


def parse_name(text: str) -> Name:
    """One name: `First von Last`, `von Last, First`, `von Last, Jr, First`, a body in braces, or biblatex's format."""
    return read_name(text)[0]


def name_problems(value: str) -> tuple[NameProblem, ...]:
    """What is wrong with a list of names, in the order of the places: what BibTeX refuses or would read wrongly."""
    plain = _plain_list(value)
    if plain and not plain["others"]:
        names, found = _with_offsets(value.split(_AND)), []
    else:
        read = read_list(value)
        names, found = ((name.text, name.offset) for name in read.names), list(read.problems)
    for text, offset in names:
        person, wrong = read_name(text)
        found += (problem._replace(offset=offset + problem.offset) for problem in wrong)
        found += () if wrong else _strange(person, offset)
    return tuple(sorted(found))


def _plain_list(line: str) -> re.Match[str] | None:
    """The match of a list in which nothing has to be looked for: `and` alone stands between names."""
    if any(joint in line for joint in _SHOUTED):
        return None
    return _PLAIN.fullmatch(_LETTER.sub("x", line) if "\\" in line else line)


def _with_offsets(texts: Iterable[str]) -> Iterator[tuple[str, int]]:
    offset = 0
    for text in texts:
        yield text, offset
        offset += len(text) + len(_AND)


def _strange(person: Name, offset: int) -> Iterator[NameProblem]:
    """What no name of a person has in it."""
    mark = _NO_NAME.search(f"{person.given} {person.family}")
    if mark:
        yield NameProblem(offset, f"'{mark[0]}' is no part of a name", "Remove it; a body stands in braces.")
    initial = _INITIAL.search(person.family)
    if initial and person.given:
        message = f"the initial '{initial[0].strip()}' is in the family name '{person.family}'"
        yield NameProblem(offset, message, "Between two persons stands 'and', not a comma.")
    if "and" in person.particle.split():
        yield NameProblem(offset, "a tie stands beside 'and'", "Write blanks around 'and'.")
