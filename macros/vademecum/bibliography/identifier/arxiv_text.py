"""arXiv identifiers in text, old and new ("Understanding the arXiv identifier", arXiv's help pages).

New: `YYMM.number`, from April 2007, the number of four digits up to 2014 and of five since. Old: `archive/YYMMNNN`,
August 1991 to March 2007, with a subject class behind the archive or without. Each may name its version.
"""

import re

from vademecum.bibliography.identifier.doi_text import doi_name
from vademecum.bibliography.identifier.web_address import WebAddress, read_address, unescape

_IDENTIFIER = re.compile(
    r"(?:(\d\d)(\d\d)\.(\d{4,5})|([a-z-]+)(?:\.[a-z-]{2,})?/(\d\d)(\d\d)(\d{3}))(?:v([1-9]\d{0,2}))?(?:\s*+\[[^\[\]]*\])?",
    re.IGNORECASE | re.ASCII,
)
_LABEL = re.compile(r"(?:arxiv|e-?prints?|preprints?)\s*[:.,]?\s*", re.IGNORECASE)
_PATH = re.compile(r"/(?:abs|pdf|html|format|ps|e-print|src)/([^?]+?)(?:\.pdf)?/?")
_DOI = "10.48550/arxiv."
_ARCHIVES = frozenset(
    (
        *("astro-ph", "cond-mat", "cs", "gr-qc", "hep-ex", "hep-lat", "hep-ph", "hep-th", "math", "math-ph", "nlin"),
        *(
            "nucl-ex",
            "nucl-th",
            "physics",
            "q-bio",
            "quant-ph",
            "acc-phys",
            "adap-org",
            "alg-geom",
            "ao-sci",
            "atom-ph",
        ),
        *("bayes-an", "chao-dyn", "chem-ph", "cmp-lg", "comp-gas", "dg-ga", "funct-an", "mtrl-th", "patt-sol"),
        *("plasm-ph", "q-alg", "solv-int", "supr-con"),
    )
)
_FIRST_NEW, _FIRST_LONG = "0704", "1501"
_FIRST_YEAR, _LAST_OLD_YEAR = "91", "07"
_MONTHS = range(1, 13)
_MOST_LABELS = 4


def arxiv_number(text: str) -> tuple[str, int | None] | None:
    """Identifier and version of the arXiv paper that `text` names, bare, labelled, as an address or as arXiv's DOI.

    The identifier is without `arXiv:`, subject class and version, as arXiv prefers it. None where `text` names none.
    """
    text = unescape(text).strip()
    for _ in range(_MOST_LABELS):
        label = _LABEL.match(text)
        if not label:
            break
        text = text[label.end() :]
    match = _IDENTIFIER.fullmatch(text)
    if match:
        return _checked(match)
    if _DOI in text.lower():
        match = _IDENTIFIER.fullmatch(doi_name(text).removeprefix(_DOI))
        return _checked(match) if match else None
    address = read_address(text)
    return arxiv_in_address(address) if address else None


def arxiv_in_address(address: WebAddress) -> tuple[str, int | None] | None:
    """Identifier and version of the paper whose page or file is at `address`; None where none is."""
    path = _PATH.fullmatch(address.path) if address.is_at("arxiv.org") or address.is_at("ar5iv.org") else None
    match = _IDENTIFIER.fullmatch(_LABEL.sub("", path[1], count=1)) if path else None
    return _checked(match) if match else None


def _checked(match: re.Match[str]) -> tuple[str, int | None] | None:
    year, month, number, archive, old_year, old_month, old_number, version = match.groups()
    edition = int(version) if version else None
    if year:
        digits = 4 if year + month < _FIRST_LONG else 5
        known = year + month >= _FIRST_NEW and int(month) in _MONTHS and len(number) == digits
        return (f"{year}{month}.{number}", edition) if known else None
    known = archive.lower() in _ARCHIVES and int(old_month) in _MONTHS
    in_time = old_year >= _FIRST_YEAR or old_year <= _LAST_OLD_YEAR
    return (f"{archive.lower()}/{old_year}{old_month}{old_number}", edition) if known and in_time else None
