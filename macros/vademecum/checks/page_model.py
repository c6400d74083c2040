"""A page as the checks of pages see it, and what a site may set about them."""

from dataclasses import dataclass, field
from datetime import date

from vademecum.checks.page_text import Texts
from vademecum.checks.page_vocabulary import PROMISE_WORDS
from vademecum.pages.front_matter import FrontMatter
from vademecum.pages.outline_parts import PageOutline
from vademecum.pages.overviews import is_overview
from vademecum.text.finding import Edit, Finding, Rule
from vademecum.text.source import Source


@dataclass(frozen=True, slots=True)
class PageSettings:
    """What a site may set about the checks of its pages."""

    description_length: tuple[int, int] = (50, 160)
    """The fewest and the most characters of a description; search engines cut what is longer."""
    key_points: tuple[int, int] = (3, 5)
    """The fewest and the most key points of a topic page."""
    promise_words: tuple[str, ...] = PROMISE_WORDS
    """Words and phrases that promise too much. A blank stands for any white space, a hyphen for a blank as well."""
    abbreviations: frozenset[str] = frozenset()
    """Abbreviations that need no explanation, besides those that every reader knows."""
    glossary: str = "glossary.md"
    """The page, below the folder of the pages, whose terms count as explained."""
    front_matter_names: frozenset[str] = frozenset()
    """Names in front matter that other plugins or the theme of this site read."""
    image_credit: bool = True
    """Whether each picture names who made it and under which licence it may be used."""
    highest_grade: float = 17.0
    """The highest grade of readability that a page may have; 0 sets no limit. English alone is measured."""
    language: str = "en"
    """The language of the pages; what knows English words alone is silent in others."""


@dataclass(frozen=True, slots=True)
class CheckedPage:
    """A page: its file, its front matter, what its Markdown holds. `outline` begins where the front matter ends."""

    source: Source
    front_matter: FrontMatter
    outline: PageOutline
    navigation_title: str = ""
    """What the navigation of the site calls the page."""
    texts: Texts = field(init=False, repr=False, compare=False)
    """The text of the page without what is no prose, each character at its place."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "texts", Texts(self.source, self.front_matter, self.outline))

    @property
    def is_draft(self) -> bool:
        """Whether parts may still be missing."""
        return self.front_matter.text("review_status") == "draft"

    @property
    def is_topic(self) -> bool:
        """Whether the page belongs to a section and is neither its overview nor made of lists that macros write."""
        has_section = bool(self.front_matter.text("section"))
        return has_section and not is_overview(self.source.path) and not self.texts.is_list

    def day(self, name: str) -> date | None:
        """A date of the front matter, or None."""
        value = self.front_matter.values.get(name)
        if not isinstance(value, date):
            return None
        return date(value.year, value.month, value.day)  # YAML may give a time of day with it.

    def at(self, rule: Rule, place: tuple[int, int], message: str, hint: str = "", fix: str | None = None) -> Finding:
        """A finding on a stretch of the page; `fix` is what takes the place of the stretch."""
        span = self.source.span(*place)
        return Finding(rule, span, message, hint, () if fix is None else (Edit(span, fix),))
