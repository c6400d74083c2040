"""Whether the entries of each file stand in the order in which they are looked for."""

from collections.abc import Iterator

from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.text.finding import Finding, Rule, Severity

UNSORTED = Rule("bibliography/unsorted", Severity.INFO, "The entries of a file are not in the order of their keys.")


def order_findings(bibliography: Bibliography) -> Iterator[Finding]:
    """For each file the first entry that does not stand where 'vademecum fmt' puts it; none where all do."""
    last: dict[str, Entry] = {}
    told: set[str] = set()
    for entry in bibliography.values():
        path = entry.source.path
        before = last.get(path)
        if before is not None and path not in told and entry.key.casefold() < before.key.casefold():
            told.add(path)
            message = f"'{entry.key}' stands behind '{before.key}'; the file is not sorted from here on"
            yield Finding(UNSORTED, entry.span, message, "Run 'vademecum fmt', which sorts the file.")
        last[path] = entry
