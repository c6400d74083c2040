"""`vademecum import`: pages that were saved elsewhere, made into topics."""

import json
import re
import sys
from datetime import date, datetime
from pathlib import Path

import click

from vademecum.commands.added import bibliography_with, findings_of_new
from vademecum.commands.console import FOUND, configuration_option, errors_of, print_findings, shown
from vademecum.editing.adding import AddedTo
from vademecum.editing.importing import Import, ImportTarget, intake_of, saved_pages
from vademecum.importing.report import VERSION, is_certain, report_lines, report_record
from vademecum.project import Project, open_project
from vademecum.publishing.review import build_day
from vademecum.report.visible import visible
from vademecum.text.errors import ConfigurationError

_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]*")
_SECTION = re.compile(r"[a-z0-9][a-z0-9_-]*(?:/[a-z0-9][a-z0-9_-]*)*")


@click.command("import")
@click.argument("pages", nargs=-1, required=True, metavar="PAGE|DIR...", type=click.Path(path_type=Path))
@click.option("--section", default="", metavar="FOLDER", help="The folder below 'docs' that the pages go into.")
@click.option("--path", "slug", default="", metavar="NAME", help="The name of the new page, where it is one.")
@click.option("--figures", is_flag=True, help="Copy pictures that lie beside a page into the folder 'figures'.")
@click.option("--bibliography", metavar="FILE", help="The BibTeX file to write, where the site has several.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--dry-run", is_flag=True, help="Show the pages and the report; write nothing.")
@click.option(
    "--day", type=click.DateTime(["%Y-%m-%d"]), help="The day of a page that does not say when it was changed; today."
)
@configuration_option
def importing(  # noqa: PLR0913, PLR0917  # click passes options by name
    pages: tuple[Path, ...],
    config: str,
    section: str,
    slug: str,
    bibliography: str | None,
    form: str,
    day: datetime | None,
    *,
    figures: bool,
    dry_run: bool,
) -> None:
    """Make topics of pages that were saved from elsewhere: HTML or plain text.

    The list of references becomes entries of the bibliography, and citations written by hand become citations of them
    where it is certain which work is meant. The report says what was linked, what is uncertain and stays as it was
    written, and what was left out, word for word. Nothing that is there is overwritten, and all is written or
    nothing. The exit code is 1 where something is left to decide.
    """
    project = open_project(config)
    section = section.strip("/")
    if slug and not _SLUG.fullmatch(slug):
        raise ConfigurationError(f"'{slug}' cannot be the name of a page: small letters, digits and hyphens")
    if section and not _SECTION.fullmatch(section):
        raise ConfigurationError(f"'{section}' cannot be a folder of pages: small letters, digits and hyphens")
    known, findings = project.read_bibliography()
    errors = errors_of(findings)
    if errors:
        print_findings(errors)
        click.echo("nothing was written, as the bibliography has errors", err=True)
        sys.exit(FOUND)
    files = saved_pages(pages)
    if slug and len(files) > 1:
        raise ConfigurationError(f"--path is for one page, and these are {len(files)}; nothing was written")
    target = _target(project, bibliography, section, slug, day.date() if day else build_day(), with_figures=figures)
    # It is loaded here, as it is needed for this command alone.
    from vademecum.bibliography.exchange.free_text import read_free_text  # noqa: PLC0415

    taken = Import(target, intake_of(known, read_free_text, project.check_settings.topics))
    for file in files:
        taken.take(file, shown(file))
    added = taken.added()
    writing = taken.writing(added)
    keys = [entry.key for entry in taken.intake.new]
    wrong = findings_of_new(project, added.path, bibliography_with(project, added), keys) if added else []
    if not dry_run:
        writing.write()
    _tell(project, taken, added, form, dry_run=dry_run)
    print_findings(wrong)
    changed = [*writing.new, *writing.changed]
    names = ", ".join(visible(shown(file)) for file in changed) or "nothing"
    click.echo(f"{'Nothing was written. It would be' if dry_run else 'Written'}: {names}", err=form == "json")
    if not dry_run and taken.pages:
        click.echo("The pages are drafts: 'To do' says what each still needs.", err=form == "json")
    sys.exit(0 if taken.pages and all(is_certain(page) for _, page in taken.pages) else FOUND)


def _target(  # noqa: PLR0913  # each is an option
    project: Project, bibliography: str | None, section: str, slug: str, day: date, *, with_figures: bool
) -> ImportTarget:
    """Where things go. ConfigurationError where that is not certain."""
    path = project.bibliography_to_write(bibliography)
    site, _ = project.checked_site()
    docs = site.documents.folder or project.root / "docs"
    return ImportTarget(docs, section, path, project.root / path, day, slug, with_figures)


def _said_path(path: Path, root: Path) -> str:
    """A page as the report names it; its folder may lie outside of the project."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else shown(path)


def _tell(project: Project, taken: Import, added: AddedTo | None, form: str, *, dry_run: bool) -> None:
    """The report with the difference of the bibliography, and in a dry run the pages."""
    difference = added.difference if added else ""
    shown_paths = [_said_path(path, project.root) for path, _ in taken.pages]
    if form == "json":
        records = []
        for path, (_, page) in zip(shown_paths, taken.pages, strict=True):
            record = report_record(page, path)
            records.append({**record, "markdown": page.markdown} if dry_run else record)
        document = {"version": VERSION, "pages": records, "remarks": taken.remarks, "difference": difference}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    for path, (_, page) in zip(shown_paths, taken.pages, strict=True):
        if dry_run:
            click.echo("\n".join(visible(line) for line in page.markdown.split("\n")))
        for line in report_lines(page, path):
            click.echo(visible(line))
    for line in difference.splitlines():
        click.echo(visible(line))
    for remark in taken.remarks:
        click.echo(visible(remark), err=True)
