"""How rendered text is dressed: formatting, quotation marks, affixes, display."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from vademecum.csl.engine import marked
from vademecum.csl.engine.context import Kind, Renderer
from vademecum.csl.engine.inline import parse_inline
from vademecum.csl.engine.locale import Locale
from vademecum.csl.engine.marked import CLOSE_QUOTE, QUOTE, Joiner, closing
from vademecum.csl.engine.xml import Element

_FORMATS: Mapping[tuple[str, str], str] = {
    ("font-style", "italic"): marked.ITALIC,
    ("font-style", "oblique"): marked.OBLIQUE,
    ("font-style", "normal"): marked.UPRIGHT,
    ("font-weight", "bold"): marked.BOLD,
    ("font-weight", "light"): marked.LIGHT,
    ("font-weight", "normal"): marked.MEDIUM,
    ("font-variant", "small-caps"): marked.SMALL_CAPS,
    ("font-variant", "normal"): marked.NO_SMALL_CAPS,
    ("text-decoration", "underline"): marked.UNDERLINE,
    ("text-decoration", "none"): marked.NO_UNDERLINE,
    ("vertical-align", "sup"): marked.SUPERSCRIPT,
    ("vertical-align", "sub"): marked.SUBSCRIPT,
    ("vertical-align", "baseline"): marked.BASELINE,
}
_DISPLAYS = {
    "block": marked.BLOCK,
    "left-margin": marked.LEFT_MARGIN,
    "right-inline": marked.RIGHT_INLINE,
    "indent": marked.INDENT,
}


@dataclass(frozen=True, slots=True)
class Environment:
    """What all parts of a compiled style share."""

    locale: Locale
    joiner: Joiner
    area: str
    """citation or bibliography."""
    options: Mapping[str, str] = field(default_factory=dict)
    """What the style and the area say, for names to inherit."""
    macros: Mapping[str, Element] = field(default_factory=dict)
    is_note: bool = False
    is_english: bool = True
    is_sorting: bool = False
    uses_suffix: bool = False
    """Whether the style says itself where the letter behind a year stands."""
    compiled: "dict[str, Renderer]" = field(default_factory=dict)
    """Macros, by name."""
    narrowing: "dict[Renderer, Callable[[Kind], Renderer]]" = field(default_factory=dict)
    """How what was compiled is made smaller for works of a kind (`narrowing.py`)."""
    variables: set[str] = field(default_factory=set)
    """What it is asked about, to know of which kind a work is."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Formatting and affixes of an element."""

    before: str
    after: str
    prefix: str
    suffix: str
    joiner: Joiner
    display: str = ""

    @classmethod
    def of(cls, element: Element, environment: Environment, *, inside: bool = False) -> "Shape":
        """The shape an element asks for; `inside` puts the affixes inside the formatting."""
        marks = "".join(
            _FORMATS.get((name, element.get(name)), "")
            for name in ("font-weight", "font-style", "font-variant", "text-decoration", "vertical-align")
        )
        before = marks
        after = "".join(closing(mark) for mark in reversed(marks))
        if element.get("quotes") == "true" and not inside:
            before, after = before + QUOTE, CLOSE_QUOTE + after
        return cls(
            before,
            after,
            affix(element.get("prefix")),
            affix(element.get("suffix")),
            environment.joiner,
            _DISPLAYS.get(element.get("display"), "") if not environment.is_sorting else "",
        )

    @property
    def is_plain(self) -> bool:
        """Whether it changes nothing."""
        return not (self.before or self.prefix or self.suffix or self.display)

    def without(self, *, prefix: bool = False, suffix: bool = False) -> "Shape":
        """This shape without an affix."""
        return replace(self, prefix="" if prefix else self.prefix, suffix="" if suffix else self.suffix)

    def apply(self, text: str) -> str:
        """`text`, dressed."""
        if self.before:
            text = self.before + text + self.after
        if self.prefix:
            text = self.joiner.glue(self.prefix, text)
        if self.suffix:
            text = self.joiner.glue(text, self.suffix)
        return self.display + text + closing(self.display) if self.display else text

    def applier(self) -> Callable[[str], str] | None:
        """`apply`, or None where it would change nothing."""
        return None if self.is_plain else self.apply


def affix(text: str) -> str:
    """An affix or delimiter of a style as marked text."""
    return parse_inline(text, quotes=False) if text else ""
