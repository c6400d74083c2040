"""What arguments may name, and how they are held against it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from vademecum.bibliography.entry import Bibliography
from vademecum.macros.parsing import MacroError, text_argument
from vademecum.text.nearest import nearest_name


@dataclass(frozen=True, slots=True)
class SiteNames:
    """What arguments may name; it is asked for only where one does."""

    sections: Callable[[], Iterable[str]]
    """The folders of the navigation's sections, in order."""
    topics: Callable[[], Iterable[str]]
    bibliography: Bibliography


def must_be_known(name: str, value: str, known: Iterable[str]) -> None:
    """MacroError where `value` is none of the `known`; `name` says what it would be."""
    choices = sorted(set(filter(None, known)))
    if value not in choices:
        near = nearest_name(value, choices)
        help_ = f"did you mean '{near}'?" if near else f"there are: {', '.join(choices)}"
        raise MacroError(f"there is no {name} '{value}'; {help_}")


def must_be_section(folder: str, site: SiteNames) -> None:
    """MacroError where `folder` is neither empty nor that of a section."""
    if not text_argument("section", folder):
        return
    known = list(site.sections())
    if folder not in known:
        near = nearest_name(folder, known)
        help_ = f"did you mean '{near}'?" if near else f"the sections are: {', '.join(known)}"
        raise MacroError(f"there is no section '{folder}'; {help_}")
