"""The command line: arguments come in, text goes out. Floor 7.

Exit codes: 0 all is well, 1 something was found, 2 the call or the configuration cannot work, 3 a fault of ours.
"""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NoReturn

import click
from rapidfuzz import process

from vademecum import __version__
from vademecum.bibliography.bibtex.writer import write_bibtex
from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.bibliography.exchange.csljson import write_csl_json
from vademecum.bibliography.exchange.ris import write_ris
from vademecum.editing.files import replace_file
from vademecum.editing.formatting import format_bibtex
from vademecum.project import CONFIGURATION, open_project
from vademecum.report.text import format_finding, in_order
from vademecum.text.errors import ConfigurationError, InternalError
from vademecum.text.finding import Finding, Severity

FOUND, USAGE, FAULT = 1, 2, 3
_NEAR_ENOUGH = 60
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


def _entry(bibliography: Bibliography, key: str) -> Entry:
    if key in bibliography:
        return bibliography[key]
    near = process.extractOne(key, list(bibliography), score_cutoff=_NEAR_ENOUGH)
    hint = f"; did you mean '{near[0]}'?" if near else ""
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
