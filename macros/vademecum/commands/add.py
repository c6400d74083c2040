"""`vademecum add`: works into the bibliography, by their identifiers, from a file, or from pasted references."""

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass

import click

from vademecum.bibliography.entry import Entry
from vademecum.checks.twins import Twin
from vademecum.citation.grammar import BARE_KEY
from vademecum.commands.added import bibliography_with, findings_of_new
from vademecum.commands.console import FOUND, configuration_option, errors_of, print_findings
from vademecum.commands.gathering import FoundWork, Outcome, look_up, read_pasted, refuse_twin
from vademecum.editing.adding import AddedTo, add_entries
from vademecum.editing.files import replace_file
from vademecum.editing.newcomers import Newcomers
from vademecum.pages.evidence import ALARMING
from vademecum.project import Project, open_project
from vademecum.report.visible import visible
from vademecum.text.errors import ConfigurationError

_KEY = re.compile(r"""[^\s,{}()"#%'=~\\]+""")
_CITABLE = re.compile(BARE_KEY)
_FORM_OF_KEY = "it has letters and digits, and between them any of - _ . : + /, such as smith2020"
_SPOKEN = {"concern": "under a concern"}
_WITHDRAWN = frozenset(("retracted", "withdrawn"))
_SHOWN_TITLE = 70


@dataclass(frozen=True, slots=True)
class _Options:
    """What was asked for besides the works."""

    key: str
    dry_run: bool
    keep_keys: bool
    even_similar: bool
    even_retracted: bool


@click.command("add")
@click.argument("works", nargs=-1, metavar="[ID|URL|FILE]...")
@click.option("--paste", is_flag=True, help="Read references as they are printed, from FILE or what is pasted.")
@click.option("--bibliography", metavar="FILE", help="The BibTeX file to write, where the site has several.")
@click.option("--key", default="", metavar="KEY", help="The key of the work, where it is one.")
@click.option("--keep-keys", is_flag=True, help="Works of a file keep the keys that they have there.")
@click.option("--dry-run", is_flag=True, help="Show what would be added; write nothing.")
@click.option("--even-similar", is_flag=True, help="Add a work although one that looks like it is there.")
@click.option("--even-retracted", is_flag=True, help="Add a work although it was retracted or withdrawn.")
@configuration_option
def add(  # noqa: PLR0913  # click passes options by name
    works: tuple[str, ...],
    config: str,
    bibliography: str | None,
    *,
    paste: bool,
    key: str,
    keep_keys: bool,
    dry_run: bool,
    even_similar: bool,
    even_retracted: bool,
) -> None:
    """Add works to the bibliography, and show what changed.

    A work is a DOI, PMID, PMCID, ISBN or arXiv number in any spelling, an address that holds one, or a file with
    works: BibTeX, RIS, PubMed's .nbib, CSL-JSON. Identifiers are looked up at Crossref or DataCite, PubMed, Open
    Library and arXiv. The level of evidence is left to you. Ends with 1 where a work was not added, with 4 where a
    registry could not be asked.
    """
    options = _Options(key, dry_run, keep_keys, even_similar, even_retracted)
    if not works and not paste:
        raise click.UsageError("name at least one work: an identifier, an address, or a file; or use --paste")
    project = open_project(config)
    path = project.bibliography_to_write(bibliography)
    known, findings = project.read_bibliography()
    errors = errors_of(findings)
    if errors:
        print_findings(errors)
        click.echo("nothing was added, as the bibliography has errors", err=True)
        sys.exit(FOUND)
    newcomers = Newcomers(known)
    if key and (not _can_be_key(key) or newcomers.has_key(key)):
        reason = "is taken" if newcomers.has_key(key) else f"cannot be a key: {_FORM_OF_KEY}"
        raise ConfigurationError(f"'{key}' {reason}; nothing was added")
    outcome = Outcome()
    if paste:
        outcome.works += read_pasted(works, outcome)
    else:
        look_up(project, works, newcomers, outcome)
    if key and len(outcome.works) > 1:
        raise ConfigurationError(f"--key is for one work, and these are {len(outcome.works)}; nothing was added")
    _write(project, path, outcome, options)
    sys.exit(outcome.exit_code)


def _write(project: Project, path: str, outcome: Outcome, options: _Options) -> None:
    """Put the works into the file, as it is now, and say what was done."""
    bibliography, _ = project.read_bibliography()
    topics = project.check_settings.topics
    newcomers = Newcomers(bibliography, topics)
    taken: dict[str, tuple[Entry, FoundWork, tuple[str, ...]]] = {}
    for work in outcome.works:
        status = work.entry.raw("status").strip().lower()
        if status in _WITHDRAWN and not options.even_retracted:
            since = f" since {work.entry.raw('statusdate')}" if work.entry.raw("statusdate") else ""
            where = f" (by {work.notice})" if work.notice else ""
            message = f"THIS WORK IS {status.upper()}{since}{where}: no claim can rest on it"
            outcome.refuse(work.asked, message, "To speak of it all the same, add it with --even-retracted.")
            continue
        if not work.entry.raw("title"):
            outcome.refuse(work.asked, *_without_title(work))
            continue
        key = options.key or (work.entry.key if options.keep_keys and _is_free(work.entry, newcomers) else "")
        found = newcomers.take(work.entry, key, even_similar=options.even_similar)
        if isinstance(found, Twin):
            if found.is_certain and found.entry.key in taken:
                click.echo(visible(f"{work.asked}: the same work as '{found.entry.key}', which is added already"))
            else:
                refuse_twin(outcome, work.asked, found)
            continue
        taken[found.entry.key] = (found.entry, work, found.remarks)
    if not taken:
        click.echo("nothing was added")
        return
    data = (project.root / path).read_bytes()
    added = add_entries(path, data, [entry for entry, _, _ in taken.values()])
    _tell(project, added, taken)
    if options.dry_run:
        click.echo(f"{path}: nothing written (--dry-run)")
        return
    replace_file(project.root / path, added.data)
    click.echo(f"{path}: {len(taken)} {'works' if len(taken) > 1 else 'work'} added")


def _without_title(work: FoundWork) -> tuple[str, str]:
    """Why a work without a title is not added, and what to do."""
    entry = work.entry
    found = (entry.doi and entry.doi.name, entry.pmid and entry.pmid.number)
    more = (entry.pmcid and entry.pmcid.number, entry.isbn and entry.isbn.number, entry.arxiv and entry.arxiv.number)
    number = next(filter(None, (*found, *more)), "")
    if number and not work.is_registered:
        return "it has no title", f"Look it up: 'vademecum add {number}'."
    return "it has no title", "Look at the work itself, and write the entry by hand."


def _is_free(entry: Entry, newcomers: Newcomers) -> bool:
    return _can_be_key(entry.key) and not newcomers.has_key(entry.key)


def _can_be_key(text: str) -> bool:
    """Whether BibTeX takes it for a key, and `[@key]` cites it without braces."""
    return bool(_KEY.fullmatch(text) and _CITABLE.fullmatch(text))


def _tell(project: Project, added: AddedTo, taken: Mapping[str, tuple[Entry, FoundWork, tuple[str, ...]]]) -> None:
    """What was added, what is to be known of it, the difference, and what is wrong with the new entries."""
    whole = bibliography_with(project, added)
    for key, (entry, work, left_out) in taken.items():
        span = whole[key].span
        source = ", ".join(filter(None, (work.asked, work.origin)))
        click.echo(visible(f"{span}: '{key}' is {_in_short(entry)} ({source})"))
        status = entry.raw("status").strip().lower()
        where = f" (by {work.notice})" if work.notice else ""
        if status in ALARMING:
            click.echo(visible(f"    THIS WORK IS {_SPOKEN.get(status, status).upper()}{where}"))
        elif work.notice:
            click.echo(visible(f"    status '{status}'{where}"))
        for remark in (*work.remarks, *left_out):
            click.echo(visible(f"    {remark}"))
    click.echo("\n".join(map(visible, added.difference.splitlines())))
    print_findings(findings_of_new(project, added.path, whole, taken))


def _in_short(entry: Entry) -> str:
    """A work in a line: first author, title, year."""
    first = next((name.short for name in entry.creators.first(1)), "")
    author = f"{first} et al." if len(entry.creators) > 1 else first
    title = entry.plain("title")
    title = title if len(title) <= _SHOWN_TITLE else f"{title[:_SHOWN_TITLE].rstrip()}…"
    date = entry.date
    year = str(date.year) if date and date.year is not None else ""
    return ", ".join(filter(None, (author, f"“{title}”" if title else "", year))) or "a work"
