"""`vademecum new`: a new topic page, a new site."""

from datetime import UTC, date, datetime
from pathlib import Path
from shlex import quote

import click

from vademecum.commands.console import configuration_option, shown
from vademecum.editing.new_site import NewSite, read_folder_title
from vademecum.editing.new_site_generator import own_generator, read_generator
from vademecum.editing.new_topic import read_title
from vademecum.editing.topic_plan import TopicPlan, TopicSite, WantedTopic
from vademecum.project import open_project
from vademecum.report.visible import visible

_file = click.Path(path_type=Path, exists=True, dir_okay=False)
_dry_run = click.option("--dry-run", is_flag=True, help="Write nothing; show what would be written.")
_today = click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day that the pages bear.", metavar="DAY"
)


@click.group("new")
def new() -> None:
    """Begin a page, or a site."""


@new.command("topic")
@click.argument("title")
@click.option("--section", required=True, metavar="FOLDER", help="The section, by its folder or its title.")
@click.option("--section-title", default="", metavar="TITLE", help="Begin the section, under this title.")
@click.option("--path", default="", metavar="NAME", help="The name of the page's file; without: made of the title.")
@click.option("--template", type=_file, default=None, metavar="FILE", help="What the page holds before it is written.")
@_dry_run
@_today
@configuration_option
def topic(  # noqa: PLR0913  # each is an argument or an option
    *,
    title: str,
    section: str,
    section_title: str,
    path: str,
    template: Path | None,
    today: datetime | None,
    config: str,
    dry_run: bool,
) -> None:
    """Begin a topic page called TITLE: its file, and its line in the navigation.

    The page is a draft with all that a topic page has, to be filled in. It holds our own sections, or what FILE (by
    itself: 'topic-template.md' beside the configuration) holds, with [[ title ]], [[ section ]] and [[ day ]] filled
    in. Nothing that is there is overwritten, and all of it is written or nothing.
    """
    project = open_project(config)
    site, _ = project.checked_site()
    plan = TopicPlan(
        TopicSite(Path(config), site.documents.folder or project.root / "docs", site.pages),
        WantedTopic(title, section, _day(today), section_title, path, template),
    )
    difference = [*plan.writing.difference(project.root)]
    if not dry_run:
        plan.writing.write()
    for line in (*difference, ""):
        click.echo(visible(line))
    for line in plan.remarks:
        click.echo(visible(line), err=True)
    if dry_run:
        click.echo("Nothing was written.", err=True)
        return
    click.echo(f"Written: {', '.join(visible(shown(file)) for file in (*plan.writing.new, *plan.writing.changed))}")
    click.echo("The page is a draft: 'mkdocs serve' shows it, a build leaves it out. Its remarks say what goes where.")
    click.echo("When it is complete, set 'review_status: unreviewed'; 'vademecum check' then says what is missing.")


@new.command("site")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--title", default="", metavar="TITLE", help="The name of the site; without: made of the folder's name.")
@click.option(
    "--generator",
    default="",
    metavar="PATH|GIT-ADDRESS",
    help="Where the site is to install Vademecum from; without: where this installation came from.",
)
@_dry_run
@_today
def site(folder: Path, title: str, generator: str, today: datetime | None, *, dry_run: bool) -> None:
    """Begin a site in DIR: a small knowledge base in any field that can be built and checked.

    With a page that says how to write in it, a bibliography, a glossary, and what GitHub needs to check changes. DIR is
    a new folder or an empty one; a Git repository and a licence may be in it.
    """
    heading = read_title(title) if title else read_folder_title(folder.resolve().name)
    source = read_generator(generator, Path.cwd()) if generator else own_generator()
    writing = NewSite(folder, heading, source, _day(today)).writing()
    if not dry_run:
        writing.write()
    for file in writing.new:
        click.echo(visible(shown(file)))
    if dry_run:
        click.echo("Nothing was written.", err=True)
        return
    click.echo("")
    click.echo(visible(f"'{heading}' is in '{shown(folder)}'. It installs Vademecum from: {source.requirement}"))
    if source.is_local:
        click.echo(
            "That is a place on this computer. Before others or GitHub build the site, put a Git address into "
            "requirements.txt.",
            err=True,
        )
    elif not source.is_fixed:
        click.echo(
            "It takes what is newest there on each set-up; a commit behind '@' would keep it as it is.", err=True
        )
    click.echo(visible(f"Next: cd {quote(shown(folder))} && make check && make serve"))


def _day(given: datetime | None) -> date:
    return (given or datetime.now(tz=UTC)).date()
