"""A style in a language, compiled."""

from collections.abc import Callable, Mapping
from functools import cached_property

from vademecum.csl.engine import marked
from vademecum.csl.engine.context import Cite
from vademecum.csl.engine.elements import compile_all, compile_sequence
from vademecum.csl.engine.formatting import Environment, Shape, affix
from vademecum.csl.engine.locale import Locale, languages, merged
from vademecum.csl.engine.marked import Joiner, closing
from vademecum.csl.engine.narrowing import adaptive, all_adaptive
from vademecum.csl.engine.sorting import compile_keys
from vademecum.csl.engine.style import Style
from vademecum.csl.engine.xml import Element

_DISPLAY_ENDS = frozenset(
    closing(mark) for mark in (marked.BLOCK, marked.LEFT_MARGIN, marked.RIGHT_INLINE, marked.INDENT)
)
_NO_LAYOUT = Element("layout")
_RENDERING = frozenset({"text", "number"})
_NUMBER = frozenset({"citation-number"})
_SUFFIXED = frozenset({"year-suffix", "citation-label"})


def locale_for(style: Style, lang: str, find: Callable[[str], Locale | None]) -> Locale:
    """The locale a style sees in `lang`: the files, and what the style says over them."""
    found = [locale for locale in (find(name) for name in languages(lang)) if locale]
    base = lang.partition("-")[0]
    own = [locale for wanted in ("", base, lang) for locale in style.locales if locale.lang == wanted]
    unique: list[Locale] = []
    for locale in own:
        if locale not in unique:
            unique.append(locale)
    return merged([*found, *unique])


class Area:
    """`<citation>` or `<bibliography>`, compiled."""

    def __init__(self, element: Element, style: Style, locale: Locale, area: str, lang: str) -> None:
        self.element = element
        self.options: Mapping[str, str] = {**style.options, **element.attributes}
        layout = element.child("layout") or _NO_LAYOUT
        joiner = Joiner(punctuation_in_quote=locale.options.get("punctuation-in-quote") == "true")
        self.environment = Environment(
            locale,
            joiner,
            area,
            self.options,
            style.macros,
            style.is_note,
            lang.startswith("en") or not lang,
            uses_suffix=any(_renders(part, style.macros, _SUFFIXED) for part in (style.citation, element)),
        )
        self.joiner = joiner
        self.shape = Shape.of(layout, self.environment)
        self.delimiter = affix(layout.get("delimiter"))
        narrowing = self.environment.narrowing
        self.parts = all_adaptive(compile_all(layout.children, self.environment), narrowing)
        self.render = adaptive(compile_sequence(layout.children, self.environment), narrowing)
        self.keys = compile_keys(element.child("sort"), self.environment)

    @cached_property
    def sorts_by_number(self) -> bool:
        """Whether the order of works depends on the order in which they are cited."""
        keys = [key for sort in self.element.every("sort") for key in sort.every("key")]
        macros = [Element("text", {"macro": key.get("macro")}) for key in keys if key.get("macro")]
        is_direct = any(key.get("variable") == "citation-number" for key in keys)
        return is_direct or any(_renders(each, self.environment.macros, _NUMBER) for each in macros)

    @cached_property
    def shows_number(self) -> bool:
        """Whether the numbers of works are rendered somewhere."""
        return _renders(self.element, self.environment.macros, _NUMBER)

    @property
    def variables(self) -> frozenset[str]:
        """What is asked about works."""
        return frozenset(self.environment.variables)

    def entry(self, cite: Cite, *, with_number: bool = True) -> str:
        """An entry of a bibliography; without its number, all else is as it would be behind it."""
        cite.reset()
        align = self.options.get("second-field-align")
        shape = self.shape
        if not with_number and self.shows_number:
            cite.number = 0
            cite.predecessor = True
        if align and len(self.parts) > 1:
            texts = [part(cite) for part in self.parts]
            if not texts[0] and not with_number:
                text = self.joiner.join(texts[1:], "").lstrip(" ")
                return self.around(text) if text else ""
            glue = self.joiner.glue
            first = texts[0].rstrip(" ")
            rest = self.joiner.join(texts[1:], "")
            rest = glue(rest, shape.suffix) if shape.suffix else rest
            first = glue(shape.prefix, first) if shape.prefix else first
            return (
                marked.LEFT_MARGIN + first + closing(marked.LEFT_MARGIN)
                + marked.RIGHT_INLINE + rest.lstrip(" ") + closing(marked.RIGHT_INLINE)
            )  # fmt: skip
        text = self.render(cite)
        return self.around(text) if text else ""

    def around(self, text: str) -> str:
        """`text` in the affixes and the formatting of the layout."""
        shape = self.shape
        glue = self.joiner.glue
        if shape.prefix:
            text = glue(shape.prefix, text)
        if shape.suffix:
            text = _ended(text, shape.suffix, glue)
        return shape.before + text + shape.after if shape.before else text


def _ended(text: str, suffix: str, glue: Callable[[str, str], str]) -> str:
    """`text` and `suffix`, which stands inside the last block where there are blocks."""
    if text[-1:] in _DISPLAY_ENDS:
        return glue(text[:-1], suffix) + text[-1]
    return glue(text, suffix)


def _renders(element: Element, macros: Mapping[str, Element], variables: frozenset[str]) -> bool:
    """Whether one of `variables` is rendered somewhere below `element`."""
    seen: set[str] = set()
    waiting = [element]
    while waiting:
        for inner in waiting.pop().descendants():
            if inner.name in _RENDERING and inner.get("variable") in variables:
                return True
            name = inner.get("macro")
            if name and name in macros and name not in seen:
                seen.add(name)
                waiting.append(macros[name])
    return False
