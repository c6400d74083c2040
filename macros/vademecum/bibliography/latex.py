r"""LaTeX as bibliographies use it, decoded to rich text: accents, symbols, emphasis, simple math.

One pass over the tokens, linear in the length of the value. What is not known is never dropped: an unknown macro
leaves its argument, a lone special character stands for itself.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from vademecum.text.rich import Inline, Link, Mark, RichText, Styled, plain

_TOKEN = re.compile(
    r"\\([A-Za-z]+)[ \t]*\n?[ \t]*|\\(.)|([{}$~^_])|(---?)|(``)|('')|(`)|(')|\s+|[^\\{}$~^_\-`'\s]+|.", re.DOTALL
)
_SPECIAL = re.compile(r"[\\{}$~`']|--|\s\s|[\t\n]")

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "b": "\u0331",
    "d": "\u0323", "t": "\u0361",
}  # fmt: skip
_SYMBOLS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø", "l": "ł",
    "L": "Ł", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "th": "þ", "TH": "Þ", "ng": "ŋ",
    "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“",
    "textquotedblright": "”", "ldots": "…", "dots": "…", "textellipsis": "…", "copyright": "©", "textcopyright": "©",
    "textregistered": "®", "texttrademark": "™", "textdegree": "°", "degree": "°", "circ": "°", "pm": "±",
    "textpm": "±", "times": "×", "texttimes": "×", "cdot": "·", "div": "÷", "le": "≤", "leq": "≤", "ge": "≥",
    "geq": "≥", "neq": "≠", "approx": "≈", "sim": "∼", "infty": "∞", "rightarrow": "→", "to": "→",
    "leftarrow": "←", "textgreater": ">", "textless": "<", "slash": "/", "textbackslash": "\\",
    "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_", "textbar": "|", "S": "§", "P": "¶",
    "pounds": "£", "euro": "€", "textmu": "µ", "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ",
    "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
    "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
_ARGUMENT_MARKS = {
    "emph": Mark.ITALIC, "textit": Mark.ITALIC, "textsl": Mark.ITALIC, "textbf": Mark.BOLD, "textsc": Mark.SMALL_CAPS,
    "textsuperscript": Mark.SUPERSCRIPT, "textsubscript": Mark.SUBSCRIPT, "texttt": Mark.CODE,
}  # fmt: skip
_GROUP_MARKS = {
    "it": Mark.ITALIC, "em": Mark.ITALIC, "itshape": Mark.ITALIC, "sl": Mark.ITALIC, "bf": Mark.BOLD,
    "bfseries": Mark.BOLD, "sc": Mark.SMALL_CAPS, "scshape": Mark.SMALL_CAPS, "tt": Mark.CODE,
}  # fmt: skip
_DROPPED_ARGUMENT = frozenset({"noopsort", "SortNoop"})
MAX_DEPTH = 64
"""Braces and macros nested deeper than this are kept as text."""


@lru_cache(maxsize=65536)
def decode(value: str) -> RichText:
    """The rich text that `value`, a field without its outer delimiters, stands for; white space is collapsed."""
    if not _SPECIAL.search(value):
        return (value.strip(),) if value.strip() else ()
    return _tidy(_Decoder(value).group())


def decode_plain(value: str) -> str:
    """The bare text that `value` stands for."""
    return plain(decode(value))


class _Decoder:
    """A cursor over the tokens of one value."""

    def __init__(self, value: str) -> None:
        self._tokens: Iterator[re.Match[str]] = _TOKEN.finditer(value)
        self._pushed: list[re.Match[str]] = []
        self._depth = 0
        self._level = 0
        self._math = False

    def _next(self) -> re.Match[str] | None:
        return self._pushed.pop() if self._pushed else next(self._tokens, None)

    def group(self, *, until_dollar: bool = False) -> list[Inline]:
        """Nodes up to the brace (or dollar) that closes the group, or to the end of the value."""
        nodes: list[Inline] = []
        while (token := self._next()) is not None:
            mark = token[3]
            if mark == "}" and self._depth and not until_dollar:
                break
            if mark == "$":
                if until_dollar:
                    break
                nodes.extend(self._mathematics())
            elif token[1] in _GROUP_MARKS and self._level < MAX_DEPTH:
                self._level += 1
                rest = tuple(self.group(until_dollar=until_dollar))
                self._level -= 1
                return [*nodes, Styled(_GROUP_MARKS[token[1]], rest)]
            else:
                nodes.extend(self._node(token))
        return nodes

    def _node(self, token: re.Match[str]) -> list[Inline]:
        if self._level >= MAX_DEPTH:
            return [token[0]]
        self._level += 1
        nodes = self._meaning(token)
        self._level -= 1
        return nodes

    def _meaning(self, token: re.Match[str]) -> list[Inline]:
        word, sign, mark = token[1], token[2], token[3]
        if word is not None:
            return self._macro(word)
        if sign is not None:
            return self._accented(_ACCENTS[sign]) if sign in _ACCENTS else [_ESCAPED.get(sign, sign)]
        if mark == "{":
            content = self._braced()
            return content if self._math or not _protects(content) else [Styled(Mark.NO_CASE, tuple(content))]
        if mark in {"^", "_"} and self._math:
            return [Styled(Mark.SUPERSCRIPT if mark == "^" else Mark.SUBSCRIPT, tuple(self._argument()))]
        if mark == "~":
            return ["\u00a0"]
        return [_LIGATURES.get(token[0], " " if token[0].isspace() else token[0])]

    def _macro(self, word: str) -> list[Inline]:
        if word in _SYMBOLS:
            return [_SYMBOLS[word]]
        if word in _ACCENTS:
            return self._accented(_ACCENTS[word])
        if word in _ARGUMENT_MARKS:
            return [Styled(_ARGUMENT_MARKS[word], tuple(self._argument()))]
        if word in {"url", "href"}:
            address = plain(self._argument())
            return [Link(address, tuple(self._argument()) if word == "href" else (address,))]
        if word in _DROPPED_ARGUMENT:
            self._argument()
        return []  # Of an unknown macro, what follows it, its argument included, stands for itself.

    def _mathematics(self) -> list[Inline]:
        if self._level >= MAX_DEPTH:
            return ["$"]
        outer, self._math = self._math, True
        self._level += 1
        nodes = self.group(until_dollar=True)
        self._math = outer
        self._level -= 1
        return nodes

    def _braced(self) -> list[Inline]:
        if self._depth >= MAX_DEPTH:
            return ["{"]
        self._depth += 1
        nodes = self.group()
        self._depth -= 1
        return nodes

    def _argument(self) -> list[Inline]:
        """The group or the single token that follows."""
        token = self._next()
        while token is not None and token[0].isspace():
            token = self._next()
        if token is None:
            return []
        if token[3] == "{":
            return self._braced()
        if token[3] == "}":
            self._pushed.append(token)
            return []
        nodes = self._node(token)
        if nodes and isinstance(nodes[0], str) and token[1] is None and token[2] is None and len(nodes[0]) > 1:
            # TeX takes one character; the rest of the word goes on behind the argument.
            rest = _TOKEN.match(nodes[0][1:])
            if rest:
                self._pushed.append(rest)
            return [nodes[0][0]]
        return nodes

    def _accented(self, combining: str) -> list[Inline]:
        text = plain(self._argument()).replace("ı", "i").replace("ȷ", "j")
        return [unicodedata.normalize("NFC", text[:1] + combining + text[1:])] if text else [combining]


_LIGATURES = {"--": "–", "---": "—", "``": "“", "''": "”", "`": "‘", "'": "’"}
_ESCAPED = {"\\": " ", "\n": " ", " ": " ", ",": "\u202f", "-": "", "/": "", "@": ""}


def _protects(content: list[Inline]) -> bool:
    r"""Whether braces around `content` protect its case (`{DNA}`), rather than hold a macro together (`{\"o}`)."""
    text = plain(content)
    return len(text) > 1 and any(map(str.isupper, text))


def _tidy(nodes: list[Inline]) -> RichText:
    """Neighbouring strings joined, white space collapsed and trimmed, NFC."""
    merged: list[Inline] = []
    for node in nodes:
        if isinstance(node, str) and merged and isinstance(merged[-1], str):
            merged[-1] += node
        else:
            merged.append(node)
    texts = [_collapse(node) if isinstance(node, str) else node for node in merged]
    if texts and isinstance(texts[0], str):
        texts[0] = texts[0].lstrip(" ")
    if texts and isinstance(texts[-1], str):
        texts[-1] = texts[-1].rstrip(" ")
    return tuple(node for node in texts if node != "")


def _collapse(text: str) -> str:
    return re.sub(r"[ \t\n\r\f\v]+", " ", unicodedata.normalize("NFC", text))
