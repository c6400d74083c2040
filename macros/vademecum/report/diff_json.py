"""What a change does, for programs. The form is published beside this module: `schemas/diff.schema.json`."""

from collections.abc import Iterable

from vademecum.pages.evidence import Grade
from vademecum.pages.evidence_diff import PageChange
from vademecum.pages.evidence_diff_citations import CitationChange
from vademecum.pages.evidence_diff_works import WorkChange
from vademecum.report.diff import Difference, Side
from vademecum.report.document import write_json
from vademecum.text.finding import Finding, Severity
from vademecum.text.source import Span

VERSION = 1
"""Changes when a program that reads the old form cannot read the new one."""


def format_diff_json(difference: Difference) -> str:
    """All of it, in order."""
    evidence = difference.evidence
    return write_json(
        {
            "version": VERSION,
            "tool": {"name": "vademecum", "version": difference.version},
            "base": _side(difference.before),
            "head": _side(difference.after),
            "pages": list(map(_page, evidence.pages)),
            "works": list(map(_work, evidence.works)),
            "hosts": [{"host": host, **_place(span)} for host, span in evidence.hosts],
            "settings": list(difference.settings),
            "findings": {"new": _findings(difference.new), "mended": _findings(difference.mended)},
            "suggestions": [
                {
                    "path": each.path,
                    "first_line": each.first,
                    "last_line": each.last,
                    "text": each.text,
                    "rules": list(each.rules),
                }
                for each in difference.suggestions
            ],
        }
    )


def _side(side: Side) -> dict[str, object]:
    counts = {severity.name.lower(): side.counts.get(severity, 0) for severity in sorted(Severity, reverse=True)}
    return {"name": side.name, "commit": side.commit or None, "findings": counts}


def _page(page: PageChange) -> dict[str, object]:
    return {
        "kind": page.kind,
        "path": page.path,
        "was": page.was or None,
        "title": page.title,
        "works": page.works,
        "values": [{"name": each.name, "before": each.before, "after": each.after} for each in page.values],
        "citations": list(map(_citation, page.citations)),
    }


def _citation(change: CitationChange) -> dict[str, object]:
    return {
        "kind": change.kind,
        "section": change.section,
        "sentence": change.sentence,
        **_place(change.span),
        "before": {"key": change.before, "manner": change.manner_before} if change.before else None,
        "after": {"key": change.after, "manner": change.manner_after} if change.after else None,
    }


def _work(work: WorkChange) -> dict[str, object]:
    return {
        "kind": work.kind,
        "key": work.key,
        "was": work.was,
        "name": work.name,
        "title": work.title,
        "before": _grade(work.grade_before) if work.kind != "added" else None,
        "after": _grade(work.grade_after) if work.kind != "removed" else None,
        "fields": [{"name": each.name, "before": each.before, "after": each.after} for each in work.fields],
        "pages": list(work.pages),
    }


def _grade(grade: Grade) -> dict[str, str]:
    return {"kind": grade.kind, "design": grade.design, "status": grade.status}


def _findings(findings: Iterable[Finding]) -> list[dict[str, object]]:
    return [
        {
            "rule": finding.rule.name,
            "severity": finding.severity.name.lower(),
            "message": finding.message,
            "hint": finding.hint,
            **_place(finding.span),
        }
        for finding in findings
    ]


def _place(span: Span) -> dict[str, object]:
    return {"path": span.path, "line": span.start.line, "column": span.start.column}
