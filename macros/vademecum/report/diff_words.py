"""What a change does, counted, in words that all formats share."""

from collections import Counter
from collections.abc import Sequence

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
