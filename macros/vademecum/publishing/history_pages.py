"""What the file of a page says of its evidence, read without the rest of the site: as it was at some time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from posixpath import dirname, join, normpath
from typing import Any

from vademecum.bibliography.identifier import CitationKey, citation_key
from vademecum.citation.scan import scan
from vademecum.macros.parsing import MacroCall, MacroError, parse_call
from vademecum.pages.book_state import PageState
from vademecum.pages.comparison import read_comparison
from vademecum.pages.front_matter import FrontMatter, read_front_matter
from vademecum.pages.glossary import DATA, read_glossary
from vademecum.pages.overviews import is_overview
from vademecum.publishing.review import review_of
from vademecum.text.decoding import decode_source
from vademecum.text.source import Source

_SHOW_DATA = frozenset({"comparison", "glossary"})
"""The macros that show the texts of a file of data."""


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """What a page's file says, wherever it lies."""

    title: str = ""
    has_section: bool = False
    is_draft: bool = False
    reviewed: date | None = None
    works: tuple[CitationKey, ...] = ()
    calls: tuple[str, ...] = ()
    """The macro calls that show files of data, as they are written: what these cite, the page cites."""

    def state(self, path: str, shown: tuple[CitationKey, ...] = ()) -> PageState:
        """The page at `path`, whose calls show texts that cite the works `shown`."""
        works = tuple(dict.fromkeys((*self.works, *shown)))
        return PageState(self.title, works, self.has_section and not is_overview(path), self.reviewed)

    def to_json(self) -> list[object]:
        """In a form that JSON can hold."""
        reviewed = self.reviewed.isoformat() if self.reviewed else ""
        return [self.title, self.has_section, self.is_draft, reviewed, list(self.works), list(self.calls)]

    @classmethod
    def from_json(cls, kept: Any) -> "WrittenPage | None":  # noqa: ANN401  # whatever a file holds
        """What was kept; None where that is no page."""
        match kept:
            case [str(title), bool(section), bool(draft), str(reviewed), [*works], [*calls]]:
                try:
                    day = date.fromisoformat(reviewed) if reviewed else None
                except ValueError:
                    return None
                keys = tuple(citation_key(str(work)) for work in works)
                return cls(title, section, draft, day, keys, tuple(map(str, calls)))
        return None


def read_page(data: bytes) -> WrittenPage:
    """What the bytes of a page's file say."""
    source, _ = decode_source("", data)
    front_matter, _ = read_front_matter(source)
    body = source.text[front_matter.end :]
    texts = [body, front_matter.text("summary"), *front_matter.texts("key_points")]
    works = dict.fromkeys(key for text in texts for key in cited_keys(text))
    return WrittenPage(
        front_matter.text("title"),
        bool(front_matter.text("section")),
        front_matter.text("review_status") == "draft",
        reviewed_on(front_matter),
        tuple(works),
        tuple(written for written, call in _calls(body) if call.name in _SHOW_DATA),
    )


def reviewed_on(front_matter: FrontMatter) -> date | None:
    """When a page was reviewed, if its review stands."""
    review = review_of(front_matter, date.max)
    return review.reviewed if review.status == "reviewed" else None


def cited_keys(text: str) -> Iterator[CitationKey]:
    """The keys that a text in Markdown seems to cite, in its calls as well; front matter aside."""
    for candidate in scan(text).citations:
        yield from (item.key for item in candidate.cluster.items)
    for _, call in _calls(text):
        if call.name == "cite":
            yield from (citation_key(key) for key in call.arguments if isinstance(key, str))
        else:
            for argument in _texts([*call.arguments, *call.keywords.values()]):
                yield from cited_keys(argument)


def _calls(text: str) -> Iterator[tuple[str, MacroCall]]:
    """The macro calls in a text, as written and as read."""
    for place in scan(text).calls:
        written = text[place.start : place.end]
        try:
            yield written, parse_call(written)
        except MacroError:
            continue


def _texts(values: list[Any]) -> Iterator[str]:
    """The texts among the arguments of a call that may cite something."""
    for value in values:
        if isinstance(value, list | tuple):
            yield from _texts([*value])
        elif isinstance(value, str) and "@" in value:
            yield value


def shown_file(written: str, page: str) -> str:
    """The path, below the folder of the pages, of the file that a call on `page` shows; empty where it names none."""
    call = parse_call(written)
    file = DATA if call.name == "glossary" else next(iter(call.arguments), call.keywords.get("file"))
    return normpath(join(dirname(page) if call.name != "glossary" else "", file)) if isinstance(file, str) else ""


def shown_keys(written: str, source: Source) -> Iterator[CitationKey]:
    """The keys that the texts cite which a call shows of the file `source`."""
    call = parse_call(written)
    if call.name == "glossary":
        texts = [term.meaning.text for term in read_glossary(source)[0].terms]
    else:
        table, _ = read_comparison(source)
        part = table.part(_ids(call, "rows"), _ids(call, "columns")) if table else None
        texts = [passage.text for passage in part.passages()] if part else []
    for text in texts:
        yield from cited_keys(text)


def _ids(call: MacroCall, name: str) -> tuple[str, ...]:
    given = call.keywords.get(name)
    return tuple(map(str, given)) if isinstance(given, list | tuple) else ()
