"""`vademecum new`: a new topic page, a new site."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from posixpath import dirname
from shlex import quote
from typing import Any

import click

from vademecum.checks.page_model import CheckedPage
from vademecum.commands.console import configuration_option, shown
from vademecum.editing.navigation_entry import WrittenNavigation, WrittenSection
from vademecum.editing.new_files import Writing
from vademecum.editing.new_site import NewSite, read_folder_title
from vademecum.editing.new_site_generator import own_generator, read_generator
from vademecum.editing.new_topic import (
    NewTopic,
    overview_text,
    read_folder,
    read_slug,
    read_title,
    slug_of,
    unknown_section,
)
from vademecum.pages.front_matter import read_front_matter
from vademecum.pages.outline import outline
from vademecum.project import Project, open_project
from vademecum.report.visible import visible
from vademecum.text.decoding import decode_source
from vademecum.text.errors import ConfigurationError

OWN_TEMPLATE = "topic-template.md"
"""What new topic pages of a site hold, where it lies beside `mkdocs.yml`."""

_file = click.Path(path_type=Path, exists=True, dir_okay=False)
_dry_run = click.option("--dry-run", is_flag=True, help="Write nothing; show what would be written.")
_today = click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day that the pages bear.", metavar="DAY"
)


@dataclass(frozen=True, slots=True)
class _Topic:
    """What was asked for: the arguments and options of the command."""

    title: str
    section: str
    section_title: str
    path: str
    template: Path | None
    dry_run: bool
    today: datetime | None
    config: str

    @property
    def day(self) -> date:
        """The day that the pages bear."""
        return _day(self.today)


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
def topic(**given: Any) -> None:  # noqa: ANN401  # click passes options by name
    """Begin a topic page called TITLE: its file, and its line in the navigation.

    The page is a draft with all that a topic page has, to be filled in. It holds our own sections, or what FILE (by
    itself: 'topic-template.md' beside the configuration) holds, with [[ title ]], [[ section ]] and [[ day ]] filled
    in. Nothing that is there is overwritten, and all of it is written or nothing.
    """
    asked = _Topic(**given)
    project = open_project(asked.config)
    plan = _Plan(project, Path(asked.config), asked)
    difference = [*plan.writing.difference(project.root)]
    if not asked.dry_run:
        plan.writing.write()
    for line in (*difference, ""):
        click.echo(visible(line))
    for line in plan.remarks:
        click.echo(visible(line), err=True)
    if asked.dry_run:
        click.echo("Nothing was written.", err=True)
        return
    click.echo(f"Written: {', '.join(visible(shown(file)) for file in (*plan.writing.new, *plan.writing.changed))}")
    click.echo("The page is a draft: 'mkdocs serve' shows it, a build leaves it out. Its remarks say what goes where.")
    click.echo("When it is complete, set 'review_status: unreviewed'; 'vademecum check' then says what is missing.")


class _Plan:
    """What is to be written for a new page of a project, and what is to be said of it."""

    def __init__(self, project: Project, configuration: Path, asked: _Topic) -> None:
        site, _ = project.checked_site()
        self._root, self._configuration, self._asked = project.root, configuration.absolute(), asked
        self._docs, self._pages = site.documents.folder or project.root / "docs", site.pages
        self._data = configuration.read_bytes()
        self._navigation = WrittenNavigation(configuration.name, self._data)
        self.remarks: list[str] = []
        self.writing = self._plan(read_title(asked.title), asked.section_title and read_title(asked.section_title))

    def _plan(self, title: str, heading: str) -> Writing:
        section, folder = self._section(self._asked.section, is_new=bool(heading))
        slug = read_slug(self._asked.path, folder) if self._asked.path else slug_of(title)
        page = NewTopic(title, folder, slug, self._asked.day)
        self._refuse_taken(page)
        self._tell_same_titles(title)
        new = {self._docs / page.path: page.text(*self._template()).encode("utf-8")}
        overview = f"{folder}/index.md"
        if heading and not (self._docs / overview).exists():
            text = overview_text(heading, folder, self._asked.day)
            new = {self._docs / overview: text.encode("utf-8"), **new}
        data, name = self._data, self._configuration.name
        if not self._navigation.exists and self._navigation.inherited_from:
            said = f"'{name}' has no list under 'nav' of its own, so nothing was put in there; "
            self.remarks.append(f"{said}where '{self._navigation.inherited_from}' has one, put '{page.path}' into it.")
        elif not self._navigation.exists:
            said = (
                f"'{name}' has no list under 'nav', so nothing was put in there; without one, MkDocs lists all pages."
            )
            self.remarks.append(said)
        elif page.path in self._navigation.pages:
            self.remarks.append(f"'{name}' leads to '{page.path}' already; that line stays as it is.")
        elif section:
            data = self._navigation.with_page(section, title, page.path, self._comes_last)
        else:
            data = self._navigation.with_section(heading, [("", overview), (title, page.path)])
        changed = {} if data == self._data else {self._configuration: data}
        return Writing(new, dict.fromkeys(changed, self._data), changed)

    def _template(self) -> tuple[str, str]:
        """What new pages of this site hold, and the file that says so; empty where it has none of its own."""
        own = self._root / OWN_TEMPLATE
        file = self._asked.template or (own if own.is_file() else None)
        if not file:
            return "", ""
        source, findings = decode_source(shown(file), file.read_bytes())
        if findings:
            raise ConfigurationError(f"'{source.path}' cannot be used: {findings[0].message}")
        return source.text, source.path

    def _section(self, named: str, *, is_new: bool) -> tuple[WrittenSection | None, str]:
        """The section of that name as the navigation has it, and its folder; None where there is none yet."""
        wanted = named.strip().removeprefix(f"{self._docs.name}/").strip("/")
        found = self._navigation.find(wanted)
        known = {each.folder: each.title for each in reversed(self._navigation.sections) if each.folder}
        if not self._navigation.exists:
            known = {folder: folder for path in self._pages if (folder := dirname(path))}
        folder = found.folder if found else wanted
        if not is_new:
            self._refuse_without_folder(wanted, known)
            if folder not in known:
                raise unknown_section(named, known)
            return found, folder
        if folder in known:
            raise ConfigurationError(f"there is a section '{folder}' already; call again without --section-title")
        return None, read_folder(folder)

    def _refuse_without_folder(self, wanted: str, known: Mapping[str, str]) -> None:
        """ConfigurationError where the navigation has the section, and no page of it could be put beside the others."""
        titles = {each.title.casefold(): each.title for each in self._navigation.sections if not each.folder}
        title = titles.get(wanted.casefold())
        if title and wanted.casefold() not in {each.casefold() for pair in known.items() for each in pair}:
            message = f"the pages of the section '{title}' have no folder of their own, so a new page has none, too"
            raise ConfigurationError(f"{message}; name a section that has one ({', '.join(known)}), or add it by hand")

    def _refuse_taken(self, page: NewTopic) -> None:
        """ConfigurationError where there is a page at that address, in whatever letters."""
        taken = {path.casefold(): path for path in self._pages}
        for path in (page.path, *page.others):
            other = taken.get(path.casefold()) or (path if (self._docs / path).exists() else "")
            if other:
                hint = "edit that one, or give the new page another name with --path"
                raise ConfigurationError(f"there is a page '{shown(self._docs / other)}' already; {hint}")

    def _tell_same_titles(self, title: str) -> None:
        for path, source in self._pages.items():
            other = " ".join(read_front_matter(source)[0].text("title").split())
            if other.casefold() == title.casefold():
                self.remarks.append(f"'{path}' has the title '{other}' too; readers could not tell the two apart.")

    def _comes_last(self, path: str) -> bool:
        """Whether a page of a section is no topic but a list, such as that of its works."""
        source = self._pages.get(path)
        if source is None or path.endswith(("index.md", "README.md")):
            return False
        front_matter, _ = read_front_matter(source)
        return not CheckedPage(source, front_matter, outline(source, front_matter.end)).is_topic


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
