"""A macro: how a call of it is read, how it is shown, where it may stand."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from vademecum.macros.context import PageContext


@dataclass(frozen=True, slots=True)
class Macro:
    """A macro by what it does with a call."""

    read: Callable[..., Any]
    """Takes `SiteNames` and the arguments of the author, gives a frozen value; MacroError where one will not do."""
    show: Callable[[PageContext, Any], str] | None = None
    """Makes the HTML of that value when all pages are known; None for what the page's conversion fills in."""
    in_text: bool = False
    """Whether its output stands within a text; if not, it is a block."""
    once: bool = False
    """Whether a page may have the same value once only."""
    quotes: Callable[[Any], Iterable[str]] | None = None
    """The texts of that value which are inline Markdown, as they stand in the call; their citations are the page's."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call that can be carried out: the macro, its name, and what the arguments ask for."""

    name: str
    macro: Macro
    value: Any

    @property
    def identity(self) -> tuple[str, Any] | None:
        """What a page has once, as a macro's name and what of it; None where a page may have many of these."""
        return (self.name, self.value) if self.macro.once else None


def shows(fragment: str) -> Callable[[PageContext, Any], Markup]:
    """Shows a fragment that is given the call's value as `asked`, and the page as `page`."""

    def show(page: PageContext, asked: object) -> Markup:
        return page.render(fragment, asked=asked, page=page)

    return show
