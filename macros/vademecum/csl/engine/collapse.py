"""Cites of one citation, put together: numbers and years collapsed, same authors grouped."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from vademecum.csl.engine import marked
from vademecum.csl.engine.context import Cite
from vademecum.csl.engine.formatting import affix
from vademecum.csl.engine.marked import Joiner, closing, first_character, last_but_blanks, numbered

_SHORTEST_RANGE = 3
_PUNCTUATION = frozenset(",.;:!?")
_SUFFIX_END = closing(marked.YEAR_SUFFIX)


@dataclass(slots=True)
class Rendered:
    """A cite that was rendered."""

    cite: Cite
    text: str
    names: str
    prefix: str = ""
    suffix: str = ""
    has_affix: bool = False
    index: int = 0
    """Which item of the citation as it was asked for."""
    stands_alone: bool = False
    """Whether no range of numbers may hide it."""


@dataclass(frozen=True, slots=True)
class Delimiters:
    """What stands between cites."""

    cites: str
    group: str
    after: str
    suffixes: str
    is_grouping: bool
    is_sorted: bool
    collapse: str
    splits_at_locators: bool
    """Whether a cite with a locator ends what was collapsed."""

    @property
    def collapses_suffixes(self) -> bool:
        """Whether works of one year, without names, are one group: (2000a, b)."""
        return self.collapse.startswith("year-suffix")

    @classmethod
    def of(cls, options: Mapping[str, str], delimiter: str, *, is_sorted: bool, is_note: bool) -> "Delimiters":
        """The delimiters a `<citation>` asks for (CSL 1.0.2, "Cite Grouping", "Cite Collapsing")."""
        collapse = options.get("collapse", "")
        group = delimiter if is_note and not is_sorted else ", "
        return cls(
            delimiter,
            affix(options.get("cite-group-delimiter", group)),
            affix(options.get("after-collapse-delimiter", delimiter)),
            affix(options.get("year-suffix-delimiter", options.get("cite-group-delimiter", delimiter))),
            "cite-group-delimiter" in options or collapse.startswith("year"),
            is_sorted,
            collapse,
            "after-collapse-delimiter" in options,
        )


def assemble(
    cites: Sequence[Rendered], delimiters: Delimiters, joiner: Joiner, again: Callable[[Rendered], str]
) -> str:
    """The cites as one text; `again` renders one without its names."""
    if delimiters.collapse == "citation-number":
        pieces = [(text, delimiters.after if many else delimiters.cites) for text, many in _number_runs(cites, joiner)]
        return _chain(pieces, joiner)
    if not delimiters.is_grouping:
        return _chain([(_whole(cite, cite.text, joiner), delimiters.cites) for cite in cites], joiner)
    pieces = []
    for group in _groups(cites, delimiters):
        texts = _group(group, delimiters, joiner, again)
        collapsed = len(group) > 1 and delimiters.collapse
        is_split = delimiters.splits_at_locators and any(cite.cite.locator for cite in group)
        inner = delimiters.after if is_split else delimiters.group
        pieces += [(text, inner) for text in texts[:-1]]
        pieces.append((texts[-1], delimiters.after if collapsed else delimiters.cites))
    return _chain(pieces, joiner)


def _chain(pieces: Sequence[tuple[str, str]], joiner: Joiner) -> str:
    """Texts, each with what follows it unless it is the last."""
    result = ""
    delimiter = ""
    is_begun = False
    for text, after in pieces:
        first = first_character(text)
        if not first:
            result += text  # An item that shows nothing stays an item.
            continue
        if not is_begun or first in _PUNCTUATION:
            result = joiner.glue(result, text)
        elif last_but_blanks(result) == "," and delimiter[:1] in ",;":
            result = joiner.glue(joiner.glue(result, " "), text)
        else:
            result = joiner.glue(joiner.glue(result, delimiter), text)
        is_begun = True
        delimiter = after
    return result


def _whole(cite: Rendered, text: str, joiner: Joiner) -> str:
    """A cite with its affixes, marked as an item."""
    if cite.prefix:
        text = joiner.glue(cite.prefix, text)
    return _item(cite, joiner.glue(text, cite.suffix) if cite.suffix else text)


def _item(cite: Rendered, text: str) -> str:
    return numbered(text, marked.ITEM, cite.index)


def _number_runs(cites: Sequence[Rendered], joiner: Joiner) -> list[tuple[str, bool]]:
    """Runs of three numbers and more as a range."""
    result: list[tuple[str, bool]] = []
    at = 0
    while at < len(cites):
        end = at
        while end + 1 < len(cites) and _follows(cites[end], cites[end + 1]):
            end += 1
        if end - at + 1 >= _SHORTEST_RANGE:
            first, last = (_whole(cite, cite.text, joiner) for cite in (cites[at], cites[end]))
            inner = "".join(_item(cite, "") for cite in cites[at + 1 : end])
            result.append((f"{first}{inner}–{last}", True))
            at = end + 1
        else:
            result.append((_whole(cites[at], cites[at].text, joiner), False))
            at += 1
    return result


def _follows(left: Rendered, right: Rendered) -> bool:
    """Whether the number of `right` is the next one, and nothing but numbers is said."""
    plain = not any(cite.has_affix or cite.stands_alone or _says_more(cite) for cite in (left, right))
    return plain and bool(left.cite.number) and right.cite.number == left.cite.number + 1


def _says_more(cite: Rendered) -> bool:
    """Whether a locator is written behind the number; not every style does so."""
    return bool(cite.cite.locator) and marked.bare(cite.text) != str(cite.cite.number)


def _groups(cites: Sequence[Rendered], delimiters: Delimiters) -> list[list[Rendered]]:
    """Cites with the same names together: neighbours, and where the style sorts them wherever they stand."""
    groups: dict[object, list[Rendered]] = {}
    last: object = None
    for index, cite in enumerate(cites):
        key: object = cite.names or ("" if cite.cite.suffix and delimiters.collapses_suffixes else index)
        if not delimiters.is_sorted:
            key = last if isinstance(last, tuple) and last[0] == key else (key, index)
            last = key
        groups.setdefault(key, []).append(cite)
    return list(groups.values())


def _group(
    group: Sequence[Rendered], delimiters: Delimiters, joiner: Joiner, again: Callable[[Rendered], str]
) -> list[str]:
    first = group[0]
    if not delimiters.collapse or len(group) == 1:
        return [_whole(cite, cite.text, joiner) for cite in group]
    texts = [first.text]
    bodies = [again(first)]
    for cite in group[1:]:
        body = again(cite)
        if cite.stands_alone and not first_character(body):
            body = cite.text  # Without its names nothing would be left of it, and it has to be seen.
        bodies.append(body)
        texts.append(body)
    if delimiters.collapse == "year":
        return [_whole(cite, text, joiner) for cite, text in zip(group, texts, strict=True)]
    return _years(group, texts, bodies, delimiters, joiner)


def _years(
    group: Sequence[Rendered], texts: Sequence[str], bodies: Sequence[str], delimiters: Delimiters, joiner: Joiner
) -> list[str]:
    """Works of the same year: the year once, then the letters."""
    result: list[str] = []
    at = 0
    while at < len(group):
        end = at
        year = _without_suffix(bodies[at])
        while (
            end + 1 < len(group)
            and all(marked.YEAR_SUFFIX in text for text in (texts[at], bodies[end], bodies[end + 1]))
            and _without_suffix(bodies[end + 1]) == year
            and not _is_special(group[end])
            and not group[end + 1].prefix
            and not group[end + 1].cite.locator
        ):
            end += 1
        if end == at:
            result.append(_whole(group[at], texts[at], joiner))
        else:
            result.append(_lettered(group[at : end + 1], texts[at], delimiters, joiner))
        at = end + 1
    return result


def _is_special(cite: Rendered) -> bool:
    return bool(cite.suffix or cite.cite.locator)


def _without_suffix(text: str) -> str:
    start, end = text.rfind(marked.YEAR_SUFFIX), text.rfind(_SUFFIX_END)
    return text[:start] + text[end + 1 :] if 0 <= start < end else text


def _lettered(cites: Sequence[Rendered], text: str, delimiters: Delimiters, joiner: Joiner) -> str:
    """`text`, of the first of `cites`, with the letters of all of them: each letter belongs to its own work."""
    first, last = cites[0], cites[-1]
    start, close = text.rfind(marked.YEAR_SUFFIX), text.rfind(_SUFFIX_END) + 1
    head = joiner.glue(first.prefix, text[:start]) if first.prefix else text[:start]
    pieces = [_letter(cite) for cite in cites]
    pieces[0] = head + pieces[0]
    pieces[-1] = joiner.glue(pieces[-1] + text[close:], last.suffix)
    items = [_item(cite, piece) for cite, piece in zip(cites, pieces, strict=True)]
    result = items[0]
    at = 0
    while at < len(cites) - 1:
        end = _end_of_letters(cites, at) if delimiters.collapse == "year-suffix-ranged" else at
        if end > at:
            result += "".join(_item(cite, "") for cite in cites[at + 1 : end]) + "–" + items[end]
            at = end
        else:
            at += 1
            result = joiner.glue(joiner.glue(result, delimiters.suffixes), items[at])
    return result


def _letter(cite: Rendered) -> str:
    return marked.wrapped(cite.cite.suffix, marked.YEAR_SUFFIX)


def _end_of_letters(cites: Sequence[Rendered], at: int) -> int:
    """Where the run of letters that begins at `at` ends; `at` where it is too short for a range."""
    end = at
    while end + 1 < len(cites) and _follows_in_letters(cites[end], cites[end + 1]):
        end += 1
    return end if end - at + 1 >= _SHORTEST_RANGE else at


def _follows_in_letters(left: Rendered, right: Rendered) -> bool:
    """Whether the letter of `right` is the next one, and a range may hide neither work."""
    is_next = suffix_number(right.cite.suffix) == suffix_number(left.cite.suffix) + 1
    return is_next and not left.stands_alone and not right.stands_alone


def suffix_number(letters: str) -> int:
    """The number that `letters` stand for: a is 1, aa is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("a") + 1
    return number


def suffix_letters(number: int) -> str:
    """The letters for `number`, from 1."""
    result = ""
    while number:
        number, rest = divmod(number - 1, 26)
        result = chr(ord("a") + rest) + result
    return result
