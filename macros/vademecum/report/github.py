"""Findings as annotations of GitHub Actions (GitHub's documentation, "Workflow commands for GitHub Actions").

One command a line: `::error file=…,line=…,title=…::message`. GitHub shows ten errors, ten warnings and ten notices of
a step and drops the rest without a word; so the most important come first, and a last line says what is not shown.
"""

from collections import Counter

from vademecum.report.order import by_importance, tally
from vademecum.report.report import Report
from vademecum.report.visible import visible
from vademecum.text.finding import Finding, Severity
from vademecum.text.source import Span

SHOWN = 10
"""How many annotations of each kind GitHub shows of one step."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def format_github(report: Report) -> str:
    """One line a finding, errors first, and a line for what GitHub will leave out."""
    findings = by_importance(report.findings)
    lines = [_command(finding) for finding in findings]
    seen: Counter[Severity] = Counter()
    dropped = []
    for finding in findings:
        seen[finding.severity] += 1
        if seen[finding.severity] > SHOWN:
            dropped.append(finding)
    if dropped:
        lines.append(f"GitHub shows {SHOWN} annotations of each kind; only in this log: {tally(dropped)}.")
    return "\n".join(lines)


def _command(finding: Finding) -> str:
    properties = {"file": finding.span.path, **_region(finding.span), "title": finding.rule.name}
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
    message = f"{finding.message}\n{finding.hint}" if finding.hint else finding.message
    return f"::{_COMMANDS[finding.severity]} {written}::{_data(message)}"


def _region(span: Span) -> dict[str, str]:
    """The place. GitHub's last column is inside the stretch, and columns are refused where there are several lines."""
    (line, column), (end_line, end_column) = span.start, span.end
    if end_line > line and end_column == 1:
        end_line, end_column = end_line - 1, 0
    place = {"line": str(line), "endLine": str(end_line)}
    if end_line > line:
        return place
    return {**place, "col": str(column), "endColumn": str(max(column, end_column - 1)) if end_column else ""}


def _data(text: str) -> str:
    """`text` as the message of a command: percent signs and line ends escaped."""
    lines = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(lines)


def _property(text: str) -> str:
    """`text` as the value of a property, which ends at a comma, the properties at a colon."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
