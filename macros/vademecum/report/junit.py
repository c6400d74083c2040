"""Findings as JUnit XML, in the form that Jenkins publishes as `junit-10.xsd`. One test case a file and rule."""

from html import escape
from typing import NamedTuple

from vademecum.report.order import by_file
from vademecum.report.report import Report
from vademecum.report.text import describe
from vademecum.report.visible import visible, visible_lines
from vademecum.text.finding import Finding

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_NAME = "vademecum"


class _Case(NamedTuple):
    """What one rule says of one file."""

    rule: str
    findings: list[Finding]
    failed: bool


def format_junit(report: Report) -> str:
    """One suite a file. A case fails where its rule does; what is milder is the output of a passed case.

    Without findings there is one passed case, as a file without cases passes for a broken run.
    """
    suites = {path: _cases(findings, report) for path, findings in by_file(report.findings).items()}
    if not suites:
        suites = {_NAME: [_Case("check", [], failed=False)]}
    counts = _counts([case for cases in suites.values() for case in cases])
    inside = [_suite(path, cases, report) for path, cases in suites.items()]
    return f"{_DECLARATION}\n{_element('testsuites', {'name': _NAME, **counts}, inside)}"


def _cases(findings: list[Finding], report: Report) -> list[_Case]:
    rules: dict[str, list[Finding]] = {}
    for finding in findings:
        rules.setdefault(finding.rule.name, []).append(finding)
    return [_Case(rule, found, any(map(report.fails, found))) for rule, found in sorted(rules.items())]


def _suite(path: str, cases: list[_Case], report: Report) -> str:
    inside = [_case(path, case, report) for case in cases]
    return _element("testsuite", {"name": path, **_counts(cases), "skipped": "0"}, inside)


def _case(path: str, case: _Case, report: Report) -> str:
    inside = []
    if case.findings:
        details = "\n".join(describe(finding, report.sources) for finding in case.findings)
        inside = [_failure(case, details) if case.failed else _text_element("system-out", {}, details)]
    return _element("testcase", {"name": case.rule, "classname": path}, inside)


def _failure(case: _Case, details: str) -> str:
    first, *others = case.findings
    message = f"{first.message} (and {len(others)} more)" if others else first.message
    worst = max(finding.severity for finding in case.findings)
    return _text_element("failure", {"type": worst.name.lower(), "message": message}, details)


def _counts(cases: list[_Case]) -> dict[str, str]:
    """How many cases there are. What JUnit calls errors are faults of the test, of which there are none."""
    return {"tests": str(len(cases)), "failures": str(sum(case.failed for case in cases)), "errors": "0"}


def _element(name: str, attributes: dict[str, str], inside: list[str]) -> str:
    start = _start(name, attributes)
    return "\n".join((f"<{start}>", *inside, f"</{name}>")) if inside else f"<{start}/>"


def _text_element(name: str, attributes: dict[str, str], text: str) -> str:
    return f"<{_start(name, attributes)}>{escape(visible_lines(text), quote=False)}</{name}>"


def _start(name: str, attributes: dict[str, str]) -> str:
    values = ((key, escape(visible(value), quote=False).replace('"', "&quot;")) for key, value in attributes.items())
    return " ".join((name, *(f'{key}="{value}"' for key, value in values)))
