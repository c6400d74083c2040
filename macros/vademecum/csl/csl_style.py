"""A style of CSL at work on a bibliography."""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, partial
from operator import eq

from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.bibliography.identifier import CitationKey
from vademecum.citation.cluster import CitationCluster
from vademecum.csl.citing import CitationWriter
from vademecum.csl.engine import Processor, to_rich
from vademecum.csl.engine import Style as WrittenStyle
from vademecum.csl.engine.cluster import CiteRequest, Cluster
from vademecum.csl.engine.context import Cite
from vademecum.csl.engine.item import Item
from vademecum.csl.engine.locale import languages
from vademecum.csl.engine.rich_input import plain_text
from vademecum.csl.engine.sorting import sort_cites
from vademecum.csl.finishing import merged, with_bold_head, with_links, without_parts
from vademecum.csl.item_of_entry import EntryItem
from vademecum.csl.locale_files import find_locale
from vademecum.csl.memo import (
    DAMAGED,
    Memo,
    MemoryMemo,
    Reference,
    kept_reference,
    kept_rich,
    memo_name,
    memo_name_of_texts,
    reference_again,
    rich_again,
)
from vademecum.csl.names import short_names
from vademecum.csl.style import Placement
from vademecum.csl.told_apart import ToldApart, kept_works, with_letters, works_again
from vademecum.text.rich import Part, RichText, plain

_NAMES_A_BODY_ONCE = re.compile(r"urn:vademecum:style:|.*/styles/apa(?:-|$)")
"""Styles, by their ids, that leave the publisher out where it is the author: ours, and APA's (7th edition, 9.29)."""
_ALONE = ToldApart()
_UNNUMBERED: Mapping[str, int] = {}
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
        self._item = partial(EntryItem, names_body_once=bool(_NAMES_A_BODY_ONCE.match(style.identifier)))
        self._memo = memo if memo is not None else MemoryMemo()
        self._references: dict[CitationKey, RichText] = {}
        self._clusters: dict[str, RichText] = {}
        areas = filter(None, (self._processor.citation, self._processor.listing))
        self.numbered = any(area.shows_number for area in areas)
        self._writer = CitationWriter(self._processor, bibliography, self._enter, numbered=self.numbered)
        self._names: dict[str, str] = {}
        self._cited_names: dict[str, str] = {}
        citation = self._processor.citation
        self._counts = self.numbered or (bool(citation.keys) and citation.sorts_by_number)
        self.kind = (
            "note" if style.is_note else style.citation_format or ("numeric" if self.numbered else "author-date")
        )
        locales = (find_locale(name) for name in languages(self._processor.lang))
        self._version = memo_name(style.digest, self._processor.lang, [each.digest for each in locales if each])

    # the works

    @cached_property
    def _works(self) -> Mapping[str, ToldApart]:
        """The whole bibliography in the order of the style, and what tells its works apart."""
        entries = [self._bibliography[key] for key in sorted(self._bibliography)]
        texts = [self._version]
        for entry in entries:  # How many fields there are tells where the names and the values of an entry end.
            fields = entry.fields
            texts += (entry.key, entry.type, str(len(fields)), *fields, *fields.values())
        name = memo_name_of_texts(texts)
        with suppress(*DAMAGED):
            found, names = works_again(self._memo.get(name))
            if set(found) == set(self._bibliography):
                self._names = names
                return found
        self._processor.register(map(self._item, entries))
        made = {key: ToldApart.of(self._processor.cites[key]) for key in self._processor.order}
        for cite in self._processor.cites.values():
            cite.number = 0  # Where pages are concerned, each has numbers of its own.
        self._names = {
            entry.key: self._name_of(entry, made[entry.key] if self._tells_apart else _ALONE) for entry in entries
        }
        self._memo.put(name, kept_works(made, self._names))
        return made

    @cached_property
    def _tells_apart(self) -> bool:
        return self._processor.tells_apart

    def _told(self, entry: Entry) -> ToldApart:
        return self._works[entry.key] if self._tells_apart else _ALONE

    def _enter(self, entry: Entry) -> Cite:
        """The work, as the processor knows it."""
        processor = self._processor
        told = self._told(entry)
        cite = processor.cites.get(entry.key)
        if cite is None:
            processor.add(self._item(entry))
            cite = processor.cites[entry.key]
            told.settle(cite)
        return cite

    def _cite(self, entry: Entry) -> Cite:
        return self._processor.copy(self._enter(entry))

    def _name(self, entry: Entry) -> str:
        """A name for all that the style can know of a work, but its letter and its number."""
        told = self._told(entry)  # Whoever settles that knows all names.
        found = self._names.get(entry.key)
        if found is None:
            found = self._names[entry.key] = self._name_of(entry, told)
        return found

    def _name_of(self, entry: Entry, told: ToldApart) -> str:
        told_apart = (told.names_count, told.givens, told.condition, bool(told.suffix))
        return memo_name(self._version, entry.key, entry.type, dict(entry.fields), told_apart)

    def _cited_name(self, key: CitationKey) -> str:
        """A name for all that a citation can know of a work, but its number; of an unknown one, for its key."""
        found = self._cited_names.get(key)
        if found is None:
            entry = self._bibliography.get(key)
            found = f"{self._name(entry)}{self._told(entry).suffix}" if entry else repr(key)
            self._cited_names[key] = found
        return found

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
        return {key: rank for rank, key in enumerate(self._works)}

    def format_reference(self, key: CitationKey) -> RichText:
        """The full reference, standing alone."""
        found = self._references.get(key)
        if found is None:
            entry = self._bibliography[key]
            text, letters = self._reference(entry).text, self._told(entry).suffix
            found = self._references[key] = with_letters(text, letters) if letters else text
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
            reference = self._reference(entry)
            if is_partial or any(map(eq, reference.heads, previous)):
                reference = self._reference(entry, previous)
            previous = reference.heads
            formatted.append(with_letters(reference.text, self._told(entry).suffix))
        return tuple(formatted)

    def _reference(self, entry: Entry, previous: tuple[str, ...] = ()) -> Reference:
        """The reference of a work behind one with the names `previous` at its head, formatted once for all builds."""
        name = memo_name(self._name(entry), previous) if previous else self._name(entry)
        with suppress(*DAMAGED):
            return reference_again(self._memo.get(name))
        found = self._formatted(entry, previous)
        self._memo.put(name, kept_reference(found))
        return found

    def _formatted(self, entry: Entry, previous: tuple[str, ...]) -> Reference:
        cite = self._cite(entry)
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
        text = with_bold_head(with_links(text), names)
        return Reference(text if cite.suffix else merged(text), heads)

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
        name = self._cluster_name(cluster, placement, numbers, affixes)
        found = self._clusters.get(name)
        if found is None:
            found = self._clusters[name] = self._kept_cluster(name, cluster, placement, numbers, affixes)
        return found

    def _cluster_name(
        self,
        cluster: CitationCluster,
        placement: Placement,
        numbers: Mapping[CitationKey, int],
        affixes: Mapping[int, tuple[RichText, RichText]],
    ) -> str:
        """A name for all that the text of a citation depends on; the number of its note is nothing of the kind."""
        number = (numbers if self._counts else _UNNUMBERED).get
        name = "in text" if cluster.in_text else "cited"
        for item in cluster.items:
            name += f" {self._cited_name(item.key)} {number(item.key, 0)}"
            if item.locator:
                name += f" {item.locator.label} {item.locator.value!r}"
            if item.suppress_author:
                name += " -"
        position = placement.positions, placement.near, placement.first_notes
        if affixes or any(position):
            name = memo_name(name, position, dict(affixes))
        return f"{self._version} {name}"

    def _kept_cluster(  # as above, and its name
        self,
        name: str,
        cluster: CitationCluster,
        placement: Placement,
        numbers: Mapping[CitationKey, int],
        affixes: Mapping[int, tuple[RichText, RichText]],
    ) -> RichText:
        with suppress(*DAMAGED):
            return rich_again(self._memo.get(name))
        found = self._writer.format(cluster, placement, numbers, affixes)
        self._memo.put(name, kept_rich(found))
        return found


def _short_names(item: Item) -> str:
    """Names for a sentence, where the style has none in its citations."""
    return plain_text(short_names(item.entry)) if isinstance(item, EntryItem) else ""
