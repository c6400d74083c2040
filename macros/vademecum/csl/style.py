"""What a style can do, and the styles there are."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from vademecum.bibliography.entry import Bibliography
from vademecum.bibliography.identifier import CitationKey
from vademecum.citation.cluster import CitationCluster
from vademecum.csl.author_date import AuthorDate
from vademecum.csl.numeric import Numeric
from vademecum.text.errors import ConfigurationError
from vademecum.text.nearest import nearest_name
from vademecum.text.rich import RichText


class Style(Protocol):
    """A citation style at work on one bibliography."""

    numbered: bool
    """Whether works are known by their number on the page."""

    def order(self, cited: Iterable[CitationKey]) -> tuple[CitationKey, ...]:
        """The works of a reference list, given those cited in order of first mention (each once, all known)."""

    def format_reference(self, key: CitationKey) -> RichText:
        """The full reference; KeyError for a key that is not in the bibliography."""

    def format_cluster(
        self,
        cluster: CitationCluster,
        numbers: Mapping[CitationKey, int],
        affixes: Mapping[int, tuple[RichText, RichText]],
    ) -> RichText:
        """The citation as it stands in the text: one `Part("item")` for each item, punctuation between them.

        `numbers` holds the page's number of each work (from 1), `affixes` prefix and suffix of items that have any,
        by index. An item whose key is not in the bibliography becomes `Part("unknown")`.
        """


LANGUAGES = ("en-US",)
_STYLES: dict[str, type[AuthorDate] | type[Numeric]] = {"author-date": AuthorDate, "numeric": Numeric}


def load_style(name: str, lang: str, bibliography: Bibliography) -> Style:
    """The style called `name` in the language `lang`, at work on `bibliography`.

    ConfigurationError where there is no such style or language.
    """
    if lang not in LANGUAGES:
        raise ConfigurationError(f"there is no language '{lang}'; the languages are: {', '.join(LANGUAGES)}")
    try:
        return _STYLES[name](bibliography)
    except KeyError:
        near = nearest_name(name.lower(), _STYLES)
        help_ = f"did you mean '{near}'?" if near else f"the styles are: {', '.join(sorted(_STYLES))}"
        raise ConfigurationError(f"there is no citation style '{name}'; {help_}") from None
