"""What arguments may name, and how they are held against it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from vademecum.bibliography.entry import Bibliography
from vademecum.documents import DocumentError, Documents
from vademecum.macros.parsing import MacroError, text_argument
from vademecum.text.nearest import nearest_name


@dataclass(frozen=True, slots=True)
class SiteNames:
    """What arguments may name; it is asked for only where one does."""

    sections: Callable[[], Iterable[str]]
    """The folders of the navigation's sections, in order."""
    topics: Callable[[], Iterable[str]]
    bibliography: Bibliography
    documents: Documents = field(default_factory=Documents)
    page: str = ""
    """The path of the page on which the call stands, below the documentation folder."""


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


def find_document(name: str, written: object, site: SiteNames, endings: Collection[str]) -> str:
    """The path of a file that is named as links name it; MacroError where there is none with such an ending."""
    try:
        return site.documents.find(text_argument(name, written), site.page, endings)
    except DocumentError as error:
        raise MacroError(str(error)) from None
