"""`vademecum check`: what is wrong with a site."""

import os
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import click

from vademecum.bibliography.identifier import CitationKey
from vademecum.checking import Beyond, check_site, chosen_rules, failing, read_site, with_overdue_as_errors
from vademecum.checks.built_html import BuiltSite
from vademecum.checks.catalogue import rule_guides
from vademecum.checks.suppression import GUARDS
from vademecum.commands.console import FOUND, NO_NETWORK, ProgressLine, configuration_option, shown, wants_color
from vademecum.editing.files import replace_file
from vademecum.editing.fixing import fix_files
from vademecum.editing.many_files import replace_files
from vademecum.project import Project, open_project
from vademecum.report.baseline import Baseline, read_baseline, write_baseline
from vademecum.report.formats import FORMATS
from vademecum.report.order import in_order
from vademecum.report.report import Report
from vademecum.report.text import format_text
from vademecum.report.visible import visible
from vademecum.text.decoding import decode_source
from vademecum.text.errors import ConfigurationError
from vademecum.text.finding import Edit, Finding, Severity
from vademecum.text.paths import path_from
from vademecum.text.source import Source, Span

_MOST_OF_A_RULE = 3
"""How many findings for information of one rule are told one by one, where nobody asked for the rule."""
_MOST_ROUNDS = 5
"""How often fixes are made and the site is checked again: a fix may make room for another."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked for: the arguments and options of the command."""

    paths: tuple[Path, ...]
    config: str
    form: str
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    built: Path | None
    baseline: Path | None
    write_baseline: bool
    fail_level: str
    today: datetime | None
    scheduled: bool
    fix: bool
    online: bool
    since: str | None
    require_network: bool
    untrusted: bool

    @property
    def day(self) -> date:
        """The day of the check."""
        return (self.today or datetime.now(tz=UTC)).date()


@dataclass(slots=True)
class _Found:
    """What was found, the texts in which it stands, and whether something stayed unknown for want of a network."""

    findings: list[Finding]
    sources: dict[str, Source]
    lacks_network: bool = False
    all_answered: bool = False


_file = click.Path(path_type=Path)


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=_file)
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option("--fix", is_flag=True, help="Mend what can be mended with certainty, and report the rest.")
@click.option("--select", multiple=True, metavar="RULE", help="Only these rules; 'link/*' is all of a kind.")
@click.option("--ignore", multiple=True, metavar="RULE", help="Not these rules.")
@click.option("--built", type=_file, metavar="FOLDER", help="Check the built site in this folder too.")
@click.option("--baseline", type=_file, metavar="FILE", help="Findings that are known and may stay.")
@click.option("--write-baseline", is_flag=True, help="Write the baseline: all that is found now is known.")
@click.option("--fail-level", type=click.Choice(["error", "warning"]), default="warning", show_default=True)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day of the check.", metavar="DAY")
@click.option("--scheduled", is_flag=True, help="What is wrong because time has passed is an error, not a warning.")
@click.option("--online", is_flag=True, help="Ask registries about the works, and other sites about the links.")
@click.option("--since", metavar="REVISION", help="With --online: only works that changed since this Git revision.")
@click.option("--require-network", is_flag=True, help="With --online: end with 4 where something could not be asked.")
@click.option("--untrusted", is_flag=True, help="A stranger wrote this: no remark lets stand what could harm readers.")
@configuration_option
def check(**given: Any) -> None:  # noqa: ANN401  # click passes options by name
    """Check the pages, citations, links and bibliography of a site.

    With PATHs, only what stands in these files and folders is reported; the site is read as a whole all the same.
    Nothing is asked of other computers but with --online.
    """
    asked = _Asked(**given)
    if (asked.since or asked.require_network) and not asked.online:
        raise click.UsageError("--since and --require-network go with --online")
    project = open_project(asked.config)
    rules = chosen_rules(asked.select, asked.ignore)
    is_wanted = _filter(asked, project, rules)
    with ProgressLine() as line:
        if asked.fix:
            _fix(project, asked, is_wanted)
        found = _find(project, asked, rules, line)
    findings = [finding for finding in found.findings if is_wanted(finding)]
    baseline = asked.baseline or (project.root / name if (name := project.check_settings.baseline) else None)
    if asked.write_baseline and not baseline:
        raise click.UsageError("--write-baseline goes with --baseline FILE")
    if asked.write_baseline and (asked.paths or asked.select or asked.ignore):
        raise click.UsageError("--write-baseline writes the whole list: leave out PATH, --select and --ignore")
    if baseline:
        guarded = [each for each in findings if asked.untrusted and each.rule.name in GUARDS]
        findings = [*dict.fromkeys((*guarded, *_new(findings, baseline, found, asked, project.root)))]
    if asked.scheduled:
        findings = with_overdue_as_errors(findings)
    level = Severity[asked.fail_level.upper()]
    failed = frozenset(failing(findings, level, is_scheduled=asked.scheduled))
    report = Report(tuple(in_order(findings)), found.sources, rule_guides(), failed)
    report = _seen_from_here(report, project.root)
    if asked.form == "text":
        most = None if asked.select else _MOST_OF_A_RULE
        text = format_text(report, color=wants_color(), most=most)
    else:
        text = FORMATS[asked.form](report)
    # In UTF-8, whatever the console speaks: other programs read it.
    click.echo(text if sys.stdout.isatty() else text.encode())
    if failed:
        sys.exit(FOUND)
    sys.exit(NO_NETWORK if asked.require_network and found.lacks_network else 0)


def _find(project: Project, asked: _Asked, rules: Collection[str], line: ProgressLine) -> _Found:
    """All findings of all passes that were asked for."""
    site, sources = project.checked_site()
    read = read_site(site, lambda done: line.show("pages", done, len(site.pages)))
    built = project.built_site(asked.built) if asked.built else None
    found = _Found([], sources)
    online: list[Finding] = []
    if asked.online:
        # Half of the time to start would go into what most calls do not need.
        from vademecum.commands.online import ask_about_site  # noqa: PLC0415

        answers = ask_about_site(project, read, asked.day, _changed_keys(project, asked.since), line)
        line.clear()
        answers.tell_open_questions()
        online, found.lacks_network = answers.findings, answers.lack_network
        found.all_answered = not asked.since and not answers.open_questions
    beyond = Beyond(built, online, found.all_answered, rules, asked.untrusted)
    found.findings = check_site(read, asked.day, beyond)
    sources.update((source.path, source) for source in site.documents.sources())  # Pages name them; now they are read.
    if built and asked.built:
        _name_built_files(found, built, asked.built, project.root)
    return found


def _changed_keys(project: Project, revision: str | None) -> frozenset[CitationKey] | None:
    if revision is None:
        return None
    from vademecum.changes import changed_keys  # noqa: PLC0415  # as above

    return changed_keys(project.root, project.bibliography_paths, revision)


def _name_built_files(found: _Found, built: BuiltSite, folder: Path, root: Path) -> None:
    """Findings of built files name these as they are seen from the root of the project."""
    names = {path: path_from(folder / path, root) for path in built.files}
    for number, finding in enumerate(found.findings):
        path = finding.span.path
        if path in names and path not in found.sources:
            found.findings[number] = _renamed(finding, names)
            text = built.pages.get(path) or built.drawings.get(path)
            if text:
                found.sources[names[path]] = decode_source(names[path], text.encode())[0]


def _fix(project: Project, asked: _Asked, is_wanted: Callable[[Finding], bool]) -> None:
    """Make the fixes of what is found in the sources: in each round in all files that they are for, or in none."""
    for _ in range(_MOST_ROUNDS):
        site, sources = project.checked_site()
        findings = [finding for finding in check_site(read_site(site), asked.day) if is_wanted(finding) and finding.fix]
        data = {path: (project.root / path).read_bytes() for path in sources}
        # What was written meanwhile by somebody else is left alone.
        same = {path: each for path, each in data.items() if decode_source(path, each)[0].text == sources[path].text}
        fixed = fix_files(same, in_order(findings))
        replace_files(
            {project.root / path: held for path, held in same.items()},
            {project.root / path: new for path, new in fixed.files.items()},
        )
        for finding in fixed.findings:
            click.echo(visible(f"{finding.span}: mended: {finding.message} [{finding.rule.name}]"), err=True)
        if not fixed.files:
            return


def _filter(asked: _Asked, project: Project, rules: Collection[str]) -> Callable[[Finding], bool]:
    """Whether a finding was asked for. ConfigurationError for a path that does not exist."""
    places = []
    for path in asked.paths:
        if not path.exists():
            raise ConfigurationError(f"there is no file or folder '{path}'")
        places.append(path.resolve())
        if not project.has_below(path.resolve(), *filter(None, (asked.built, asked.baseline))):
            raise ConfigurationError(f"'{path}' is no part of the site in '{project.root}'")

    @cache
    def is_there(path: str) -> bool:
        file = (project.root / path).resolve()
        return not places or any(file.is_relative_to(place) for place in places)

    return lambda finding: finding.rule.name in rules and is_there(finding.span.path)


def _new(findings: list[Finding], file: Path, found: _Found, asked: _Asked, root: Path) -> list[Finding]:
    """The findings that the baseline does not know, and what is wrong with the baseline itself."""
    is_whole = not (asked.paths or asked.select or asked.ignore)
    kinds, sources = {"html": asked.built is not None, "online": found.all_answered}, found.sources
    if not file.is_file() and not asked.write_baseline:
        raise ConfigurationError(f"there is no baseline '{shown(file)}'; write it with --write-baseline")
    name = path_from(file, root)
    source, unreadable = decode_source(name, file.read_bytes() if file.is_file() else b"")
    if asked.write_baseline:
        known, _ = read_baseline(source)
        kept = [each for each in known.known if not kinds.get(each.rule.partition("/")[0], True)]
        data = write_baseline(findings, sources, kept).encode()
        replace_file(file, data)
        click.echo(f"{shown(file)}: written; from now on only what is new is reported", err=True)
        source, unreadable = decode_source(name, data)
    known, wrong = read_baseline(source)
    sources[name] = source
    asked_for = Baseline(tuple(each for each in known.known if kinds.get(each.rule.partition("/")[0], True)))
    mended = asked_for.mended(findings, sources) if is_whole else ()
    return [*unreadable, *wrong, *mended, *known.new(findings, sources)]


def _seen_from_here(report: Report, root: Path) -> Report:
    """The report with paths from the working directory, where the site lies in another folder."""
    above = path_from(root, Path.cwd())
    if above == ".":
        return report
    paths = {*report.sources, *(finding.span.path for finding in report.findings)}
    names = {path: os.path.normpath(f"{above}/{path}").replace(os.sep, "/") for path in paths}
    sources = {names[path]: replace(source, path=names[path]) for path, source in report.sources.items()}
    return replace(report, findings=tuple(_renamed(finding, names) for finding in report.findings), sources=sources)


def _renamed(finding: Finding, names: Mapping[str, str]) -> Finding:
    """`finding` with new names for files."""

    def place(span: Span) -> Span:
        return replace(span, path=names.get(span.path, span.path))

    fix = tuple(Edit(place(edit.span), edit.text) for edit in finding.fix)
    return replace(finding, span=place(finding.span), fix=fix)
