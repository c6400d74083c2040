"""`vademecum export`: works for another program."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from vademecum.bibliography.bibtex.writer import write_bibtex
from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.bibliography.exchange.csljson import write_csl_json
from vademecum.bibliography.exchange.ris import write_ris
from vademecum.commands.console import FOUND, configuration_option, errors_of, print_findings
from vademecum.editing.files import replace_file
from vademecum.project import open_project
from vademecum.text.errors import ConfigurationError
from vademecum.text.finding import Severity
from vademecum.text.nearest import nearest_name

_FORMATS: dict[str, Callable[[Iterable[Entry]], str]] = {
    "bibtex": write_bibtex,
    "ris": write_ris,
    "csl-json": write_csl_json,
}


@click.command("export")
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--format", "form", type=click.Choice(list(_FORMATS)), default="bibtex", show_default=True)
@click.option("--page", help="Only the works that this page cites.", metavar="PAGE")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write.", metavar="FILE")
@configuration_option
def export(keys: tuple[str, ...], form: str, page: str | None, output: Path | None, config: str) -> None:
    """Write works for another program: those with the given KEYs, those of a page, or all."""
    project = open_project(config)
    bibliography, findings = project.read_bibliography()
    cited, unclear = project.works_on(page) if page is not None else ((), ())
    errors = errors_of((*findings, *unclear))
    print_findings(finding for finding in (*findings, *unclear) if finding.severity >= Severity.WARNING)
    wanted = dict.fromkeys((*keys, *cited))
    entries = [_entry(bibliography, key) for key in wanted] if keys or page is not None else bibliography.values()
    data = _FORMATS[form](entries).encode()
    if output:
        replace_file(output, data)
    else:
        click.echo(data, nl=False)
    sys.exit(FOUND if errors else 0)


def _entry(bibliography: Bibliography, key: str) -> Entry:
    if key in bibliography:
        return bibliography[key]
    near = nearest_name(key, bibliography)
    hint = f"; did you mean '{near}'?" if near else ""
    raise ConfigurationError(f"the bibliography has no work '{key}'{hint}")
