"""Trees as the HTML that the suite of CSL expects."""

from html import escape

from vademecum.csl.engine.tree import Tree

_TAGS = {
    "italic": ("<i>", "</i>"),
    "oblique": ('<span style="font-style:oblique;">', "</span>"),
    "upright": ('<span style="font-style:normal;">', "</span>"),
    "bold": ("<b>", "</b>"),
    "light": ('<span style="font-weight:light;">', "</span>"),
    "medium": ('<span style="font-weight:normal;">', "</span>"),
    "small-caps": ('<span style="font-variant:small-caps;">', "</span>"),
    "no-small-caps": ('<span style="font-variant:normal;">', "</span>"),
    "underline": ('<span style="text-decoration:underline;">', "</span>"),
    "no-underline": ('<span style="text-decoration:none;">', "</span>"),
    "superscript": ("<sup>", "</sup>"),
    "subscript": ("<sub>", "</sub>"),
    "baseline": ('<span style="baseline">', "</span>"),
    "block": ('<div class="csl-block">', "</div>"),
    "left-margin": ('<div class="csl-left-margin">', "</div>"),
    "right-inline": ('<div class="csl-right-inline">', "</div>"),
    "indent": ('<div class="csl-indent">', "</div>"),
}


def to_html(tree: Tree) -> str:
    """`tree` as HTML, every string escaped."""
    pieces: list[str] = []
    for node in tree:
        if isinstance(node, str):
            pieces.append(escape(node, quote=False))
        else:
            before, after = _TAGS.get(node.kind, ("", ""))
            pieces += (before, to_html(node.content), after)
    return "".join(pieces)
