"""Questions to registries and to other sites, as commands ask them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import click

from vademecum.bibliography.entry import Bibliography
from vademecum.bibliography.identifier import CitationKey
from vademecum.checking import OnlineCheckSettings, ReadSite
from vademecum.checks.registered_status import StatusChange
from vademecum.commands.console import ProgressLine
from vademecum.lookup.http import Client, Limits, Machine
from vademecum.lookup.online import check_online, find_status_changes
from vademecum.lookup.settings import Exclude, ExternalLink, OnlineSettings, Services
from vademecum.lookup.works import Inconclusive, Progress
from vademecum.project import Project
from vademecum.report.visible import visible
from vademecum.text.finding import Finding

SERVICES = Services()
_MOST_TOLD = 20


@dataclass(slots=True)
class Answers:
    """What others said, and what nobody could say."""

    findings: list[Finding] = field(default_factory=list)
    changes: dict[CitationKey, StatusChange] = field(default_factory=dict)
    open_questions: list[Inconclusive] = field(default_factory=list)

    @property
    def lack_network(self) -> bool:
        """Whether anything is not known for want of a network or a service."""
        return any(each.is_network for each in self.open_questions)

    def tell_open_questions(self) -> None:
        """Say on standard error what could not be found out."""
        for each in self.open_questions[:_MOST_TOLD]:
            click.echo(visible(f"{each.span}: not looked up: {each.subject}: {each.reason}"), err=True)
        more = len(self.open_questions) - _MOST_TOLD
        if more > 0:
            click.echo(f"… and {more} more could not be looked up", err=True)


def ask_about_site(
    project: Project, read: ReadSite, today: date, keys: frozenset[CitationKey] | None, line: ProgressLine
) -> Answers:
    """What registries say of the works and other sites of the links; with `keys`, of these works alone."""
    bibliography, settings = read.site.bibliography, read.site.settings.online
    links = [*_links_of(bibliography, keys)]
    if keys is None:
        links += [ExternalLink(url, span) for url, span in read.links_elsewhere()]
    answers = Answers()
    client = client_for(settings)
    for event in check_online(bibliography, links, _online_settings(project, settings, keys), client, today):
        match event:
            case Finding():
                answers.findings.append(event)
            case Progress(what, done, total):
                line.show(what, done, total)
            case Inconclusive():
                answers.open_questions.append(event)
    return answers


def ask_for_status(project: Project, bibliography: Bibliography, today: date, line: ProgressLine) -> Answers:
    """What became of the works, where their entries do not say so."""
    answers = Answers()
    settings = project.check_settings.online
    asked = _online_settings(project, settings, None)
    for event in find_status_changes(bibliography, asked, client_for(settings), today):
        match event:
            case Progress(what, done, total):
                line.show(what, done, total)
            case Inconclusive():
                answers.open_questions.append(event)
            case (key, change):
                answers.changes[key] = change
    return answers


def client_for(settings: OnlineCheckSettings) -> Client:
    """The client that a site's settings ask for."""
    limits = Limits(total=settings.seconds, delay=settings.delay)
    return Client(limits, mailto=settings.mailto, machine=Machine(proxy=settings.proxy))


def _links_of(bibliography: Bibliography, keys: frozenset[CitationKey] | None) -> Iterator[ExternalLink]:
    """The addresses of works that have no DOI: a DOI is looked up where it is registered."""
    for key, entry in bibliography.items():
        if (keys is None or key in keys) and entry.raw("url") and not entry.raw("doi"):
            yield ExternalLink(entry.raw("url"), entry.field_span("url"))


def _online_settings(
    project: Project, settings: OnlineCheckSettings, keys: frozenset[CitationKey] | None
) -> OnlineSettings:
    return OnlineSettings(
        services=SERVICES,
        keys=keys,
        excludes=tuple(_excludes(project, settings.exclude)),
        days_until_dead=settings.days_until_dead,
        retraction_watch=_path(project, settings.retraction_watch),
        by_title=settings.by_title,
        cache=_path(project, settings.cache),
    )


def _path(project: Project, path: str) -> Path | None:
    return project.root / path if path else None


def _excludes(project: Project, given: Sequence[tuple[str, str, date | None]]) -> Iterator[Exclude]:
    for number, (pattern, reason, until) in enumerate(given):
        place = project.configuration.place("plugins", "vademecum", "check", "online", "exclude", number)
        yield Exclude(pattern, reason, place, until)
