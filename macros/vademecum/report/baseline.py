"""Findings that are known already, in a file that is kept with the project: only new ones need to fail a run.

One line a finding, so that two branches merge: fingerprint, rule, path and message, with tabs between. The fingerprint
decides; the rest is for the reader.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from vademecum.report.fingerprint import VERSION, fingerprints
from vademecum.report.visible import visible
from vademecum.text.finding import Edit, Finding, Rule, Severity
from vademecum.text.source import Source, Span

MALFORMED = Rule("baseline/malformed", Severity.ERROR, "A line of the baseline cannot be read.")
OTHER_VERSION = Rule("baseline/version", Severity.ERROR, "The baseline was written for other fingerprints.")
MENDED = Rule("baseline/mended", Severity.INFO, "A finding of the baseline is no longer there.")

_HEADER = f"# vademecum baseline, version {VERSION}"
_REMARK = "# Findings that are known. Written by 'vademecum check'; lines may be removed by hand."
# Fields at the end may be empty, and editors strip the tabs between them.
_LINE = re.compile(r"([0-9a-f]{32})\t([^\t]+)(?:\t([^\t]*)(?:\t([^\t]*))?)?")


@dataclass(frozen=True, slots=True)
class Known:
    """One line of a baseline: a finding as it was, and where the line stands, its line end included."""

    fingerprint: str
    rule: str
    path: str
    message: str
    span: Span


@dataclass(frozen=True, slots=True)
class Baseline:
    """The findings that are known. Equal ones are counted: a second one is new."""

    known: tuple[Known, ...] = ()

    def new(self, findings: Iterable[Finding], sources: Mapping[str, Source]) -> list[Finding]:
        """The findings that are not known, in order."""
        known = {entry.fingerprint for entry in self.known}
        return [finding for finding, mark in fingerprints(findings, sources).items() if mark not in known]

    def mended(self, findings: Iterable[Finding], sources: Mapping[str, Source]) -> Iterator[Finding]:
        """One finding for each known one that is not among `findings`, which must be those of the whole project."""
        marks = set(fingerprints(findings, sources).values())
        for entry in self.known:
            if entry.fingerprint not in marks:
                message = f"{entry.path}: “{entry.message}” [{entry.rule}] is no longer found."
                yield Finding(MENDED, entry.span, message, "Remove the line.", (Edit(entry.span, ""),))


def write_baseline(findings: Iterable[Finding], sources: Mapping[str, Source], kept: Iterable[Known] = ()) -> str:
    """The text of a baseline that knows `findings`, in an order that does not change when lines move.

    `kept` are lines of the baseline before, of which nothing new is known.
    """
    lines = sorted(
        {
            *((each.path, each.rule, each.message, each.fingerprint) for each in kept),
            *(
                (visible(finding.span.path), finding.rule.name, visible(finding.message), mark)
                for finding, mark in fingerprints(findings, sources).items()
            ),
        }
    )
    written = (f"{mark}\t{rule}\t{path}\t{message}" for path, rule, message, mark in lines)
    return "\n".join((_HEADER, _REMARK, *written, ""))


def read_baseline(source: Source) -> tuple[Baseline, tuple[Finding, ...]]:
    """The baseline that `source` holds, and what is wrong with it. Lines that cannot be read are left out."""
    known, findings = [], []
    lines = source.text.split("\n")
    if lines[0].rstrip() != _HEADER:
        message = f"The first line is not “{_HEADER}”."
        findings.append(Finding(OTHER_VERSION, source.span(0, len(lines[0])), message, "Write the baseline anew."))
    offset = 0
    for line in lines:
        text = line.rstrip()
        match = _LINE.fullmatch(text)
        if match:
            mark, rule, path, message = match.groups(default="")
            known.append(Known(mark, rule, path, message, source.span(offset, offset + len(line) + 1)))
        elif text and not text.startswith("#"):
            message = "This line is no finding: fingerprint, rule, path and message, with tabs between."
            findings.append(Finding(MALFORMED, source.span(offset, offset + len(text)), message, "Remove it."))
        offset += len(line) + 1
    return Baseline(tuple(known)), tuple(findings)
