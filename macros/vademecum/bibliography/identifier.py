"""Identifiers of works in their one normal form, each a type that one function makes."""

import re
import unicodedata
from dataclasses import dataclass
from typing import NewType
from urllib.parse import quote

CitationKey = NewType("CitationKey", str)
"""A BibTeX key as written, Unicode NFC: `Tèst` is one key, however its accent was typed."""


def citation_key(text: str) -> CitationKey:
    """The normal form of a key."""
    return CitationKey(text if text.isascii() else unicodedata.normalize("NFC", text))


@dataclass(frozen=True, slots=True)
class Doi:
    """A DOI name without resolver, such as `10.1371/journal.pone.0102110` (ISO 26324)."""

    name: str

    @property
    def url(self) -> str:
        """The address of the handle service; characters that an address cannot hold are percent-encoded."""
        return "https://doi.org/" + quote(self.name, safe="/:;().,_-~!*'+@=$")


@dataclass(frozen=True, slots=True)
class Pmid:
    """A PubMed identifier: digits."""

    number: str

    @property
    def url(self) -> str:
        """The record at PubMed."""
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.number}/"


@dataclass(frozen=True, slots=True)
class Pmcid:
    """A PubMed Central identifier: `PMC` and digits."""

    number: str

    @property
    def url(self) -> str:
        """The free full text at PubMed Central."""
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{self.number}/"


@dataclass(frozen=True, slots=True)
class Isbn:
    """An ISBN of ten or thirteen characters without hyphens."""

    number: str


# ISO 26324: directory indicator `10`, registrant code, `/`, a suffix of any printable characters.
_DOI = re.compile(r"^(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}(?:\.\d+)*/\S+)$", re.IGNORECASE)
_PMID = re.compile(
    r"^(?:pmid:?\s*|https?://(?:pubmed\.ncbi\.nlm\.nih\.gov|www\.ncbi\.nlm\.nih\.gov/pubmed)/)?(\d{1,8})/?$",
    re.IGNORECASE,
)
_PMCID = re.compile(r"^(?:pmcid:?\s*)?(?:pmc)?(\d{1,9})(?:\.\d+)?$", re.IGNORECASE)
_ISBN = re.compile(r"^(?:isbn[:\s]*)?(97[89]\d{10}|\d{9}[\dXx])$", re.IGNORECASE)


def parse_doi(text: str) -> Doi | None:
    """The DOI in `text`, written bare, with `doi:` or as a doi.org address; None where it is none."""
    match = _DOI.match(text.strip())
    return Doi(match[1]) if match else None


def parse_pmid(text: str) -> Pmid | None:
    """The PubMed identifier in `text`; None where it is none."""
    match = _PMID.match(text.strip())
    return Pmid(match[1]) if match else None


def parse_pmcid(text: str) -> Pmcid | None:
    """The PubMed Central identifier in `text`; None where it is none."""
    match = _PMCID.match(text.strip())
    return Pmcid(f"PMC{match[1]}") if match else None


def parse_isbn(text: str) -> Isbn | None:
    """The ISBN in `text`, hyphens and blanks ignored; None where it is none."""
    match = _ISBN.match(re.sub(r"[\s-]", "", text))
    return Isbn(match[1].upper()) if match else None
