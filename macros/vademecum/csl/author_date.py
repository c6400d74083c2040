"""The default style: `(Cheng et al., 1982)`, in the text `Cheng et al. (1982)`, references by author and year."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.bibliography.identifier import CitationKey
from vademecum.citation.cluster import CitationCluster, CitationItem
from vademecum.csl import reference
from vademecum.csl.affix import wrap
from vademecum.csl.names import short_names, year, year_suffixes
from vademecum.text.rich import Inline, Part, RichText, join

_SORTED_NAMES = 5  # names beyond these do not order a list


class AuthorDate:
    """The author–date style at work on one bibliography."""

    numbered = False

    def __init__(self, bibliography: Bibliography) -> None:
        self._bibliography = bibliography
        self._labels: dict[CitationKey, tuple[str, str]] = {}
        self._sort_keys: dict[CitationKey, tuple[str, str, str]] = {}

    @cached_property
    def _suffixes(self) -> Mapping[CitationKey, str]:
        return year_suffixes(self._bibliography)

    def order(self, cited: Iterable[CitationKey]) -> tuple[CitationKey, ...]:
        """By author, year and title, however they were cited."""
        return tuple(sorted(cited, key=self._sort_key))

    def _sort_key(self, key: CitationKey) -> tuple[str, str, str]:
        found = self._sort_keys.get(key)
        if found is None:
            entry = self._bibliography[key]
            leading = entry.creators.first(_SORTED_NAMES)
            names = " ".join(f"{name.short} {name.given}" for name in leading) or entry.plain("title")
            found = self._sort_keys[key] = (names.casefold(), self._year(entry), key)
        return found

    def _year(self, entry: Entry) -> str:
        return year(entry) + self._suffixes.get(entry.key, "")

    def _label(self, key: CitationKey) -> tuple[str, str]:
        """Short names and year of a work, worked out once."""
        label = self._labels.get(key)
        if label is None:
            entry = self._bibliography[key]
            label = self._labels[key] = (short_names(entry), self._year(entry))
        return label

    def format_reference(self, key: CitationKey) -> RichText:
        """A reference such as `Cheng N, … 1982. Title. Journal 171, 264–272.`."""
        entry = self._bibliography[key]
        authors = reference.author_list(entry.creators)
        details = ", ".join(filter(None, (reference.issue(entry), reference.pages(entry))))
        head = (authors, (Part("issued", (self._year(entry),)),), reference.title(entry))
        return reference.with_spaces(
            *(head if authors else reversed(head)),
            join((reference.container(entry), (details,) if details else ()), " "),
            reference.closing(entry),
        )

    def format_cluster(
        self,
        cluster: CitationCluster,
        numbers: Mapping[CitationKey, int],  # noqa: ARG002  # the door's signature; numbers are not this style's
        affixes: Mapping[int, tuple[RichText, RichText]],
    ) -> RichText:
        """`(Cheng et al., 1982; Ohno et al., 2013)`; an in-text first item stands before its bracket."""
        formatted = [
            self._item(index, item, affixes.get(index, ((), ())), in_text=cluster.in_text and index == 0)
            for index, item in enumerate(cluster.items)
        ]
        if not cluster.in_text:
            return ("(", *join(((node,) for node in formatted), "; "), ")")
        head, rest = formatted[0], formatted[1:]
        return (head, " (", *join(((node,) for node in rest), "; "), ")") if rest else (head,)

    def _item(self, index: int, item: CitationItem, affix: tuple[RichText, RichText], *, in_text: bool) -> Inline:
        if item.key not in self._bibliography:
            return Part("unknown", wrap((f"@{item.key}",), item, affix), index)
        names, issued = self._label(item.key)
        if in_text and not item.suppress_author:
            return Part("item", (f"{names} (", *wrap((issued,), item, affix), ")"), index)
        core = issued if item.suppress_author else f"{names}, {issued}"
        content = wrap((core,), item, affix)
        return Part("item", ("(", *content, ")") if in_text else content, index)
