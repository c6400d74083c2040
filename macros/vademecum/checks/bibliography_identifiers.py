"""Identifiers that are written with too much around them, hide in an address, or contradict one."""

import re
from collections.abc import Iterator

from vademecum.bibliography.entry import Entry
from vademecum.bibliography.identifier import (
    Arxiv,
    Doi,
    Identifier,
    Pmcid,
    Pmid,
    parse_doi,
    parse_pmcid,
    parse_pmid,
)
from vademecum.bibliography.identifier.hidden import find_identifiers
from vademecum.checks.bibliography_places import added_behind, is_written, replaced
from vademecum.text.finding import Finding, Rule, Severity

DOI_CHARACTERS = Rule("bibliography/doi-characters", Severity.WARNING, "A DOI has characters that do not belong to it.")
DOI_ADDRESS = Rule("bibliography/doi-address", Severity.WARNING, "A DOI is written as an address or with a label.")
HIDDEN_IDENTIFIER = Rule(
    "bibliography/hidden-identifier", Severity.INFO, "An address holds an identifier that has no field of its own."
)
OTHER_WORK = Rule(
    "bibliography/url-contradiction", Severity.WARNING, "An address leads to another work than the identifier."
)

_PAIRS = {")": "(", "]": "[", ">": "<"}
_ADDRESS = re.compile(r"[<(\[\s]*(?:https?:|//|www\.|(?:dx\.)?doi\.org|doi\b|urn:|info:)", re.IGNORECASE)
_PREPRINTS = ("10.1101/", "10.48550/", "10.21203/", "10.2139/", "10.20944/", "10.31234/", "10.26434/", "10.31219/")
"""Prefixes of preprint servers: a preprint beside the paper is no contradiction."""
_VERSION = re.compile(r"(?:\.pub\d+|[./]?v\d+)$")


def identifier_findings(entry: Entry) -> Iterator[Finding]:
    """What is wrong with the DOI of `entry` and with its identifiers and addresses taken together."""
    if "doi" in entry.offsets:
        yield from _doi(entry)
    if "url" in entry.offsets:
        yield from _address(entry)


def _doi(entry: Entry) -> Iterator[Finding]:
    value = entry.fields["doi"]
    doi = parse_doi(value)
    if doi is None:
        return
    name, written = doi.name, value.strip()
    if written.lower() == name:
        opening = next((sign for close, sign in _PAIRS.items() if name.count(sign) > name.count(close)), "")
        if opening and "\\" not in value:
            at = value.rfind(opening)
            message = f"the DOI '{written}' of '{entry.key}' has a '{opening}' that nothing closes"
            hint = "Copy the DOI once more from the publisher's page: a part may be missing."
            yield Finding(DOI_CHARACTERS, entry.field_span("doi", at), message, hint)
        return
    at = value.lower().find(name)
    if at < 0:
        return  # Escapes around it say nothing wrong.
    right, behind = value[at : at + len(name)], value[at + len(name) :].strip()
    fix = replaced(entry, "doi", 0, len(value), right)
    within = is_written(entry, "doi")
    if _ADDRESS.match(value):
        message = f"the DOI of '{entry.key}' is written as '{written}'"
        yield Finding(DOI_ADDRESS, entry.field_span("doi"), message, f"Write the DOI alone: {right}", fix)
        return
    excess = behind or value[:at].strip()
    if not excess or "{" in value or "\\" in value:
        return
    offset = (at + len(name) if behind else 0) if within else 0
    message = f"'{excess}' in the DOI '{written}' of '{entry.key}' does not belong to it"
    yield Finding(DOI_CHARACTERS, entry.field_span("doi", offset), message, f"Write {right}", fix)


def _address(entry: Entry) -> Iterator[Finding]:
    url = entry.fields["url"]
    for found in find_identifiers("url", url):
        name, number = _field_of(found)
        if not name:
            continue
        if name in entry.fields:
            if _contradicts(entry, name, found):
                own = entry.fields[name].strip()
                message = f"the address of '{entry.key}' leads to {_WORDS[name]} {number}, but its {name} is {own}"
                yield Finding(OTHER_WORK, entry.field_span("url"), message, "Follow both and keep the right one.")
        elif not (name == "eprint" and ("doi" in entry.fields or "arxivid" in entry.fields)):
            at = url.lower().find(number.lower())
            number = url[at : at + len(number)] if at >= 0 else number
            new = {name: number} | ({"eprinttype": "arxiv"} if name == "eprint" else {})
            if name == "eprint" and not {"eprinttype", "archiveprefix"}.isdisjoint(entry.fields):
                continue
            message = f"the address of '{entry.key}' holds the {_WORDS[name]} {number}, for which there is a field"
            hint = f"Add {name} = {{{number}}}, so that the work is known by it."
            yield Finding(HIDDEN_IDENTIFIER, entry.field_span("url"), message, hint, added_behind(entry, "url", new))


_WORDS = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "eprint": "arXiv paper"}


def _field_of(found: Identifier) -> tuple[str, str]:
    """The field that an identifier has, and what stands in it; empty for those of no single work."""
    match found:
        case Doi(name):
            return "doi", name
        case Pmid(number):
            return "pmid", number
        case Pmcid(number):
            return "pmcid", number
        case Arxiv(number):
            return "eprint", number
        case _:
            return "", ""


def _contradicts(entry: Entry, name: str, found: Identifier) -> bool:
    """Whether the field `name` names certainly another work than `found`, which the address leads to."""
    value = entry.fields[name]
    if name == "pmid":
        pmid = parse_pmid(value)
        return pmid is not None and pmid != found
    if name == "pmcid":
        pmcid = parse_pmcid(value)
        return pmcid is not None and pmcid != found
    own = parse_doi(value)
    if name != "doi" or own is None or not isinstance(found, Doi):
        return False
    one, two = _VERSION.sub("", own.name), _VERSION.sub("", found.name)
    if one.startswith(_PREPRINTS) != two.startswith(_PREPRINTS) or "10/" in (one[:3], two[:3]):
        return False
    return not (one.startswith(two) or two.startswith(one))
