"""`vademecum fmt`: BibTeX files in one form."""

import sys
from pathlib import Path

import click

from vademecum.commands.console import FOUND, configuration_option, errors_of, print_findings, shown
from vademecum.editing.formatting import format_bibtex
from vademecum.editing.many_files import replace_files
from vademecum.project import open_project
from vademecum.text.errors import ConfigurationError


@click.command("fmt")
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; say which files are not in their one form.")
@configuration_option
def fmt(files: tuple[Path, ...], config: str, *, check: bool) -> None:
    """Put BibTeX files into one form: one field a line, in one order, entries by key.

    What the files say stays the same, and comments stay. Without FILE: the bibliography of the site. A file with
    errors is not touched; of the others all are written, or none.
    """
    failed = False
    named = {file.resolve(): file for file in files or open_project(config).bibliography_files}
    paths = {shown(file): file for file in named.values()}
    for path, file in paths.items():
        if not file.is_file():
            raise ConfigurationError(f"there is no file '{path}'; nothing was changed")
    data = {path: file.read_bytes() for path, file in paths.items()}
    new: dict[str, bytes] = {}
    for formatted in format_bibtex(data, are_all=not files):
        errors = errors_of(formatted.findings)
        print_findings(errors)
        if errors:
            click.echo(f"{formatted.path}: not touched, as it has errors", err=True)
        elif check and formatted.difference:
            print_findings([formatted.difference])
        elif formatted.is_changed:
            new[formatted.path] = formatted.data
        failed = failed or bool(errors) or (check and formatted.is_changed)
    if not check:
        replace_files(
            {paths[path]: held for path, held in data.items()}, {paths[path]: held for path, held in new.items()}
        )
        for path in new:
            click.echo(f"{path}: formatted")
    sys.exit(FOUND if failed else 0)
