"""How macros call each other: without end is an error, and so is more than any reader of a page would wait for."""

from collections.abc import Mapping

from vademecum.csl.engine.errors import StyleError
from vademecum.csl.engine.xml import Element

MOST_RENDERED = 20_000
"""Elements, and pieces of text as long as `_PIECE`, that one work may take; real styles stay below a third of it."""
DEEPEST = 100
_PIECE = 20
_TEXTS = frozenset(("value", "prefix", "suffix"))


def check_calls(macros: Mapping[str, Element], layouts: Mapping[str, Element]) -> None:
    """StyleError where a macro is called that is not there, where one calls itself, and where too much is rendered.

    `layouts` are citation and bibliography, by the names under which errors tell of them.
    """
    roots = {**macros, **layouts}
    calls = {name: _calls(root, macros) for name, root in roots.items()}
    sizes: dict[str, tuple[int, int]] = {}
    for name in _called_first(calls, roots):
        size, depth = _size(roots[name], sizes)
        if size > MOST_RENDERED:
            raise StyleError(f"'{name[:100]}' prints too much for one work", roots[name].line)
        if depth > DEEPEST:
            raise StyleError(f"'{name[:100]}' calls macros that call macros, too deep", roots[name].line)
        sizes[name] = size, depth


def _calls(root: Element, macros: Mapping[str, Element]) -> tuple[str, ...]:
    called: dict[str, None] = {}
    for element in root.descendants():
        name = element.get("macro")
        if name and name not in macros:
            raise StyleError(f"there is no macro '{name[:100]}'", element.line)
        if name:
            called[name] = None
    return tuple(called)


def _called_first(calls: Mapping[str, tuple[str, ...]], roots: Mapping[str, Element]) -> list[str]:
    """All names, each behind those it calls. StyleError where one calls itself, however indirectly."""
    done: dict[str, None] = {}
    for start in calls:
        path = [] if start in done else [(start, iter(calls[start]))]
        open_ = {name for name, _ in path}
        while path:
            name, waiting = path[-1]
            inner = next((inner for inner in waiting if inner not in done), None)
            if inner is None:
                path.pop()
                open_.remove(name)
                done[name] = None
            elif inner in open_:
                raise StyleError(f"macro '{inner}' calls itself", roots[inner].line)
            else:
                path.append((inner, iter(calls[inner])))
                open_.add(inner)
    return list(done)


def _size(element: Element, sizes: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
    """How much is rendered at most for `element`, of the branches of a choice one, and how deep."""
    attributes = element.attributes
    size, deepest = sizes[attributes["macro"]] if attributes.get("macro") else (0, 0)
    texts = sum(len(attributes[name]) for name in _TEXTS & attributes.keys())
    if "delimiter" in attributes:
        texts += len(attributes["delimiter"]) * len(element.children)
    longest = 0
    for child in element.children:
        cost, depth = _size(child, sizes)
        longest = max(longest, cost)
        size += cost
        deepest = max(deepest, depth)
    if element.name == "choose":
        size = len(element.children) + longest
    return 1 + texts // _PIECE + size, 1 + deepest
