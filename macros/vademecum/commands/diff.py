"""`vademecum diff`: what a change does to the evidence."""

import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import click

from vademecum.checking import check_site, read_site
from vademecum.commands.console import FOUND, configuration_option
from vademecum.pages.evidence_diff import diff_evidence
from vademecum.pages.evidence_diff_state import SiteEvidence
from vademecum.project import Project, open_project
from vademecum.report.diff import Difference, Side, count
from vademecum.report.diff_findings import changed_findings, suggestions
from vademecum.report.diff_formats import DIFF_FORMATS
from vademecum.report.diff_text import not_apart
from vademecum.report.visible import visible
from vademecum.revisions import Revision, common_revision, project_at, revision, settings_of
from vademecum.site_evidence import read_evidence
from vademecum.text.finding import Finding, Severity
from vademecum.text.source import Source

_HERE = "the working tree"


class _State(NamedTuple):
    """A site at one time."""

    side: Side
    evidence: SiteEvidence
    findings: tuple[Finding, ...]
    sources: dict[str, Source]
    settings: dict[str, object]


@click.command("diff")
@click.argument("base", metavar="BASE")
@click.argument("head", metavar="[HEAD]", required=False)
@click.option("--format", "form", type=click.Choice(list(DIFF_FORMATS)), default="text", show_default=True)
@click.option("--fail-on-new", is_flag=True, help="End with 1 where the change brings new errors or warnings.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day of the check.", metavar="DAY")
@configuration_option
def diff(  # noqa: PLR0913  # each is an argument or an option
    base: str, head: str | None, form: str, config: str, *, fail_on_new: bool, today: datetime | None
) -> None:
    """Tell what a change does to the evidence: from the Git revision BASE to HEAD, or to the files as they are now.

    Pages, the citations in their sections, works field by field, levels, reviews, hosts of links, and what 'vademecum
    check' says before and after. Where BASE has gone on meanwhile, what counts is where the two went apart.
    """
    project = open_project(config)
    configuration = Path(config).resolve()
    day = (today or datetime.now(tz=UTC)).date()
    end = revision(project.root, head) if head else None
    start = common_revision(project.root, revision(project.root, base), end.commit if end else "HEAD")
    before = _state_at(project, start, configuration, day)
    after = _state_at(project, end, configuration, day) if end else _state(project, Side(_HERE), configuration, day)
    difference = replace(_difference(before, after), is_since_apart=start.is_common)
    if form == "json" and not start.is_common:
        click.echo(visible(f"warning: {not_apart(start.name)}"), err=True)
    text = DIFF_FORMATS[form](difference)
    click.echo(text if sys.stdout.isatty() else f"{text}\n".encode(), nl=sys.stdout.isatty())
    if fail_on_new and any(finding.severity >= Severity.WARNING for finding in difference.new):
        sys.exit(FOUND)


def _state_at(project: Project, at: Revision, configuration: Path, day: date) -> _State:
    with project_at(project, at.commit, configuration) as then:
        return _state(then, Side(at.name, at.commit), then.root / configuration.name, day)


def _state(project: Project, side: Side, configuration: Path, day: date) -> _State:
    site, sources = project.checked_site()
    read = read_site(site)
    findings = tuple(check_site(read, day))
    sources.update((source.path, source) for source in site.documents.sources())
    side = Side(side.name, side.commit, count(findings))
    return _State(side, read_evidence(read), findings, sources, settings_of(configuration.read_bytes()))


def _difference(before: _State, after: _State) -> Difference:
    evidence = diff_evidence(before.evidence, after.evidence)
    moves, keys = dict(evidence.moves), {str(old): str(new) for old, new in evidence.keys}
    new, mended = changed_findings((before.findings, before.sources), (after.findings, after.sources), moves, keys)
    names = (before.settings.keys() | after.settings.keys()) - {"nav"}
    return Difference(
        before.side,
        after.side,
        evidence,
        new,
        mended,
        suggestions(after.findings, before.sources, after.sources, moves),
        tuple(sorted(name for name in names if before.settings.get(name) != after.settings.get(name))),
        after.sources,
    )
