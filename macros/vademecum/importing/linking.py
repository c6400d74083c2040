"""Turns hand-written citations into citations of works, where it is certain which work is meant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from vademecum.bibliography.identifier import CitationKey
from vademecum.citation.cluster import CitationCluster, CitationItem, Locator
from vademecum.citation.grammar import write_cluster
from vademecum.citation.locator import split_locator
from vademecum.citation.scan import scan
from vademecum.importing.blocks import CODE, SUPER, Block, Line, Run, change_lines, cut, lines_of, plain, tidy
from vademecum.importing.doubts import doubt_of_numbers, doubt_of_raised, doubt_of_round, doubt_of_years, notes_ahead
from vademecum.importing.handwritten import Named, Written, apart, expand, find_written
from vademecum.importing.resolving import Resolver
from vademecum.importing.works import identities_in

_COLON_PAGES = re.compile(r"^\s*:\s*(?=\d)")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒", "0123456789-,")
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒,]*[⁰¹²³⁴⁵⁶⁷⁸⁹]")
_RAISED_NUMBERS = re.compile(r"[\s\[(,;]*(\d{1,3}(?:\s*[,;–−-]\s*\d{1,3})*)[\s\]),;.]*")
_PLAIN_TAIL = re.compile(r"^[\s,;.]*$")
_RUNS_ON = re.compile(r"[:.#$%&+?<>~/-]*\w|[:/<&@|~=^]")
"""What follows on a key and would be taken for a part of it."""
_NUMBERED = ("numbers", "raised", "round")
_HAS_WORDS = re.compile(r"\w")
_SPECIAL = re.compile(r"([\\`*_\[\]<>@;])")


@dataclass(frozen=True, slots=True)
class Linked:
    """A citation that was written by hand, and what stands in its place."""

    number: int
    written: str
    markdown: str
    keys: tuple[CitationKey, ...]


@dataclass(frozen=True, slots=True)
class Uncertain:
    """What looks like a citation and stays as it is written, why, and which works may be meant."""

    number: int
    written: str
    reason: str
    candidates: tuple[CitationKey, ...]


@dataclass(slots=True)
class Linker:
    """Goes through the lines of a page."""

    resolver: Resolver
    by_identity: dict[tuple[str, str], CitationKey] = field(default_factory=dict)
    trusts_round: bool = False
    """Whether numbers in round brackets are citations on this page."""
    linked: list[Linked] = field(default_factory=list)
    uncertain: list[Uncertain] = field(default_factory=list)
    _notes: dict[int, int] = field(default_factory=dict)
    _at_line: int = -1

    def link(self, blocks: list[Block]) -> list[Block]:
        """The blocks with their citations."""
        self.trusts_round = self._are_round_citations(blocks)
        self._notes = notes_ahead((plain(line), _raised(line)) for block in blocks for line in lines_of(block))
        return [change_lines(block, self._line) for block in blocks]

    def _are_round_citations(self, blocks: list[Block]) -> bool:
        """Whether this page cites by numbers in round brackets: in no other way, in the order of its list."""
        if not self.resolver.is_numbered:
            return False
        numbers: list[int] = []
        for block in blocks:
            for line in lines_of(block):
                found = [*_raised(line), *find_written(plain(line))]
                if any(each.kind in ("numbers", "raised") and each.numbers for each in found):
                    return False
                if any(self.resolver.named(named).key for each in found for named in each.named):
                    return False
                numbers += [number for each in found if each.kind == "round" for number in each.numbers]
        first = list(dict.fromkeys(numbers))
        fits = len(first) > 1 and first == sorted(first) and first[-1] <= self.resolver.last_number
        return fits and not any(_enumerates(block) for block in blocks)

    def _line(self, line: Line) -> Line:
        self._at_line += 1
        if not line:
            return line
        text = plain(line)
        raised = _raised(line)
        found = [each for each in apart(find_written(text), raised) if not _in_code(line, each)]
        runs: list[Run] = []
        position = 0
        for each in sorted((*raised, *found, *self._bare_links(line, (*raised, *found))), key=lambda each: each.start):
            if each.start < position:
                continue
            start, made = self._replaced(line, text, each)
            if made:
                is_cited = all(run.is_markdown for run in made)
                mark = _mark_before(text, start, position) if is_cited else ""
                runs += cut(line, position, start - len(mark))
                runs += [Run(" ")] if made[0].is_markdown and _runs_into(runs, is_number=each.kind in _NUMBERED) else []
                runs += made
                runs += [Run(mark)] if mark else [Run(" ")] if is_cited and _is_target(text, start, each.end) else []
                position = each.end
        return tidy((*runs, *cut(line, position)))

    def _replaced(self, line: Line, text: str, written: Written) -> tuple[int, list[Run]]:
        """Where the citation begins, and the runs that stand in its place; none where nothing is to be said of it."""
        addresses = _addresses(line, written.start, written.end)
        inside = {keys for address in addresses if (keys := self.resolver.linked(address))}
        if written.kind == "link":
            (keys,) = inside
            shown = cut(line, written.start, written.end)
            bare = [replace(run, href="") for run in shown]
            return written.start, [*bare, Run(" "), *self._cite(text, written, CitationCluster(_items(keys)))]
        if written.kind == "undated":
            return written.start, self._leave(line, text, written, "there is no year", ())
        if written.named:
            return self._by_name(line, text, written)
        return written.start, self._by_number(line, text, written, inside)

    def _by_number(self, line: Line, text: str, written: Written, inside: set[tuple[CitationKey, ...]]) -> list[Run]:
        """A citation by numbers."""
        if not written.numbers:
            return self._leave(line, text, written, "the numbers do not say a range", ())
        if written.kind in ("round", "spoken") and not inside:
            if max(written.numbers) > self.resolver.last_number:
                return []
            if written.kind == "spoken" or not self.trusts_round:
                reason = "a number may be a citation or something else"
                return self._leave(line, text, written, reason, self.resolver.candidates_of(written.numbers))
        keys: list[CitationKey] = []
        reason = self._doubt(text, written) if not inside else ""
        for number in written.numbers:
            found, why = self.resolver.number(number)
            if not found and inside and len(written.numbers) == len(inside) == 1:
                found, why = next(iter(inside)), ""
            keys += found
            reason = reason or why
        if inside and not all(set(each) <= set(keys) for each in inside):
            reason = reason or "the link leads to another reference than the number"
        if reason:
            return self._leave(line, text, written, reason, self.resolver.candidates_of(written.numbers))
        items = _items(tuple(dict.fromkeys(keys)))
        if written.tail and len(items) == 1:
            items = (_with_tail(items[0], written.tail),)
        return self._cite(text, written, CitationCluster(items))

    def _doubt(self, text: str, written: Written) -> str:
        """Why numbers may be none of references."""
        if written.kind == "round":
            return doubt_of_round(text, written)
        if written.kind == "numbers":
            return doubt_of_numbers(text, written)
        if written.kind != "raised":
            return ""
        is_note = any(self._notes.get(number, -1) >= self._at_line for number in written.numbers)
        return doubt_of_raised(text, written) or ("this may lead to a note further down" if is_note else "")

    def _by_name(  # noqa: PLR0911  # each answer is another
        self, line: Line, text: str, written: Written
    ) -> tuple[int, list[Run]]:
        """A citation by names and years."""
        answers = [self._named(line, named) for named in written.named]
        if written.kind == "loose":
            names = written.named[0].names
            keys = tuple(dict.fromkeys(key for _, candidates, _, _ in answers for key in candidates))
            if not keys or not self.resolver.is_known(names):
                return written.start, []
            return written.start, self._leave(line, text, written, "there are no brackets around the year", keys)
        spans = doubt_of_years(text, written)
        if spans:
            keys = tuple(dict.fromkeys(key for _, candidates, _, _ in answers for key in candidates))
            return written.start, self._leave(line, text, written, spans, keys) if keys else []
        if all(key for key, *_ in answers):
            dropped = answers[0][3] if written.kind != "names" else 0
            start = written.start + dropped
            cluster = _cluster(written, [(key, drop) for key, _, _, drop in answers if key])
            made = self._cite(text, written, cluster, start=start)
            if written.kind == "possessive":
                made = [*cut(line, start, _end_of_names(text, written)), Run(" "), *made]
            return start, made
        if written.kind != "names":
            written = replace(written, start=written.start + answers[0][3])
        reasons = [why for key, _, why, _ in answers if not key]
        keys = tuple(dict.fromkeys(each for _, candidates, _, _ in answers for each in candidates))
        if not keys and not any(self.resolver.may_be_name(named.names) for named in written.named):
            return written.start, []
        certain = [number for number, (key, *_) in enumerate(answers) if key]
        if certain and written.kind == "names":
            return written.start, self._in_part(line, text, written, answers)
        return written.start, self._leave(line, text, written, reasons[0], keys)

    def _in_part(
        self,
        line: Line,
        text: str,
        written: Written,
        answers: list[tuple[CitationKey | None, tuple[CitationKey, ...], str, int]],
    ) -> list[Run]:
        """A citation of several works of which some are certain: those are cited, the others stay in brackets."""
        pairs = list(zip(written.named, answers, strict=True))
        shared = {named.start for named, answer in pairs if answer[0]} & {
            named.start for named, answer in pairs if not answer[0]
        }
        has_words = _HAS_WORDS.search(written.prefix + written.tail + "".join(written.joints))
        keys = tuple(dict.fromkeys(each for _, answer in pairs for each in answer[1]))
        reasons = [answer[2] for _, answer in pairs if not answer[0]]
        if shared or has_words:
            return self._leave(line, text, written, reasons[0], keys)
        cited = tuple(answer[0] for _, answer in pairs if answer[0])
        made = self._cite(text, written, CitationCluster(_items(cited)))
        left = list(dict.fromkeys((named.start, named.end) for named, answer in pairs if not answer[0]))
        for number, (start, end) in enumerate(left):
            made.append(Run("; " if number else " ("))
            one = replace(written, start=start, end=end)
            why, candidates = next((a[2], a[1]) for n, a in pairs if n.start == start)
            made += self._leave(line, text, one, why, candidates)
        return [*made, Run(")")]

    def _named(self, line: Line, named: Named) -> tuple[CitationKey | None, tuple[CitationKey, ...], str, int]:
        """The work of one name and year: by where it links to, or by who is named."""
        answer = self.resolver.named(named)
        by_link = self._of_links(line, named.start, named.end)
        if by_link and answer.key not in (None, by_link):
            keys = tuple(filter(None, (answer.key, by_link)))
            return None, keys, "the link leads to another work than the one that is named", answer.dropped
        if by_link and not answer.key and not self.resolver.may_mean(named, by_link):
            return None, (by_link,), "the link leads to a work of another author and year", answer.dropped
        if by_link:
            return by_link, (by_link,), "", answer.dropped
        return answer.key, answer.candidates, answer.reason, answer.dropped

    def _of_links(self, line: Line, start: int, end: int) -> CitationKey | None:
        """The one work to which the links of a stretch lead."""
        keys: set[CitationKey] = set()
        for address in _addresses(line, start, end):
            keys.update(self.resolver.linked(address))
            keys.update(self.by_identity[each] for each in identities_in(address) if each in self.by_identity)
        return keys.pop() if len(keys) == 1 else None

    def _bare_links(self, line: Line, found: tuple[Written, ...]) -> Iterator[Written]:
        """Words that link to a reference of the page and are no citation themselves."""
        position = 0
        for run in line:
            end = position + len(run.text)
            keys = self.resolver.linked(run.href)
            is_free = not any(each.start < end and position < each.end for each in found)
            if keys and is_free and _HAS_WORDS.search(run.text):
                yield Written("link", position, end)
            position = end

    def _cite(self, text: str, written: Written, cluster: CitationCluster, start: int | None = None) -> list[Run]:
        """The run of a citation."""
        markdown = write_cluster(cluster)
        read = scan(markdown).citations
        if len(read) != 1 or read[0].cluster.keys != cluster.keys:
            bare = CitationCluster(tuple(CitationItem(item.key) for item in cluster.items), in_text=cluster.in_text)
            markdown = write_cluster(bare)
        if cluster.in_text and not markdown.endswith("]") and _RUNS_ON.match(text, written.end):
            markdown = f"@{{{markdown.removeprefix('@').strip('{}')}}}"
        number = len(self.linked) + len(self.uncertain)
        first = written.start if start is None else start
        shown = " ".join(text[first : written.end].split())
        self.linked.append(Linked(number, shown, markdown, cluster.keys))
        return [Run(markdown, note=number, is_markdown=True)]

    def _leave(
        self, line: Line, text: str, written: Written, reason: str, candidates: tuple[CitationKey, ...]
    ) -> list[Run]:
        """What is written, with a remark."""
        number = len(self.linked) + len(self.uncertain)
        shown = " ".join(text[written.start : written.end].split())
        self.uncertain.append(Uncertain(number, shown, reason, tuple(dict.fromkeys(candidates))))
        first, *rest = cut(line, written.start, written.end)
        return [replace(first, note=number), *rest]


def _items(keys: tuple[CitationKey, ...]) -> tuple[CitationItem, ...]:
    return tuple(CitationItem(key) for key in keys)


def _cluster(written: Written, found: list[tuple[CitationKey, int]]) -> CitationCluster:
    """The cluster of works that are all certain, with the words around them."""
    items: list[CitationItem] = []
    for number, (key, dropped) in enumerate(found):
        prefix = written.prefix if number == 0 else written.joints[number - 1] if written.joints else ""
        said = written.named[number].names[:dropped] if written.kind == "names" else ""
        is_first = number == 0 or written.named[number].start != written.named[number - 1].start
        prefix = _trimmed(f"{prefix} {said if is_first else ''}")
        items.append(CitationItem(key, prefix=_escaped(prefix)))
    if _HAS_WORDS.search(written.tail):
        items[-1] = _with_tail(items[-1], written.tail)
    if written.kind == "narrative":
        return CitationCluster(tuple(items), in_text=True)
    if written.kind == "possessive":
        items[0] = replace(items[0], suppress_author=True)
    return CitationCluster(tuple(items))


def _trimmed(text: str) -> str:
    """The words that stand before a name: without what only joins two works."""
    text = re.sub(r"^[\s,;]+", "", text).strip()
    text = re.sub(r"^(?:and|&)(?=\s|$)\s*", "", text)
    return text if _HAS_WORDS.search(text) else ""


def _with_tail(item: CitationItem, tail: str) -> CitationItem:
    """An item with what stands behind it: a place in the work, other words."""
    tail = _COLON_PAGES.sub(", p. ", tail).rstrip(" ,;")
    locator, suffix = split_locator(tail)
    locator = Locator(locator.label, locator.value.strip()) if locator else None
    suffix = suffix.strip() if not _PLAIN_TAIL.match(suffix) else ""
    return replace(item, locator=locator, suffix=_escaped(suffix))


def _escaped(text: str) -> str:
    """Words of a prefix or suffix, so that nothing in them is Markdown; the grammar escapes the rest."""
    return _SPECIAL.sub(lambda sign: sign[0] if sign[0] == ";" else f"\\{sign[0]}", text)


def _end_of_names(text: str, written: Written) -> int:
    """Where the names end, and what says that something is theirs."""
    return written.start + re.search(r"\s*[(\[]\s*\d{4}[^()\[\]]*[)\]]$", text[written.start : written.end]).start()  # type: ignore[union-attr]


def _addresses(line: Line, start: int, end: int) -> list[str]:
    """Where the links in a stretch lead."""
    return list(dict.fromkeys(run.href for run in cut(line, start, end) if run.href))


def _in_code(line: Line, written: Written) -> bool:
    return any(CODE in run.style for run in cut(line, written.start, written.end))


def _runs_into(runs: list[Run], *, is_number: bool) -> bool:
    """Whether what stands before a citation has to be set off from it by a blank."""
    before = runs[-1].text[-1:] if runs else " "
    if is_number:
        return before not in (" ", "(", "\n", "[")
    return before.isalnum() or before in ("_", "@", "/", "]", "-", "\\")


def _is_target(text: str, start: int, end: int) -> bool:
    """Whether what follows on a citation would make it a link or the definition of one."""
    return text.startswith(("(", "["), end) or (
        text.startswith(":", end) and not text[:start].rpartition("\n")[2].strip()
    )


def _mark_before(text: str, start: int, position: int) -> str:
    """The full stop or comma behind which a number stands without a blank: it belongs behind the citation."""
    mark = text[start - 1 : start]
    is_mark = mark in (".", ",", ";", ":") and start - 1 > position and text[start - 2 : start - 1].isalpha()
    return mark if is_mark else ""


def _raised(line: Line) -> list[Written]:
    """Raised numbers: in raised runs, or written with the raised digits of Unicode."""
    found: list[Written] = []
    position = 0
    for run in line:
        end = position + len(run.text)
        if SUPER in run.style and found and found[-1].end == position and found[-1].tail == "sup":
            last = found.pop()
            found.append(replace(last, end=end))
        elif SUPER in run.style:
            found.append(Written("raised", position, end, tail="sup"))
        elif CODE not in run.style:
            signs = (match.span() for match in _RAISED.finditer(run.text))
            found += (Written("raised", position + first, position + last) for first, last in signs)
        position = end
    text = plain(line)
    made: list[Written] = []
    for each in found:
        numbers = _RAISED_NUMBERS.fullmatch(text[each.start : each.end].translate(_SUPERSCRIPTS))
        if numbers:
            made.append(replace(each, numbers=expand(numbers[1]), tail=""))
    return made


def _enumerates(block: Block) -> bool:
    """Whether a line counts by numbers in round brackets: `(1) first, (2) second`."""
    return any(
        re.match(r"\s*\(\d+\)\s", plain(line)) or re.search(r"[:;,]\s\(\d+\)\s[a-z]", plain(line))
        for line in lines_of(block)
    )
