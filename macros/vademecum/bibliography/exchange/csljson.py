"""CSL-JSON: the works of a bibliography for citation processors and reference managers (CSL 1.0.2, `csl-data.json`).

What CSL cannot say of a work, our own fields among it, is in `custom`, CSL-JSON's place for that, under `bibtex`: the
entry's type, and fields as BibTeX has them. Other programs pass over it; read again, the same works come back.
"""

import json
from collections.abc import Iterable, Mapping

from vademecum.bibliography.entry import Entry
from vademecum.bibliography.exchange.crosswalk import Crosswalk
from vademecum.bibliography.exchange.csl_crossings import all_crossings
from vademecum.bibliography.exchange.csl_item import ItemReader
from vademecum.bibliography.exchange.csl_preprints import eprint_values, fields_beside_eprint
from vademecum.bibliography.exchange.csl_schema import OTHER_TYPES
from vademecum.bibliography.exchange.csl_types import entry_type
from vademecum.bibliography.exchange.csl_variables import csl_kind
from vademecum.bibliography.exchange.import_report import CHANGED, SYNTAX, UNKNOWN_TYPE, WRONG_KIND, ImportReport
from vademecum.bibliography.exchange.imported_entry import EntryMaker, is_entry_type
from vademecum.bibliography.exchange.json_items import JsonItem, JsonProblem, read_items
from vademecum.bibliography.identifier import citation_key
from vademecum.text.finding import Finding
from vademecum.text.source import Source

_CROSSWALK = Crosswalk(all_crossings())


def to_csl_json(entry: Entry) -> dict[str, object]:
    """One work as an item of CSL-JSON. Its texts hold CSL's markup and no other; its DOI is valid or not there."""
    csl = csl_kind(entry)
    variables, kept = _CROSSWALK.write(entry)
    # Without these nobody could tell, when the work is read again, whether they or the `eprint` said it.
    kept |= {name: entry.fields[name] for name in sorted(fields_beside_eprint(entry)) if entry.fields[name]}
    variables = eprint_values(entry) | variables
    ours, subtype = entry_type(csl) or ("misc", "")
    own = kept.get("entrysubtype", "")
    if own and own == subtype:
        del kept["entrysubtype"]
    bibtex: dict[str, object] = {} if ours == entry.type and (own or not subtype) else {"type": entry.type}
    if kept:
        bibtex["fields"] = kept
    return {"id": entry.key, "type": csl, **variables, **({"custom": {"bibtex": bibtex}} if bibtex else {})}


def write_csl_json(entries: Iterable[Entry]) -> str:
    """A file of works in the order of `entries`, each with its variables in the order of the alphabet."""
    items = [to_csl_json(entry) for entry in entries]
    return json.dumps(items, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def read_csl_json(source: Source) -> tuple[list[Entry], tuple[Finding, ...]]:
    """The works of a file, each entry as good as one that was read from BibTeX, and all that is wrong with the file.

    A work that cannot be read costs only itself. What has no place in an entry is a finding.
    """
    report = ImportReport(source)
    entries: list[Entry] = []
    if report.is_too_long():
        return entries, report.findings
    maker = EntryMaker(report)
    for item in read_items(source.text):
        if isinstance(item, JsonProblem):
            report.add(SYNTAX, *item)
        elif isinstance(item.value, dict):
            entries.append(_entry(item, item.value, report, maker))
        else:
            report.add(WRONG_KIND, item.start, "this is no work; it is not read")
    return entries, report.findings


def _entry(item: JsonItem, written: Mapping[str, object], report: ImportReport, maker: EntryMaker) -> Entry:
    reader = ItemReader(item, report)
    kept_type, kept = _kept(written.get("custom"), reader)
    csl, (ours, subtype) = _types(written.get("type"), reader, report)
    variables = reader.variables(written)
    if kept_type:
        subtypes = dict.fromkeys((kept.get("entrysubtype", ""), subtype))
        known = (each for each in subtypes if csl_kind(_as_written(kept_type, kept, variables, each)) == csl)
        found = next(known, None)
        if found is None:
            report.add(
                CHANGED, reader.place("type"), f"the type was changed to '{csl}'; this is no @{kept_type} any more"
            )
        else:
            ours, subtype = kept_type, found
    implied = eprint_values(_as_written(ours, kept, variables, subtype))
    said = {name: value for name, value in variables.items() if implied.get(name) != value}
    fields, outdated = _CROSSWALK.read(said, kept, ours)
    for name in outdated:
        report.add(CHANGED, item.start, f"what '{name}' says was changed; its BibTeX form is not used")
    if subtype:
        fields.setdefault("entrysubtype", subtype)
    return maker.make(_key(written, reader), ours, fields, item.start)


def _as_written(kept_type: str, kept: Mapping[str, str], variables: Mapping[str, object], subtype: str) -> Entry:
    """The entry as far as its type and its `eprint` are concerned, before its variables are read."""
    container = {"booktitle": "x"} if variables.get("container-title") else {}
    return Entry(citation_key(""), kept_type, {**container, **kept, "entrysubtype": subtype})


def _types(written: object, reader: ItemReader, report: ImportReport) -> tuple[str, tuple[str, str]]:
    """CSL's type, and what it is in BibTeX."""
    name = written if isinstance(written, str) else ""
    csl = OTHER_TYPES.get(name, name)
    found = entry_type(csl)
    if found is None:
        message = f"CSL has no type '{csl}'" if csl else "this work has no type"
        report.add(UNKNOWN_TYPE, reader.place("type"), f"{message}; it is read as @misc")
    return (csl, found) if found else ("document", ("misc", ""))


def _key(written: Mapping[str, object], reader: ItemReader) -> str:
    """The work's key: its `id`, unless that is an address, as Zotero gives it, and there is a `citation-key`."""
    key = written.get("id")
    other = written.get("citation-key")
    if isinstance(other, str) and other and ("://" in str(key) or not key):
        key = other
    return reader.text(key, "id") if key else ""


def _kept(custom: object, reader: ItemReader) -> tuple[str, dict[str, str]]:
    """The type and the fields that were kept in BibTeX's form."""
    places: Mapping[str, object] = custom if isinstance(custom, dict) else {"": custom} if custom else {}
    for name in places:
        if name != "bibtex":
            reader.not_read(f"custom.{name}".rstrip("."), "custom")
    bibtex = places.get("bibtex") or {}
    if not isinstance(bibtex, dict):
        reader.wrong("custom", "has no object under 'bibtex'; it is not read")
        return "", {}
    kept_type, fields = bibtex.get("type") or "", bibtex.get("fields") or {}
    if not isinstance(kept_type, str) or (kept_type and not is_entry_type(kept_type)):
        reader.wrong("custom", "has a type under 'bibtex' that is none; it is not read")
        kept_type = ""
    if not isinstance(fields, dict) or not all(isinstance(value, str) for value in fields.values()):
        reader.wrong("custom", "has fields under 'bibtex' that are no texts; they are not read")
        fields = {}
    return kept_type, {name: reader.valid(value, "custom") for name, value in fields.items() if value}
