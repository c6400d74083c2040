"""What is cited: works that were taken back, doubted, replaced or never done, and works that nobody cites."""

from collections.abc import Iterable, Iterator

from vademecum.bibliography.entry import Bibliography
from vademecum.bibliography.identifier import CitationKey, citation_key
from vademecum.bibliography.key_fields import LEADING_TO_OTHERS, keys_in
from vademecum.checks.citations import item_span
from vademecum.checks.cited_page import CitedPage
from vademecum.text.finding import Finding, Rule, Severity

RETRACTED = Rule("citation/retracted", Severity.ERROR, "A page rests on a work that was retracted.")
WITHDRAWN = Rule("citation/withdrawn", Severity.ERROR, "A page rests on a work that was withdrawn.")
CONCERN = Rule("citation/concern", Severity.WARNING, "A page rests on a work that its journal has doubts about.")
SUPERSEDED = Rule("citation/superseded", Severity.WARNING, "A page rests on a work that a newer one replaces.")
PROTOCOL = Rule("citation/protocol", Severity.WARNING, "A page rests on a plan, which has no results.")
UNUSED = Rule("citation/unused", Severity.INFO, "No page cites a work of the bibliography.")

_RULES = {
    "retracted": (RETRACTED, "was retracted", "Take the claim out, or find it another source."),
    "withdrawn": (WITHDRAWN, "was withdrawn", "Take the claim out, or find it another source."),
    "concern": (CONCERN, "stands under an expression of concern", "Find a second source, or say so on the page."),
    "superseded": (SUPERSEDED, "is superseded", "Cite what has taken its place."),
    "protocol": (PROTOCOL, "is a protocol", "See whether the results have appeared."),
}


def status_findings(page: CitedPage, bibliography: Bibliography) -> Iterator[Finding]:
    """A finding for each citation of a work with a notice, unless the page says that it only speaks of the work."""
    for each, place in zip(page.citations, page.placed.clusters, strict=True):
        if each.is_mentioned:
            continue
        for item in each.cluster.items:
            entry = bibliography.get(item.key)
            status = entry.fields.get("status", "").strip().lower() if entry else ""
            if entry and status in _RULES:
                rule, words, what = _RULES[status]
                since = entry.raw("statusdate").strip()
                message = f"'{entry.key}' {words}{f' on {since}' if since else ''}"
                quote = "'" if each.is_quoted else '"'  # The front matter has double quotes around its values.
                call = f"{{{{ cite({quote}{entry.key}{quote}, status={quote}mentioned{quote}) }}}}"
                hint = f"{what} Where the page only speaks of it: {call}."
                yield Finding(rule, item_span(place, item.key, page.source), message, hint)


def unused_works(bibliography: Bibliography, cited: Iterable[CitationKey]) -> Iterator[Finding]:
    """A finding for each entry that is not among `cited`, and that no entry names as its parent or the like."""
    used = set(cited) | _named(bibliography)
    for key, entry in bibliography.items():
        if key not in used and entry.type not in ("xdata", "set"):
            message = f"no page cites '{key}'"
            hint = "Cite it where it belongs; a bibliography may hold more than its pages use."
            yield Finding(UNUSED, entry.span, message, hint)


def _named(bibliography: Bibliography) -> set[CitationKey]:
    """The keys that entries name in fields for that; in a list, each by itself."""
    found: set[CitationKey] = set()
    for entry in bibliography.values():
        for name in LEADING_TO_OTHERS:
            found.update(citation_key(key) for _, key in keys_in(entry.fields.get(name, "")))
    return found
