"""Text for programs: JSON that may stand in a page, and lines without what no program expects."""

import json
import re

_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")
"""Signs that could end or change the element that holds the JSON, line ends of JavaScript, halves of characters."""
_NO_CHARACTER = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


def as_json(value: object) -> str:
    """`value` as JSON in which no text can end a script element or begin a comment (HTML, "script data state")."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(_escaped, written) if _UNSAFE.search(written) else written


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def as_line(text: str) -> str:
    """`text` on one line, control characters and halves of characters replaced."""
    if text.isprintable() and "  " not in text:  # So it is with most of it.
        return text.strip()
    return " ".join((_NO_CHARACTER.sub("\ufffd", text) if _NO_CHARACTER.search(text) else text).split())


def to_bytes(text: str) -> bytes:
    """`text` as the content of a file."""
    return text.encode("utf-8", "replace")
