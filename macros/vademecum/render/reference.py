"""A work as the lists of pages show it: what the templates print."""

from typing import NamedTuple

from markupsafe import Markup

from vademecum.bibliography.date import Date
from vademecum.bibliography.identifier import CitationKey
from vademecum.pages.evidence import Grade


class Reference(NamedTuple):
    """A work as a list shows it; the fields are what the templates print."""

    key: CitationKey
    id: str
    text: Markup
    grade: Grade
    links: tuple[tuple[str, str], ...]
    """Label and address of each place where the work can be read, but for those that the text leads to."""
    sample: Markup
    funding: Markup
    status_date: Date | str
    """Since when the work has its status; a text where that is no day, month or year."""
    status_note: Markup
