"""A CSL style as it is written: options, macros, citation, bibliography."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from vademecum.csl.engine.errors import StyleError
from vademecum.csl.engine.locale import Locale, locale_of
from vademecum.csl.engine.macro_calls import check_calls
from vademecum.csl.engine.validity import check_style
from vademecum.csl.engine.xml import Element, read_xml

_MAX_PARENTS = 5


@dataclass(frozen=True, slots=True)
class Style:
    """A style that stands on its own. Two are equal if they were read from the same texts."""

    options: Mapping[str, str] = field(compare=False)
    macros: Mapping[str, Element] = field(compare=False)
    citation: Element = field(compare=False)
    bibliography: Element | None = field(compare=False)
    locales: tuple[Locale, ...] = field(compare=False)
    title: str = ""
    identifier: str = ""
    citation_format: str = ""
    """author, author-date, label, note or numeric (CSL 1.0.2, "Info"); empty where the style does not say."""
    digest: str = ""
    """Stands for the content of the style, its language included."""

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

    Of a dependent style only the language counts, where it names one (CSL 1.0.2, "File types"). StyleError where it is
    no style, where it uses anything that CSL 1.0.2 does not know, and where it could be rendered without end.
    """
    lang = ""
    for _ in range(_MAX_PARENTS):
        root = read_xml(source)
        if root.name != "style":
            raise StyleError(f"a style begins with the element 'style', not with '{root.name[:100]}'", root.line)
        lang = lang or root.get("default-locale")
        address = _independent_parent(root)
        if not address:
            return _style(root, lang, _digest(source, lang))
        if parent is None:
            raise StyleError(f"this style depends on {address}, which is not at hand", root.line)
        source = parent(address)
    raise StyleError("styles depend on each other without end")


def _digest(source: str | bytes, lang: str) -> str:
    content = source.encode() if isinstance(source, str) else source
    return sha256(content + b"\0" + lang.encode()).hexdigest()


def _independent_parent(root: Element) -> str:
    info = root.child("info")
    if root.child("citation") or info is None:
        return ""
    return next((link.get("href") for link in info.every("link") if link.get("rel") == "independent-parent"), "")


def _style(root: Element, lang: str, digest: str) -> Style:
    check_style(root)
    citation = root.child("citation")
    if citation is None or citation.child("layout") is None:
        raise StyleError("the style has no <citation> with a <layout>", root.line)
    bibliography = root.child("bibliography")
    if bibliography is not None and bibliography.child("layout") is None:
        raise StyleError("<bibliography> has no <layout>", bibliography.line)
    macros = _macros(root)
    check_calls(macros, {f"<{part.name}>": part for part in (citation, bibliography) if part is not None})
    info = root.child("info") or Element("info")
    options = dict(root.attributes)
    if lang:
        options["default-locale"] = lang
    return Style(
        options,
        macros,
        citation,
        bibliography,
        tuple(locale_of(locale) for locale in root.every("locale")),
        _text_of(info, "title"),
        _text_of(info, "id"),
        next((name for each in info.every("category") if (name := each.get("citation-format"))), ""),
        digest,
    )


def _text_of(element: Element, name: str) -> str:
    child = element.child(name)
    return child.text.strip() if child else ""


def _macros(root: Element) -> dict[str, Element]:
    macros: dict[str, Element] = {}
    for macro in root.every("macro"):
        name = macro.get("name")
        if name in macros:
            raise StyleError(f"there are two macros '{name[:100]}'", macro.line)
        macros[name] = macro
    return macros
