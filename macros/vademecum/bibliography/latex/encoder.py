"""Rich text as LaTeX, such that it reads back as the same rich text."""

import re
from collections.abc import Iterable

from vademecum.bibliography.latex.address import write_address
from vademecum.bibliography.latex.tidy import braces_match, formula_source
from vademecum.text.rich import Inline, Link, Mark, Part, Styled, plain

_TO_ESCAPE = re.compile(r"[\\{}$%#_~^'`\u00a0\u202f]|&(#?\w+;)?|--+|<(?=[A-Za-z/])")
_ADDRESS = re.compile(r"://|www\.")
_BLANK = re.compile(r"\s")
_ESCAPED = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "'": r"\textquotesingle{}", "`": r"\textasciigrave{}", "<": r"\textless{}", "\u00a0": "~", "\u202f": r"\,",
}  # fmt: skip
_MACROS = {
    Mark.ITALIC: r"\emph{", Mark.BOLD: r"\textbf{", Mark.SUPERSCRIPT: r"\textsuperscript{",
    Mark.SUBSCRIPT: r"\textsubscript{", Mark.SMALL_CAPS: r"\textsc{", Mark.CODE: r"\texttt{",
}  # fmt: skip


def encode(rich: Iterable[Inline]) -> str:
    """`rich` as LaTeX, of which `decode` makes the normal form of `rich` again (see `tidy`).

    Letters and signs of Unicode stay as they are; what LaTeX reads as a command is escaped, braces such that those of
    the value match, which BibTeX counts even behind a backslash. Of a `Part`, of which LaTeX knows nothing, its content
    is written, and so of marks that only styles set (upright, underlined); a formula whose braces do not match is
    written as text.
    """
    return "".join(map(_written, rich))


def _written(node: Inline) -> str:
    if isinstance(node, str):
        text = _TO_ESCAPE.sub(_escape, node)
        return text.replace("~", r"\nobreakspace{}") if _ADDRESS.search(node) else text  # There, ~ would be a tilde.
    if isinstance(node, Styled):
        return _styled(node)
    content = encode(node.content)
    if isinstance(node, Part):
        return content
    return _link(node, content)


def _styled(node: Styled) -> str:
    if node.mark is Mark.MATH:
        source = formula_source(plain(node.content))
        if not braces_match(source):
            return _TO_ESCAPE.sub(_escape, source)
        return f"\\ensuremath{{{source}}}" if "$" in source else f"${source}$"
    content = encode(node.content)
    if node.mark is Mark.NO_CASE:
        return f"{{{{{content}}}}}"
    return f"{_MACROS[node.mark]}{content}}}" if node.mark in _MACROS else content


def _link(link: Link, content: str) -> str:
    address = write_address(link.url)
    shows_address = link.content == (link.url,) and not _BLANK.search(link.url)
    return f"\\url{{{address}}}" if shows_address else f"\\href{{{address}}}{{{content}}}"


def _escape(found: re.Match[str]) -> str:
    text = found[0]
    if found[1]:
        return r"\&{}" + _TO_ESCAPE.sub(_escape, found[1])
    return _ESCAPED[text] if text in _ESCAPED else "{}".join(text)
