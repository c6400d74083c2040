"""Bodies as authors: authorities, societies, groups and companies at the beginning of a reference."""

import re
from typing import NamedTuple

from vademecum.bibliography.exchange.free_text.journals import is_abbreviation, is_name
from vademecum.bibliography.exchange.free_text.letters import YEAR
from vademecum.bibliography.exchange.free_text.people import People, read_people
from vademecum.bibliography.exchange.free_text.words import names_body
from vademecum.bibliography.name import Name

_END = re.compile(
    rf"(?P<year>\s?[\[(](?:{YEAR}|n\.\s?d|no\sdate|in\spress|forthcoming)|,\s(?={YEAR}[.,])|\s(?={YEAR}[.:,]\s))"
    r"|(?P<stop>\.\s|\.(?=\x00|$)|:\s|,\s?(?=[\"“‘„])|\x00)"
)
_ACRONYM = re.compile(r"[A-Z][A-Z&./-]{1,9}")
_INITIAL_BEFORE = re.compile(r"\b(?:U\.S|U\.K|St|Dr|Dept|Univ|[A-Z])$")
_COMPANY_END = re.compile(r"\b(?:Inc|Ltd|Co|Corp)$")
_FORMS_OF_COMPANIES = r"AG|SE|NV|N\.V|SA|S\.A|AB|A/S|AS|KG|KGaA|GmbH|Inc|Ltd|LLC|PLC|plc|BV|B\.V|SpA|S\.p\.A|Corp"
_COMPANY = re.compile(
    rf"(?P<name>(?:Bayer|BASF|Novartis|Roche|F\.\sHoffmann-La\sRoche|Merz|Merck|Siemens|Sandoz|Sanofi|Galderma|Novo\sNordisk|Ipsen"
    rf"|Beiersdorf|Henkel|Evonik|Fresenius|L[’']Or[ée]al|Lonza|Nestl[ée]|Straumann|Philips|UCB|Leo\sPharma|AstraZeneca"
    rf"|[^\W\d_a-z][\w&’'-]+(?:\s[\w&’'-]+){{0,4}}(?=,?\s(?:KGaA|GmbH|Inc|Ltd|LLC|PLC|plc|Corp|SpA|A/S)\b))"
    rf",?\s(?:{_FORMS_OF_COMPANIES})\.?(?:\s&\sCo\.?(?:\sKGa?A?)?)?)(?=\.?\s|\.?,|:|\x00|$)"
)
_LEGAL_FORM = re.compile(r"(?:A\. G|S\. E|N\. V|S\. A|A\. B|A\. S|K\. G|B\. V)\.")
_LONGEST = 14
_MOST_PARTS = 4


class Body(NamedTuple):
    """The names, the body first, and where they end."""

    names: tuple[Name, ...]
    end: int


def read_company(text: str, at: int) -> Body | None:
    """The company that is named at `at`; its legal form may look like initials: `Bayer AG`."""
    found = _COMPANY.match(text, at)
    if not found:
        return None
    end = found.end() - found["name"].endswith(".")
    return Body((Name(literal=text[at:end]),), end)


def may_be_company(name: Name) -> bool:
    """Whether the initials of a person who is alone may be the legal form of a company: `Acme AG`."""
    return bool(_LEGAL_FORM.fullmatch(name.given)) and "," not in name.family


def read_body(text: str, at: int) -> Body | None:
    """The body that a reference begins with at `at`; None where it begins with a title."""
    for end in _END.finditer(text, at):
        before = text[max(at, end.start() - 6) : end.start()]
        is_stop = bool(end["stop"]) and end[0].startswith(".")
        if is_stop and _INITIAL_BEFORE.search(before):
            continue
        if is_stop and _COMPANY_END.search(before) and end["stop"] != ". ":
            continue
        words = text[at : end.start()].strip()
        persons = _persons_behind(words)
        name = words[: persons[0]] if persons else words
        known = names_body(name) or bool(_ACRONYM.fullmatch(name))
        is_body = (
            len(name.split()) <= _LONGEST
            and len(name) > 1
            and is_name(name)
            and not is_abbreviation(name)
            and (known or bool(end["year"]))
        )
        if not is_body or not text[end.end() :].strip(" .\x00"):
            return None
        bodies = tuple(Name(literal=part.strip()) for part in name.split(";") if part.strip())
        return Body((*bodies, *(persons[1].names if persons else ())), end.start())
    return None


def _persons_behind(words: str) -> tuple[int, People] | None:
    """The persons that stand behind a body, as in `The PLCO Project Team, Gohagan JK`, and where the body ends."""
    for comma in list(re.finditer(r",\s", words))[:_MOST_PARTS]:
        people = read_people(words, comma.end())
        if people and people.end >= len(words) - 1 and all("." in name.given for name in people.names):
            return comma.start(), people
    return None
