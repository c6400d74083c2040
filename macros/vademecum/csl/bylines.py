"""Names and titles of works outside of references: in bylines, and in what machines read."""

from vademecum.bibliography.entry import Entry
from vademecum.bibliography.name import Name, Names
from vademecum.text.rich import Inline, Mark, Part, RichText, Styled, join

MAX_AUTHORS = 6
"""More authors than this are cut to `SHOWN_AUTHORS` and "et al.", as our own styles do (NLM, AMA)."""
SHOWN_AUTHORS = 3


def author_list(names: Names) -> RichText:
    """`Cheng N, Van Hoof H, Bockx E, et al.`, the first family name in bold."""
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
