"""What a registry says of a work: Crossref, DataCite, PubMed, all in one form."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from vademecum.bibliography.identifier import Doi, Pmcid, Pmid
from vademecum.bibliography.name import Name


class UpdateKind(Enum):
    """What happened to a work after it appeared; the value is what the field `status` says of it."""

    RETRACTION = "retracted"
    WITHDRAWAL = "withdrawn"
    CONCERN = "concern"
    CORRECTION = "corrected"
    REINSTATEMENT = ""
    """A retraction or concern was taken back."""

    @property
    def gravity(self) -> int:
        """The larger, the worse; retraction and withdrawal are the same."""
        return _GRAVITY[self]


_GRAVITY = {
    UpdateKind.RETRACTION: 3,
    UpdateKind.WITHDRAWAL: 3,
    UpdateKind.CONCERN: 2,
    UpdateKind.CORRECTION: 1,
    UpdateKind.REINSTATEMENT: 0,
}


@dataclass(frozen=True, slots=True)
class Update:
    """A notice about a work: what it says, since when (EDTF, as far as known), where it stands and who says so."""

    kind: UpdateKind
    date: str = ""
    notice: str = ""
    registry: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A work as a registry describes it. `titles` are its title with and without subtitle, and in other languages."""

    registry: str
    doi: Doi | None = None
    pmid: Pmid | None = None
    pmcid: Pmcid | None = None
    titles: tuple[str, ...] = ()
    authors: tuple[Name, ...] = ()
    years: tuple[int, ...] = ()
    """Of print, of publication online: they often differ by one."""
    journals: tuple[str, ...] = ()
    """Its names: in full, abbreviated."""
    issns: tuple[str, ...] = ()
    volume: str = ""
    pages: str = ""
    type: str = ""
    updates: tuple[Update, ...] = ()
    updates_of_others: tuple[tuple[Doi, Update], ...] = ()
    """Where the work is itself a notice: about which works, and what it says of them."""

    @property
    def identifier(self) -> str:
        """The identifier under which the registry knows the work, as a reader names it."""
        if self.doi and not (self.pmid and self.registry == "PubMed"):
            return f"DOI {self.doi.name}"
        return f"PMID {self.pmid.number}" if self.pmid else self.registry

    @property
    def summary(self) -> str:
        """The work in a few words: title, first author, journal, year."""
        author = self.authors[0].short if self.authors else ""
        parts = (author, self.journals[0] if self.journals else "", str(self.years[0]) if self.years else "")
        about = ", ".join(filter(None, parts))
        title = f"'{self.titles[0]}'" if self.titles else "a work without a title"
        return f"{title} ({about})" if about else title


def current_update(updates: Iterable[Update]) -> Update | None:
    """The gravest of `updates` that still holds, with the most exact of its dates; None where none does.

    A reinstatement takes back what is not dated later than it; a correction stays a correction.
    """
    known = list(updates)
    taken_back = max((each.date for each in known if each.kind is UpdateKind.REINSTATEMENT), default=None)
    standing = [
        each
        for each in known
        if each.kind is not UpdateKind.REINSTATEMENT
        and (taken_back is None or each.kind is UpdateKind.CORRECTION or (taken_back and each.date > taken_back))
    ]
    return min(standing, key=lambda each: (-each.kind.gravity, -len(each.date), each.date), default=None)
