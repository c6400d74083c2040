"""Preprints of arXiv: what CSL is told of a work of which BibTeX knows only the `eprint`.

Reference managers export such a work as an `article` with a `number`, a `publisher` and a `URL`, and styles print
these; of an `eprint` CSL knows nothing (CSL 1.0.2, appendix IV).
"""

from collections.abc import Mapping

from vademecum.bibliography.entry import Entry
from vademecum.bibliography.exchange import exchanged_fields as fields
from vademecum.bibliography.identifier import Arxiv, parse_arxiv
from vademecum.bibliography.schema import FIELD_ALIASES

SAID_BY: Mapping[str, tuple[str, ...]] = {
    "URL": ("url",),
    "number": ("number", "issue", "eid", "collection-number"),
    "publisher": fields.PLACES,
}
"""The variables that `eprint_values` may have, and the fields that say them otherwise."""

_PREPRINTS = frozenset(("article", "misc", "online", "unpublished"))
"""Types under which preprints are written down."""


def is_preprint(entry: Entry) -> bool:
    """Whether a work is at arXiv and, as far as is known, in no journal, no book and on no other site."""
    return entry.standard_type in _PREPRINTS and _paper(entry) is not None and not fields.place(entry)[0]


def eprint_values(entry: Entry) -> dict[str, str]:
    """What the `eprint` says in variables of CSL that no other field says; the address also of published works."""
    paper = _paper(entry)
    if paper is None:
        return {}
    version = f"v{paper.version}" if paper.version else ""
    found = {"URL": paper.url}
    if is_preprint(entry):
        found |= {"number": f"arXiv:{paper.number}{version}", "publisher": "arXiv"}
    return {variable: value for variable, value in found.items() if not _is_said(variable, entry)}


def fields_beside_eprint(entry: Entry) -> frozenset[str]:
    """The fields that say what the `eprint` would say if they were not there."""
    if _paper(entry) is None:
        return frozenset()
    variables = tuple(SAID_BY) if is_preprint(entry) else ("URL",)
    names = {name for variable in variables for name in SAID_BY[variable]}
    return frozenset(name for name in entry.fields if FIELD_ALIASES.get(name, name) in names)


def _paper(entry: Entry) -> Arxiv | None:
    if entry.raw("eprinttype").strip().lower() != "arxiv":
        return None
    return parse_arxiv(entry.raw("eprint"))


def _is_said(variable: str, entry: Entry) -> bool:
    if variable == "number":  # The number of an article is its `eid`, that of a journal's issue none.
        return bool(entry.raw(fields.number_fields(entry.type)["number"][0]))
    return bool(fields.place(entry)[1] if variable == "publisher" else entry.raw(SAID_BY[variable][0]))
