"""The command line: arguments come in, text goes out. Floor 7.

Exit codes: 0 all is well, 1 something was found, 2 the call or the configuration cannot work, 3 a fault of ours.
"""

import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import click

from vademecum import __version__
from vademecum.bibliography.bibtex.writer import write_bibtex
from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.bibliography.exchange.csljson import write_csl_json
from vademecum.bibliography.exchange.ris import write_ris
from vademecum.checking import check_site, chosen_rules
from vademecum.checks.catalogue import rule_guides
from vademecum.editing.files import replace_file
from vademecum.editing.formatting import format_bibtex
from vademecum.project import CONFIGURATION, open_project
from vademecum.report.baseline import read_baseline, write_baseline
from vademecum.report.formats import FORMATS
from vademecum.report.report import Report
from vademecum.report.text import format_finding, format_text, in_order
from vademecum.text.decoding import decode_source
from vademecum.text.errors import ConfigurationError, InternalError
from vademecum.text.finding import Finding, Severity
from vademecum.text.nearest import nearest_name
from vademecum.text.source import Source

FOUND, USAGE, FAULT = 1, 2, 3
_CONFIG_HELP = "The configuration of the site."

_EXPORTS: dict[str, Callable[[Iterable[Entry]], str]] = {
    "bibtex": write_bibtex,
    "ris": write_ris,
    "csl-json": write_csl_json,
}


class _Commands(click.Group):
    """Commands whose errors are one sentence and an exit code."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # Whoever reads our output has seen enough; click knows what to do.
            raise
        except OSError as error:
            _stop(f"'{error.filename}': {error.strerror}" if error.filename else str(error), USAGE)
        except ConfigurationError as error:
            _stop(str(error), USAGE)
        except InternalError as error:
            _stop(f"a fault of this program: {error}", FAULT)


def _stop(message: str, code: int) -> NoReturn:
    click.echo(f"vademecum: {message}", err=True)
    sys.exit(code)


def _configuration(command: Callable[..., None]) -> Callable[..., None]:
    """The option that names the site."""
    option = click.option("-f", "--config", default=CONFIGURATION, show_default=True, metavar="FILE", help=_CONFIG_HELP)
    return option(command)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="vademecum")
def main() -> None:
    """Keep a knowledge base whose every claim leads to its source."""


@main.command("fmt")
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; say which files are not in their one form.")
@_configuration
def fmt(files: tuple[Path, ...], config: str, *, check: bool) -> None:
    """Put BibTeX files into one form: one field a line, in one order, entries by key.

    What the files say stays the same, and comments stay. Without FILE: the bibliography of the site. A file with
    errors is not touched.
    """
    failed = False
    named = {file.resolve(): file for file in files or open_project(config).bibliography_files}
    paths = {_shown(file): file for file in named.values()}
    for path, file in paths.items():
        if not file.is_file():
            raise ConfigurationError(f"there is no file '{path}'; nothing was changed")
    data = {path: file.read_bytes() for path, file in paths.items()}
    for formatted in format_bibtex(data, are_all=not files):
        errors = _errors(formatted.findings)
        _print(errors)
        if errors:
            click.echo(f"{formatted.path}: not touched, as it has errors", err=True)
        elif check and formatted.difference:
            _print([formatted.difference])
        elif formatted.is_changed:
            replace_file(paths[formatted.path], formatted.data)
            click.echo(f"{formatted.path}: formatted")
        failed = failed or bool(errors) or (check and formatted.is_changed)
    sys.exit(FOUND if failed else 0)


@main.command("export")
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--format", "form", type=click.Choice(list(_EXPORTS)), default="bibtex", show_default=True)
@click.option("--page", help="Only the works that this page cites.", metavar="PAGE")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write.", metavar="FILE")
@_configuration
def export(keys: tuple[str, ...], form: str, page: str | None, output: Path | None, config: str) -> None:
    """Write works for another program: those with the given KEYs, those of a page, or all."""
    project = open_project(config)
    bibliography, findings = project.read_bibliography()
    cited, unclear = project.works_on(page) if page is not None else ((), ())
    errors = _errors((*findings, *unclear))
    _print(finding for finding in (*findings, *unclear) if finding.severity >= Severity.WARNING)
    wanted = dict.fromkeys((*keys, *cited))
    entries = [_entry(bibliography, key) for key in wanted] if keys or page is not None else bibliography.values()
    data = _EXPORTS[form](entries).encode()
    if output:
        replace_file(output, data)
    else:
        click.echo(data, nl=False)
    sys.exit(FOUND if errors else 0)


@main.command("check")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option("--select", multiple=True, metavar="RULE", help="Only these rules; 'link/*' is all of a kind.")
@click.option("--ignore", multiple=True, metavar="RULE", help="Not these rules.")
@click.option(
    "--baseline", type=click.Path(path_type=Path), metavar="FILE", help="Findings that are known and may stay."
)
@click.option("--fail-level", type=click.Choice(["error", "warning"]), default="warning", show_default=True)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day of the check.", metavar="DAY")
@_configuration
def check(  # noqa: PLR0913, PLR0917  # each is an option that a person may give; click passes them by name
    form: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    baseline: Path | None,
    fail_level: str,
    today: datetime | None,
    config: str,
) -> None:
    """Check pages, citations, links and the bibliography of a site, offline."""
    project = open_project(config)
    site, sources = project.checked_site()
    wanted = chosen_rules(select, ignore)
    found = check_site(site, (today or datetime.now(tz=UTC)).date())
    findings = [finding for finding in found if finding.rule.name in wanted]
    if baseline:
        findings = _new(findings, baseline, sources)
    level = Severity[fail_level.upper()]
    report = Report(tuple(in_order(findings)), sources, rule_guides(), level)
    is_terminal = form == "text" and sys.stdout.isatty()
    click.echo(format_text(report, color=True) if is_terminal else FORMATS[form](report))
    sys.exit(FOUND if any(finding.severity >= level for finding in findings) else 0)


def _new(findings: list[Finding], file: Path, sources: Mapping[str, Source]) -> list[Finding]:
    """The findings that the baseline does not know; where there is none yet, it is written, and all are known."""
    if not file.exists():
        replace_file(file, write_baseline(findings, sources).encode())
        click.echo(f"{_shown(file)}: written; from now on only what is new fails", err=True)
    source, unreadable = decode_source(_shown(file), file.read_bytes())
    known, wrong = read_baseline(source)
    return [*unreadable, *wrong, *known.new(findings, sources)]


def _entry(bibliography: Bibliography, key: str) -> Entry:
    if key in bibliography:
        return bibliography[key]
    near = nearest_name(key, bibliography)
    hint = f"; did you mean '{near}'?" if near else ""
    raise ConfigurationError(f"the bibliography has no work '{key}'{hint}")


def _errors(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity >= Severity.ERROR]


def _shown(file: Path) -> str:
    """A path as messages show it: from the working directory, where it is below."""
    here = Path.cwd()
    return (file.relative_to(here) if file.is_absolute() and file.is_relative_to(here) else file).as_posix()


def _print(findings: Iterable[Finding]) -> None:
    for finding in in_order(findings):
        click.echo(format_finding(finding), err=True)
