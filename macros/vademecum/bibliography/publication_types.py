"""What PubMed's publication types (MeSH, "Publication Characteristics") say of how a work was done.

A design is told only where the types leave no doubt. A level of evidence is never told: it depends on how well a work
was done, and for what it is cited.
"""

from collections.abc import Iterable
from typing import NamedTuple

_DESIGNS = {
    "systematic review": "systematic review",
    "meta-analysis": "meta-analysis",
    "network meta-analysis": "meta-analysis",
    "randomized controlled trial": "randomised trial",
    "case reports": "case report",
    "practice guideline": "guideline",
    "guideline": "guideline",
    "consensus development conference": "consensus",
    "consensus development conference, nih": "consensus",
    "consensus statement": "consensus",
    "randomized controlled trial, veterinary": "animal study",
    "clinical trial, veterinary": "animal study",
    "observational study, veterinary": "animal study",
}
_UNDECIDED = frozenset(
    (
        *("clinical study", "clinical trial", "clinical trial, phase i", "clinical trial, phase ii"),
        *("clinical trial, phase iii", "clinical trial, phase iv", "controlled clinical trial"),
        *("adaptive clinical trial", "equivalence trial", "pragmatic clinical trial", "observational study"),
        *("comparative study", "multicenter study", "evaluation study", "validation study", "twin study", "review"),
        *("scoping review",),
    )
)
"""Types that several designs may have."""
_ABOUT_OTHERS = {
    "comment": "a comment on another work",
    "editorial": "an editorial",
    "letter": "a letter",
    "news": "news",
    "published erratum": "an erratum to another work",
    "expression of concern": "an expression of concern about another work",
    "retraction of publication": "the retraction of another work",
}
_PROTOCOL = "clinical trial protocol"
_PREPRINT = "preprint"
_BOTH = frozenset(("systematic review", "meta-analysis"))
_LEFT_OPEN = "read it and set the field"


class DesignProposal(NamedTuple):
    """The value for `studydesign` and that for `status`, each empty where none is certain, and why, for an editor."""

    design: str = ""
    status: str = ""
    remarks: tuple[str, ...] = ()
    is_preprint: bool = False


def propose_design(types: Iterable[str]) -> DesignProposal:
    """What a work's publication types at PubMed say of its design."""
    named = {each.strip().lower(): each.strip() for each in types if each.strip()}
    remarks = [f"PubMed files it as {said}" for name, said in _ABOUT_OTHERS.items() if name in named]
    is_preprint = _PREPRINT in named
    if _PROTOCOL in named:
        remarks.append("status 'protocol': PubMed files it as a trial protocol, which has no results yet")
        return DesignProposal("", "protocol", tuple(remarks), is_preprint)
    designs = {_DESIGNS[name]: said for name, said in named.items() if name in _DESIGNS}
    if designs.keys() == _BOTH:
        del designs["systematic review"]
    if len(designs) == 1 and not remarks:
        [(design, said)] = designs.items()
        remarks.append(f"studydesign '{design}': PubMed files it as '{said}'")
        return DesignProposal(design, "", tuple(remarks), is_preprint)
    if designs:
        listed = " and ".join(f"'{said}'" for said in designs.values())
        remarks.append(f"no studydesign: PubMed files it as {listed}, which is not certain enough; {_LEFT_OPEN}")
    elif open_types := [said for name, said in named.items() if name in _UNDECIDED]:
        listed = ", ".join(f"'{said}'" for said in open_types)
        remarks.append(f"no studydesign: PubMed says {listed}, which may be several designs; {_LEFT_OPEN}")
    return DesignProposal("", "", tuple(remarks), is_preprint)
