"""Works that another program saved: BibTeX, RIS, PubMed's .nbib or CSL-JSON, told apart by what stands in the file."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple

from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.entry import Entry
from vademecum.bibliography.exchange.csljson import read_csl_json
from vademecum.bibliography.exchange.import_report import SYNTAX
from vademecum.bibliography.exchange.ris import read_ris
from vademecum.bibliography.exchange.ris_records import TaggedRecord, read_records
from vademecum.bibliography.publication_types import propose_design
from vademecum.text.decoding import decode_source
from vademecum.text.finding import Finding
from vademecum.text.source import Source

_BIBTEX = re.compile(r"^[ \t]*@[ \t]*\w+[ \t]*[{(]", re.MULTILINE)
_RIS = re.compile(r"^[ \t]*TY {1,2}-", re.MULTILINE)
_MEDLINE = re.compile(r"^PMID ?- ?\d", re.MULTILINE)
_JSON = re.compile(r"\s*[\[{]")
_HTML = re.compile(r"\s*<(?:!doctype|html|\?xml|xml)", re.IGNORECASE)
_ENDNOTE = re.compile(r"^%[0AT] ", re.MULTILINE)
_MAGIC = {b"%PDF": "a PDF", b"PK\x03\x04": "a ZIP archive, such as a Word document", b"\xd0\xcf\x11\xe0": "a Word file"}
_AS_WHAT = "Save the works as BibTeX, RIS, PubMed's .nbib or CSL-JSON and add that file."
_FREE_TEXT = "For references as they are printed, use '--paste'."
_RETRACTED = "Retracted Publication"
_STATUS = {"status": "retracted"}


class SavedWork(NamedTuple):
    """A work of a file, and what an editor should know of it."""

    entry: Entry
    remarks: tuple[str, ...] = ()


def read_saved(path: str, data: bytes) -> tuple[list[SavedWork], tuple[Finding, ...]]:
    """The works in a file that holds `data`, and all that is wrong with it. Of a broken work nothing is read."""
    named = next((words for magic, words in _MAGIC.items() if data.startswith(magic)), "")
    if named:
        return [], (_not_read(Source(path, ""), f"this is {named}", _AS_WHAT),)
    source, unreadable = decode_source(path, data)
    if not source.text.strip():
        return [], unreadable or (_not_read(source, "the file is empty", ""),)
    if _MEDLINE.search(source.text) and not _RIS.search(source.text):
        works, findings = _from_pubmed(source)
    else:
        works, findings = _read(source)
    return works, (*unreadable, *findings)


def _read(source: Source) -> tuple[list[SavedWork], tuple[Finding, ...]]:
    readers: tuple[tuple[re.Pattern[str], Callable[[Source], tuple[Iterable[Entry], tuple[Finding, ...]]]], ...] = (
        (_RIS, read_ris),
        (_BIBTEX, _from_bibtex),
    )
    text = source.text
    reader = next((read for pattern, read in readers if pattern.search(text)), None)
    if _JSON.match(text) and (reader is None or reader is _from_bibtex):
        reader = read_csl_json
    if reader:
        entries, findings = reader(source)
        return [SavedWork(entry) for entry in entries], findings
    if _HTML.match(text):
        return [], (_not_read(source, "this is a web page or XML", _AS_WHAT),)
    if _ENDNOTE.search(text):
        return [], (_not_read(source, "this is EndNote's own format", _AS_WHAT),)
    return [], (_not_read(source, "this is none of the formats that are read", f"{_AS_WHAT} {_FREE_TEXT}"),)


def _from_bibtex(source: Source) -> tuple[Iterable[Entry], tuple[Finding, ...]]:
    bibliography, findings = read_bibtex(source)
    return bibliography.values(), findings


def _from_pubmed(source: Source) -> tuple[list[SavedWork], tuple[Finding, ...]]:
    """Works of PubMed, with what their publication types say."""
    entries, findings = read_ris(source)
    types: dict[int, list[str]] = {}
    for record in read_records(source.text):
        if isinstance(record, TaggedRecord):
            types[record.start] = [line.value for line in record.lines if line.tag == "PT"]
    works = []
    for entry in entries:
        named = types.get(entry.start, [])
        proposal = propose_design(named)
        fields = {"studydesign": proposal.design, "status": proposal.status}
        fields |= _STATUS if _RETRACTED in named else {}
        said = {name: value for name, value in fields.items() if value}
        works.append(SavedWork(replace(entry, fields={**entry.fields, **said}), proposal.remarks))
    return works, findings


def _not_read(source: Source, message: str, hint: str) -> Finding:
    return Finding(SYNTAX, source.span(0), f"{message}; nothing is read", hint)
