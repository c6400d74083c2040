"""What a style can do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from vademecum.bibliography.identifier import CitationKey
from vademecum.citation.cluster import CitationCluster
from vademecum.text.rich import RichText


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a citation stands among those of its page (CSL 1.0.2, "Position").

    Hashable, and equal for all citations of a page where the style does not ask for it.
    """

    positions: tuple[str, ...] = ()
    """For each item first, subsequent, ibid or ibid-with-locator; empty where the style does not ask."""
    near: tuple[bool, ...] = ()
    """For each item whether it was cited in a note near by; empty where the style does not ask."""
    first_notes: tuple[int, ...] = ()
    """For each item the number of the note that cites it first, 0 where none does; empty where nobody asks."""
    note: int = 0
    """The number of its note, from 1, in note styles; 0 in the text."""


class Style(Protocol):
    """A citation style at work on one bibliography."""

    kind: str
    """author-date, numeric, label, note or author (CSL 1.0.2, "Info", `citation-format`)."""
    numbered: bool
    """Whether works are known by their number on the page."""

    def order(self, cited: Iterable[CitationKey]) -> tuple[CitationKey, ...]:
        """The works of a reference list, given those cited in order of first mention (each once, all known)."""

    def place(self, clusters: Sequence[CitationCluster]) -> tuple[Placement, ...]:
        """Where each citation of one page stands, given all of them in the order of the source."""

    def format_list(self, keys: Sequence[CitationKey]) -> tuple[RichText, ...]:
        """The references of a page's list, without numbers, given its works in the order that `order` gives them.

        Differs from `format_reference` only where names that come again are replaced by a sign.
        """

    def format_reference(self, key: CitationKey) -> RichText:
        """The full reference, standing alone, without a number; KeyError for a key that is not in the bibliography."""

    def format_cluster(
        self,
        cluster: CitationCluster,
        placement: Placement,
        numbers: Mapping[CitationKey, int],
        affixes: Mapping[int, tuple[RichText, RichText]],
    ) -> RichText:
        """The citation: one `Part("item")` for each item, punctuation between them.

        `placement` is what `place` says of it. `numbers` holds the page's number of each work (from 1), `affixes`
        prefix and suffix of items that have any, by index. An item whose key is not in the bibliography becomes
        `Part("unknown")`. A work within a range of numbers keeps an empty part. Around raised numbers stands
        `Styled(Mark.SUPERSCRIPT, …)`. A style of notes gives the content of the note; of a cluster in the text, the
        names that stand in the sentence and nothing else.
        """
