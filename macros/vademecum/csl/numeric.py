"""Numbers in order of first mention on the page: `[1–3, 5]`, in the text `Cheng et al. [1]`."""

from collections.abc import Collection, Iterable, Mapping

from vademecum.bibliography.entry import Bibliography
from vademecum.bibliography.identifier import CitationKey
from vademecum.citation.cluster import CitationCluster, CitationItem
from vademecum.csl import reference
from vademecum.csl.affix import wrap
from vademecum.csl.names import short_names, year
from vademecum.text.rich import Inline, Part, RichText, join

_SHORTEST_RANGE = 3


class Numeric:
    """The numeric style at work on one bibliography."""

    numbered = True

    def __init__(self, bibliography: Bibliography) -> None:
        self._bibliography = bibliography

    def order(self, cited: Iterable[CitationKey]) -> tuple[CitationKey, ...]:
        """As first mentioned."""
        return tuple(cited)

    def format_reference(self, key: CitationKey) -> RichText:
        """A reference such as `Cheng N, … Title. Journal. 1982;(171):264–272.`."""
        entry = self._bibliography[key]
        issue, pages = reference.issue(entry), reference.pages(entry)
        imprint = year(entry) + (f";{issue}" if issue else "") + (f":{pages}" if pages else "")
        return reference.with_spaces(
            reference.author_list(entry.creators),
            reference.title(entry),
            reference.container(entry),
            (Part("issued", (imprint,)),),
            reference.closing(entry),
        )

    def format_cluster(
        self,
        cluster: CitationCluster,
        numbers: Mapping[CitationKey, int],
        affixes: Mapping[int, tuple[RichText, RichText]],
    ) -> RichText:
        """`[1–3, 5]`: bare numbers sorted, three or more in a row made a range; items with words keep their place."""
        if cluster.in_text:
            return self._in_text(cluster, numbers, affixes)
        return ("[", *self._numbers(list(enumerate(cluster.items)), numbers, affixes), "]")

    def _in_text(
        self,
        cluster: CitationCluster,
        numbers: Mapping[CitationKey, int],
        affixes: Mapping[int, tuple[RichText, RichText]],
    ) -> RichText:
        items = list(enumerate(cluster.items))
        head = cluster.items[0]
        names: RichText = ()
        if head.key in self._bibliography and not head.suppress_author:
            names = (f"{short_names(self._bibliography[head.key])} ",)
        return (*names, "[", *self._numbers(items, numbers, affixes), "]")

    def _numbers(
        self,
        items: list[tuple[int, CitationItem]],
        numbers: Mapping[CitationKey, int],
        affixes: Mapping[int, tuple[RichText, RichText]],
    ) -> RichText:
        bare = all(index not in affixes and not item.locator and item.key in numbers for index, item in items)
        if bare:
            items = sorted(items, key=lambda pair: numbers[pair[1].key])
            alone = {numbers[item.key] for _, item in items if self._bibliography[item.key].raw("status").strip()}
            return join(_runs([(index, numbers[item.key]) for index, item in items], alone), ", ")
        return join(((self._item(index, item, numbers, affixes.get(index, ((), ()))),) for index, item in items), "; ")

    @staticmethod
    def _item(
        index: int, item: CitationItem, numbers: Mapping[CitationKey, int], affix: tuple[RichText, RichText]
    ) -> Inline:
        if item.key not in numbers:
            return Part("unknown", wrap((f"@{item.key}",), item, affix), index)
        return Part("item", wrap((str(numbers[item.key]),), item, affix), index)


def _runs(numbered: list[tuple[int, int]], alone: Collection[int]) -> Iterable[RichText]:
    """Numbers in ascending order, runs of three or more as a range; the works within a range keep an empty part.

    Those that stand `alone` are in no range: a range must not hide that a work was retracted.
    """
    start = 0
    for end in range(1, len(numbered) + 1):
        is_next = end < len(numbered) and numbered[end][1] == numbered[end - 1][1] + 1
        if is_next and not {numbered[end][1], numbered[end - 1][1]} & set(alone):
            continue
        run = [(index, Part("item", (str(number),), index)) for index, number in numbered[start:end]]
        if len(run) >= _SHORTEST_RANGE:
            inner = tuple(Part("item", (), index) for index, _ in run[1:-1])
            yield (run[0][1], *inner, "–", run[-1][1])
        else:
            yield from ((part,) for _, part in run)
        start = end
