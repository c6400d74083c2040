"""What a change does, told line by line: each line has a role, and a format says how a role is printed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from vademecum.pages.evidence import ALARMING, Grade
from vademecum.pages.evidence_diff import PageChange
from vademecum.pages.evidence_diff_citations import CitationChange
from vademecum.pages.evidence_diff_works import WorkChange
from vademecum.report.diff import Difference
from vademecum.text.finding import Finding
from vademecum.text.source import Span


@dataclass(frozen=True, slots=True)
class PageHead:
    """Which page it is: what happened to it, its path before if it had another, its path, its title if it has one."""

    kind: str
    was: str
    path: str
    title: str


@dataclass(frozen=True, slots=True)
class WorkHead:
    """Which work it is: what happened to it, its key before if it had another, its key, its short name, its title."""

    kind: str
    was: str
    key: str
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Value:
    """What something is called, what it was and what it is; either may be empty."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Graded:
    """The level of a work before and now, one of them empty where there is no other, and where it is or was cited."""

    before: str
    after: str
    verb: str
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation: what happened to it, how it was and is written, one of them empty where there is no other."""

    kind: str
    before: str
    after: str
    span: Span
    sentence: str


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a page, whose title may be empty: its citations that changed, or the works it cites altogether."""

    title: str
    citations: tuple[Citation, ...] = ()
    works: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """A line of our own words."""

    words: str


Line = PageHead | WorkHead | Value | Graded | Section | Remark


@dataclass(frozen=True, slots=True)
class Host:
    """A host that nothing led to before, and the first place that does now."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Findings:
    """Findings that a change brings (`new`), or `mended` ones, of which nobody needs a hint any more."""

    name: str
    findings: tuple[Finding, ...]
    with_hint: bool


@dataclass(frozen=True, slots=True)
class Alarm:
    """A work that is cited, and on which no claim should rest any more, or from the start."""

    key: str
    status: str
    pages: tuple[str, ...]


def told_pages(difference: Difference) -> Iterator[tuple[Line, ...]]:
    """The lines of each page that changed, its head first."""
    return (tuple(_page(page)) for page in difference.evidence.pages)


def told_works(difference: Difference) -> Iterator[tuple[Line, ...]]:
    """The lines of each work that changed, its head first."""
    return (tuple(_work(work)) for work in difference.evidence.works)


def told_hosts(difference: Difference) -> Iterator[Host]:
    """The hosts that are new."""
    return (Host(host, span) for host, span in difference.evidence.hosts)


def told_findings(difference: Difference) -> Iterator[Findings]:
    """The findings that are new, and those that are no more, as far as there are any."""
    if difference.new:
        yield Findings("new", difference.new, with_hint=True)
    if difference.mended:
        yield Findings("mended", difference.mended, with_hint=False)


def alarms(difference: Difference) -> Iterator[Alarm]:
    """The works of which a reader has to know at once."""
    for work in difference.evidence.works:
        status = work.grade_after.status
        if status in ALARMING and work.grade_before.status != status and work.pages:
            yield Alarm(work.key, status, tuple(work.pages))


def _page(page: PageChange) -> Iterator[Line]:
    is_whole = page.kind in ("added", "removed")
    yield PageHead(page.kind, page.was, page.path, page.title)
    for each in page.values:
        yield Value(each.name, each.before, each.after)
    sections: dict[str, list[CitationChange]] = {}
    for change in page.citations:
        sections.setdefault(change.section, []).append(change)
    for title, changes in sections.items():
        yield Section(title, works=_works(changes)) if is_whole else Section(title, tuple(map(_citation, changes)))
    if is_whole and not page.citations:
        yield Remark("cites nothing")
    elif page.kind == "changed" and not (page.values or page.citations):
        is_same = page.is_same_but_for_keys
        yield Remark("the renamed key only" if is_same else "its words only: no citation leads elsewhere")


def _works(changes: list[CitationChange]) -> tuple[str, ...]:
    """The works of citations, each once, and how often: `@smith2020 (3)`."""
    counts = Counter(each.after or each.before for each in changes)
    return tuple(f"@{key} ({count})" if count > 1 else f"@{key}" for key, count in counts.items())


def _citation(change: CitationChange) -> Citation:
    before = _written(change.before, change.manner_before) if change.before else ""
    after = _written(change.after, change.manner_after) if change.after else ""
    return Citation(change.kind, before, after, change.span, change.sentence)


def _written(key: str, manner: str) -> str:
    """`@smith2020, page 3`."""
    return ", ".join(filter(None, (f"@{key}", manner)))


def _work(work: WorkChange) -> Iterator[Line]:
    yield WorkHead(work.kind, work.was or "", work.key, work.name, work.title)
    before, after, pages = _graded(work.grade_before), _graded(work.grade_after), tuple(work.pages)
    if work.kind == "added":
        yield Graded("", after, "cited on", pages)
    elif work.kind == "removed":
        yield Graded(before, "", "was cited on", pages)
    elif work.is_graded_otherwise:
        yield Graded(before, after, "cited on", pages)
    for each in work.other_fields:
        yield Value(each.name, each.before, each.after)


def _graded(grade: Grade) -> str:
    """`level 4, case series, retracted`."""
    kind = f"level {grade.kind}" if grade.kind.isdecimal() else grade.kind
    return ", ".join(dict.fromkeys(filter(None, (kind, grade.design, grade.status)))) or "no level"
