"""A macro: how a call of it is read, how it is shown, where it may stand."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from vademecum.bibliography.identifier import CitationKey
from vademecum.macros.context import PageContext
from vademecum.pages.comparison import Passage
from vademecum.pages.evidence import Grade
from vademecum.text.finding import Finding
from vademecum.text.source import Source


def _no_findings(
    _: Mapping[Passage, Collection[CitationKey]], __: Callable[[CitationKey], Grade | None], ___: Collection[Passage]
) -> Iterable[Finding]:
    return ()


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file that a call names, as far as its text matters to the page: a table, a drawing."""

    source: Source
    findings: tuple[Finding, ...] = ()
    """What is wrong with it as it was read."""
    passages: tuple[Passage, ...] = ()
    """All its texts that are inline Markdown with citations."""
    shown: tuple[tuple[Passage, bool], ...] = ()
    """Those that the call shows, in order, and whether their sentences need sources."""
    check: Callable[..., Iterable[Finding]] = _no_findings
    """What is wrong with what it says: given the works that each text cites, what grades them, and the texts that say
    themselves that a source is missing."""
    is_usable: bool = True
    """Whether there is anything to show; if not, the call is shown as it is written."""


@dataclass(frozen=True, slots=True)
class Macro:
    """A macro by what it does with a call."""

    read: Callable[..., Any]
    """Takes `SiteNames` and the arguments of the author, gives a frozen value; MacroError where one will not do."""
    show: Callable[[PageContext, Any], str] | None = None
    """Makes the HTML of that value when all pages are known; None for what the page's conversion fills in."""
    writes: Callable[..., str] | None = None
    """Makes Markdown that takes the place of the call, given the page, its conversion, the slot of the call, the value
    and what runs the calls in its texts."""
    in_text: bool = False
    """Whether its output stands within a text; if not, it is a block."""
    once: bool = False
    """Whether a page may have the same value once only."""
    quotes: Callable[[Any], Iterable[str]] | None = None
    """The texts of that value which are inline Markdown, as they stand in the call; their citations are the page's."""
    data: Callable[[Any], DataFile | None] | None = None
    """The file whose text the value was read from, if there is one."""
    id: Callable[[Any], str] | None = None
    """The id that its output would like to have on the page."""
    tells: Callable[[Any, Mapping[str, str]], str] | None = None
    """The same as Markdown, with citations as authors write them: for readers that are programs. The second argument
    are the words of the interface."""


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
