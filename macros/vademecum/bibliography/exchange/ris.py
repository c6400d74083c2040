"""RIS: the works of a bibliography for reference managers and databases, and their works for a bibliography.

Written is the format of 2011 (Research Information Systems, "RIS Format Specifications"), in UTF-8. What RIS cannot say
of a work, our own fields among it, is in lines of the tag U1, which users may define: `bibtex: @type`, and fields as
BibTeX has them. Other programs pass over them; read again, the same works come back.
"""

import re
from collections.abc import Iterable

from vademecum.bibliography.entry import Entry
from vademecum.bibliography.exchange.crosswalk import Crosswalk
from vademecum.bibliography.exchange.csl_types import csl_type, entry_type
from vademecum.bibliography.exchange.exchanged_fields import standard_type
from vademecum.bibliography.exchange.import_report import CHANGED, SYNTAX, UNKNOWN_TYPE, ImportReport
from vademecum.bibliography.exchange.imported_entry import EntryMaker, is_entry_type
from vademecum.bibliography.exchange.medline import medline_type, to_ris
from vademecum.bibliography.exchange.ris_crossings import all_crossings
from vademecum.bibliography.exchange.ris_dialects import Dialect
from vademecum.bibliography.exchange.ris_records import CLOSES, OPENS, StrayLine, TaggedLine, TaggedRecord, read_records
from vademecum.bibliography.exchange.ris_types import csl_type_of, ris_type
from vademecum.text.finding import Finding
from vademecum.text.source import Source

_CROSSWALK = Crosswalk(all_crossings())
_ORDER = (
    *("AU", "A2", "A3", "A4", "TI", "ST", "T2", "J2", "C3", "T3", "PY", "DA", "VL", "M1", "IS", "SP", "EP", "C7"),
    *("SE", "ET", "NV", "PB", "CY", "M3", "SN", "DO", "AN", "DB", "C2", "UR", "Y2", "LA", "CN", "AB", "KW", "N1", "RN"),
)
"""The order in which tags are written, between TY, ID and U1."""
_OWN = "U1"
_OWN_TYPE = re.compile(r"bibtex: @(\S+)")
_OWN_FIELD = re.compile(r"bibtex: ([^\s={}]+) = \{(.*)\}")
_BLANKS = re.compile("[ \t-\r\x1c-\x1f\x85\u2028\u2029]+")
"""Whatever a program may take for the end of a line, and blanks."""


def write_ris(entries: Iterable[Entry]) -> str:
    """A file of works in the order of `entries`, its lines ended by CR and LF as the format demands."""
    return "".join(f"{line}\r\n" for entry in entries for line in _record(entry))


def _record(entry: Entry) -> list[str]:
    """The lines of one work."""
    csl = csl_type(entry.standard_type, entry.raw("entrysubtype"))
    tags, kept = _CROSSWALK.write(entry)
    ours, subtype = entry_type(csl_type_of(ris_type(csl))) or ("misc", "")
    if kept.get("entrysubtype", "") == subtype:
        kept.pop("entrysubtype", None)
    own = [f"bibtex: {name} = {{{_BLANKS.sub(' ', value)}}}" for name, value in kept.items()]
    if ours != entry.type:
        own.insert(0, f"bibtex: @{entry.type}")
    lines = [(OPENS, ris_type(csl)), ("ID", entry.key)]
    lines += [(tag, value) for tag in _ORDER for value in tags.get(tag, ())]
    lines += [(_OWN, value) for value in own]
    return [*(f"{tag}  - {value}" for tag, value in lines), f"{CLOSES}  - ", ""]


def read_ris(source: Source) -> tuple[list[Entry], tuple[Finding, ...]]:
    """The works of a file, each entry as good as one that was read from BibTeX, and all that is wrong with the file.

    Files of PubMed (`.nbib`) are read as well. A work that cannot be read costs only itself. What has no place in an
    entry is a finding, one for each tag.
    """
    report = ImportReport(source)
    entries: list[Entry] = []
    if report.is_too_long():
        return entries, report.findings
    maker = EntryMaker(report)
    for record in read_records(source.text):
        if isinstance(record, StrayLine):
            report.stray(record.start)
        else:
            entries.append(_entry(record, report, maker))
    if not entries and source.text.strip():
        report.add(SYNTAX, 0, "there is no work in this file", "Export the works again, as RIS.")
    return entries, report.findings


def _entry(record: TaggedRecord, report: ImportReport, maker: EntryMaker) -> Entry:
    if not record.closed:
        report.add(SYNTAX, record.start, f"this work is not closed with '{CLOSES}  - '", "Is the file whole?")
    lines = list(to_ris(record.lines)) if record.is_medline else record.lines
    kept_type, kept, lines = _kept(lines, report)
    ris = medline_type(record.lines) if record.is_medline else record.lines[0].value.strip()
    csl = csl_type_of(ris)
    if not csl:
        message = f"RIS has no type '{ris}'" if ris else "this work has no type"
        report.add(UNKNOWN_TYPE, record.start, f"{message}; it is read as @misc")
    ours, subtype = entry_type(csl) or ("misc", "")
    kept_as = ris_type(csl_type(standard_type(kept_type), kept.get("entrysubtype", subtype)))
    if kept_type and kept_as == ris.upper():
        ours = kept_type
    elif kept_type:
        report.add(CHANGED, record.start, f"the type was changed to '{ris}'; this is no @{kept_type} any more")
    keys = [line for line in lines if line.tag == "ID" and line.value]
    for line in keys[1:]:
        report.not_read("ID", line.offset)
    tags = Dialect((line for line in lines if line.tag != "ID"), standard_type(ours), report).tags()
    fields, outdated = _CROSSWALK.read(tags, kept, ours)
    for name in outdated:
        report.add(CHANGED, record.start, f"what '{name}' says was changed; its BibTeX form is not used")
    if subtype:
        fields.setdefault("entrysubtype", subtype)
    key = report.clean(keys[0].value, keys[0].offset) if keys else ""
    return maker.make(key, ours, fields, record.start)


def _kept(lines: Iterable[TaggedLine], report: ImportReport) -> tuple[str, dict[str, str], list[TaggedLine]]:
    """The type and the fields that were kept in BibTeX's form, and the other lines."""
    kept_type = ""
    kept: dict[str, str] = {}
    others: list[TaggedLine] = []
    for line in lines:
        own_type = _OWN_TYPE.fullmatch(line.value) if line.tag == _OWN else None
        own_field = _OWN_FIELD.fullmatch(line.value) if line.tag == _OWN else None
        if own_type and is_entry_type(own_type[1]):
            kept_type = own_type[1]
        elif own_field:
            kept[own_field[1]] = report.valid(own_field[2], line.offset)
        else:
            others.append(line)
    return kept_type, kept, others
