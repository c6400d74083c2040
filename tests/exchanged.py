"""What the tests of export and import show: works in BibTeX and findings, as lines that a person can read."""

from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.bibtex.writer import write_bibtex
from vademecum.text.source import Source


def works(bibtex):
    """The works of a case."""
    bibliography, findings = read_bibtex(Source("x.bib", bibtex))
    assert findings == ()
    return list(bibliography.values())


def shown(read):
    """What was read: the works in BibTeX, then the findings."""
    found, findings = read
    said = [f"! {each.span.start.line}:{each.span.start.column} {each.rule.name}: {each.message}" for each in findings]
    return write_bibtex(found) + "\n".join(said or ["! none"])


def only(read):
    """The one work that was read without a finding."""
    (entry,), findings = read
    assert findings == ()
    return entry
