"""`vademecum rename`: another key for a work."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from vademecum.bibliography.identifier import citation_key
from vademecum.commands.console import configuration_option
from vademecum.commands.works import meant
from vademecum.editing.many_files import replace_files
from vademecum.editing.renaming import Files, rename_key
from vademecum.project import Project, open_project
from vademecum.report.visible import visible
from vademecum.text.errors import ConfigurationError
from vademecum.text.paths import path_from

_PAGES, _DATA = (".md", ".markdown", ".mdown", ".mkdn", ".mkd"), (".yml", ".yaml")


@click.command("rename")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--dry-run", is_flag=True, help="Change nothing; say what would be changed.")
@configuration_option
def rename(old: str, new: str, config: str, *, dry_run: bool) -> None:
    """Give the work with the key OLD the key NEW: in the bibliography, on all pages, in their data.

    Each place is told. All files are changed, or none. A key that is taken is refused.
    """
    project = open_project(config)
    before, after = (citation_key(key.strip().removeprefix("@")) for key in (old, new))
    bibliography, _ = project.read_bibliography()
    near = "" if before in bibliography else meant(before, bibliography)
    if near:
        raise ConfigurationError(visible(f"the bibliography has no work '{before}'; {near}"))
    files = _read(project, Path(config))
    renamed = rename_key(files, before, after, project.check_settings.outline)
    if not dry_run:
        contents = {project.root / path: data for path, data in files.all().items()}
        replace_files(contents, {project.root / path: data for path, data in renamed.files.items()})
    for span in renamed.places:
        click.echo(visible(f"{span}: '{before}' {'would become' if dry_run else 'becomes'} '{after}'"))
    for span in renamed.left:
        click.echo(visible(f"{span}: '{before}' is named here and stays: this is code, a comment or other text"))
    count = len(renamed.places)
    said = f"{count} {'places' if count > 1 else 'place'} in {len(renamed.files)} "
    said += "files" if len(renamed.files) > 1 else "file"
    click.echo(f"{said}; nothing was changed" if dry_run else f"{said} changed")
    if _is_sorted(bibliography) and not _is_sorted(after if key == before else key for key in bibliography):
        click.echo("the entry now stands out of order in its file; 'vademecum fmt' puts it where it belongs", err=True)


def _is_sorted(keys: Iterable[str]) -> bool:
    folded = [key.casefold() for key in keys]
    return folded == sorted(folded)


def _read(project: Project, configuration: Path) -> Files:
    docs = project.checked_site()[0].documents.folder
    return Files(
        {path: (project.root / path).read_bytes() for path in project.bibliography_paths},
        dict(_below(docs, _PAGES, project.root)) if docs else {},
        dict(_below(docs, _DATA, project.root)) if docs else {},
        {path_from(configuration.absolute(), project.root): configuration.read_bytes()},
    )


def _below(folder: Path, endings: Iterable[str], root: Path) -> Iterator[tuple[str, bytes]]:
    """The files of a folder with such names, each once; what leads out of the folder and what is hidden are none."""
    inside, seen = folder.resolve(), set()
    for file in sorted(folder.rglob("*")):
        real = file.resolve()
        is_hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        is_ours = file.suffix.lower() in endings and file.is_file() and real.is_relative_to(inside) and not is_hidden
        if is_ours and real not in seen:
            seen.add(real)
            yield path_from(file, root), file.read_bytes()
