"""Pages that stand where the build would put the page of a cited work."""

from collections.abc import Iterator, Mapping

from vademecum.bibliography.identifier import CitationKey
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.source import Source

TAKEN = Rule("page/work-address", Severity.WARNING, "A page has the address of the page of a cited work.")


def taken_addresses(pages: Mapping[str, Source], works: Mapping[str, CitationKey]) -> Iterator[Finding]:
    """A finding for each of the `pages`, by their paths, that takes the place of the page of one of the `works`."""
    for path, key in works.items():
        if path in pages:
            message = f"this page has the address of the page of the work '{key}', which is not made"
            yield Finding(TAKEN, pages[path].span(0), message, "Give this page another name, or the entry another key.")
