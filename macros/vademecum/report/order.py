"""Findings in the order in which they are shown, and how many there are."""

from collections import Counter
from collections.abc import Iterable

from vademecum.text.finding import Finding, Severity


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The findings by file and place, each once."""
    return sorted(
        dict.fromkeys(findings),
        key=lambda finding: (finding.span.path, finding.span.start, -finding.severity, finding.rule.name),
    )


def by_importance(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, errors first; those of one severity by file and place. Each once."""
    return sorted(in_order(findings), key=lambda finding: -finding.severity)


def by_file(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """The findings of each file, in order; the files by name."""
    files: dict[str, list[Finding]] = {}
    for finding in in_order(findings):
        files.setdefault(finding.span.path, []).append(finding)
    return files


def tally(findings: Iterable[Finding]) -> str:
    """How many findings there are of each severity, in words: `1 error, 2 warnings, 3 for information`."""
    counts = Counter(finding.severity for finding in findings)
    words = (
        _counted(counts[Severity.ERROR], "error"),
        _counted(counts[Severity.WARNING], "warning"),
        f"{counts[Severity.INFO]} for information" if counts[Severity.INFO] else "",
    )
    return ", ".join(filter(None, words)) or "no findings"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number > 1 else ''}" if number else ""
