"""What deserves a word to the editor of a LaTeX value."""

from enum import StrEnum
from typing import NamedTuple


class ProblemKind(StrEnum):
    """What can be the matter. Whatever it is, no text is lost."""

    UNKNOWN_MACRO = "unknown-macro"
    """A macro that is not known here. Its name is left out; its arguments stay in the text."""
    BARE_SPECIAL = "bare-special"
    """A character that LaTeX reads as a command. It stays in the text as a character."""
    UNBALANCED = "unbalanced"
    """A brace without its partner. It stays in the text as a character."""
    TOO_DEEP = "too-deep"
    """Nested too deeply. It stays in the text as it is written; of a switch of fonts, what it does is left out."""
    BAD_MARKUP = "bad-markup"
    """An HTML tag without its partner or with attributes, which stays in the text; a macro without its argument."""
    FORMULA = "formula"
    """A formula that cannot be told in text. It stays in the text as it is written."""


class Problem(NamedTuple):
    """A thing in a value that deserves a word to the editor, at the first place where it stands."""

    offset: int
    """Where it begins in the value, from 0."""
    kind: ProblemKind
    text: str
    """The piece of the value concerned, shortened if it is long and the whole of it is in the text."""
