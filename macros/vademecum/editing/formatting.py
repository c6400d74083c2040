"""Puts a BibTeX file into its one form, where nothing speaks against it."""

from dataclasses import dataclass

from vademecum.bibliography.bibtex import read_bibtex, read_file
from vademecum.bibliography.entry import Bibliography
from vademecum.bibliography.writer import format_file
from vademecum.text.decoding import decode_source
from vademecum.text.errors import InternalError
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.source import Source

FORMAT = Rule("bibliography/format", Severity.WARNING, "A BibTeX file is not in its one form.")


@dataclass(frozen=True, slots=True)
class FormattedFile:
    """What came of a file: `data` is what it should hold; what it holds already where `findings` forbid to touch it."""

    path: str
    data: bytes
    is_changed: bool
    findings: tuple[Finding, ...]
    """What is wrong with how the file is written. Errors are the reason why it is not touched."""
    difference: Finding | None = None
    """Where the file first differs from its one form."""


def format_bibtex(path: str, data: bytes) -> FormattedFile:
    """The file `path`, which holds `data`, in its one form; a file with errors stays as it is.

    Line ends stay what they are throughout the file. InternalError where the new text would say something else.
    """
    source, findings = decode_source(path, data)
    file = read_file(source)
    findings = (*findings, *file.findings)
    if any(finding.severity >= Severity.ERROR for finding in findings):
        return FormattedFile(path, data, is_changed=False, findings=findings)
    text = format_file(file)
    if _meaning(source) != _meaning(Source(path, text)):
        raise InternalError(f"{path} would say something else when formatted; it is not touched")
    line_end = "\r\n" if data.count(b"\n") == data.count(b"\r\n") > 0 else "\n"
    new = text.replace("\n", line_end).encode()
    difference = _difference(source, text) if new != data else None
    return FormattedFile(path, new, new != data, findings, difference)


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
