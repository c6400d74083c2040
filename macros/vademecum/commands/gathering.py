"""How `vademecum add` finds works: at registries, in files, in pasted text; and what it says of the others."""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import click

from vademecum.bibliography.entry import Entry
from vademecum.bibliography.saved_works import SavedWork, read_saved
from vademecum.bibliography.wanted import NotWanted, WorkIdentifier, joined_labels, read_wanted
from vademecum.checking import OnlineCheckSettings
from vademecum.checks.twins import Twin
from vademecum.commands.console import FOUND, NO_NETWORK, ProgressLine, errors_of, print_findings, shown
from vademecum.editing.newcomers import Newcomers
from vademecum.lookup import arxiv
from vademecum.lookup.cache import Cache
from vademecum.lookup.http import Client, Limits, Machine
from vademecum.lookup.new_works import NewWork, NewWorks, Registries, Unknown
from vademecum.lookup.response import Failure, Trouble
from vademecum.lookup.settings import SERVICE_DELAYS
from vademecum.project import Project
from vademecum.report.visible import visible
from vademecum.text.decoding import decode_source
from vademecum.text.errors import ConfigurationError
from vademecum.text.finding import Finding
from vademecum.text.source import Source

REGISTRIES = Registries()
_SUFFIXES = (".bib", ".bibtex", ".biblatex", ".ris", ".nbib", ".json", ".txt", ".enw", ".xml", ".pdf", ".docx", ".html")
_STDIN = "-"
_PASTED = "pasted"
_UNREACHABLE = frozenset((Trouble.NO_SUCH_HOST, Trouble.NETWORK, Trouble.REFUSED, Trouble.TIMEOUT))
_BUSY = re.compile(r"(.+): status (?:429|503)")


@dataclass(frozen=True, slots=True)
class FoundWork:
    """A work that was found, how it was asked for, and what is to be told of it."""

    asked: str
    entry: Entry
    origin: str = ""
    remarks: tuple[str, ...] = ()
    notice: str = ""
    """Where it is said what became of the work."""
    is_registered: bool = False


@dataclass(slots=True)
class Outcome:
    """How the call goes: what was found, and what could not be."""

    works: list[FoundWork] = field(default_factory=list)
    has_refused: bool = False
    lacks_network: bool = False

    @property
    def exit_code(self) -> int:
        """What was found to be wrong counts before what could not be found out."""
        return FOUND if self.has_refused else NO_NETWORK if self.lacks_network else 0

    def refuse(self, asked: str, message: str, hint: str = "", *, for_want_of_network: bool = False) -> None:
        """Say that something is not added, and why."""
        click.echo(visible(f"not added: {asked}: {message}"), err=True)
        if hint:
            click.echo(visible(f"    {hint}"), err=True)
        self.lacks_network = self.lacks_network or for_want_of_network
        self.has_refused = self.has_refused or not for_want_of_network


def client_for(settings: OnlineCheckSettings) -> Client:
    """The client that a site's settings ask for."""
    delays = {**SERVICE_DELAYS, arxiv.HOST: arxiv.SECONDS_BETWEEN}
    limits = Limits(total=settings.seconds, delay=settings.delay, delays=delays)
    return Client(limits, mailto=settings.mailto, machine=Machine(proxy=settings.proxy))


def look_up(project: Project, words: Iterable[str], newcomers: Newcomers, outcome: Outcome) -> None:
    """Find all works: those of files first, as they cost nobody anything."""
    wanted: dict[WorkIdentifier, str] = {}
    for word in joined_labels(words):
        file = Path(word)
        if _is_file(file):
            outcome.works += _saved(file, outcome)
            continue
        found = read_wanted(word)
        if isinstance(found, NotWanted):
            outcome.refuse(word.strip() or "''", *_why_not(word, file, found))
        elif twin := newcomers.known(found):
            refuse_twin(outcome, word, twin)
        else:
            wanted.setdefault(found, word.strip())
    settings = project.check_settings.online
    client = client_for(settings)
    cache = Cache(project.root / settings.cache if settings.cache else None)
    registries = NewWorks(REGISTRIES, client, cache, datetime.now(tz=UTC).date())
    with ProgressLine() as line:
        for done, (identifier, asked) in enumerate(wanted.items()):
            line.show("works", done, len(wanted))
            answer = registries.find(identifier)
            line.clear()
            match answer:
                case NewWork(entry, names, update, remarks, is_incomplete):
                    notice = ", ".join(filter(None, (update.registry, update.notice))) if update else ""
                    outcome.works.append(
                        FoundWork(asked, entry, f"from {' and '.join(names)}", remarks, notice, is_registered=True)
                    )
                    outcome.lacks_network = outcome.lacks_network or is_incomplete
                case Unknown(message, hint):
                    outcome.refuse(asked, message, hint)
                case Failure():
                    outcome.refuse(asked, *_explained(answer, client), for_want_of_network=True)


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except (OSError, ValueError):  # Too long for a name, or with a sign that no name has.
        return False


def _is_folder(file: Path) -> bool:
    try:
        return file.is_dir()
    except (OSError, ValueError):
        return False


def _why_not(word: str, file: Path, found: NotWanted) -> tuple[str, str]:
    if not word.strip():
        return found.message, found.hint
    if word.strip().lower().endswith(_SUFFIXES) and "://" not in word:
        return "there is no such file", "Look at its name, and at the folder in which you are."
    if _is_folder(file):
        return "this is a folder", "Name the files in it."
    return found.message, found.hint


def _explained(failure: Failure, client: Client) -> tuple[str, str]:
    """In one sentence why a registry gave no answer, and what to do."""
    later = "Nothing is written for it; try again later."
    if not client.has_had_answer and failure.trouble in _UNREACHABLE:
        return f"no registry can be reached: {failure}", f"Are you online? {later}"
    busy = _BUSY.fullmatch(failure.detail)
    if failure.trouble is Trouble.CONTENT and busy:
        return f"{busy[1]} has too much to do and asks to be left alone for a while", later
    return f"no answer that can be used: {failure}", later


def _saved(file: Path, outcome: Outcome) -> Iterator[FoundWork]:
    """The works of a file. What is broken in it is told, and does no harm to the others."""
    found, findings = read_saved(shown(file), file.read_bytes())
    _report_reading(shown(file), found, findings, outcome)
    for work in found:
        yield FoundWork(str(work.entry.span), work.entry, f"there '{work.entry.key}'", work.remarks)


def read_pasted(files: Iterable[str], outcome: Outcome) -> Iterator[FoundWork]:
    """The works of free texts: of files, or of what is pasted into the terminal or sent to standard input."""
    # Half of what this command loads would go into what few calls need.
    from vademecum.bibliography.exchange.free_text import read_free_text  # noqa: PLC0415

    for source in _texts(list(files) or [_STDIN]):
        entries, findings = read_free_text(source)
        _report_reading(source.path, [SavedWork(entry) for entry in entries], findings, outcome)
        for entry in entries:
            yield FoundWork(str(entry.span), entry)


def _texts(files: Iterable[str]) -> Iterator[Source]:
    for name in files:
        if name == _STDIN:
            if sys.stdin.isatty():
                click.echo("Paste the references, then press Ctrl-D (in Windows Ctrl-Z and Enter).", err=True)
            source, findings = decode_source(_PASTED, sys.stdin.buffer.read())
        elif not _is_file(Path(name)):
            raise ConfigurationError(f"there is no file '{name}'; --paste reads files, or what you paste")
        else:
            source, findings = decode_source(shown(Path(name)), Path(name).read_bytes())
        print_findings(findings)
        yield source


def _report_reading(name: str, found: Iterable[SavedWork], findings: Iterable[Finding], outcome: Outcome) -> None:
    findings = list(findings)
    print_findings(findings)
    if not list(found) and not errors_of(findings):
        outcome.refuse(name, "there is no work in it")
    outcome.has_refused = outcome.has_refused or bool(errors_of(findings))


def refuse_twin(outcome: Outcome, asked: str, twin: Twin) -> None:
    """Say that a work is there already, or looks like one that is."""
    key, place = twin.entry.key, twin.entry.span
    if twin.is_certain:
        outcome.refuse(
            asked.strip(), f"it is there already, as '{key}' at {place} (by its {twin.by})", f"Cite [@{key}]."
        )
    else:
        hint = f"If it is that work, cite [@{key}]; if it is another, add it with --even-similar."
        outcome.refuse(asked.strip(), f"it looks like '{key}' at {place} (by {twin.by})", hint)
