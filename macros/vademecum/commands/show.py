"""`vademecum show`: all about a work."""

from collections.abc import Iterator, Sequence

import click

from vademecum.bibliography.entry import Entry
from vademecum.bibliography.identifier import citation_key
from vademecum.checking import read_site
from vademecum.commands.console import configuration_option
from vademecum.commands.works import Referencer, addresses_of, identifiers_of, level_of, meant
from vademecum.pages.evidence import grade
from vademecum.pages.evidence_diff_state import CitedPlace
from vademecum.project import open_project
from vademecum.report.document import write_json
from vademecum.report.visible import visible
from vademecum.site_evidence import cited_places
from vademecum.text.errors import ConfigurationError

_NOTES = ("statusdate", "statusnote", "sample", "funding", "keywords", "note", "ids")


@click.command("show")
@click.argument("keys", nargs=-1, required=True, metavar="KEY...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@configuration_option
def show(keys: tuple[str, ...], form: str, config: str) -> None:
    """Show works by their KEYs: reference, identifiers, kind of source, and the sentences that cite them."""
    project = open_project(config)
    site, _ = project.checked_site()
    wanted = [*dict.fromkeys(citation_key(key.strip().removeprefix("@")) for key in keys)]
    for key in wanted:
        if key not in site.bibliography:
            near = meant(key, site.bibliography)
            hint = near or "look for it with 'vademecum find'"
            raise ConfigurationError(visible(f"the bibliography has no work '{key}'; {hint}"))
    places = cited_places(read_site(site), wanted)
    bibliography = site.bibliography
    refer = Referencer(bibliography)
    if form == "json":
        click.echo(write_json([_record(bibliography[key], refer, places[key]) for key in wanted]))
        return
    for number, key in enumerate(wanted):
        lines = _lines(bibliography[key], refer, places[key])
        click.echo("\n".join([*([""] if number else []), *map(visible, lines)]))


def _lines(entry: Entry, refer: Referencer, places: Sequence[tuple[str, CitedPlace]]) -> Iterator[str]:
    yield f"{entry.key}  ({entry.span})"
    yield f"    {refer(entry.key)}"
    yield f"    {level_of(entry)}"
    for kind, address in addresses_of(entry).items():
        yield f"    {kind}: {identifiers_of(entry).get(kind, '')} {address}".replace(":  ", ": ")
    for name in _NOTES:
        if entry.raw(name):
            yield f"    {name}: {' '.join(entry.plain(name).split())}"
    pages = len({path for path, _ in places})
    if not places:
        yield "    cited on no page"
        return
    yield f"    cited {len(places)} times on {pages} {'pages' if pages > 1 else 'page'}:".replace(" 1 times", " once")
    for path, place in places:
        in_data = f" (on {path})" if place.span.path != path else ""
        section = place.section if place.section != place.span.path else ""
        about = " ".join(filter(None, (section, f"[{place.manner}]" if place.manner else "")))
        yield f"    {place.span}:{f' {about}:' if about else ''} {place.sentence or '(no sentence)'}{in_data}"


def _record(entry: Entry, refer: Referencer, places: Sequence[tuple[str, CitedPlace]]) -> dict[str, object]:
    graded = grade(entry)
    return {
        "key": entry.key,
        "type": entry.standard_type,
        "path": entry.span.path,
        "line": entry.span.start.line,
        "reference": refer(entry.key),
        "kind": graded.kind,
        "design": graded.design,
        "status": graded.status,
        "identifiers": identifiers_of(entry),
        "addresses": addresses_of(entry),
        "notes": {name: " ".join(entry.plain(name).split()) for name in _NOTES if entry.raw(name)},
        "cited": [
            {
                "page": path,
                "path": place.span.path,
                "line": place.span.start.line,
                "column": place.span.start.column,
                "section": place.section,
                "manner": place.manner,
                "sentence": place.sentence,
            }
            for path, place in places
        ],
    }
