"""A work as one registry describes it, ready to become an entry; what all registries' answers have in common.

Each answer becomes an item of CSL-JSON, as reference managers write it, and goes the way that their files go.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from html import unescape

from vademecum.bibliography.entry import Entry
from vademecum.bibliography.exchange.csljson import read_csl_json
from vademecum.bibliography.limits import MAX_FIELD
from vademecum.bibliography.name import Name, parse_name
from vademecum.bibliography.name.words import BODIES
from vademecum.bibliography.publication_types import DesignProposal
from vademecum.checks.registered import Record
from vademecum.text.source import Source

Item = dict[str, object]
"""A work in CSL-JSON."""

_TAG = re.compile(r"</?([A-Za-z][\w:.-]*)(?:\s[^<>]*)?/?>")
_KEPT_TAGS = frozenset(("i", "em", "italic", "b", "strong", "bold", "sup", "sub", "sc", "scp", "span"))
_HAS_REFERENCE = re.compile(r"&(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z]\w*);")
_BLANKS = re.compile(r"\s+")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
"""Controls, marks of direction and what else no reader sees: what it does to a text is not to be seen in a review."""
_LEAF = r"[<](?:mml:)?m[inot]\w*>(?P<{}>[^<>]*)[<]/[^<>]*>\s*"
_SCRIPT = re.compile(
    rf"[<](?:mml:)?m(?P<kind>sup|sub)>\s*{_LEAF.format('base')}{_LEAF.format('script')}[<]/(?:mml:)?m(?:sup|sub)>"
)
"""A superscript or subscript of MathML."""
_FOOTNOTE_SIGNS = re.compile(r"[\s☆★†‡*]+$")
_STOP = re.compile(r"(?:(?<=[^\W\d_]{4})|(?<=[)\]\d]))\.$")
_LABEL = re.compile(
    r"\s*(?:\[(?:retracted|withdrawn)[^\]]{0,40}\]\s*[:.-]?|(?:retracted(?:\s+article)?|withdrawn)\s*[:.-])\s*",
    re.IGNORECASE,
)
_LICENCE = re.compile(
    r"creativecommons\.org/(?:licenses/(?P<kind>by(?:-n[cd]|-sa){0,3})/(?P<version>\d\.\d)|publicdomain/(?P<zero>zero))",
    re.IGNORECASE,
)
_ROOM = (MAX_FIELD - 1_000, MAX_FIELD // 2, MAX_FIELD // 8, 1_000)
"""Characters for names: fewer where LaTeX makes them too long for a field."""
_BETWEEN = 8
"""Characters around a name in a list of them."""
_SHORTEST_SHOUT = 3
_COLLABORATIONS = frozenset(("collaboration", "collaborators", "consortium", "group", "team"))


@dataclass(frozen=True, slots=True)
class Described:
    """A work as one registry describes it: `record` to compare it by, `item` to make an entry of."""

    record: Record
    item: Mapping[str, object]
    licence: str = ""
    proposal: DesignProposal = field(default_factory=DesignProposal)
    fields: Mapping[str, str] = field(default_factory=dict)
    """Fields in BibTeX's own form, for what CSL-JSON cannot say."""
    remarks: tuple[str, ...] = ()
    """What an editor should know of this description."""
    answered: str = ""
    """The identifier of the work that was answered with, as a reader names it, where that is not the one asked for."""

    @property
    def registry(self) -> str:
        """Who says so."""
        return self.record.registry


def entry_of(item: Mapping[str, object], registry: str) -> tuple[Entry, tuple[str, ...]]:
    """The entry that an item becomes, without a key of its own, and what could not be taken over."""
    for room in _ROOM:
        shortened, cut_off = _with_fitting_names(item, room)
        text = json.dumps([{"id": "new", **shortened}], ensure_ascii=False)
        [entry], findings = read_csl_json(Source(registry, text))
        if all(name in entry.fields for name in cut_off):
            break
    fields = dict(entry.fields)
    for name in cut_off:
        fields[name] = f"{fields.get(name, '')} and others".strip()
    said = (f"of the names in '{name}' only as many are written as a field can hold" for name in cut_off)
    told = (f"{registry}: {finding.message}" for finding in findings)
    return replace(entry, fields=fields), (*said, *told)


def _with_fitting_names(item: Mapping[str, object], room: int) -> tuple[Item, list[str]]:
    """`item` with lists of names for which there is room, and the fields whose lists were cut off for that."""
    fitting: Item = dict(item)
    cut_off = []
    for variable in ("author", "editor"):
        names = item.get(variable)
        if not isinstance(names, list):
            continue
        left, kept = room, 0
        for name in names:
            left -= sum(map(len, name.values())) + _BETWEEN
            if left < 0:
                break
            kept += 1
        if kept < len(names):
            fitting[variable] = names[: max(kept, 1)]
            cut_off.append(variable)
    return fitting, cut_off


def clean(text: str) -> str:
    """A text as databases have it, in the markup of CSL-JSON: no tags but those of type, no references, one line."""
    for _ in range(2):  # Some are escaped twice.
        if _HAS_REFERENCE.search(text):
            text = unescape(text)
    text = _SCRIPT.sub(_script, without_unseen(text))
    text = _TAG.sub(lambda found: found[0] if found[1].lower() in _KEPT_TAGS else "", text)
    return _BLANKS.sub(" ", text).strip()


def without_unseen(text: str) -> str:
    """A text without controls and marks of direction, which could make a reader see something else."""
    return text if text.isascii() and text.isprintable() else _UNSEEN.sub("", text)


def _script(found: re.Match[str]) -> str:
    kind = found["kind"]
    return f"{found['base']}<{kind}>{found['script']}</{kind}>"


def clean_title(text: str) -> str:
    """The same for a title: without a full stop, signs of footnotes, and the label of a retraction."""
    text = _FOOTNOTE_SIGNS.sub("", clean(text))
    return _STOP.sub("", _LABEL.sub("", text, count=1))


def person(family: str, given: str = "", suffix: str = "") -> dict[str, str]:
    """A person as CSL-JSON has it; the particle in lower case before a family name is told apart."""
    words = clean(family).split()
    first = next((index for index, word in enumerate(words) if not word.islower()), len(words))
    if first == len(words):
        first = 0
    parts = {
        "non-dropping-particle": " ".join(words[:first]),
        "family": " ".join(words[first:]),
        "given": clean(given),
        "suffix": clean(suffix),
    }
    if not parts["family"] and parts["given"]:
        return {"literal": parts["given"]}
    return {part: said for part, said in parts.items() if said}


def body(name: str) -> dict[str, str]:
    """A body as CSL-JSON has it."""
    return {"literal": clean(name)}


def displayed_name(text: str) -> dict[str, str]:
    """A name as it is printed, first name first, in its parts by BibTeX's rules; a body where a word of it says so."""
    words = clean(text).split()
    if any(word.lower().strip(".,") in BODIES | _COLLABORATIONS for word in words):
        return body(text)
    name = parse_name(" ".join(words))
    return {"literal": name.literal} if name.literal else _parts_of(name)


def _parts_of(name: Name) -> dict[str, str]:
    parts = {
        "non-dropping-particle": name.particle,
        "family": name.family,
        "given": " ".join(filter(None, (name.given, name.dropping_particle))),
        "suffix": name.suffix,
    }
    return {part: said for part, said in parts.items() if said}


def dotted(initials: str) -> str:
    """Initials as PubMed has them, `RJ`, as everybody else does: `R. J.`."""
    return " ".join(f"{letter}." for letter in initials)


def is_shouted(text: str) -> bool:
    """Whether a name or title is written in capitals throughout."""
    return text.isupper() and sum(map(str.isalpha, text)) >= _SHORTEST_SHOUT


def date_of(year: int | None = None, month: int | None = None, day: int | None = None) -> Item:
    """A date in CSL-JSON as far as it is known; empty where it is not."""
    parts = [part for part in (year, month if year else None, day if year and month else None) if part]
    return {"date-parts": [parts]} if parts else {}


def licence_name(addresses: Iterable[str]) -> str:
    """The Creative Commons licence that all of `addresses` which name one agree on, such as `CC BY-NC 4.0`."""
    names = set()
    for address in addresses:
        found = _LICENCE.search(address)
        if found:
            names.add("CC0" if found["zero"] else f"CC {found['kind'].upper()} {found['version']}")
    return names.pop() if len(names) == 1 else ""


def filled(item: Mapping[str, object]) -> Item:
    """`item` without what says nothing."""
    return {name: value for name, value in item.items() if value not in ("", [], {}, None)}
