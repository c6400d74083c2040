"""Why a field holds no identifier, in plain words."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from vademecum.bibliography.identifier import (
    Identifier,
    parse_arxiv,
    parse_doi,
    parse_isbn,
    parse_issn,
    parse_orcid,
    parse_pmcid,
    parse_pmid,
)
from vademecum.bibliography.identifier.check_digit import isbn10_check, isbn13_check, issn_check, orcid_check
from vademecum.bibliography.identifier.doi_text import ARTICLE_PAGES
from vademecum.bibliography.identifier.standard_number import isbn_candidates, issn_candidates, orcid_digits
from vademecum.bibliography.identifier.web_address import read_address, unescape

_PREFIX_ALONE = re.compile(r"10\.\d{4,9}/?", re.ASCII)
_ISBN_13 = 13
_PMID_DIGITS = 8


def identifier_problem(field: str, text: str) -> str | None:
    """What is wrong with the identifier `text` in `field`, as a sentence without its full stop; None if nothing is.

    An empty field has no problem. `field` is one of `IDENTIFIER_FIELDS`; another is a bad call and raises KeyError. A
    few texts are read and have a problem all the same: a short DOI, the DOI of a whole journal, a PMCID without `PMC`.
    """
    kind = _KINDS[field]
    if not text.strip():
        return None
    found = kind.parse(text)
    if found is not None:
        return _doubt(found, text)
    return kind.explain(text) or _other_kind(field, text) or f"it has not the form of {kind.words}{kind.form}"


def _doubt(found: Identifier, text: str) -> str | None:
    """What makes an identifier that can be read doubtful."""
    name = getattr(found, "name", "")
    if name.startswith("10/"):
        return "it is a short DOI, which not every program knows; write the DOI it stands for"
    if "/(issn)" in name:
        return "it names a journal, not a work in it"
    page = name.rpartition("/")[2]
    if page in ARTICLE_PAGES:
        return f"it ends in '/{page}', which belongs to a web address, not to a DOI"
    if str(getattr(found, "number", "")).startswith("PMC") and "pmc" not in text.lower():
        return "the letters PMC are missing before the number"
    return None


def _other_kind(field: str, text: str) -> str | None:
    """That `text` is an identifier of another kind, where its form leaves no doubt."""
    others = ("doi", "eprint", "orcid") if "/" in text or "." in text else ("isbn", "issn", "orcid", "eprint")
    for other in others:
        if other != field and _KINDS[other].parse(text):
            return f"it is {_KINDS[other].words}, which belongs in the field {other}"
    if field == "pmid" and unescape(text).strip().lower().startswith("pmc"):
        return f"it is {_KINDS['pmcid'].words}, which belongs in the field pmcid"
    return None


def _why_no_doi(text: str) -> str | None:
    bare = unescape(text).strip()
    address = read_address(bare)
    if address:
        return f"the address, at {address.host}, holds no DOI"
    if bare.lower().endswith("[pii]"):
        return "it is a publisher's number of the item (PII), not a DOI"
    if _PREFIX_ALONE.fullmatch(bare):
        return "what should stand behind the slash is missing"
    if bare.startswith("10.") and ("://" in bare or any(map(str.isspace, bare))):
        return "there is a blank inside, or more than the DOI"
    return None


def _why_no_pmid(text: str) -> str | None:
    digits = text.strip()
    return "a PMID has at most eight digits" if digits.isdecimal() and len(digits) > _PMID_DIGITS else None


def _why_no_isbn(text: str) -> str | None:
    if parse_doi(text):
        return None
    for number in isbn_candidates(text):
        check = isbn13_check if len(number) == _ISBN_13 else isbn10_check
        return _wrong_digit(check(number[:-1]))
    return None


def _why_no_issn(text: str) -> str | None:
    return next((_wrong_digit(issn_check(first + second)) for first, second, _ in issn_candidates(text)), None)


def _why_no_orcid(text: str) -> str | None:
    digits = orcid_digits(text)
    return _wrong_digit(orcid_check(digits[:-1])) if digits else None


def _form_alone(_text: str) -> None:
    """For identifiers of which only the form can be wrong."""


def _wrong_digit(right: str) -> str:
    return f"one of its digits is wrong: with the others, the last would be {right}"


class _Kind(NamedTuple):
    parse: Callable[[str], Identifier | None]
    explain: Callable[[str], str | None]
    words: str
    form: str = ""


_KINDS: Mapping[str, _Kind] = {
    "doi": _Kind(parse_doi, _why_no_doi, "a DOI", ": '10.', four digits or more, a slash and a name"),
    "pmid": _Kind(parse_pmid, _why_no_pmid, "a PMID"),
    "pmcid": _Kind(parse_pmcid, _form_alone, "a PMCID", ": PMC and a number"),
    "isbn": _Kind(parse_isbn, _why_no_isbn, "an ISBN"),
    "issn": _Kind(parse_issn, _why_no_issn, "an ISSN"),
    "eprint": _Kind(parse_arxiv, _form_alone, "an arXiv identifier"),
    "orcid": _Kind(parse_orcid, _why_no_orcid, "an ORCID iD"),
}

IDENTIFIER_FIELDS = frozenset(_KINDS)
"""The fields that hold identifiers; `eprint` holds arXiv's where `eprinttype` says so."""
