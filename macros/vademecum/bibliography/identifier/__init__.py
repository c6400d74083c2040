"""Identifiers of works and persons in their one normal form, each a type that one function makes.

The functions take what people write into a field: bare, labelled, as a web address, with TeX escapes. They give None
for everything else, also where a check digit is wrong; `identifier_problem` says why.
"""

import unicodedata
from dataclasses import dataclass
from typing import NewType
from urllib.parse import quote

from vademecum.bibliography.identifier.arxiv_text import arxiv_number
from vademecum.bibliography.identifier.doi_text import doi_name
from vademecum.bibliography.identifier.pubmed_text import pmcid_number, pmid_number
from vademecum.bibliography.identifier.standard_number import isbn_number, issn_number, orcid_number

CitationKey = NewType("CitationKey", str)
"""A BibTeX key as written, Unicode NFC: `Tèst` is one key, however its accent was typed."""


def citation_key(text: str) -> CitationKey:
    """The normal form of a key."""
    return CitationKey(text if text.isascii() else unicodedata.normalize("NFC", text))


@dataclass(frozen=True, slots=True)
class Doi:
    """A DOI name without resolver, ASCII letters in lower case: `10.1371/journal.pone.0102110` (ISO 26324)."""

    name: str

    @property
    def url(self) -> str:
        """The address of the handle service; characters that an address cannot hold are percent-encoded."""
        return "https://doi.org/" + quote(self.name, safe="/:;().,_-~!*'+@=$")


@dataclass(frozen=True, slots=True)
class Pmid:
    """A PubMed identifier: up to eight digits, the first no zero."""

    number: str

    @property
    def url(self) -> str:
        """The record at PubMed."""
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.number}/"


@dataclass(frozen=True, slots=True)
class Pmcid:
    """A PubMed Central identifier: `PMC` and digits, without the version."""

    number: str

    @property
    def url(self) -> str:
        """The free full text at PubMed Central."""
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{self.number}/"


@dataclass(frozen=True, slots=True)
class Isbn:
    """An ISBN of thirteen digits without hyphens (ISO 2108); one of ten characters is converted."""

    number: str

    @property
    def url(self) -> str:
        """The book in the Open Library."""
        return f"https://openlibrary.org/isbn/{self.number}"


@dataclass(frozen=True, slots=True)
class Issn:
    """An ISSN of eight characters with its hyphen, such as `1234-5679` (ISO 3297)."""

    number: str

    @property
    def url(self) -> str:
        """The journal at the ISSN portal."""
        return f"https://portal.issn.org/resource/ISSN/{self.number}"


@dataclass(frozen=True, slots=True)
class Arxiv:
    """An arXiv identifier without `arXiv:` and subject class, `2101.00001` or `hep-th/9901001`, and its version."""

    number: str
    version: int | None = None

    @property
    def url(self) -> str:
        """The abstract at arXiv, of the version where one is named."""
        return f"https://arxiv.org/abs/{self.number}" + (f"v{self.version}" if self.version else "")


@dataclass(frozen=True, slots=True)
class Orcid:
    """An ORCID iD with its hyphens: `0000-0002-1825-0097`."""

    number: str

    @property
    def url(self) -> str:
        """The iD as ORCID wants it shown: an address."""
        return f"https://orcid.org/{self.number}"


Identifier = Doi | Pmid | Pmcid | Isbn | Issn | Arxiv | Orcid


def parse_doi(text: str) -> Doi | None:
    """The DOI that `text` is, bare, labelled, or as an address that holds it; None where it is none."""
    name = doi_name(text) if text else ""
    return Doi(name) if name else None


def parse_pmid(text: str) -> Pmid | None:
    """The PubMed identifier that `text` is, bare, labelled, or as the address of a record; None where it is none."""
    number = pmid_number(text) if text else ""
    return Pmid(number) if number else None


def parse_pmcid(text: str) -> Pmcid | None:
    """The PubMed Central identifier that `text` is, bare, labelled, or as an address; None where it is none."""
    number = pmcid_number(text) if text else ""
    return Pmcid(number) if number else None


def parse_isbn(text: str) -> Isbn | None:
    """The first valid ISBN in `text`, which may hold several with remarks; None where there is none."""
    number = isbn_number(text) if text else ""
    return Isbn(number) if number else None


def parse_issn(text: str) -> Issn | None:
    """The first valid ISSN in `text`, which may hold several with remarks; None where there is none."""
    number = issn_number(text) if text else ""
    return Issn(number) if number else None


def parse_arxiv(text: str) -> Arxiv | None:
    """The arXiv paper that `text` names: identifier, address or arXiv's DOI; None where it names none."""
    found = arxiv_number(text)
    return Arxiv(*found) if found else None


def parse_orcid(text: str) -> Orcid | None:
    """The ORCID iD that `text` is, bare, labelled or as an address; None where it is none."""
    number = orcid_number(text)
    return Orcid(number) if number else None
