"""Puts a BibTeX file into its one form, where nothing speaks against it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vademecum.bibliography.bibtex import read_bibtex, read_file
from vademecum.bibliography.bibtex.inheritance import UNKNOWN_CROSSREF
from vademecum.bibliography.bibtex.strings import UNDEFINED_STRING
from vademecum.bibliography.bibtex.writer import format_file
from vademecum.bibliography.entry import Bibliography
from vademecum.text.decoding import decode_source
from vademecum.text.errors import ConfigurationError, InternalError
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.source import Source

FORMAT = Rule("bibliography/format", Severity.WARNING, "A BibTeX file is not in its one form.")

_SUFFIXES = (".bib", ".bibtex", ".biblatex")


@dataclass(frozen=True, slots=True)
class FormattedFile:
    """What came of a file: `data` is what it should hold; what it holds already where `findings` forbid to touch it."""

    path: str
    data: bytes
    is_changed: bool
    findings: tuple[Finding, ...]
    """What is wrong with the file. Errors are the reason why it is not touched."""
    difference: Finding | None = None
    """Where the file first differs from its one form."""


def format_bibtex(files: Mapping[str, bytes], *, are_all: bool = True) -> Iterator[FormattedFile]:
    """Files that belong together, by path, each in its one form; a file with errors stays as it is.

    Together, because `@string`s and `crossref`s reach from one file into another. Where these are not all the files
    of a bibliography, what is missing in them may be in the others, and is no error. Line ends stay what they are
    throughout a file. ConfigurationError for a file whose name does not say that it is BibTeX, InternalError where a
    new text would say something else.
    """
    for path in files:
        if not path.lower().endswith(_SUFFIXES):
            raise ConfigurationError(f"'{path}' is no BibTeX file: its name does not end in .bib")
    decoded = {path: decode_source(path, data) for path, data in files.items()}
    _, found = read_bibtex(source for source, _ in decoded.values())
    elsewhere = () if are_all else (UNDEFINED_STRING, UNKNOWN_CROSSREF)
    for path, (source, unreadable) in decoded.items():
        own = (finding for finding in found if finding.span.path == path and finding.rule not in elsewhere)
        findings = (*unreadable, *own)
        yield _formatted(source, files[path], findings)


def _formatted(source: Source, data: bytes, findings: tuple[Finding, ...]) -> FormattedFile:
    if any(finding.severity >= Severity.ERROR for finding in findings):
        return FormattedFile(source.path, data, is_changed=False, findings=findings)
    text = format_file(read_file(source))
    if _meaning(source) != _meaning(Source(source.path, text)):
        raise InternalError(f"{source.path} would say something else when formatted; it is not touched")
    line_end = "\r\n" if data.count(b"\n") == data.count(b"\r\n") > 0 else "\n"
    new = text.replace("\n", line_end).encode()
    difference = _difference(source, text) if new != data else None
    return FormattedFile(source.path, new, new != data, findings, difference)


def _meaning(source: Source) -> dict[str, tuple[str, dict[str, str]]]:
    """What the entries of a file say; how many blanks are between words means nothing in BibTeX."""
    bibliography: Bibliography = read_bibtex(source)[0]
    return {
        key: (entry.type, {name: " ".join(value.split()) for name, value in entry.fields.items()})
        for key, entry in bibliography.items()
    }


def _difference(source: Source, text: str) -> Finding:
    """The first line that would be another."""
    pairs = zip(source.text.split("\n"), text.split("\n"), strict=False)
    line = next((number for number, (old, new) in enumerate(pairs, 1) if old != new), source.text.count("\n") + 1)
    message = "the file is not in its one form from here on"
    return Finding(FORMAT, source.span(source.line_start(line)), message, "Run 'vademecum fmt'.")
