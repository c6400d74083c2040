r"""Web addresses as fields hold them, taken apart: `\url{…}` around them, TeX escapes in them, proxies before them."""

import re
from typing import NamedTuple
from urllib.parse import unquote

_WRAPPED = re.compile(r"\{*\\(?:url|nolinkurl|path|href)\s*\{([^{}]*)\}", re.IGNORECASE)
_SIGNS = {"textunderscore": "_", "textasciitilde": "~", "textless": "<", "textgreater": ">"}
_REFERENCES = {"lt": "<", "gt": ">", "#60": "<", "#62": ">", "#x3c": "<", "#x3e": ">"}
# `\_`, `{\&}`, `\textless{}`, `$<$` and `&lt;`, as exporters write them, some of them twice (`\\_`, `&amp;lt;`). Braces
# are gone when this is looked for.
_TO_UNESCAPE = re.compile(r"[\\{}$&]")
_ESCAPED = re.compile(
    r"(?<!\\)\\++(?:(?:string)?([_%&#$~^])|(textunderscore|textasciitilde|textless|textgreater)\s?)"
    r"|\$([<>])\$|&(?:amp;)*(?:(lt|gt|#60|#62|#x3c|#x3e)|amp);"
)
_BRACES = re.compile(r"(?<!\\)\\*+[{}]")
_SCHEME = re.compile(r"(?:https?:)?//|ftp://", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z\d-]+\.)+[a-z]{2,}(?::\d+)?", re.IGNORECASE | re.ASCII)
_BEHIND_PROXY = re.compile(r"(?:^|&)q?url=(.*)", re.IGNORECASE | re.DOTALL)
_MOST_PROXIES = 3


class WebAddress(NamedTuple):
    """An address on the web: host in lower case, path and query percent-decoded, the fragment left out."""

    host: str
    path: str
    query: tuple[tuple[str, str], ...]

    def is_at(self, host: str) -> bool:
        """Whether the address is at `host` or a subdomain of it, also through the proxy of a library."""
        return f".{host}." in f".{self.host.replace('-', '.')}."

    def parameter(self, *names: str) -> str:
        """The value of the first parameter in the query that has one of the `names`; empty where none has."""
        return next((value for name, value in self.query if name in names), "")


def read_address(text: str) -> WebAddress | None:
    """The address that `text` consists of, with its scheme or without; None where it is no single address."""
    text = unescape(text).strip("<>\"'“”‘’ \t\r\n")
    for _ in range(_MOST_PROXIES):
        scheme = _SCHEME.match(text)
        rest = text[scheme.end() :] if scheme else text
        host, slash, tail = rest.partition("/")
        if not (scheme or slash) or not _HOST.fullmatch(host) or any(map(str.isspace, tail)):
            return None
        path, _, query = tail.partition("#")[0].partition("?")
        target = _BEHIND_PROXY.search(query) if "proxy" in host.lower() or path.endswith("login") else None
        if not target:
            return WebAddress(host.lower().partition(":")[0], "/" + unquote(path), _parameters(query))
        text = target[1] if "://" in target[1] else unquote(target[1])
    return None


def unescape(text: str) -> str:
    r"""`text` without `\url{…}`, TeX escapes and the HTML references for `<`, `>` and `&`; braces are dropped."""
    if not _TO_UNESCAPE.search(text):
        return text
    wrapped = _WRAPPED.match(text.strip())
    return _ESCAPED.sub(_sign, _BRACES.sub("", wrapped[1] if wrapped else text))


def _sign(escaped: re.Match[str]) -> str:
    character, macro, math, reference = escaped.groups()
    return character or math or _SIGNS.get(macro) or _REFERENCES.get(reference, "&")


def _parameters(query: str) -> tuple[tuple[str, str], ...]:
    """The parameters of a query; what stands there without a name has an empty one. A `;` may be part of a DOI."""
    pairs = (pair.partition("=") for pair in query.split("&"))
    return tuple((name.lower(), unquote(value)) if sign else ("", unquote(name)) for name, sign, value in pairs)
