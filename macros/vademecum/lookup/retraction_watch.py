"""The Retraction Watch database, as Crossref gives it out: one CSV file of tens of megabytes, read row by row."""

import csv
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from vademecum.bibliography.identifier import Doi, Pmid, parse_doi, parse_pmid
from vademecum.checks.registered import Update, UpdateKind
from vademecum.text.errors import ConfigurationError

NAME = "Retraction Watch"
_COLUMNS = ("OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionDate", "RetractionDOI", "RetractionNature")
_KINDS = {
    "retraction": UpdateKind.RETRACTION,
    "expression of concern": UpdateKind.CONCERN,
    "correction": UpdateKind.CORRECTION,
    "reinstatement": UpdateKind.REINSTATEMENT,
}
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_LAST_MONTH = 12


class Notice(NamedTuple):
    """A row of the database: the work it is about, by DOI or PMID, and what it says."""

    doi: Doi | None
    pmid: Pmid | None
    update: Update


def read_retraction_watch(file: Path, dois: Collection[Doi], pmids: Collection[Pmid]) -> Iterator[Notice]:
    """The rows of `file` that are about one of the works given; rows that cannot be read are passed over.

    ConfigurationError where the file has not the columns of the database, OSError where it cannot be opened.
    """
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        rows = csv.reader(line.replace("\0", "") for line in stream)
        header = [name.strip() for name in next(_readable(rows), [])]
        missing = [name for name in _COLUMNS if name not in header]
        if missing:
            raise ConfigurationError(f"'{file}' is not the Retraction Watch database: it has no column '{missing[0]}'")
        places = [header.index(name) for name in _COLUMNS]
        for row in _readable(rows):
            if len(row) <= max(places):
                continue
            doi_text, pmid_text, day, notice, nature = (row[place].strip() for place in places)
            doi, pmid = parse_doi(doi_text), parse_pmid(pmid_text)
            kind = _KINDS.get(nature.lower())
            if kind and (doi in dois or pmid in pmids):
                where = parse_doi(notice)
                update = Update(kind, read_day(day), f"DOI {where.name}" if where else "", NAME)
                yield Notice(doi, pmid, update)


def _readable(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows that can be read: one with a field beyond all measure is left out, and reading goes on behind it."""
    while True:
        try:
            yield next(rows)
        except StopIteration:
            return
        except csv.Error:
            continue


def read_day(text: str) -> str:
    """A date as the database writes it, `8/16/2023 0:00`, or as ISO 8601 does, in EDTF; empty where it is none."""
    iso, slashed = _ISO.match(text), _SLASHED.match(text)
    if iso:
        year, month, day = map(int, iso.groups())
    elif slashed:
        month, day, year = map(int, slashed.groups())
        if month > _LAST_MONTH:  # only the other way round is it a date
            month, day = day, month
    else:
        return ""
    with suppress(ValueError):
        return date(year, month, day).isoformat()
    return ""
