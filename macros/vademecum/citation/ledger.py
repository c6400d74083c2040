"""Who cites what, and where.

A site may have pages beside its book, such as a guide for its editors with examples of citations. They cite like
others, and have their references; but a reader who asks who cites a work is told of the pages of the book.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vademecum.bibliography.identifier import CitationKey


class Mention(NamedTuple):
    """One work cited at one place of a page."""

    key: CitationKey
    number: int
    """Counts the mentions of this key on the page, from 1."""
    section: str
    """The title of the section it stands in, as plain text; empty before the first heading."""
    offset: int
    """Where the citation stands in the file of the page."""
    is_mentioned: bool = False
    """Whether the page only speaks of the work and rests no claim on it."""
    indirect: str = ""
    """What the work is about, where the page says that this is not its own subject."""


class PageMentions(NamedTuple):
    """The places at which one page cites one work, in source order."""

    page: str
    mentions: tuple[Mention, ...]


class Ledger:
    """The mentions of all pages; pages are known by the path of their source."""

    def __init__(self) -> None:
        self._by_page: dict[str, tuple[Mention, ...]] = {}
        self._asides: set[str] = set()
        self._by_key: dict[CitationKey, tuple[PageMentions, ...]] | None = None

    def record(self, page: str, mentions: Iterable[Mention], *, is_aside: bool = False) -> None:
        """Set the mentions of `page`, in source order; what was recorded of it before is forgotten.

        One that `is_aside` stands beside the book.
        """
        self._by_page[page] = tuple(mentions)
        (self._asides.add if is_aside else self._asides.discard)(page)
        self._by_key = None

    def mentions(self, page: str) -> tuple[Mention, ...]:
        """The mentions on `page`, in source order; none for a page that was not recorded."""
        return self._by_page.get(page, ())

    def works(self, page: str) -> tuple[CitationKey, ...]:
        """The works cited on `page`, each once, in order of first mention."""
        return tuple(dict.fromkeys(mention.key for mention in self.mentions(page)))

    def all_works(self) -> tuple[CitationKey, ...]:
        """The works that any page cites, each once, those of pages beside the book too."""
        return tuple(dict.fromkeys(mention.key for mentions in self._by_page.values() for mention in mentions))

    def places(self, key: CitationKey) -> tuple[PageMentions, ...]:
        """Where the book cites `key`: its pages in the order they were recorded, each with its places."""
        if self._by_key is None:
            index: defaultdict[CitationKey, defaultdict[str, list[Mention]]] = defaultdict(lambda: defaultdict(list))
            for page, mentions in self._by_page.items():
                for mention in mentions if page not in self._asides else ():
                    index[mention.key][page].append(mention)
            self._by_key = {
                key: tuple(PageMentions(page, tuple(found)) for page, found in pages.items())
                for key, pages in index.items()
            }
        return self._by_key.get(key, ())

    def pages_citing(self, key: CitationKey) -> tuple[str, ...]:
        """The pages of the book that cite `key`, in the order they were recorded."""
        return tuple(place.page for place in self.places(key))

    def __iter__(self) -> Iterator[tuple[str, tuple[Mention, ...]]]:
        return iter(self._by_page.items())
