"""The citations of one page: numbered, listed, each mention with its place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from vademecum.bibliography.entry import Bibliography
from vademecum.bibliography.identifier import CitationKey
from vademecum.citation.cluster import CitationCluster
from vademecum.citation.ledger import Mention
from vademecum.csl import Placement, Style
from vademecum.text.rich import RichText


class PlacedCluster(NamedTuple):
    """A cluster, and where it begins and ends in the file.

    `affixes`: prefix and suffix as rich text, for the items that have any, by index. `block`: which paragraph, item or
    cell it stands in; 0 where that is not known.
    """

    cluster: CitationCluster
    offset: int
    end: int
    section: str = ""
    affixes: Mapping[int, tuple[RichText, RichText]] = {}
    block: int = 0

    def repeats(self, before: "PlacedCluster | None") -> bool:
        """Whether it says no more than that the source is the one just cited in the same paragraph."""
        return bool(
            before
            and self.block
            and self.block == before.block
            and self.cluster.is_bare
            and self.cluster.keys == before.cluster.keys
            and self.cluster.is_mentioned == before.cluster.is_mentioned
            and self.cluster.indirect == before.cluster.indirect
        )


@dataclass(frozen=True, slots=True)
class PageCitations:
    """What a page cites. The page is the document: numbers count on it alone."""

    clusters: tuple[PlacedCluster, ...] = ()
    mentions: tuple[tuple[Mention, ...], ...] = ()
    """For each cluster, the mentions of its items, unknown keys included."""
    references: tuple[CitationKey, ...] = ()
    """The works of the reference list, in its order."""
    numbers: Mapping[CitationKey, int] = field(default_factory=dict)
    placements: tuple[Placement, ...] = ()
    """For each cluster, where it stands among the others."""

    def all_mentions(self) -> Iterable[Mention]:
        """Every mention of a known work, in source order."""
        return (mention for cluster in self.mentions for mention in cluster if mention.key in self.numbers)

    @property
    def notes(self) -> tuple[int, ...]:
        """The numbers of the page's notes, in order; none where its style has no notes."""
        return tuple(placement.note for placement in self.placements if placement.note)


def number_citations(clusters: Iterable[PlacedCluster], bibliography: Bibliography, style: Style) -> PageCitations:
    """The citations of a page, given its clusters in source order."""
    placed = tuple(clusters)
    counts: dict[CitationKey, int] = {}
    mentions = []
    for place in placed:
        cluster_mentions = []
        for item in place.cluster.items:
            number = counts[item.key] = counts.get(item.key, 0) + 1
            cluster_mentions.append(
                Mention(
                    item.key, number, place.section, place.offset, place.cluster.is_mentioned, place.cluster.indirect
                )
            )
        mentions.append(tuple(cluster_mentions))
    references = style.order(key for key in counts if key in bibliography)
    numbers = {key: number for number, key in enumerate(references, start=1)}
    placements = style.place([place.cluster for place in placed])
    return PageCitations(placed, tuple(mentions), references, numbers, placements)
