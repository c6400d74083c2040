"""A style of CSL at work on a bibliography."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from operator import eq

from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.bibliography.identifier import CitationKey
from vademecum.citation.cluster import CitationCluster
from vademecum.csl.citing import CitationWriter
from vademecum.csl.engine import OUTPUT_VERSION, Processor, to_rich
from vademecum.csl.engine import Style as WrittenStyle
from vademecum.csl.engine.cluster import CiteRequest, Cluster
from vademecum.csl.engine.context import Cite
from vademecum.csl.engine.item import Item
from vademecum.csl.engine.locale import languages
from vademecum.csl.engine.rich_input import plain_text
from vademecum.csl.engine.sorting import sort_cites
from vademecum.csl.finishing import with_bold_head, with_letters, with_links, without_parts
from vademecum.csl.item_of_entry import EntryItem
from vademecum.csl.locale_files import find_locale
from vademecum.csl.memo import Memo, MemoryMemo, Reference, memo_name
from vademecum.csl.names import short_names
from vademecum.csl.style import Placement
from vademecum.text.rich import Part, RichText, plain

_ANY_LETTER = "a"
"""Stands in a reference for the letter behind its year until that is known."""


class CslStyle:
    """A style of CSL in a language, at work on one bibliography.

    What tells works apart (letters behind years, more names) is settled over the whole bibliography, the first time
    that it is asked for; a style that does not tell works apart never looks at works that nobody cites.
    """

    def __init__(self, style: WrittenStyle, lang: str, bibliography: Bibliography, memo: Memo | None = None) -> None:
        self._processor = Processor(style, find_locale, lang)
        self._processor.short_names = _short_names
        self._bibliography = bibliography
        self._memo = memo if memo is not None else MemoryMemo()
        self._references: dict[CitationKey, RichText] = {}
        self._is_registered = False
        areas = filter(None, (self._processor.citation, self._processor.listing))
        self.numbered = any(area.shows_number for area in areas)
        self._writer = CitationWriter(self._processor, bibliography, self._cite, numbered=self.numbered)
        self.kind = (
            "note" if style.is_note else style.citation_format or ("numeric" if self.numbered else "author-date")
        )
        locales = (find_locale(name) for name in languages(self._processor.lang))
        self._version = (OUTPUT_VERSION, style.digest, self._processor.lang, [each.digest for each in locales if each])

    # the works

    def _register(self) -> None:
        """Take the whole bibliography, so that works are told apart and put in order."""
        if not self._is_registered:
            self._is_registered = True
            self._processor.register(EntryItem(self._bibliography[key]) for key in sorted(self._bibliography))

    def _cite(self, entry: Entry) -> Cite:
        processor = self._processor
        if processor.tells_apart:
            self._register()
        elif entry.key not in processor.cites:
            processor.add(EntryItem(entry))
        return processor.copy(processor.cites[entry.key])

    # the list

    def order(self, cited: Iterable[CitationKey]) -> tuple[CitationKey, ...]:
        """As the style sorts them; works that it does not tell apart stand by their keys, or as cited."""
        keys = tuple(cited)
        listing = self._processor.listing
        if listing is None or not listing.keys:
            return keys
        if not listing.sorts_by_number:
            return tuple(sorted(keys, key=self._ranks.__getitem__))
        cites = [self._cite(self._bibliography[key]) for key in keys]
        for number, cite in enumerate(cites, 1):
            cite.number = number
        known = dict(zip(map(id, cites), keys, strict=True))
        return tuple(known[id(cite)] for cite in sort_cites(cites, listing.keys))

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        self._register()
        return {key: rank for rank, key in enumerate(self._processor.order)}

    def format_reference(self, key: CitationKey) -> RichText:
        """The full reference, standing alone."""
        found = self._references.get(key)
        if found is None:
            entry = self._bibliography[key]
            cite = self._cite(entry)
            found = self._references[key] = with_letters(self._reference(entry, cite).text, cite.suffix)
        return found

    def format_list(self, keys: Sequence[CitationKey]) -> tuple[RichText, ...]:
        """The references of a list; where the style asks for it, names that come again are replaced by a sign."""
        listing = self._processor.listing
        if listing is None or "subsequent-author-substitute" not in listing.options:
            return tuple(map(self.format_reference, keys))
        is_partial = listing.options.get("subsequent-author-substitute-rule", "").startswith("partial")
        formatted: list[RichText] = []
        previous: tuple[str, ...] = ()
        for key in keys:
            entry = self._bibliography[key]
            cite = self._cite(entry)
            reference = self._reference(entry, cite)
            if is_partial or any(map(eq, reference.heads, previous)):
                reference = self._reference(entry, cite, previous)
            previous = reference.heads
            formatted.append(with_letters(reference.text, cite.suffix))
        return tuple(formatted)

    def _reference(self, entry: Entry, cite: Cite, previous: tuple[str, ...] = ()) -> Reference:
        """The reference of a work behind one with the names `previous` at its head, formatted once for all builds."""
        told_apart = (cite.names_count, cite.givens, cite.condition, bool(cite.suffix))
        name = memo_name(self._version, entry.key, entry.type, dict(entry.fields), told_apart, previous)
        found = self._memo.get(name)
        if found is None:
            found = self._formatted(entry, cite, previous)
            self._memo.put(name, found)
        return found

    def _formatted(self, entry: Entry, cite: Cite, previous: tuple[str, ...]) -> Reference:
        cite = self._processor.copy(cite)
        cite.suffix = _ANY_LETTER if cite.suffix else ""
        heads: tuple[str, ...] = ()
        if self._processor.listing is None:
            tree = self._processor.cite(Cluster((CiteRequest(entry.key, number=1),)))
        else:
            tree, heads = self._processor.entry(cite, previous, with_number=False)
        text = without_parts(to_rich(tree), "item")
        if not any(isinstance(node, Part) and node.role == "left-margin" for node in text):
            text = without_parts(text, "right-inline")
        if not plain(text).strip():
            return Reference((entry.key,))
        first = entry.creators.first(1)
        names = (first[0].short, first[0].family) if first else ()
        return Reference(with_bold_head(with_links(text), names), heads)

    # citations

    def place(self, clusters: Sequence[CitationCluster]) -> tuple[Placement, ...]:
        """Where each citation of a page stands; in a style of notes, in which note."""
        return self._writer.place(clusters)

    def format_cluster(
        self,
        cluster: CitationCluster,
        placement: Placement,
        numbers: Mapping[CitationKey, int],
        affixes: Mapping[int, tuple[RichText, RichText]],
    ) -> RichText:
        """The citation as the style has it.

        In the sentence stand the names of the first work. In a style of notes they are all there is of a citation in
        the text: its note holds what the same cluster gives where it is not `in_text`.
        """
        return self._writer.format(cluster, placement, numbers, affixes)


def _short_names(item: Item) -> str:
    """Names for a sentence, where the style has none in its citations."""
    return plain_text(short_names(item.entry)) if isinstance(item, EntryItem) else ""
