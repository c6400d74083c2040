r"""Addresses and code in LaTeX, where characters stand for themselves, and how an address is written there."""

import re

from vademecum.bibliography.latex.frame import referenced

_ESCAPED = re.compile(
    r"\\(text(?:underscore|asciitilde|asciicircum|backslash|braceleft|braceright)|slash|sim)(?![A-Za-z])"
    r"[ \t\r\n]*(?:\{\})?"
    r"|\{?\$\\sim\$\}?"
    r"|\{\\([%&#_])\}|\\([%&#_{}$~^ ])(?:\{\})?"
    r"|&((?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
)
_NAMED = {
    "textunderscore": "_", "textasciitilde": "~", "textasciicircum": "^", "textbackslash": "\\",
    "textbraceleft": "{", "textbraceright": "}", "slash": "/", "sim": "~",
}  # fmt: skip
_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "$": r"\$", "&": r"\&{}",
}  # fmt: skip
_TO_ESCAPE = re.compile(r"[\\{}$]|&(?=#?\w+;)")


def address_in(source: str) -> str:
    r"""The address that `source`, the argument of `\url` or `\href`, holds: escapes undone, blanks taken out."""
    return "".join(_ESCAPED.sub(_unescaped, source).split())


def write_address(address: str) -> str:
    """The source that holds `address`."""
    return _TO_ESCAPE.sub(_escaped, address)


def _unescaped(escape: re.Match[str]) -> str:
    if escape[4]:
        return referenced(escape[4]) or escape[0]
    return _NAMED[escape[1]] if escape[1] else escape[2] or escape[3] or "~"


def _escaped(character: re.Match[str]) -> str:
    return _ESCAPES[character[0]]
