"""Cites of one citation, put together: numbers and years collapsed, same authors grouped."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from vademecum.csl.engine import marked
from vademecum.csl.engine.context import Cite
from vademecum.csl.engine.formatting import affix
from vademecum.csl.engine.marked import Joiner, closing, last_character

_SHORTEST_RANGE = 3
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

    @classmethod
    def of(cls, options: Mapping[str, str], delimiter: str, *, is_sorted: bool) -> "Delimiters":
        """The delimiters a `<citation>` asks for."""
        collapse = options.get("collapse", "")
        return cls(
            delimiter,
            affix(options.get("cite-group-delimiter", ", " if is_sorted else delimiter)),
            affix(options.get("after-collapse-delimiter", "")) or delimiter,
            affix(options.get("year-suffix-delimiter", options.get("cite-group-delimiter", delimiter))),
            "cite-group-delimiter" in options or collapse.startswith("year"),
            is_sorted,
            collapse,
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
    for group in _groups(cites, is_sorted=delimiters.is_sorted):
        texts = _group(group, delimiters, joiner, again)
        collapsed = len(group) > 1 and delimiters.collapse
        inner = delimiters.after if any(cite.cite.locator for cite in group) else delimiters.group
        pieces += [(text, inner) for text in texts[:-1]]
        pieces.append((texts[-1], delimiters.after if collapsed else delimiters.cites))
    return _chain(pieces, joiner)


def _chain(pieces: Sequence[tuple[str, str]], joiner: Joiner) -> str:
    """Texts, each with what follows it unless it is the last."""
    result = ""
    delimiter = ""
    for text, after in pieces:
        if not text:
            continue
        if not result:
            result = text
        elif last_character(result.rstrip()) == "," and delimiter[:1] in ",;":
            result = joiner.glue(joiner.glue(result, " "), text)
        elif text[0] in ",.;:!?":
            result = joiner.glue(result, text)
        else:
            result = joiner.glue(joiner.glue(result, delimiter), text)
        delimiter = after
    return result


def _whole(cite: Rendered, text: str, joiner: Joiner) -> str:
    """A cite with its affixes."""
    if cite.prefix:
        text = joiner.glue(cite.prefix, text)
    return joiner.glue(text, cite.suffix) if cite.suffix else text


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
            result.append((f"{first}–{last}", True))
            at = end + 1
        else:
            result.append((_whole(cites[at], cites[at].text, joiner), False))
            at += 1
    return result


def _follows(left: Rendered, right: Rendered) -> bool:
    """Whether the number of `right` is the next one, and nothing but numbers is said."""
    plain = not (left.has_affix or right.has_affix or left.cite.locator or right.cite.locator)
    return plain and bool(left.cite.number) and right.cite.number == left.cite.number + 1


def _groups(cites: Sequence[Rendered], *, is_sorted: bool) -> list[list[Rendered]]:
    """Cites with the same names together: neighbours, and where the style sorts them wherever they stand."""
    groups: dict[object, list[Rendered]] = {}
    last: object = None
    for index, cite in enumerate(cites):
        key: object = cite.names or ("" if cite.cite.suffix else index)
        if not is_sorted:
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
            and group[end].cite.suffix
            and _without_suffix(bodies[end + 1]) == year
            and not _is_special(group[end])
            and not group[end + 1].prefix
            and not group[end + 1].cite.locator
        ):
            end += 1
        if end == at:
            result.append(_whole(group[at], texts[at], joiner))
        else:
            letters = [cite.cite.suffix for cite in group[at : end + 1]]
            tail = _letters(letters, delimiters)
            start, close = texts[at].rfind(marked.YEAR_SUFFIX), texts[at].rfind(_SUFFIX_END)
            text = texts[at][: start + 1] + tail + texts[at][close:]
            result.append(joiner.glue(text, group[end].suffix) if group[end].suffix else text)
            if group[at].prefix:
                result[-1] = joiner.glue(group[at].prefix, result[-1])
        at = end + 1
    return result


def _is_special(cite: Rendered) -> bool:
    return bool(cite.suffix or cite.cite.locator)


def _without_suffix(text: str) -> str:
    start, end = text.rfind(marked.YEAR_SUFFIX), text.rfind(_SUFFIX_END)
    return text[:start] + text[end + 1 :] if 0 <= start < end else text


def _letters(letters: Sequence[str], delimiters: Delimiters) -> str:
    if delimiters.collapse != "year-suffix-ranged":
        return delimiters.suffixes.join(letters)
    pieces: list[str] = []
    at = 0
    while at < len(letters):
        end = at
        while end + 1 < len(letters) and suffix_number(letters[end + 1]) == suffix_number(letters[end]) + 1:
            end += 1
        if end - at + 1 >= _SHORTEST_RANGE:
            pieces.append(f"{letters[at]}–{letters[end]}")
            at = end + 1
        else:
            pieces.append(letters[at])
            at += 1
    return delimiters.suffixes.join(pieces)


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
