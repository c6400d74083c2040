"""Which citations are raised: numbers set above the line, before which no blank stands."""

from collections.abc import Iterator
from dataclasses import replace

from vademecum.text.rich import Inline, Mark, Part, RichText, Styled


def has_raised_works(rich: RichText) -> bool:
    """Whether works are named above the line, even where names stand in the line before them."""
    return any(raised and in_work for text, raised, in_work in _texts(rich) if text.strip())


def in_brackets(rich: RichText) -> RichText:
    """`rich` with what is raised in brackets, for texts in which nothing can be: `Cheng et al. [1]`."""
    nodes: list[Inline] = []
    for node in rich:
        if isinstance(node, str):
            nodes.append(node)
        elif _raises(node):
            nodes += (" [" if nodes else "[", *node.content, "]")
        else:
            nodes.append(replace(node, content=in_brackets(node.content)))
    return tuple(nodes)


def _texts(rich: RichText, *, raised: bool = False, in_work: bool = False) -> Iterator[tuple[str, bool, bool]]:
    """Each piece of text, whether it is raised, and whether it names a work."""
    for node in rich:
        if isinstance(node, str):
            yield node, raised, in_work
        else:
            yield from _texts(node.content, raised=raised or _raises(node), in_work=in_work or _is_work(node))


def _raises(node: Inline) -> bool:
    return isinstance(node, Styled) and node.mark is Mark.SUPERSCRIPT


def _is_work(node: Inline) -> bool:
    return isinstance(node, Part) and node.role in {"item", "unknown"}
