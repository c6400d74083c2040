"""Turns hand-written citations into citations of works, where it is certain which work is meant."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from vademecum.bibliography.identifier import CitationKey
from vademecum.citation.cluster import CitationCluster
from vademecum.citation.grammar import write_cluster
from vademecum.citation.scan import scan
from vademecum.importing.blocks import CODE, Block, Line, Run, change_lines, ids_of, lines_of, plain, tidy
from vademecum.importing.clusters import cluster_of_names, cluster_of_numbers, items_of
from vademecum.importing.cutting import Cutter
from vademecum.importing.doubts import doubt_of_numbers, doubt_of_raised, doubt_of_round, doubt_of_years, notes_ahead
from vademecum.importing.habits import Habits, ScannedLine, habits_of
from vademecum.importing.handwritten import Named, Written, apart, find_written
from vademecum.importing.raised import raised_numbers
from vademecum.importing.resolving import Resolver
from vademecum.importing.works import identities_in

_RUNS_ON = re.compile(r"[:.#$%&+?<>~/-]*\w|[:/<&@|~=^]")
"""What follows on a key and would be taken for a part of it."""
_NUMBERED = ("numbers", "raised", "round")
_HAS_WORDS = re.compile(r"\w")


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
    linked: list[Linked] = field(default_factory=list)
    uncertain: list[Uncertain] = field(default_factory=list)
    _habits: Habits = field(default_factory=Habits)
    _notes: dict[int, int] = field(default_factory=dict)
    _places: frozenset[str] = frozenset()
    """The ids of what stays on the page: a link to one leads to no reference."""
    _lines: Sequence[ScannedLine] = ()
    _at_line: int = -1
    _written: dict[CitationCluster, str] = field(default_factory=dict)
    """Clusters as Markdown: most are cited more than once."""

    def link(self, blocks: list[Block]) -> list[Block]:
        """The blocks with their citations."""
        lines = [line for block in blocks for line in lines_of(block)]
        self._lines = [self._scanned(line) for line in lines]
        self._habits = habits_of(zip(lines, self._lines, strict=True), self.resolver)
        self._notes = notes_ahead((each.text, _of_kind("raised", each.written)) for each in self._lines)
        self._places = frozenset(name for block in blocks for name in ids_of(block))
        return [change_lines(block, self._line) for block in blocks]

    def _scanned(self, line: Line) -> ScannedLine:
        """All in a line that looks like a citation."""
        text, cutter = plain(line), Cutter(line)
        raised = raised_numbers(line)
        found = [each for each in apart(find_written(text), raised) if not cutter.has_style(CODE, each.start, each.end)]
        found = sorted((*raised, *found), key=lambda each: each.start)
        links = apart(self._bare_links(line), found)
        return ScannedLine(text, tuple(sorted((*found, *links), key=lambda each: each.start)))

    def _line(self, line: Line) -> Line:
        self._at_line += 1
        if not line:
            return line
        scanned, cutter = self._lines[self._at_line], Cutter(line)
        text = scanned.text
        runs: list[Run] = []
        position = 0
        for each in scanned.written:
            if each.start < position:
                continue
            start, made = self._replaced(cutter, text, each)
            if made:
                is_cited = all(run.is_markdown for run in made)
                mark = _mark_before(text, start, position) if is_cited else ""
                runs += cutter.part(position, start - len(mark))
                runs += [Run(" ")] if made[0].is_markdown and _runs_into(runs, is_number=each.kind in _NUMBERED) else []
                runs += made
                runs += [Run(mark)] if mark else [Run(" ")] if is_cited and _is_target(text, start, each.end) else []
                position = each.end
        return tidy((*runs, *cutter.part(position)))

    def _replaced(self, cutter: Cutter, text: str, written: Written) -> tuple[int, list[Run]]:
        """Where the citation begins, and the runs that stand in its place; none where nothing is to be said of it."""
        if written.kind == "link":
            shown = cutter.part(written.start, written.end)
            keys = self.resolver.linked(shown[0].href)
            bare = [replace(run, href="") for run in shown]
            return written.start, [*bare, Run(" "), *self._cite(text, written, CitationCluster(items_of(keys)))]
        if written.kind == "undated":
            return written.start, self._leave(cutter, text, written, "there is no year", ())
        if written.named:
            return self._by_name(cutter, text, written)
        return written.start, self._by_number(cutter, text, written)

    def _by_number(self, cutter: Cutter, text: str, written: Written) -> list[Run]:
        """A citation by numbers."""
        if not written.numbers:
            return self._leave(cutter, text, written, "the numbers do not say a range", ())
        addresses = cutter.addresses(written.start, written.end)
        inside = {keys for address in addresses if (keys := self.resolver.linked(address))}
        if written.kind in ("round", "spoken") and not inside:
            if max(written.numbers) > self.resolver.last_number:
                return []
            if written.kind == "spoken" or not self._habits.trusts_round:
                reason = "a number may be a citation or something else"
                return self._leave(cutter, text, written, reason, self.resolver.candidates_of(written.numbers))
        found: list[tuple[int, tuple[CitationKey, ...]]] = []
        reason = self._doubt(text, written, addresses) if not inside else ""
        for number in written.numbers:
            keys, why = self.resolver.number(number)
            if not keys and inside and len(written.numbers) == len(inside) == 1:
                keys, why = next(iter(inside)), ""
            found.append((number, keys))
            reason = reason or why
        all_keys = {key for _, keys in found for key in keys}
        if inside and not all(all_keys.issuperset(each) for each in inside):
            reason = reason or "the link leads to another reference than the number"
        if reason:
            return self._leave(cutter, text, written, reason, self.resolver.candidates_of(written.numbers))
        return self._cite(text, written, cluster_of_numbers(written, found))

    def _doubt(self, text: str, written: Written, addresses: Iterable[str]) -> str:
        """Why numbers may be none of references."""
        if any(address.startswith("#") and address[1:] in self._places for address in addresses):
            return "the link leads to another place on the page"
        if written.kind == "round":
            return doubt_of_round(text, written)
        if written.kind == "numbers":
            return doubt_of_numbers(text, written) or self._habits.doubt("numbers")
        if written.kind != "raised":
            return ""
        is_note = any(self._notes.get(number, -1) >= self._at_line for number in written.numbers)
        doubt = doubt_of_raised(text, written) or ("this may lead to a note further down" if is_note else "")
        return doubt or self._habits.doubt("raised")

    def _by_name(  # noqa: PLR0911  # each answer is another
        self, cutter: Cutter, text: str, written: Written
    ) -> tuple[int, list[Run]]:
        """A citation by names and years."""
        answers = [self._named(cutter, named) for named in written.named]
        if written.kind == "loose":
            names = written.named[0].names
            keys = tuple(dict.fromkeys(key for _, candidates, _, _ in answers for key in candidates))
            is_linked = any(self._of_links(cutter, named.start, named.end) for named in written.named)
            if not keys or not (is_linked or self.resolver.is_known(names)):
                return written.start, []
            return written.start, self._leave(cutter, text, written, "there are no brackets around the year", keys)
        spans = doubt_of_years(text, written)
        if spans:
            keys = tuple(dict.fromkeys(key for _, candidates, _, _ in answers for key in candidates))
            return written.start, self._leave(cutter, text, written, spans, keys) if keys else []
        if all(key for key, *_ in answers):
            dropped = answers[0][3] if written.kind != "names" else 0
            start = written.start + dropped
            cluster = cluster_of_names(written, [(key, drop) for key, _, _, drop in answers if key])
            made = self._cite(text, written, cluster, start=start)
            if written.kind == "possessive":
                made = [*cutter.part(start, _end_of_names(text, written)), Run(" "), *made]
            return start, made
        if written.kind != "names":
            written = replace(written, start=written.start + answers[0][3])
        reasons = [why for key, _, why, _ in answers if not key]
        keys = tuple(dict.fromkeys(each for _, candidates, _, _ in answers for each in candidates))
        if not keys and not any(self.resolver.may_be_name(named.names) for named in written.named):
            return written.start, []
        certain = [number for number, (key, *_) in enumerate(answers) if key]
        if certain and written.kind == "names":
            return written.start, self._in_part(cutter, text, written, answers)
        return written.start, self._leave(cutter, text, written, reasons[0], keys)

    def _in_part(
        self,
        cutter: Cutter,
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
            return self._leave(cutter, text, written, reasons[0], keys)
        cited = tuple(answer[0] for _, answer in pairs if answer[0])
        made = self._cite(text, written, CitationCluster(items_of(cited)))
        left = list(dict.fromkeys((named.start, named.end) for named, answer in pairs if not answer[0]))
        for number, (start, end) in enumerate(left):
            made.append(Run("; " if number else " ("))
            one = replace(written, start=start, end=end)
            why, candidates = next((a[2], a[1]) for n, a in pairs if n.start == start)
            made += self._leave(cutter, text, one, why, candidates)
        return [*made, Run(")")]

    def _named(self, cutter: Cutter, named: Named) -> tuple[CitationKey | None, tuple[CitationKey, ...], str, int]:
        """The work of one name and year: by where it links to, or by who is named."""
        answer = self.resolver.named(named)
        by_link = self._of_links(cutter, named.start, named.end)
        if by_link and answer.key not in (None, by_link):
            keys = tuple(filter(None, (answer.key, by_link)))
            return None, keys, "the link leads to another work than the one that is named", answer.dropped
        if by_link and not answer.key and not self.resolver.may_mean(named, by_link):
            return None, (by_link,), "the link leads to a work of another author and year", answer.dropped
        if by_link:
            return by_link, (by_link,), "", answer.dropped
        return answer.key, answer.candidates, answer.reason, answer.dropped

    def _of_links(self, cutter: Cutter, start: int, end: int) -> CitationKey | None:
        """The one work to which the links of a stretch lead."""
        keys: set[CitationKey] = set()
        for address in cutter.addresses(start, end):
            keys.update(self.resolver.linked(address))
            keys.update(self.by_identity[each] for each in identities_in(address) if each in self.by_identity)
        return keys.pop() if len(keys) == 1 else None

    def _bare_links(self, line: Line) -> Iterator[Written]:
        """Words that link to a reference of the page."""
        position = 0
        for run in line:
            end = position + len(run.text)
            if run.href and self.resolver.linked(run.href) and _HAS_WORDS.search(run.text):
                yield Written("link", position, end)
            position = end

    def _cite(self, text: str, written: Written, cluster: CitationCluster, start: int | None = None) -> list[Run]:
        """The run of a citation."""
        if cluster not in self._written:
            self._written[cluster] = _markdown(cluster)
        markdown = self._written[cluster]
        if cluster.in_text and not markdown.endswith("]") and _RUNS_ON.match(text, written.end):
            markdown = f"@{{{markdown.removeprefix('@').strip('{}')}}}"
        number = len(self.linked) + len(self.uncertain)
        first = written.start if start is None else start
        shown = " ".join(text[first : written.end].split())
        self.linked.append(Linked(number, shown, markdown, cluster.keys))
        return [Run(markdown, note=number, is_markdown=True)]

    def _leave(
        self, cutter: Cutter, text: str, written: Written, reason: str, candidates: tuple[CitationKey, ...]
    ) -> list[Run]:
        """What is written, with a remark."""
        number = len(self.linked) + len(self.uncertain)
        shown = " ".join(text[written.start : written.end].split())
        self.uncertain.append(Uncertain(number, shown, reason, tuple(dict.fromkeys(candidates))))
        first, *rest = cutter.part(written.start, written.end)
        return [replace(first, note=number), *rest]


def _end_of_names(text: str, written: Written) -> int:
    """Where the names end, and what says that something is theirs."""
    return written.start + re.search(r"\s*[(\[]\s*\d{4}[^()\[\]]*[)\]]$", text[written.start : written.end]).start()  # type: ignore[union-attr]


def _markdown(cluster: CitationCluster) -> str:
    """A cluster as it is written; without the words around its works where those would not be read back."""
    markdown = write_cluster(cluster)
    read = scan(markdown).citations
    if len(read) == 1 and read[0].cluster.keys == cluster.keys:
        return markdown
    return write_cluster(CitationCluster(items_of(tuple(cluster.keys)), in_text=cluster.in_text))


def _of_kind(kind: str, written: Iterable[Written]) -> Iterator[Written]:
    return (each for each in written if each.kind == kind)


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
