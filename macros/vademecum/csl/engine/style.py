"""A CSL style as it is written: options, macros, citation, bibliography."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from vademecum.csl.engine.errors import StyleError
from vademecum.csl.engine.locale import Locale, locale_of
from vademecum.csl.engine.word_sets import words
from vademecum.csl.engine.xml import Element, read_xml

_KNOWN = words(
    "style info locale terms term single multiple date date-part style-options macro citation bibliography layout sort "
    "key text number label group choose if else-if else names name name-part et-al substitute institution "
    "institution-part"
)
_MAX_PARENTS = 5
_MOST_RENDERED = 200_000
_DEEPEST = 150


@dataclass(frozen=True, slots=True)
class Style:
    """A style that stands on its own."""

    options: Mapping[str, str]
    macros: Mapping[str, Element]
    citation: Element
    bibliography: Element | None
    locales: tuple[Locale, ...]
    title: str = ""
    identifier: str = ""

    @property
    def is_note(self) -> bool:
        """Whether citations stand in notes."""
        return self.options.get("class") == "note"

    @property
    def lang(self) -> str:
        """The language the style asks for, if it does."""
        return self.options.get("default-locale", "")


def read_style(source: str | bytes, parent: Callable[[str], str | bytes] | None = None) -> Style:
    """The style in `source`; a dependent style is its parent, which `parent` fetches by its address.

    StyleError where it is no style, or uses what CSL does not know.
    """
    lang = ""
    for _ in range(_MAX_PARENTS):
        root = read_xml(source)
        if root.name != "style":
            raise StyleError(f"a style begins with the element 'style', not with '{root.name}'", root.line)
        lang = lang or root.get("default-locale")
        address = _independent_parent(root)
        if not address:
            return _style(root, lang)
        if parent is None:
            raise StyleError(f"this style depends on {address}, which is not at hand", root.line)
        source = parent(address)
    raise StyleError("styles depend on each other without end")


def _independent_parent(root: Element) -> str:
    info = root.child("info")
    if root.child("citation") or info is None:
        return ""
    return next((link.get("href") for link in info.every("link") if link.get("rel") == "independent-parent"), "")


def _style(root: Element, lang: str) -> Style:
    citation = root.child("citation")
    if citation is None or citation.child("layout") is None:
        raise StyleError("the style has no <citation> with a <layout>", root.line)
    bibliography = root.child("bibliography")
    if bibliography is not None and bibliography.child("layout") is None:
        raise StyleError("<bibliography> has no <layout>", bibliography.line)
    macros = {macro.get("name"): macro for macro in root.every("macro")}
    for part in root.children:
        if part.name != "info":
            _check(part, macros)
    _check_cycles(macros)
    layouts = {f"<{part.name}>": part for part in (citation, bibliography) if part is not None}
    _check_sizes({**macros, **layouts})
    info = root.child("info")
    title = info.child("title") if info else None
    identifier = info.child("id") if info else None
    options = dict(root.attributes)
    if lang:
        options["default-locale"] = lang
    return Style(
        options,
        macros,
        citation,
        bibliography,
        tuple(locale_of(locale) for locale in root.every("locale")),
        title.text if title else "",
        identifier.text if identifier else "",
    )


def _check(part: Element, macros: Mapping[str, Element]) -> None:
    """StyleError for an element CSL does not know, and for a call of a macro that is not there."""
    for element in part.descendants():
        if element.name not in _KNOWN:
            raise StyleError(f"CSL knows no element <{element.name}>", element.line)
        name = element.get("macro")
        if name and name not in macros:
            raise StyleError(f"there is no macro '{name}'", element.line)


def _check_cycles(macros: Mapping[str, Element]) -> None:
    """StyleError where a macro calls itself, however indirectly."""
    calls = {
        name: {inner.get("macro") for inner in element.descendants() if inner.get("macro")}
        for name, element in macros.items()
    }
    waiting = {name: set(called) for name, called in calls.items()}
    while waiting:
        free = {name for name, called in waiting.items() if not called & waiting.keys()}
        if not free:
            name = next(iter(waiting))
            raise StyleError(f"macro '{name}' calls itself", macros[name].line)
        for name in free:
            del waiting[name]


def _check_sizes(macros: Mapping[str, Element]) -> None:
    """StyleError where macros that call macros would be rendered without end, or too deep for us."""
    sizes: dict[str, tuple[int, int]] = {}
    waiting = list(macros)
    while waiting:
        name = waiting[-1]
        called = {inner.get("macro") for inner in macros[name].descendants() if inner.get("macro")}
        unknown = [other for other in called if other not in sizes]
        if unknown:
            waiting += unknown
            continue
        waiting.pop()
        size = _cost(macros[name], sizes)
        depth = _depth(macros[name]) + max((sizes[other][1] for other in called), default=0)
        if size > _MOST_RENDERED or depth > _DEEPEST:
            raise StyleError(f"'{name}' calls too many macros", macros[name].line)
        sizes[name] = (size, depth)


def _cost(element: Element, sizes: Mapping[str, tuple[int, int]]) -> int:
    """How many elements are rendered at most for `element`: of the branches of a choice, one."""
    costs = [_cost(child, sizes) for child in element.children]
    own = 1 + (sizes[element.get("macro")][0] if element.get("macro") else 0)
    if element.name == "choose":
        return own + len(costs) + max(costs, default=0)
    return own + sum(costs)


def _depth(element: Element) -> int:
    """How deep elements stand in `element`, which the reader has kept small."""
    return 1 + max((_depth(child) for child in element.children), default=0)
