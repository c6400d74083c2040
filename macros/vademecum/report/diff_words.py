"""What a change does, in words that all formats share."""

from collections import Counter
from collections.abc import Iterator, Sequence

from vademecum.pages.evidence import ALARMING, Grade
from vademecum.pages.evidence_diff import PageChange
from vademecum.pages.evidence_diff_citations import CitationChange
from vademecum.pages.evidence_diff_works import WorkChange
from vademecum.report.diff import Difference, numbered

NOTHING = "Nothing of the evidence changes."
NOT_APART = (
    "where it and {} went apart is not known here: what was done there meanwhile is told as taken away. "
    "In a shallow clone, {} brings what is missing."
)
"""What to say, with the name of the base and a command, where the state before is none that both have in common."""
FETCH = "git fetch --unshallow"
_PAGE_KINDS = ("added", "removed", "renamed", "changed")
_CITATION_KINDS = ("added", "removed", "re-pointed", "cited otherwise")


def summary(difference: Difference) -> list[str]:
    """What happened, counted: a line each for pages, citations, works, hosts and findings, as far as there are any."""
    evidence = difference.evidence
    citations = [each for page in evidence.pages for each in page.citations]
    hosts = numbered(len(evidence.hosts), "new host of links", "new hosts of links") if evidence.hosts else ""
    findings = ", ".join(
        filter(
            None,
            (
                numbered(len(difference.new), "new finding") if difference.new else "",
                f"{numbered(len(difference.mended), 'finding')} mended" if difference.mended else "",
            ),
        )
    )
    settings = f"settings changed: {', '.join(difference.settings)}" if difference.settings else ""
    lines = (
        _counted("pages", Counter(page.kind for page in evidence.pages), _PAGE_KINDS),
        _counted("citations", Counter(each.kind for each in citations), _CITATION_KINDS),
        _counted("works", Counter(work.kind for work in evidence.works), _PAGE_KINDS),
        hosts,
        findings,
        settings,
    )
    return [line for line in lines if line]


def _counted(noun: str, counts: Counter[str], kinds: Sequence[str]) -> str:
    told = ", ".join(f"{counts[kind]} {kind}" for kind in kinds if counts[kind])
    return f"{noun}: {told}" if told else ""


def grade_words(grade: Grade) -> str:
    """`level 4, case series, retracted`."""
    kind = f"level {grade.kind}" if grade.kind.isdecimal() else grade.kind
    return ", ".join(dict.fromkeys(filter(None, (kind, grade.design, grade.status)))) or "no level"


def alarms(difference: Difference) -> Iterator[WorkChange]:
    """The works that are cited and on which no claim should rest any more, or from the start."""
    for work in difference.evidence.works:
        if work.grade_after.status in ALARMING and work.grade_before.status != work.grade_after.status and work.pages:
            yield work


def by_section(page: PageChange) -> dict[str, list[CitationChange]]:
    """The citations of a page by their sections, in order."""
    sections: dict[str, list[CitationChange]] = {}
    for each in page.citations:
        sections.setdefault(each.section, []).append(each)
    return sections


def citation(key: str | None, manner: str) -> str:
    """`@smith2020, page 3`."""
    return ", ".join(filter(None, (f"@{key}", manner)))


def keys_of(changes: Sequence[CitationChange]) -> list[str]:
    """The works of citations, each once, and how often: `@smith2020 (3)`."""
    counts = Counter(each.after or each.before for each in changes)
    return [f"@{key} ({count})" if count > 1 else f"@{key}" for key, count in counts.items()]


def says_nothing_new(page: PageChange) -> bool:
    """Whether neither what a page says of itself nor what it cites is another: its words are."""
    return not (page.values or page.citations)
