"""Files are UTF-8; where one is not, it is read all the same, and a finding says so."""

import codecs
import re

from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.source import Source, normalise_newlines

ENCODING = Rule("file/encoding", Severity.ERROR, "A file is not UTF-8.")


_NO_CHARACTER = re.compile("[\x00\ufdd0-\ufdef\ufffe\uffff]")


def decode_source(path: str, data: bytes) -> tuple[Source, tuple[Finding, ...]]:
    """The text of a file of bytes that should be UTF-8, with or without byte order mark.

    Where it is not, the text has a replacement character at each bad byte, and a finding names the first. The same for
    what Unicode calls noncharacters, and for NUL: no text may hold them. Of UTF-16 there is no text, but a finding.
    """
    findings: list[Finding] = []
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        message = "the file is UTF-16 and is not read"
        return Source(path, ""), (Finding(ENCODING, Source(path, "").span(0), message, "Save the file as UTF-8."),)
    try:
        text = normalise_newlines(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        text = normalise_newlines(data.decode("utf-8-sig", errors="replace"))
        offset = len(normalise_newlines(data[: error.start].decode("utf-8-sig", errors="replace")))
        message = f"byte {error.start} (0x{data[error.start]:02x}) is not UTF-8"
        findings.append(Finding(ENCODING, Source(path, text).span(offset), message, "Save the file as UTF-8."))
    forbidden = _NO_CHARACTER.search(text)
    if forbidden:
        message = f"U+{ord(forbidden[0]):04X} is no character that a text may hold"
        findings.append(Finding(ENCODING, Source(path, text).span(forbidden.start()), message, "Remove it."))
        text = _NO_CHARACTER.sub("\ufffd", text)
    return Source(path, text), tuple(findings)
