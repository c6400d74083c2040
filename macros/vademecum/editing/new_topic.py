"""A new topic page: where it goes, and what it holds before anybody has written it."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from vademecum.editing.new_template import NEW, fill_in
from vademecum.pages.overviews import OVERVIEWS
from vademecum.text.errors import ConfigurationError
from vademecum.text.nearest import nearest_name
from vademecum.text.yaml_text import as_yaml

_NO_SLUG = re.compile(r"[^a-z0-9]+")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_APOSTROPHES = re.compile("['’ʼ`]")
_LONGEST = 80
_OVERVIEWS = frozenset(name.removesuffix(".md").lower() for name in OVERVIEWS)
_OF_WINDOWS = re.compile("con|prn|aux|nul|(?:com|lpt)[0-9]")
"""Names of devices, which no file can have there, whatever its ending."""
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ð": "d"})


@dataclass(frozen=True, slots=True)
class NewTopic:
    """A topic page to be: its title, the folder it lies in, the name of its file without ending, the day."""

    title: str
    folder: str
    slug: str
    day: date

    @property
    def path(self) -> str:
        """The path of the page below the documentation folder."""
        return f"{self.folder}/{self.slug}.md"

    @property
    def others(self) -> tuple[str, ...]:
        """The paths that a page at the same address would have."""
        return tuple(f"{self.folder}/{self.slug}/{name}" for name in OVERVIEWS)

    def text(self, template: str = "", name: str = "") -> str:
        """What the page holds: `template`, of the file `name`, or else our own, with its places filled in."""
        text = template or (NEW / "topic.md").read_text(encoding="utf-8")
        return fill_in(text, _values(self.title, self.folder, self.day), name or "topic.md")


def overview_text(title: str, folder: str, day: date) -> str:
    """What the overview of a new section holds."""
    return fill_in((NEW / "section.md").read_text(encoding="utf-8"), _values(title, folder, day), "section.md")


def read_title(text: str) -> str:
    """A title on one line. ConfigurationError where it says nothing."""
    title = " ".join("".join(sign for sign in text if sign.isprintable() or sign.isspace()).split())
    if not any(sign.isalnum() for sign in title):
        raise ConfigurationError('a title has letters in it, such as "Red light"')
    return title


def slug_of(title: str) -> str:
    """The name of a page's file: small letters, digits, hyphens. ConfigurationError where a title has none of these."""
    folded = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", title).lower().translate(_LETTERS))
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    slug = _NO_SLUG.sub("-", plain).strip("-")
    if len(slug) > _LONGEST:
        slug = slug[:_LONGEST].rpartition("-")[0] or slug[:_LONGEST]
    if not slug:
        raise ConfigurationError(f"no file can be named after '{title}'; name it with --path, such as --path red-light")
    return f"{slug}-page" if slug in _OVERVIEWS or _OF_WINDOWS.fullmatch(slug) else slug


def read_slug(given: str, folder: str) -> str:
    """The name of a page's file as somebody gives it, with or without folder and ending. ConfigurationError else."""
    slug = given.strip().removeprefix("docs/").removeprefix(f"{folder}/").removesuffix(".md")
    if slug.lower() in _OVERVIEWS:
        raise ConfigurationError(f"'{given}' is the overview of a section; name the page in another way")
    if not _SLUG.fullmatch(slug):
        message = f"'{given}' cannot name a page: it takes small letters, digits and single hyphens"
        near = _slug_in(slug)
        raise ConfigurationError(message + (f", such as '{near}'" if near else ""))
    _refuse_device(slug)
    return slug


def read_folder(given: str) -> str:
    """The folder of a new section. ConfigurationError for one that cannot be."""
    if not _SLUG.fullmatch(given):
        message = f"'{given}' cannot name a section: its folder takes small letters, digits and single hyphens"
        near = _slug_in(given)
        raise ConfigurationError(message + (f", such as '{near}'" if near else ""))
    _refuse_device(given)
    return given


def _refuse_device(name: str) -> None:
    if _OF_WINDOWS.fullmatch(name):
        message = f"'{name}' is the name of a device under Windows, where nobody could check it out"
        raise ConfigurationError(f"{message}; choose another, such as '{name}-page'")


def unknown_section(given: str, known: dict[str, str]) -> ConfigurationError:
    """What to say of a section that is not there; `known` are the titles of those that are, by their folders."""
    names = {name: folder for folder, title in known.items() for name in (folder, title)}
    near = nearest_name(given, names)
    if near:
        hint = f"did you mean '{names[near]}'?"
    elif known:
        hint = f"the sections are: {', '.join(known)}."
    else:
        hint = "there are none yet."
    return ConfigurationError(f"there is no section '{given}'; {hint} For a new one, add --section-title \"Its title\"")


def _slug_in(given: str) -> str:
    try:
        return slug_of(given.strip("/").rpartition("/")[2])
    except ConfigurationError:
        return ""


def _values(title: str, folder: str, day: date) -> dict[str, str]:
    return {"title": as_yaml(title), "section": as_yaml(folder.partition("/")[0]), "day": day.isoformat()}
