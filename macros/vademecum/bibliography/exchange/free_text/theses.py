"""Theses: of which kind, and at which university."""

import re

from vademecum.bibliography.exchange.exchanged_fields import latex
from vademecum.bibliography.exchange.free_text.journals import is_name
from vademecum.bibliography.exchange.free_text.letters import DATE
from vademecum.bibliography.exchange.free_text.working import Working

_KIND = (
    r"(?:unpublished\s)?(?:(?:doctoral|master(?:[’']?s)?|ph\.?\s?d\.?|m\.?d\.?|m\.?s\.?c?\.?|bachelor(?:[’']?s)?|medical|inaugural"
    r"|med\.)[\s-]{0,2})?(?:dissertation|thesis|diss\.|habilitation|thèse(?:\sde\s\w{3,9})?|tesis(?:\sdoctoral)?"
    r"|proefschrift|(?:doktor|diplom|master|bachelor)arbeit)"
)
_THESIS = re.compile(
    rf"[\s,.;]{{0,4}}(?P<open>[(\[])?\s?\b(?P<kind>{_KIND})(?![\w])(?:[,:]?\s(?P<school>[^()\[\]\x00]{{3,120}}?))?(?P<close>[)\]])",
    re.IGNORECASE,
)
_BARE_THESIS = re.compile(rf"(?<=[.,;”\"’'\x00])\s+(?P<kind>{_KIND})(?=[\s,.:;]|$)[,.:]?", re.IGNORECASE)
SCHOOL = re.compile(
    r"\b(?:Univ|College|School|Institut|Hochschule|ETH|Academy|Polytechnic|MIT|Akademi|Karolinska)", re.IGNORECASE
)
_SCHOOL_AND_PLACE = re.compile(rf"\s?(?P<school>[^;:()\x00]{{6,160}}?)(?=,\s{DATE}\s*\.?\s*(?:\x00|$))")


def take_thesis(work: Working, start: int) -> bool:
    """Take what says that the work is a thesis, and of which kind and university."""
    found = _THESIS.search(work.rest, start) or _BARE_THESIS.search(work.rest, start)
    if not found or (found.re is _THESIS and bool(found["open"]) != bool(found["close"])):
        return False
    work.fields["type"] = latex(found["kind"].strip())
    school = (found["school"] or "").strip(" .,") if found.re is _THESIS else ""
    if school:
        name, _, city = school.partition(", ")
        if SCHOOL.search(city) or not is_name(city):
            name, city = school, ""
        work.fields["institution"] = latex(name)
        if city:
            work.fields["address"] = latex(city)
    work.take(found.start(), found.end())
    if found.re is _BARE_THESIS and not found[0].endswith(":"):
        _take_school(work, found.end())
    return True


def _take_school(work: Working, start: int) -> None:
    """`Dept. Elect. Eng., Univ. Novi Grad, Novi Grad, Serbia, 2012`, between the kind of a thesis and its date."""
    found = _SCHOOL_AND_PLACE.match(work.rest, start)
    if not found:
        return
    parts = found["school"].split(", ")
    last = max((index for index, part in enumerate(parts) if SCHOOL.search(part)), default=-1)
    if last < 0:
        return
    work.fields["institution"] = latex(", ".join(parts[: last + 1]))
    if parts[last + 1 :]:
        work.fields["address"] = latex(", ".join(parts[last + 1 :]))
    work.take(*found.span("school"))
