"""Files are UTF-8; where one is not, it is read all the same, and a finding says so."""

from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.source import Source, normalise_newlines

ENCODING = Rule("file/encoding", Severity.ERROR, "A file is not UTF-8.")


def decode_source(path: str, data: bytes) -> tuple[Source, tuple[Finding, ...]]:
    """The text of a file of bytes that should be UTF-8, with or without byte order mark.

    Where it is not, the text has a replacement character at each bad byte, and a finding names the first.
    """
    try:
        return Source(path, normalise_newlines(data.decode("utf-8-sig"))), ()
    except UnicodeDecodeError as error:
        source = Source(path, normalise_newlines(data.decode("utf-8-sig", errors="replace")))
        offset = len(normalise_newlines(data[: error.start].decode("utf-8-sig", errors="replace")))
        message = f"byte {error.start} (0x{data[error.start]:02x}) is not UTF-8"
        return source, (Finding(ENCODING, source.span(offset), message, "Save the file as UTF-8."),)
