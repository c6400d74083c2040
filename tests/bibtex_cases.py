"""Reads the cases in `cases/bibtex/`, and says in words what is read of a file; how they are written is said there."""

import re
from itertools import zip_longest

from vademecum.text.decoding import decode_source

MAIN = "main.bib"
"""The name of the file of a case, or of its first."""
PICTURES = str.maketrans({"␀": "\0", "␉": "\t", "␍": "\r"})
"""Characters that cannot be seen are written as their pictures."""
_BYTE = re.compile(rb"\xe2\x9f\xa8([0-9a-f]{2})\xe2\x9f\xa9")
_CONTROL = re.compile(r"[\x00-\x1f]")
_FINDING = re.compile(r"\S+:\d+ \S+/\S+")


def files_of(written):
    """The files of a case, decoded, and what is wrong with their bytes; a line `::: name` begins another file."""
    first, *others = re.split(r"^::: (.+)\n", written, flags=re.MULTILINE)
    texts = {MAIN: first} | dict(zip(others[::2], others[1::2], strict=True))
    decoded = [decode_source(name, _bytes(text)) for name, text in texts.items()]
    return [source for source, _ in decoded], [finding for _, found in decoded for finding in found]


def _bytes(text):
    return _BYTE.sub(lambda match: bytes.fromhex(match[1].decode()), text.translate(PICTURES).encode())


def readable(bibliography, findings):
    """Entries in words, a line for each field; and, below a blank line, a line for each finding."""
    entries = [line for entry in bibliography.values() for line in _entry_lines(entry)]
    wrong = ["", *(_finding_line(finding) for finding in findings)] if findings else []
    return "\n".join([*(entries or ["no entries"]), *wrong])


def _entry_lines(entry):
    yield f"{entry.type} {entry.key}"
    for name, value in entry.fields.items():
        yield f"  {name} = {_shown(value)}".rstrip()


def _shown(value):
    """A value on one line: line ends as `␊`, blanks at its ends as `␣`, what else cannot be seen as its number."""
    bare = value.strip(" ")
    before = "␣" * (len(value) - len(value.lstrip(" ")))
    behind = "␣" * (len(value) - len(value.rstrip(" "))) if bare else ""
    line = bare.replace("\n", "␊").replace("\t", "␉")
    return before + _CONTROL.sub(lambda match: f"⟨{ord(match[0]):02x}⟩", line) + behind


def _finding_line(finding):
    place = str(finding.span).removeprefix(f"{MAIN}:")
    return f"{place} {finding.rule.name} {finding.message}"


def shortened(found, expected):
    """`found` with the lines of findings cut to what is expected of them, where they begin with it."""
    pairs = zip_longest(found.splitlines(), expected.splitlines())
    return "\n".join(_cut(line, begin) for line, begin in pairs if line is not None)


def _cut(line, begin):
    return begin if begin and _FINDING.match(begin) and line.startswith(begin) else line
