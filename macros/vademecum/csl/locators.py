"""Whether a style prints where in a work a passage stands."""

from functools import lru_cache

from vademecum.csl.engine.style import Style

_PRINTING = frozenset({"text", "number"})
"""The elements that print a variable; a label alone is a word without its number (CSL 1.0.2, "Rendering Elements")."""


@lru_cache(maxsize=64)
def shows_locators(style: Style) -> bool:
    """Whether citations in `style` can print a locator: by an element of its layout, or of a macro called there."""
    waiting, seen = [style.citation], set[str]()
    while waiting:
        for element in waiting.pop().descendants():
            if element.name in _PRINTING and element.get("variable") == "locator":
                return True
            name = element.get("macro")
            if name and element.name != "key" and name not in seen:  # A key sorts, and prints nothing.
                seen.add(name)
                waiting.append(style.macros[name])
    return False
