"""Who wrote and who reviewed a page, with what they disclose."""

from collections.abc import Mapping
from dataclasses import dataclass

from vademecum.bibliography.identifier import Orcid, parse_orcid
from vademecum.bibliography.latex import encode
from vademecum.bibliography.name import Name, parse_name
from vademecum.pages.front_matter import FrontMatter
from vademecum.publishing.publication import Publication, PublishedPage


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named in the front matter, all as plain text. `orcid` is there only where its check digit fits."""

    name: str
    role: str = ""
    affiliation: str = ""
    disclosure: str = ""
    orcid: Orcid | None = None
    is_body: bool = False
    """Whether it is no person: a group, a society, an office."""

    def as_name(self) -> Name:
        """The name with its parts told apart; that of a body has none."""
        return Name(literal=self.name) if self.is_body else parse_name(encode((self.name,)))


def authors_of(publication: Publication, page: PublishedPage) -> tuple[Person, ...]:
    """Who wrote a page: whom it names itself, or else whom the site names for all its pages as `extra: authors:`."""
    return people_of(page.front_matter, "authors") or _people(publication.extra.get("authors"))


def people_of(front_matter: FrontMatter, field: str) -> tuple[Person, ...]:
    """The people in the field `authors` or `reviewers`; those without a name are left out."""
    return _people(front_matter.values.get(field))


def _people(value: object) -> tuple[Person, ...]:
    given = value if isinstance(value, list) else [] if value is None else [value]
    return tuple(person for person in map(_person, given) if person.name)


def _person(value: object) -> Person:
    if not isinstance(value, dict):
        return Person("" if isinstance(value, list) or value is None else str(value))
    body = _text(value, "body")
    return Person(
        body or _text(value, "name"),
        _text(value, "role"),
        _text(value, "affiliation"),
        _text(value, "disclosure"),
        None if body else parse_orcid(_text(value, "orcid")),
        bool(body),
    )


def _text(values: Mapping[str, object], name: str) -> str:
    value = values.get(name)
    return "" if value is None or isinstance(value, dict | list) else " ".join(str(value).split())
