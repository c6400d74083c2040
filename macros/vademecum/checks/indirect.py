"""Whether a work that a page marks as indirect evidence is marked so wherever a claim of the page rests on it."""

from collections.abc import Iterator

from vademecum.bibliography.identifier import CitationKey
from vademecum.checks.citations import item_span
from vademecum.checks.cited_page import CitedPage
from vademecum.text.finding import Finding, Rule, Severity

MIXED = Rule(
    "citation/mixed-indirect",
    Severity.WARNING,
    "A work is marked as indirect evidence at one place and not at another.",
)


def indirect_findings(page: CitedPage) -> Iterator[Finding]:
    """A finding for each place that cites a work without the mark which another place gives it."""
    marked: dict[CitationKey, str] = {}
    for each in page.citations:
        if each.cluster.indirect and not each.is_mentioned:
            marked.update((item.key, each.cluster.indirect) for item in each.cluster.items if item.key not in marked)
    if not marked:
        return
    for each, place in zip(page.citations, page.placed.clusters, strict=True):
        if each.cluster.indirect or each.is_mentioned:
            continue
        for item in each.cluster.items:
            if item.key in marked:
                about = marked[item.key]
                message = f"'{item.key}' is marked as indirect ({about}) elsewhere on this page, and not here"
                quote = "'" if each.is_quoted else '"'  # The front matter has double quotes around its values.
                mode = f", mode={quote}in-text{quote}" if each.cluster.in_text else ""
                call = f"{{{{ cite({quote}{item.key}{quote}{mode}, indirect={quote}{about}{quote}) }}}}"
                hint = f"Write {call}; the page's profile counts the work as indirect for all its places."
                yield Finding(MIXED, item_span(place, item.key, page.source), message, hint)
