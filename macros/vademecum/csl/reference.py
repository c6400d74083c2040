"""The pieces of a full reference that the plain styles share."""

from collections.abc import Iterator

from vademecum.bibliography.entry import Entry
from vademecum.bibliography.name import Name, Names
from vademecum.text.rich import Inline, Mark, Part, RichText, Styled, join, plain, sentence

MAX_AUTHORS = 6
"""More authors than this are cut to `SHOWN_AUTHORS` and "et al." in a reference list (NLM, AMA)."""
SHOWN_AUTHORS = 3


def author_list(names: Names) -> RichText:
    """`Cheng N, Van Hoof H, Bockx E, et al.`, family names marked as such."""
    persons = names.first(MAX_AUTHORS if len(names) <= MAX_AUTHORS else SHOWN_AUTHORS)
    pieces: list[RichText] = [_full_name(person, first=index == 0) for index, person in enumerate(persons)]
    if names.others or len(persons) < len(names):
        pieces.append(("et al",))
    return (Part("author", join(pieces, ", ")),) if pieces else ()


def _full_name(name: Name, *, first: bool) -> RichText:
    family: Inline = name.short
    tail = " ".join(filter(None, (name.initials if name.family else "", name.suffix)))
    return (Styled(Mark.BOLD, (family,)) if first else family, f" {tail}" if tail else "")


def title(entry: Entry) -> RichText:
    """The work's title and subtitle, without a full stop."""
    main, sub = entry.text("title"), entry.text("subtitle")
    return (Part("title", join((main, sub), ": ")),) if main or sub else ()


def container(entry: Entry) -> RichText:
    """Where the work appeared, as far as the entry says: journal or book, publisher or institution, kind."""
    journal = entry.text("journaltitle")
    if journal:
        return (Part("container-title", (Styled(Mark.ITALIC, journal),)),)
    book = entry.text("booktitle")
    pieces: list[RichText] = [("In: ", Styled(Mark.ITALIC, book))] if book else []
    creators = {name.literal for name in entry.creators.persons}
    pieces.extend(
        entry.text(name)
        for name in ("howpublished", "publisher", "institution", "organization", "location")
        if entry.plain(name) not in creators
    )
    return join(_distinct(pieces), ", ")


def _distinct(pieces: list[RichText]) -> Iterator[RichText]:
    seen = set()
    for piece in pieces:
        text = plain(piece)
        if text not in seen:
            seen.add(text)
            yield piece


def pages(entry: Entry) -> str:
    """Pages with en dashes, or the number that stands for them; empty where the entry has none."""
    return str(entry.pages)


def issue(entry: Entry) -> str:
    """Volume and issue: `18(4)`, `(171)` where there is no volume."""
    number = entry.plain("number") or entry.plain("issue")
    return entry.plain("volume") + (f"({number})" if number else "")


def closing(entry: Entry) -> RichText:
    """What the entry's `note` and `status` say, each a sentence of its own."""
    return sentence(entry.text("note"))


def with_spaces(*sentences: RichText) -> RichText:
    """The non-empty sentences, each closed with a full stop, a blank between them."""
    return join(map(sentence, sentences), " ")
