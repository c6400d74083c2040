"""Identifiers that hide in fields meant for something else: in addresses, notes and e-print numbers.

A wrong identity is worse than none. An address counts where it leads to the work itself. A note counts only where all
of it is labelled identifiers: "Comment on: doi …" and "Erratum in: …" name another work. Of two that differ, none
counts.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from vademecum.bibliography.identifier import (
    Arxiv,
    Doi,
    Identifier,
    Pmcid,
    Pmid,
    parse_arxiv,
    parse_doi,
    parse_isbn,
    parse_issn,
    parse_pmcid,
    parse_pmid,
)
from vademecum.bibliography.identifier.arxiv_text import arxiv_in_address
from vademecum.bibliography.identifier.doi_text import doi_in_address
from vademecum.bibliography.identifier.pubmed_text import pmcid_in_address, pmid_in_address
from vademecum.bibliography.identifier.web_address import read_address, unescape

_Parser = Callable[[str], Identifier | None]

HIDING_PLACES = (
    *("eprint", "url", "howpublished", "note", "addendum", "annote", "annotation", "journal", "journaltitle", "volume"),
)
"""The fields in which identifiers hide."""

_NOTES = frozenset(("note", "annote", "annotation", "addendum"))
_SERIES = frozenset(("journal", "journaltitle", "volume"))
_EPRINT_TYPES: dict[str, _Parser] = {
    "arxiv": parse_arxiv,
    "doi": parse_doi,
    "jstor": parse_doi,  # where the number of an article there is its DOI: 10.2307/…
    "pmc": parse_pmcid,
    "pmcid": parse_pmcid,
    "pmid": parse_pmid,
    "pubmed": parse_pmid,
}
_LABELS: dict[str, _Parser] = {
    "doi": parse_doi,
    "pmid": parse_pmid,
    "pmcid": parse_pmcid,
    "arxiv": parse_arxiv,
    "isbn": parse_isbn,
    "issn": parse_issn,
}
_ADDRESS_MACRO = re.compile(r"\\(?:url|nolinkurl|path)\s*(?=\{)", re.IGNORECASE)
_DOI_MACRO = re.compile(r"\\doi\s*(?=\{)", re.IGNORECASE)
# Reference managers put several addresses into one field, some with a line end that was escaped on the way.
_BETWEEN_ADDRESSES = re.compile(r"\s+|(?<!\\)\\++[nr]|%5C[nr]|%0[AD]", re.IGNORECASE)
_HOLDS_SOMETHING = re.compile(r"10\.|ncbi|pubmed|europepmc|arxiv|ar5iv|/isbn/", re.IGNORECASE)
_ISBN_PATH = re.compile(r"/isbn/([\dX-]+)", re.IGNORECASE | re.ASCII)
_LABEL = re.compile(
    r"(?:pubmed\s++(?:central\s++)?|arxiv\s++(?:e-?prints?|preprints?),?\s++)?(doi|pmid|pmcid|arxiv|isbn|issn)\b[\s~:]*+",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"((?:(?![;,]\s*+(?:pubmed|pmid|pmcid|doi|arxiv|isbn|issn)\b)\S)++(?:\s*+\[[^\[\]]*\])?)", re.IGNORECASE
)
_NUMBER = re.compile(r"(\d[\dX -]*+)", re.IGNORECASE | re.ASCII)
_END = re.compile(r"[\s.;,|]*+")
# What reference managers say of the work itself in a note, a line each.
_REMARK = re.compile(
    r"(?:place|publisher|publication title|citation key|version|issue|volume|number|edition|series|type|isbn|issn"
    r"|tex\.[\w.]+)\s*:",
    re.IGNORECASE,
)
_COPY = re.compile(r"_eprint\s*:\s*", re.IGNORECASE)


def find_identifiers(field: str, text: str, eprint_type: str = "") -> tuple[Identifier, ...]:
    """The identifiers of the work itself in `text`, the raw value of `field`; at most one of each kind.

    Read are the addresses in `url` and `howpublished`, notes (`note`, `annote`, `annotation`, `addendum`), `eprint`
    with its `eprint_type` (the field `eprinttype` or `archiveprefix`), and arXiv's numbers in `journal` and `volume`.
    Every other field gives none.
    """
    found: list[Identifier] = []
    if field == "url":
        found += _in_addresses(text)
    elif field == "howpublished":
        found += _in_address(_ADDRESS_MACRO.sub("", text)) or _in_note(text)
    elif field in _NOTES:
        found += _in_note(text)
    elif field == "eprint":
        found += _in_eprint(text, eprint_type.strip().lower())
    elif field in _SERIES and ("arxiv" in text.lower() or text.lower().startswith("abs/")):
        found += _known(parse_arxiv(unescape(text).strip().removeprefix("abs/")))
    return tuple(_unambiguous(found))


@lru_cache(maxsize=65536)
def hidden_identifiers(places: tuple[tuple[str, str], ...], eprint_type: str = "") -> tuple[Identifier, ...]:
    """The identifiers in several fields of one entry, given as names and raw values: see `find_identifiers`."""
    found = [identifier for field, text in places for identifier in find_identifiers(field, text, eprint_type)]
    return tuple(_unambiguous(found))


def _in_addresses(text: str) -> Iterator[Identifier]:
    """What all of the addresses in `text` are about; a bare DOI counts as an address."""
    if _HOLDS_SOMETHING.search(text):
        for word in _BETWEEN_ADDRESSES.split(unescape(_ADDRESS_MACRO.sub(" ", text)).strip()):
            yield from _known(parse_doi(word)) if word.startswith("10.") else _in_address(word)


def _in_address(text: str) -> list[Identifier]:
    """What the page at an address is about: a record, a paper, or the DOI that the address holds written out."""
    address = read_address(text) if _HOLDS_SOMETHING.search(text) else None
    if not address:
        return []
    name, paper = doi_in_address(address), arxiv_in_address(address)
    pmid, pmcid = pmid_in_address(address), pmcid_in_address(address)
    book = _ISBN_PATH.search(address.path)
    found: tuple[Identifier | None, ...] = (
        Doi(name) if name else None,
        Arxiv(*paper) if paper else None,
        Pmid(pmid) if pmid else None,
        Pmcid(pmcid) if pmcid else None,
        parse_isbn(book[1]) if book else None,
    )
    return [identifier for identifier in found if identifier]


def _in_note(text: str) -> list[Identifier]:
    """The identifiers of a note that consists of them, or whose lines are such or a reference manager's remarks."""
    text = _ADDRESS_MACRO.sub("", _DOI_MACRO.sub("doi:", text))
    whole = _labelled(unescape(text).strip())
    if whole is not None:
        return whole
    found: list[Identifier] = []
    for line in filter(None, map(str.strip, unescape(text).splitlines())):
        copy = _COPY.match(line)
        here = _in_address(line[copy.end() :]) if copy else _labelled(line)
        if here is None and not _REMARK.match(line):
            return []
        found += here or ()
    return found


def _labelled(text: str) -> list[Identifier] | None:
    """The identifiers of which `text` consists, each behind its label; None where it holds anything else."""
    found: list[Identifier] = []
    position = 0
    while position < len(text):
        label = _LABEL.match(text, position)
        kind = label[1].lower() if label else ""
        value = label and (_NUMBER if kind in {"isbn", "issn"} else _VALUE).match(text, label.end())
        identifier = _LABELS[kind](value[1].rstrip(".,;")) if value else None
        if not value or not identifier:
            return None
        found.append(identifier)
        position = _END.match(text, value.end()).end()  # type: ignore[union-attr]  # it matches the empty string
    return found


def _in_eprint(text: str, kind: str) -> list[Identifier]:
    """The identifier in an e-print number; without its kind, where its form leaves no doubt."""
    if "://" in text:
        return _in_address(text)
    if kind:
        return _known(_EPRINT_TYPES[kind](text)) if kind in _EPRINT_TYPES else []
    if text.strip().upper().startswith("PMC"):
        return _known(parse_pmcid(text))
    return _known(parse_arxiv(text) or parse_doi(text))


def _known(identifier: Identifier | None) -> list[Identifier]:
    return [identifier] if identifier else []


def _unambiguous(found: list[Identifier]) -> Iterator[Identifier]:
    """Each of `found` once, unless it disagrees with another of its kind."""
    distinct = list(dict.fromkeys(found))
    kinds = [type(identifier) for identifier in distinct]
    return (identifier for identifier, kind in zip(distinct, kinds, strict=True) if kinds.count(kind) == 1)
