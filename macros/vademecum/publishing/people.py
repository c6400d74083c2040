"""The persons whom a page's front matter names, as far as a stranger wrote them so that they can be read."""

from collections.abc import Iterator
from dataclasses import dataclass

from vademecum.bibliography.identifier import Orcid, parse_orcid
from vademecum.pages.front_matter import FrontMatter


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """Somebody who wrote or reviewed a page."""

    name: str
    role: str = ""
    orcid: Orcid | None = None


def people(front_matter: FrontMatter, field: str) -> tuple[NamedPerson, ...]:
    """The persons in a field such as `authors`: names, or maps with `name` and perhaps `role` and `orcid`."""
    value = front_matter.values.get(field)
    return tuple(_read(value if isinstance(value, list) else [value]))


def _read(values: list[object]) -> Iterator[NamedPerson]:
    for value in values:
        given = value if isinstance(value, dict) else {"name": value}
        name = _line(given.get("name"))
        if name:
            yield NamedPerson(name, _line(given.get("role")), parse_orcid(_line(given.get("orcid"))))


def _line(value: object) -> str:
    """A text as one line; empty where `value` is none."""
    return " ".join(value.split()) if isinstance(value, str) else ""
