"""Trees as rich text."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from vademecum.csl.engine.tree import Span, Tree
from vademecum.text.rich import Inline, Mark, Part, RichText, Styled, ends_with

_MARKS: Mapping[str, Mark] = {
    "italic": Mark.ITALIC,
    "oblique": Mark.ITALIC,
    "upright": Mark.UPRIGHT,
    "bold": Mark.BOLD,
    "underline": Mark.UNDERLINE,
    "small-caps": Mark.SMALL_CAPS,
    "superscript": Mark.SUPERSCRIPT,
    "subscript": Mark.SUBSCRIPT,
}
_DISPLAYS = frozenset({"block", "left-margin", "right-inline", "indent"})
_PARTS = frozenset({"title", "DOI", "URL", "PMID", "PMCID", "item", "year-suffix"}) | _DISPLAYS


def to_rich(tree: Tree, embedded: Sequence[Inline] = ()) -> RichText:
    """`tree` as rich text; `embedded` are the nodes that `EMBEDDED` stands for.

    Variables, items and displays are parts of that name; before a display that follows text stands a blank, for where
    nobody shows displays. What rich text has no mark for (light, medium, baseline) is its content.
    """
    nodes: list[Inline] = []
    for span in tree:
        for node in _of(span, embedded):
            if isinstance(node, str) and nodes and isinstance(nodes[-1], str):
                nodes[-1] += node
                continue
            if isinstance(node, Part) and node.role in _DISPLAYS and nodes and not ends_with(tuple(nodes), " "):
                nodes.append(" ")
            nodes.append(node)
    return tuple(nodes)


def _of(span: str | Span, embedded: Sequence[Inline]) -> RichText:
    if isinstance(span, str):
        return (span,)
    content = to_rich(span.content, embedded)
    if span.kind in _MARKS:
        return (Styled(_MARKS[span.kind], content),)
    if span.kind in _PARTS:
        return (Part(span.kind, content, span.number),)
    if span.kind == "embedded":
        node = embedded[span.number]
        return content if isinstance(node, str) else (replace(node, content=content),)
    return content
