"""What `add` and `import` say of the works that they put into the bibliography."""

from collections.abc import Collection
from datetime import UTC, datetime

from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.entry import Bibliography
from vademecum.bibliography.inspection import inspect
from vademecum.checks.bibliography import BibliographySettings, check_bibliography
from vademecum.editing.adding import AddedTo
from vademecum.project import Project
from vademecum.text.decoding import decode_source
from vademecum.text.finding import Finding


def bibliography_with(project: Project, added: AddedTo) -> Bibliography:
    """The bibliography as it will be with the works that were put into one of its files."""
    sources = [decode_source(path, (project.root / path).read_bytes())[0] for path in project.bibliography_paths]
    new, _ = decode_source(added.path, added.data)
    whole, _ = read_bibtex([new if source.path == added.path else source for source in sources])
    return whole


def findings_of_new(project: Project, path: str, whole: Bibliography, keys: Collection[str]) -> list[Finding]:
    """What is wrong with the works `keys`, which are new in the file `path`, each finding with its place there."""
    lines: set[int] = set()
    for key in keys:
        start = whole[key].span.start.line
        lines.update(range(start, start + len(whole[key].fields) + 2))
    settings = BibliographySettings(datetime.now(tz=UTC).date(), project.check_settings.topics)
    findings = [*inspect(whole[key] for key in keys), *check_bibliography(whole, settings)]
    return [each for each in findings if each.span.path == path and each.span.start.line in lines]
