"""A name: of a person, in its parts, or of a body."""

from dataclasses import dataclass

_JOINING = ("'", "’", "-")
_MOST_INITIALS = 3
_DIGRAPH = 2
_VOWELS = frozenset("AEIOUY")


@dataclass(frozen=True, slots=True)
class Name:
    """A person (`family` and what stands around it) or a body (`literal`), as plain text.

    The parts are those of CSL-JSON. `particle` is the one that belongs to the family name (CSL: non-dropping);
    `dropping_particle` goes where the given name goes: `Humboldt, Alexander von`.
    """

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""
    dropping_particle: str = ""
    given_initials: str = ""
    """The initials of the given names, where the file gives them: biblatex's `given-i`."""

    @property
    def short(self) -> str:
        """The name as a citation shows it: the body, or particle and family name."""
        joint = "" if self.particle.endswith(_JOINING) else " "
        return self.literal or joint.join(filter(None, (self.particle, self.family))) or self.given

    @property
    def initials(self) -> str:
        """First letters of the given names without full stops, as medical journals print them: `PRJ`, `J-P`, `A von`.

        What is abbreviated already stays: `JP`, and the `Yu` of `Yu. A.`. A name in a script without capitals has none
        and stays whole.
        """
        if self.given_initials:
            initials = self.given_initials
        elif self.given.lower() == self.given.upper():
            initials = self.given
        else:
            initials = "".join(map(self._initials_of, self.given.replace(".", ". ").split()))
        return " ".join(filter(None, (initials, self.dropping_particle)))

    def _initials_of(self, word: str) -> str:
        """The initials in one word of the given names; a hyphen between two stays."""
        if len(word) == _DIGRAPH + 1 and word.endswith(".") and word[0].isupper():
            return word[:_DIGRAPH]
        # In a name that is all in capitals, `BO` is rather a name than initials.
        may_be_name = self.family.isupper() and _VOWELS.intersection(word)
        if len(word) <= _MOST_INITIALS and word.isalpha() and word.isupper() and not may_be_name:
            return word
        letters = (next(filter(str.isalpha, piece), "").upper() for piece in word.split("-"))
        return "-".join(letters).rstrip("-")
