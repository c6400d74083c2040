"""Addresses as a page holds them, taken apart: which scheme, host, path and fragment, and what is wrong in them.

Follows the URL standard (WHATWG) in what a browser takes off (blanks around, line ends within) and in schemes; what a
browser would mend in silence, such as a backslash, is a problem here.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from vademecum.text.nearest import nearest

_AROUND = "".join(map(chr, range(0x21)))
_WITHIN = re.compile(r"[\t\n\r]+")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_BAD_CHARACTER = re.compile(r"[\x00-\x20\x7f\\]")
_HOST = re.compile(r"(?:[^/@]*@)?(\[[0-9a-fA-F:.]+\]|[^:/@\[\]\s]+)(?::(\d{0,5}))?")
_PORT = re.compile(r"\d{1,5}(?:[/?]|$)")
_KNOWN = frozenset(
    (
        "http",
        "https",
        "mailto",
        "tel",
        "sms",
        "ftp",
        "ftps",
        "sftp",
        "git",
        "ssh",
        "irc",
        "xmpp",
        "geo",
        "matrix",
        "doi",
    )
)
_USUAL = ("https", "http", "mailto")
_NEAR_ENOUGH = 80
UNSAFE = frozenset(("javascript", "vbscript", "data", "file"))
"""Schemes that run, hide or cannot reach what a link leads to."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address taken apart. One without `scheme` and `host` lies on the same host as the page."""

    scheme: str = ""
    host: str = ""
    path: str | None = None
    """The path as written, `None` where the address is a query or a fragment alone."""
    fragment: str = ""
    """What stands behind `#`, percent-encoding read, without instructions to find a text (`:~:`)."""
    problem: str = ""
    """What is wrong with how it is written, as a sentence's end."""
    climbs: int = 0
    """How many folders up it begins, and then `rest` is the remaining path."""
    rest: str = ""

    @property
    def is_web(self) -> bool:
        """Whether it names a host on the web."""
        return bool(self.host)


@lru_cache(maxsize=65536)
def read_address(written: str) -> Address:
    """The parts of an address as it stands in an attribute, character references already read. Never raises."""
    text = _WITHIN.sub("", written.strip(_AROUND)) if not written.isalnum() else written
    scheme = _SCHEME.match(text)
    if scheme:
        return _with_scheme(scheme[1].lower(), text[scheme.end() :])
    body, fragment = _split_fragment(text)
    problem = _misspelling(body)
    if body.startswith("//"):
        return _on_host("", body[2:], fragment, problem)
    path, _, _ = body.partition("?")
    if not path:
        return Address(fragment=fragment, problem=problem)
    climbs, rest = _climb(path)
    return Address(path=path, fragment=fragment, problem=problem, climbs=climbs, rest=rest)


def _with_scheme(scheme: str, text: str) -> Address:
    body, fragment = _split_fragment(text)
    if scheme in {"http", "https"}:
        if body.startswith("//"):
            return _on_host(scheme, body[2:], fragment, _misspelling(body))
        return Address(scheme, problem=f"has '{scheme}:' without two slashes and a host behind it")
    if scheme == "mailto":
        recipients = unquote(body.partition("?")[0])
        is_sound = "@" in recipients or (not recipients and "to=" in body) or body.startswith("?")
        return Address(scheme, problem="" if is_sound else "names no e-mail address")
    if scheme in _KNOWN or scheme in UNSAFE:
        return Address(scheme, path=body)
    return Address(scheme, path=body, problem=_scheme_fault(scheme, body))


def _scheme_fault(scheme: str, body: str) -> str:
    """What is wrong with a scheme that is not among the usual ones, or nothing: there are hundreds."""
    if len(scheme) == 1:
        return "names a drive of one computer"
    if _PORT.match(body) and ("." in scheme or scheme == "localhost"):
        return "begins with a host, and needs 'https://' before it"
    near = nearest(scheme, _USUAL, _NEAR_ENOUGH)
    return f"begins with '{scheme}:', probably meant as '{near}:'" if near else ""


def _on_host(scheme: str, text: str, fragment: str, problem: str) -> Address:
    authority = re.split(r"[/?]", text, maxsplit=1)[0]
    path = text[len(authority) :].partition("?")[0]
    host = _HOST.fullmatch(authority)
    if not host:
        return Address(scheme or "https", path=path, problem="names no host that can be")
    if not scheme and "." not in host[1] and host[1] != "localhost":
        problem = problem or f"begins with two slashes, which makes '{host[1]}' the name of a host"
    port = host[2] or ""
    usual = {"http": "80", "https": "443"}.get(scheme, "")
    name = host[1].lower().rstrip(".") + (f":{port}" if port not in {"", usual} else "")
    return Address(scheme, name, path or "/", fragment, problem)


def _split_fragment(text: str) -> tuple[str, str]:
    if "#" not in text:
        return text, ""
    body, _, fragment = text.partition("#")
    fragment = fragment.partition(":~:")[0]
    return body, unquote(fragment) if "%" in fragment else fragment


def _misspelling(body: str) -> str:
    """What a path or query holds that no address may, or nothing."""
    bad = _BAD_CHARACTER.search(body)
    if bad:
        if bad[0] == "\\":
            return "holds a backslash"
        return "holds a blank" if bad[0] == " " else "holds a control character"
    return "holds a '%' that begins no code of two digits" if _BAD_ESCAPE.search(body) else ""


def _climb(path: str) -> tuple[int, str]:
    """How many folders up a path begins, and what is left of it; `.` and `..` further inside are worked out."""
    climbs, parts = 0, [] if path[0] != "/" else [""]
    *folders, last = path.split("/")
    if last in {".", ".."}:
        folders, last = [*folders, last], ""
    least = len(parts)
    for part in folders[least:]:
        if part == "..":
            if len(parts) > least:
                parts.pop()
            else:
                climbs += 1
        elif part != ".":
            parts.append(part)
    return climbs, "/".join([*parts, last])
