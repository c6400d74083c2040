"""Findings as JSON, for programs. The form is published beside this module: `schemas/findings.schema.json`."""

from collections import Counter

from vademecum.report.document import write_json
from vademecum.report.fingerprint import fingerprints
from vademecum.report.report import Report
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.source import Position, Span

VERSION = 1
"""Changes when a program that reads the old form cannot read the new one."""


def format_json(report: Report) -> str:
    """All findings, in order, with the rules they come from and how many there are of each severity."""
    marks = fingerprints(report.findings, report.sources)
    rules = {finding.rule.name: finding.rule for finding in marks}
    counts = Counter(finding.severity for finding in marks)
    return write_json(
        {
            "version": VERSION,
            "tool": {"name": "vademecum", "version": report.version},
            "summary": {_name(severity): counts[severity] for severity in sorted(Severity, reverse=True)},
            "rules": {name: _rule(rules[name], report) for name in sorted(rules)},
            "findings": [_finding(finding, mark) for finding, mark in marks.items()],
        }
    )


def _rule(rule: Rule, report: Report) -> dict[str, str]:
    record = {"severity": _name(rule.severity), "summary": rule.summary}
    guidance = report.guidance.get(rule.name)
    if guidance:
        record |= {"explanation": guidance.explanation, "wrong": guidance.wrong, "right": guidance.right}
    return record


def _finding(finding: Finding, mark: str) -> dict[str, object]:
    return {
        "rule": finding.rule.name,
        "severity": _name(finding.severity),
        "message": finding.message,
        "hint": finding.hint,
        **_span(finding.span),
        "fingerprint": mark,
        "fix": [{**_span(edit.span), "text": edit.text} for edit in finding.fix],
    }


def _span(span: Span) -> dict[str, object]:
    return {"path": span.path, "start": _position(span.start), "end": _position(span.end)}


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}


def _name(severity: Severity) -> str:
    return severity.name.lower()
