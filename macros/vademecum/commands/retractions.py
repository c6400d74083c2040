"""`vademecum retractions`: what became of the works, written into the bibliography."""

import sys
from datetime import UTC, datetime

import click

from vademecum.commands.console import FOUND, NO_NETWORK, ProgressLine, configuration_option, errors_of, print_findings
from vademecum.commands.online import ask_for_status
from vademecum.editing.many_files import replace_files
from vademecum.editing.retractions import write_statuses
from vademecum.project import open_project
from vademecum.report.visible import visible


@click.command("retractions")
@click.option("--check", is_flag=True, help="Change nothing; say what would be written.")
@click.option("--require-network", is_flag=True, help="End with 4 where something could not be looked up.")
@configuration_option
def retractions(config: str, *, check: bool, require_network: bool) -> None:
    """Write into the bibliography which works were retracted, withdrawn, doubted or corrected.

    Asks Crossref, PubMed and, where the configuration names its file, Retraction Watch. What is written (the fields
    'status' and 'statusdate') is for a person to read and commit: it says something about other people's work.
    """
    project = open_project(config)
    bibliography, findings = project.read_bibliography()
    errors = errors_of(findings)
    if errors:
        print_findings(errors)
        click.echo("nothing was looked up, as the bibliography has errors", err=True)
        sys.exit(FOUND)
    with ProgressLine() as line:
        answers = ask_for_status(project, bibliography, datetime.now(tz=UTC).date(), line)
    for key, change in answers.changes.items():
        since = f" since {change.date}" if change.date else ""
        notice = f", see {change.update.notice}" if change.update.notice else ""
        registry = f" (by {change.update.registry}{notice})" if change.update.registry else ""
        click.echo(visible(f"{bibliography[key].span}: '{key}' is {change.status}{since}{registry}"))
    if not answers.changes:
        click.echo("nothing to write")
    elif not check:
        old = {path: (project.root / path).read_bytes() for path in project.bibliography_paths}
        edited = [each for path, data in old.items() if (each := write_statuses(path, data, answers.changes)).changed]
        replace_files(
            {project.root / path: data for path, data in old.items()},
            {project.root / each.path: each.data for each in edited},
        )
        for each in edited:
            click.echo(visible(f"{each.path}: written for {', '.join(each.changed)}"))
    answers.tell_open_questions()
    if require_network and answers.lack_network:
        sys.exit(NO_NETWORK)
    sys.exit(FOUND if check and answers.changes else 0)
