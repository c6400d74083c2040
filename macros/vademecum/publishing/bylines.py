"""Who wrote and who reviewed a page, with what they disclose."""

from dataclasses import dataclass

from vademecum.bibliography.identifier import Orcid, parse_orcid
from vademecum.pages.front_matter import FrontMatter


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named in the front matter, all as plain text. `orcid` is there only where its check digit fits."""

    name: str
    role: str = ""
    disclosure: str = ""
    orcid: Orcid | None = None


def people_of(front_matter: FrontMatter, field: str) -> tuple[Person, ...]:
    """The people in the field `authors` or `reviewers`; those without a name are left out."""
    value = front_matter.values.get(field)
    given = value if isinstance(value, list) else [] if value is None else [value]
    return tuple(person for person in map(_person, given) if person.name)


def _person(value: object) -> Person:
    if not isinstance(value, dict):
        return Person("" if isinstance(value, list) or value is None else str(value))
    name, role, disclosure, orcid = (_text(value.get(part)) for part in ("name", "role", "disclosure", "orcid"))
    return Person(name, role, disclosure, parse_orcid(orcid))


def _text(value: object) -> str:
    return "" if value is None or isinstance(value, dict | list) else str(value)
