"""`vademecum find`: works by words."""

import sys
from collections.abc import Mapping, Sequence

import click

from vademecum.bibliography.entry import Bibliography
from vademecum.bibliography.identifier import CitationKey
from vademecum.checking import read_site
from vademecum.commands.console import FOUND, configuration_option
from vademecum.commands.works import Referencer, identifiers_of, level_of
from vademecum.pages.evidence import grade
from vademecum.pages.work_search import find_works
from vademecum.project import open_project
from vademecum.report.document import write_json
from vademecum.report.visible import visible
from vademecum.site_evidence import citing_pages

_MOST = 20


@click.command("find")
@click.argument("words", nargs=-1, required=True, metavar="WORD...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--most", type=click.IntRange(min=1), default=_MOST, show_default=True, help="Show so many at most.")
@configuration_option
def find(words: tuple[str, ...], form: str, most: int, config: str) -> None:
    """Find works of the bibliography by WORDs: names, words of the title, a year, a DOI, a key.

    Of each work: its key, its reference, what kind of source it is, and the pages that cite it. Words may be halves,
    in any order, and have slips in them. Ends with 1 where nothing is found.
    """
    project = open_project(config)
    site, _ = project.checked_site()
    found = find_works(" ".join(words), site.bibliography)
    pages = citing_pages(read_site(site)) if found.keys else {}
    shown = found.keys[:most]
    refer = Referencer(site.bibliography)
    if form == "json":
        click.echo(write_json([_record(key, site.bibliography, pages, refer) for key in shown]))
    else:
        for word, others in found.nearly:
            said = f"no work has '{word}' as a whole word; found was {', '.join(map(repr, others))}"
            click.echo(visible(said), err=True)
        for key in shown:
            click.echo("\n".join(map(visible, _lines(key, site.bibliography, pages, refer))))
        if len(found.keys) > most:
            click.echo(f"and {len(found.keys) - most} more; name another word, or see all with --most")
    if not found.keys:
        said = " ".join(words)
        hint = f"; did you mean '{found.meant}'?" if found.meant else f"; it has {len(site.bibliography)} works"
        if found.has_each:
            hint = ": each word is in some work, and none has them all; leave one out"
        if found.unknown:
            hint = f"; 'vademecum add {found.unknown}' would look it up and add it"
        click.echo(visible(f"no work of the bibliography has '{said}'{hint}"), err=True)
        sys.exit(FOUND)


def _lines(
    key: CitationKey,
    bibliography: Bibliography,
    pages: Mapping[CitationKey, Sequence[tuple[str, int]]],
    refer: Referencer,
) -> list[str]:
    entry = bibliography[key]
    cited = [f"{path} ({count} times)" if count > 1 else path for path, count in pages.get(key, ())]
    named = (f"{kind.upper()} {identifier}" for kind, identifier in identifiers_of(entry).items())
    return [
        key,
        f"    {refer(key)}",
        f"    {'; '.join((level_of(entry), *named))}",
        f"    cited on {', '.join(cited)}" if cited else "    cited on no page",
    ]


def _record(
    key: CitationKey,
    bibliography: Bibliography,
    pages: Mapping[CitationKey, Sequence[tuple[str, int]]],
    refer: Referencer,
) -> dict[str, object]:
    entry, graded = bibliography[key], grade(bibliography[key])
    return {
        "key": key,
        "reference": refer(key),
        "kind": graded.kind,
        "design": graded.design,
        "status": graded.status,
        "identifiers": identifiers_of(entry),
        "pages": [{"path": path, "times": count} for path, count in pages.get(key, ())],
    }
