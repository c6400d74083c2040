"""Hand-written citations as clusters of works, with the words that stood around the names and numbers."""

import re
from dataclasses import replace

from vademecum.bibliography.identifier import CitationKey
from vademecum.citation.cluster import CitationCluster, CitationItem, Locator
from vademecum.citation.locator import split_locator
from vademecum.importing.handwritten import Written

_COLON_PAGES = re.compile(r"^\s*:\s*(?=\d)")
_PLAIN_TAIL = re.compile(r"^[\s,;.]*$")
_HAS_WORDS = re.compile(r"\w")
_SPECIAL = re.compile(r"([\\`*_\[\]<>@;])")


def items_of(keys: tuple[CitationKey, ...]) -> tuple[CitationItem, ...]:
    """Works, without any words."""
    return tuple(map(CitationItem, keys))


def cluster_of_numbers(written: Written, found: list[tuple[int, tuple[CitationKey, ...]]]) -> CitationCluster:
    """The works of a citation by numbers, each with the place in it that is named."""
    places = dict(written.places)
    items: dict[CitationKey, CitationItem] = {}
    for number, keys in found:
        for item in items_of(keys):
            items.setdefault(item.key, with_tail(item, places[number]) if number in places else item)
    if written.tail and len(items) == 1:
        return CitationCluster(tuple(with_tail(item, written.tail) for item in items.values()))
    return CitationCluster(tuple(items.values()))


def cluster_of_names(written: Written, found: list[tuple[CitationKey, int]]) -> CitationCluster:
    """The works of a citation by names, all of them certain, with the words around them.

    `found` is each work, and how many characters at the start of its names belong to the sentence.
    """
    items: list[CitationItem] = []
    for number, (key, dropped) in enumerate(found):
        prefix = written.prefix if number == 0 else written.joints[number - 1] if written.joints else ""
        said = written.named[number].names[:dropped] if written.kind == "names" else ""
        is_first = number == 0 or written.named[number].start != written.named[number - 1].start
        prefix = _trimmed(f"{prefix} {said if is_first else ''}")
        items.append(CitationItem(key, prefix=_escaped(prefix)))
    if _HAS_WORDS.search(written.tail):
        items[-1] = with_tail(items[-1], written.tail)
    if written.kind == "narrative":
        return CitationCluster(tuple(items), in_text=True)
    if written.kind == "possessive":
        items[0] = replace(items[0], suppress_author=True)
    return CitationCluster(tuple(items))


def with_tail(item: CitationItem, tail: str) -> CitationItem:
    """An item with what stands behind it: a place in the work, other words."""
    tail = _COLON_PAGES.sub(", p. ", tail).rstrip(" ,;")
    locator, suffix = split_locator(tail)
    locator = Locator(locator.label, locator.value.strip()) if locator else None
    suffix = suffix.strip() if not _PLAIN_TAIL.match(suffix) else ""
    return replace(item, locator=locator, suffix=_escaped(suffix))


def _trimmed(text: str) -> str:
    """The words that stand before a name: without what only joins two works."""
    text = re.sub(r"^[\s,;]+", "", text).strip()
    text = re.sub(r"^(?:and|&)(?=\s|$)\s*", "", text)
    return text if _HAS_WORDS.search(text) else ""


def _escaped(text: str) -> str:
    """Words of a prefix or suffix, so that nothing in them is Markdown; the grammar escapes the rest."""
    return _SPECIAL.sub(lambda sign: sign[0] if sign[0] == ";" else f"\\{sign[0]}", text)
