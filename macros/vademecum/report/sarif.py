"""Findings as SARIF 2.1.0 (OASIS Standard, 27 March 2020), for code scanning and editors. Clauses are named below."""

from collections.abc import Mapping
from urllib.parse import quote

from vademecum.report.document import write_json
from vademecum.report.fence import fence
from vademecum.report.fingerprint import VERSION, fingerprints
from vademecum.report.report import Guidance, Report
from vademecum.text.finding import Edit, Finding, Rule, Severity
from vademecum.text.source import Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
"""The base of all relative paths (3.4.4); the reader of the file knows where it is."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
# GitHub sorts alerts by this property of a rule; the standard has only levels.
_PROBLEM_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}


def format_sarif(report: Report) -> str:
    """One run (3.14) with all findings, in order, and the rules they come from.

    Line hashes in GitHub's own form are left to its upload action, which counts them from the files.
    """
    marks = fingerprints(report.findings, report.sources)
    rules = {finding.rule.name: finding.rule for finding in marks}
    names = {name: index for index, name in enumerate(sorted(rules))}
    driver = {
        "name": "Vademecum",
        "version": report.version,
        "rules": [_rule(rules[name], report.guidance.get(name)) for name in names],
    }
    run = {
        "tool": {"driver": driver},
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder of the project."}}},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": [_result(finding, names[finding.rule.name], mark) for finding, mark in marks.items()],
    }
    return write_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule, guidance: Guidance | None) -> dict[str, object]:
    """A reporting descriptor (3.49)."""
    record: dict[str, object] = {"id": rule.name, "shortDescription": {"text": _message(rule.summary)}}
    if guidance:
        record["fullDescription"] = {"text": _message(guidance.explanation)}
        record["help"] = _help(guidance)
    tags = [rule.name.partition("/")[0]]
    return record | {
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": tags, "problem.severity": _PROBLEM_SEVERITIES[rule.severity]},
    }


def _help(guidance: Guidance) -> dict[str, str]:
    """The help of a rule (3.49.13), the examples in fences that are longer than any in them."""
    examples = (("Wrong", guidance.wrong), ("Right", guidance.right))
    ticks = fence(guidance.wrong + guidance.right, 3)
    plain = [guidance.explanation, *(f"{title}:\n{code}" for title, code in examples)]
    marked = [guidance.explanation, *(f"{title}:\n\n{ticks}text\n{code}\n{ticks}" for title, code in examples)]
    return {"text": _message("\n\n".join(plain)), "markdown": _braces("\n\n".join(marked))}


def _result(finding: Finding, index: int, mark: str) -> dict[str, object]:
    """A result (3.27). The hint is the second line of the message."""
    message = f"{finding.message}\n{finding.hint}" if finding.hint else finding.message
    result: dict[str, object] = {
        "ruleId": finding.rule.name,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(message)},
        "locations": [
            {"physicalLocation": {"artifactLocation": _file(finding.span.path), "region": _region(finding.span)}}
        ],
        "partialFingerprints": {f"vademecum/v{VERSION}": mark},
    }
    if finding.fix:
        result["fixes"] = [{"artifactChanges": _changes(finding.fix)}]
    return result


def _changes(fix: tuple[Edit, ...]) -> list[dict[str, object]]:
    """What a fix does (3.55), file by file."""
    files: dict[str, list[dict[str, object]]] = {}
    for edit in fix:
        replacement: dict[str, object] = {"deletedRegion": _region(edit.span)}
        if edit.text:
            replacement["insertedContent"] = {"text": edit.text}
        files.setdefault(edit.span.path, []).append(replacement)
    return [{"artifactLocation": _file(path), "replacements": changes} for path, changes in files.items()]


def _file(path: str) -> Mapping[str, str]:
    """Where a file is (3.4): below the root, or anywhere where the path is absolute."""
    address = quote(path, safe="/", errors="replace")
    return {"uri": f"file://{address}"} if path.startswith("/") else {"uri": address, "uriBaseId": ROOT}


def _region(span: Span) -> Mapping[str, int]:
    """A stretch of text (3.30); its end column is behind it, as ours is."""
    (line, column), (end_line, end_column) = span.start, span.end
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _message(text: str) -> str:
    """A plain text message: no placeholder (3.11.5), no embedded link (3.11.6)."""
    return _braces(text.replace("](", "\\]("))


def _braces(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
