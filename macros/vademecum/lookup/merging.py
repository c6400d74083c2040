"""One work as two registries describe it: what each knows better, and where they disagree.

A difference that a citation shows (title, first author, year) is told, whichever of the two is written.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from vademecum.bibliography.name import Name
from vademecum.checks.identity import NEAR_TITLE, SAME_TITLE
from vademecum.checks.identity_text import fold, same_name, title_similarity
from vademecum.lookup.described import Described, Item, is_shouted

_BETTER_AT_PUBMED = ("container-title-short", "PMID", "PMCID")
_COMPARED = (("volume", "volume"), ("issue", "issue"), ("page", "pages"))
_NOT_FILLED_IN = frozenset(("type", "title", "author", "issued", "container-title", "language", "page", "number"))
_FAR_APART = 1
_MOST_SHOWN = 100
_CAPITALS = re.compile(r"[A-ZÀ-ÖØ-Þ]{3}")


@dataclass(frozen=True, slots=True)
class Merged:
    """A work as an item of CSL-JSON, and what to tell of how it came about."""

    item: Mapping[str, object]
    remarks: tuple[str, ...] = field(default=())
    is_one_work: bool = True
    """Whether the two descriptions are of one work; if not, the item is the first of them."""


def merge(first: Described, pubmed: Described) -> Merged:
    """The description of a DOI registry, filled in and corrected by PubMed's of the same work."""
    other = _other_work(first, pubmed)
    if other:
        return Merged(first.item, (other,), is_one_work=False)
    item: Item = dict(first.item)
    remarks: list[str] = []
    for name, value in pubmed.item.items():
        if name in _BETTER_AT_PUBMED or (name not in item and name not in _NOT_FILLED_IN):
            item[name] = value
    _merge_title(item, first, pubmed, remarks)
    _merge_authors(item, first, pubmed, remarks)
    _merge_year(item, first, pubmed, remarks)
    _merge_pages(item, pubmed)
    for name, word in _COMPARED:
        here, there = str(item.get(name, "")), str(pubmed.item.get(name, ""))
        if here and there and _differ(name, here, there):
            remarks.append(f"the {word}: {first.registry} has '{here}', PubMed '{there}'; the first is written")
    if "container-title" not in item and pubmed.item.get("container-title"):
        item["container-title"] = pubmed.item["container-title"]
    if fold(str(item.get("container-title-short", ""))) == fold(str(item.get("container-title", ""))):
        item.pop("container-title-short", None)
    if "language" not in item and pubmed.item.get("language"):
        item["language"] = pubmed.item["language"]
    return Merged(item, tuple(remarks))


def _other_work(first: Described, pubmed: Described) -> str:
    """What to say where PubMed's description is of another work; empty where it is of the same."""
    titles = pubmed.record.titles
    title = str(first.item.get("title", ""))
    similarity = title_similarity(title, titles) if fold(title) and any(map(fold, titles)) else SAME_TITLE
    years, others = first.record.years, pubmed.record.years
    apart = bool(years and others) and (min(years) > max(others) + _FAR_APART or min(others) > max(years) + _FAR_APART)
    names = first.record.authors[:1], pubmed.record.authors
    strangers = bool(names[0] and names[1]) and not any(same_name(names[0][0], name) for name in names[1])
    if similarity >= SAME_TITLE and not (apart and strangers):
        return ""
    if similarity >= NEAR_TITLE and not (apart or strangers):
        return ""
    number = pubmed.item.get("PMID", "")
    return f"PMID {number} is left out: by PubMed it is {pubmed.record.summary}, which looks like another work"


def _merge_title(item: Item, first: Described, pubmed: Described, remarks: list[str]) -> None:
    here, there = str(item.get("title", "")), str(pubmed.item.get("title", ""))
    if not here or (is_shouted(here) and there and not is_shouted(there)):
        item["title"] = there or here
        return
    if not there or fold(here) == fold(there):
        return
    if fold(there).startswith(fold(here) + " "):
        item["title"] = there
        remarks.append(f"the title: {first.registry} leaves off its end; it is written as PubMed has it")
    elif title_similarity(here, [there]) < SAME_TITLE:
        remarks.append(
            f"the title differs: {first.registry} has '{_short(here)}', PubMed '{_short(there)}'; the first is "
            "written; look at the work itself"
        )


def _merge_authors(item: Item, first: Described, pubmed: Described, remarks: list[str]) -> None:
    here, there = _names(item.get("author")), _names(pubmed.item.get("author"))
    if not there:
        return
    if not here:
        item["author"] = there
        return
    if not same_name(_name(here[0]), _name(there[0])):
        remarks.append(
            f"the first author differs: {first.registry} has '{_shown(here[0])}', PubMed '{_shown(there[0])}'; the "
            "first is written; look at the work itself"
        )
        return
    if len(here) != len(there):
        longer = first.registry if len(here) > len(there) else "PubMed"
        remarks.append(
            f"the authors: {first.registry} names {len(here)}, PubMed {len(there)}; written are those of {longer}"
        )
        if len(there) > len(here):
            known = [next((one for one in here if same_name(_name(one), _name(each))), each) for each in there]
            item["author"] = [_unshouted(name, there) for name in known]
            return
    item["author"] = [_unshouted(name, there) for name in here]


def _unshouted(name: dict[str, str], others: list[dict[str, str]]) -> dict[str, str]:
    """`name` with the small letters that PubMed has, where it is all in capitals."""
    family = name.get("family", "")
    if not _CAPITALS.search(family):
        return name
    same = next((each for each in others if fold(each.get("family", "")) == fold(family)), None)
    if same is None or _CAPITALS.search(same["family"]):
        return name
    given = name.get("given", "")
    return {**name, "family": same["family"], **({"given": given.title()} if is_shouted(given) else {})}


def _merge_year(item: Item, first: Described, pubmed: Described, remarks: list[str]) -> None:
    here, there = _year(item.get("issued")), _year(pubmed.item.get("issued"))
    if not here and there:
        item["issued"] = pubmed.item["issued"]
    elif here and there and here != there:
        remarks.append(f"the year differs: {first.registry} has {here}, PubMed {there}; the first is written")
    elif here and (others := [year for year in first.record.years if year != here]):
        remarks.append(f"the year: {here} is that of the issue; it appeared online in {min(others)}")


def _merge_pages(item: Item, pubmed: Described) -> None:
    """PubMed's pages where there are none, or only the first of them."""
    here, there = str(item.get("page", "")), str(pubmed.item.get("page", ""))
    if there and not item.get("number") and (not here or there.startswith(f"{here}-")):
        item["page"] = there


def _differ(name: str, here: str, there: str) -> bool:
    if name != "page":
        return fold(here) != fold(there)
    return fold(here).split()[:1] != fold(there).split()[:1]


def _names(value: object) -> list[dict[str, str]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _name(parts: Mapping[str, str]) -> Name:
    return Name(
        family=parts.get("family", ""),
        given=parts.get("given", ""),
        particle=parts.get("non-dropping-particle", ""),
        suffix=parts.get("suffix", ""),
        literal=parts.get("literal", ""),
    )


def _shown(parts: Mapping[str, str]) -> str:
    return _name(parts).short


def _year(issued: object) -> int | None:
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    return int(parts[0][0]) if parts else None


def _short(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
