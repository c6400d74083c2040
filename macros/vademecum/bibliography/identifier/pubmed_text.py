"""PubMed and PubMed Central identifiers in text: bare, labelled, or as the address of a record or a full text."""

import re

from vademecum.bibliography.identifier.web_address import WebAddress, read_address, unescape

_PMID = re.compile(
    r"(?:pubmed\s*+)?(?:pmid|pubmed(?:\s+id)?)?\s*+:?\s*+0*([1-9]\d{0,7})(?:\s*+\[(?:pmid|uid)\])?",
    re.IGNORECASE | re.ASCII,
)
_PMCID = re.compile(
    r"(?:pubmed\s++central\s*+)?(?:pmcid\s*+:?\s*+)?(?:pmc\s*+)?0*([1-9]\d{0,8})(?:\.\d+)?", re.IGNORECASE | re.ASCII
)
_PMID_PATH = re.compile(
    r"/(?:(?:m/)?pubmed/|pmc/articles/pmid/|article/med/|abstract/med/)([1-9]\d{0,7})(?:/|$)", re.ASCII
)
_PUBMED_PATH = re.compile(r"/([1-9]\d{0,7})(?:/|$)", re.ASCII)
_PMCID_PATH = re.compile(r"/(?:pmc|article/pmc/)([1-9]\d{0,8})(?:\.\d+)?(?:/|$)", re.ASCII)


def pmid_number(text: str) -> str:
    """The digits of the PMID that `text` is; empty where it is none."""
    match = _PMID.fullmatch(unescape(text).strip())
    if match:
        return match[1]
    address = read_address(text)
    return pmid_in_address(address) if address else ""


def pmid_in_address(address: WebAddress) -> str:
    """The digits of the PMID whose record is at `address`, at PubMed or Europe PMC; empty where none is."""
    path = address.path.lower()
    if not (address.is_at("ncbi.nlm.nih.gov") or address.is_at("europepmc.org")):
        return ""
    at_pubmed = address.is_at("pubmed.ncbi.nlm.nih.gov")
    match = (_PUBMED_PATH if at_pubmed else _PMID_PATH).match(path)
    if not match and (at_pubmed or "pubmed" in path or "entrez" in path):
        queried = ("id",) if address.parameter("dbfrom") == "pubmed" else ("term", "list_uids")
        match = _PMID.fullmatch(address.parameter(*queried))
    return match[1] if match else ""


def pmcid_number(text: str) -> str:
    """The PMCID that `text` is, `PMC` and digits; empty where it is none. Bare digits are taken for one."""
    match = _PMCID.fullmatch(unescape(text).strip())
    if match:
        return f"PMC{match[1]}"
    address = read_address(text)
    return pmcid_in_address(address) if address else ""


def pmcid_in_address(address: WebAddress) -> str:
    """The PMCID whose text is at `address`, at PubMed Central or Europe PMC; empty where none is."""
    if not any(map(address.is_at, ("ncbi.nlm.nih.gov", "europepmc.org", "pubmedcentral.nih.gov"))):
        return ""
    match = _PMCID_PATH.search(address.path.lower()) or _PMCID.fullmatch(address.parameter("accid", "artid"))
    return f"PMC{match[1]}" if match else ""
