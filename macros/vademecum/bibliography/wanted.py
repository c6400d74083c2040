"""What somebody asks for who types or pastes an identifier: in any spelling, with what was copied along with it."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vademecum.bibliography.identifier import (
    Arxiv,
    Doi,
    Isbn,
    Pmcid,
    Pmid,
    parse_arxiv,
    parse_doi,
    parse_isbn,
    parse_pmcid,
    parse_pmid,
)
from vademecum.bibliography.identifier.hidden import find_identifiers
from vademecum.bibliography.identifier.problem import identifier_problem
from vademecum.bibliography.identifier.web_address import read_address

WorkIdentifier = Doi | Pmid | Pmcid | Isbn | Arxiv
"""The identifiers under which a registry describes a work."""

_KINDS = (Doi, Pmid, Pmcid, Isbn, Arxiv)
_AROUND = "<>()[]{}\"'“”‘’«»"
_BEHIND = ".,;:…"
_BLANKS = re.compile(r"[\s\u00a0\u200b\ufeff]+")
_LABEL = re.compile(r"(?:doi|pmid|pubmed|pmcid|pmc|arxiv|isbn(?:-?1[03])?)\s*:?", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"\d{1,8}", re.ASCII)
_ISBN_FORM = re.compile(r"(?:isbn(?:-?1[03])?\s*:?\s*)?((?:\d[\s-]?){9,12}[\dXx])", re.IGNORECASE | re.ASCII)
_DOI_FORM = re.compile(r"(?:doi\s*[:.]?\s*)?10\.\d", re.IGNORECASE | re.ASCII)
_WEB = re.compile(r"https?:|www\.", re.IGNORECASE)
_FORMS = "a DOI (10.1000/…), PMID, PMCID (PMC…), ISBN, arXiv number, an address that holds one, or a file"
_OF_FIELDS = ", which belongs in the field"
"""How the problem of a field ends that holds an identifier of another kind."""
_SAVE = "save the page's citation as .ris or .bib and add that file"


class NotWanted(NamedTuple):
    """Why a text names no work that can be looked up, and what to do instead."""

    message: str
    hint: str


def read_wanted(text: str) -> WorkIdentifier | NotWanted:
    """The identifier that `text` is or holds; where it holds none, why not.

    An address counts where its own text names the work: no page is asked what it is about.
    """
    cleaned = _trimmed(text)
    if not cleaned:
        return NotWanted("there is nothing in it", f"Give {_FORMS}.")
    return _identifier(cleaned) or _reason(cleaned)


def joined_labels(words: Iterable[str]) -> Iterator[str]:
    """`words` with each label that stands alone, such as `PMID:`, put before the word that follows it."""
    label = ""
    for word in words:
        if not label and _LABEL.fullmatch(word.strip()):
            label = word.strip()
            continue
        yield f"{label} {word}" if label else word
        label = ""
    if label:
        yield label


def _trimmed(text: str) -> str:
    """`text` without what stands around an identifier in a sentence; a bracket that belongs to a DOI stays."""
    text = _BLANKS.sub(" ", text).strip()
    while text and (text[0] in _AROUND or text[-1] in _BEHIND or (text[-1] in _AROUND and not _is_closing(text))):
        text = (text[1:] if text[0] in _AROUND else text[:-1]).strip()
    return text


def _is_closing(text: str) -> bool:
    """Whether the last character closes a bracket that was opened in `text`."""
    pairs = {")": "(", "]": "[", "}": "{", ">": "<"}
    opening = pairs.get(text[-1])
    return bool(opening) and text.count(opening or "") >= text.count(text[-1])


def _identifier(text: str) -> WorkIdentifier | None:
    paper = parse_arxiv(text)  # Before the DOI: arXiv's DOIs are registered elsewhere, and say less there.
    if paper:
        return paper
    if _WEB.match(text) or read_address(text):
        return _first(find_identifiers("url", text)) or parse_doi(text)
    if "pmc" in text.lower() and (number := parse_pmcid(text)):
        return number
    doi = parse_doi(text)
    if doi:
        return doi
    if _ISBN_FORM.fullmatch(text):
        return parse_isbn(text)
    return parse_pmid(text) or _first(find_identifiers("note", text))


def _first(found: Iterable[object]) -> WorkIdentifier | None:
    return next((each for each in found if isinstance(each, _KINDS)), None)


def _reason(text: str) -> NotWanted:
    if _WEB.match(text) or read_address(text):
        message = "no DOI, PMID, PMCID, ISBN or arXiv number stands in this address, and pages are not opened"
        return NotWanted(message, f"Look for the DOI on the page and give that, or {_SAVE}.")
    problem = ""
    if _DOI_FORM.match(text):
        problem = identifier_problem("doi", text) or ""
    elif found := _ISBN_FORM.fullmatch(text):
        problem = identifier_problem("isbn", found[1]) or ""
    elif text.lower().startswith(("pmc", "pmid")):
        problem = identifier_problem("pmcid" if text.lower().startswith("pmc") else "pmid", text) or ""
    kind, is_other, _ = problem.partition(_OF_FIELDS)
    if is_other:
        return NotWanted(f"{kind}, and stands behind the label of another", "Give it without the label.")
    if problem:
        return NotWanted(problem, "Compare it with the place it comes from.")
    return NotWanted("it is no identifier that is known, and no file of this name is here", f"Give {_FORMS}.")
