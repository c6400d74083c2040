"""Records of PubMed, as its button "Send to: Citation manager" writes them (`.nbib`), in the tags of RIS.

The fields are those of the National Library of Medicine's "MEDLINE/PubMed Data Element Descriptions".
"""

import re
from collections.abc import Iterable, Iterator

from vademecum.bibliography.exchange.ris_records import TaggedLine

_TAGS = {
    "AB": "AB",
    "BTI": "BT",
    "CN": "AU",
    "CTI": "T3",
    "DP": "DA",
    "ED": "A2",
    "EN": "ET",
    "FAU": "AU",
    "FED": "A2",
    "IP": "IS",
    "JT": "T2",
    "LA": "LA",
    "MH": "KW",
    "OT": "KW",
    "PB": "PB",
    "PG": "SP",
    "PL": "CY",
    "TA": "J2",
    "PMC": "C2",
    "PMID": "AN",
    "TI": "TI",
    "VI": "VL",
}
_ADMINISTRATIVE = frozenset(
    (
        *("CRDT", "CTDT", "DA", "DCOM", "DEP", "DRDT", "EDAT", "JID", "LR", "MHDA", "OAB", "OABL", "OCI", "OTO", "OWN"),
        *("PHST", "PST", "PT", "SB", "SO", "STAT", "VTI"),
    )
)
"""Fields that say when and how the record was made, or repeat what others say."""
_NOTICES = frozenset(
    ("Retracted Publication", "Retraction of Publication", "Published Erratum", "Expression of Concern", "Preprint")
)
"""Publication types that say what became of a work, or that it is about another: not to be passed over."""
_INITIALS = re.compile(r"(.+) ([^\W\d_a-z]{1,4})(?: ([\w.]+))?")
_SUFFIX = re.compile(r"([^,]+, .+) (Jr|Sr|II|III|IV|\d(?:st|nd|rd|th))\.?")
"""What PubMed writes behind the given names: `Smith, John A Jr`."""
_NAMES = {"AU": _INITIALS, "FAU": _SUFFIX, "FED": _SUFFIX}
_DOI = re.compile(r"(\S+) \[doi\]")
_NUMBER = re.compile(r"[\dXx-]{8,}")


def medline_type(lines: Iterable[TaggedLine]) -> str:
    """The type of the work under RIS's name."""
    tags = {line.tag for line in lines}
    return "JOUR" if "BTI" not in tags else "CHAP" if "TI" in tags else "BOOK"


def to_ris(lines: Iterable[TaggedLine]) -> Iterator[TaggedLine]:
    """The lines of a record of PubMed as lines of RIS; those about the record itself are left out."""
    lines = list(lines)
    has_full_names = any(line.tag == "FAU" for line in lines)
    is_article = medline_type(lines) == "JOUR"
    for line in lines:
        tag, value = line.tag, line.value
        ours = _TAGS.get(tag, tag)
        if (
            (tag in _ADMINISTRATIVE and value not in _NOTICES)
            or (tag == "AU" and has_full_names)
            or (tag == "PL" and is_article)
        ):
            continue
        if tag == "PMID":
            yield line._replace(tag="DB", value="PubMed")
        elif tag in _NAMES:
            parts = _NAMES[tag].fullmatch(value)
            value = ", ".join(filter(None, parts.groups())) if parts else value
        elif tag == "DP":
            year, _, value = value.partition(" ")
            yield line._replace(tag="PY", value=year)
        elif tag in ("LID", "AID"):
            doi = _DOI.fullmatch(value)
            ours, value = "DO", doi[1] if doi else ""
        elif tag in ("IS", "ISBN"):
            number = _NUMBER.match(value)
            ours, value = "SN", number[0] if number else value
        elif tag in ("TI", "BTI"):
            value = value.removesuffix(".")
        elif tag == "MH":
            value = value.replace("*", "")
        yield line._replace(tag=ours, value=value)
