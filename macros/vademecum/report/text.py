"""Findings for a person at a terminal: `path:line:column: severity: message [rule]`, the hint below."""

from collections.abc import Iterable

from vademecum.text.finding import Finding


def format_finding(finding: Finding) -> str:
    """One finding in one line, and its hint indented below where it has one."""
    line = f"{finding.span}: {finding.severity.name.lower()}: {finding.message} [{finding.rule.name}]"
    return f"{line}\n    {finding.hint}" if finding.hint else line


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The findings by file and place, each once."""
    return sorted(
        dict.fromkeys(findings),
        key=lambda finding: (finding.span.path, finding.span.start, -finding.severity, finding.rule.name),
    )


def format_findings(findings: Iterable[Finding]) -> str:
    """All findings, in order, one below the other."""
    return "\n".join(map(format_finding, in_order(findings)))
