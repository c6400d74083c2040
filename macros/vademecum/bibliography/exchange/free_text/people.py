"""Lists of authors and editors in all the ways in which references write them."""

import re
from typing import NamedTuple

from vademecum.bibliography.exchange.free_text.given import given_names, particle_and_family
from vademecum.bibliography.exchange.free_text.journals import is_name
from vademecum.bibliography.exchange.free_text.letters import (
    DOTTED,
    FAMILY,
    GIVEN,
    LETTER,
    LOOSE,
    PARTICLE,
    SUFFIX,
    TIGHT,
    UPPER,
    YEAR,
)
from vademecum.bibliography.exchange.free_text.words import is_no_person, names_body
from vademecum.bibliography.name import Name

_INITIALS = rf"(?:{DOTTED}|{TIGHT}|{LOOSE})"
_JR = rf"(?:,?\s(?P<suffix>{SUFFIX}))?"
_BEHIND = (
    r"(?:,?\s(?P<behind>(?:von|van|de|da|der|den|dos|del|di|la|le|du)(?:\s(?:der|den|la|las|los|de))?)"
    r"(?=\s?(?:[,.;(&]|and\s|$)))?"
)
_SEVERAL = rf"{UPPER}\.(?:[\s-]?{UPPER}\.)+"
_SURNAME_FIRST = re.compile(
    rf"(?P<family>{FAMILY})\s(?:(?P<junior>{SUFFIX})\s)?"
    rf"(?P<given>{_SEVERAL}|{TIGHT}(?:\.(?=\s?[,;:&]))?|{DOTTED}|{LOOSE}){_JR}{_BEHIND}"
)
_WITH_COMMA = re.compile(
    rf"(?P<family>{FAMILY})(?:,\s?|(?=\s(?:{SUFFIX}),))(?:\s?(?P<junior>{SUFFIX}),?\s)?(?P<given>{_INITIALS}){_JR}{_BEHIND}"
)
_INITIALS_FIRST = re.compile(rf"(?P<given>{DOTTED}|{UPPER}{{1,2}}(?!{LETTER}))\s?(?P<family>{FAMILY}){_JR}")
_LAST = rf"(?:[dDlLO][’'])?{UPPER}(?:{LETTER}|[’'-](?={LETTER})){{1,30}}"
_DEGREE = (
    r"(?:M\.?D\.?|Ph\.?\s?D\.?|M\.?Sc\.?|B\.?Sc\.?|M\.?P\.?H\.?|R\.?N\.?|F\.?A\.?A\.?D\.?|MBBS|MBChB|D\.?D\.?S\.?|D\.?O\.?"
    r"|FRCP|FACS|MBA|PharmD)(?![\w])"
)
_STOP = rf"(?=\s?(?:[,.;:(&…\[/\x00\"“‘'„]|{_DEGREE}|and\s|et\s|und\s|y\s|with\s|(?:1[5-9]|20)\d\d|$))"
_GREAT = "(?:Van|Von|De|Den|Der|La|Le|Lo|Al|El|Da|Di|Del|Della|Dos|Du|Ter|Ten|Mac)"
_FULL = re.compile(
    rf"(?P<given>{GIVEN}|{DOTTED})\s(?P<family>(?:(?:{PARTICLE}|{_GREAT})\s){{1,3}}{_LAST}(?:\s{_LAST})?|{_LAST}){_JR}{_STOP}"
)
_FULL_INVERTED = re.compile(
    rf"(?P<family>{FAMILY})(?:,\s|(?=\s(?:{SUFFIX}),))(?:\s?(?P<junior>{SUFFIX}),?\s)?(?P<given>{GIVEN}){_JR}{_BEHIND}(?:{_STOP}|(?<=\.))"
)
_FAMILY_ONLY = re.compile(rf"(?P<family>{FAMILY})(?P<given>)(?P<suffix>)")

_FOLLOWED = re.compile(
    rf"\s*(?:[,;.:(\[…&+/\x00\"“‘'„]|(?-i:{_DEGREE})|plus\b|and\b|et\b|und\b|u\.|y\b|with\b|$|\(?{YEAR}|in:?\s)",
    re.IGNORECASE,
)
_DEGREES = re.compile(rf"(?:,\s?(?:{_DEGREE}|(?:MA|BA|MS)(?![\w]))|\s{_DEGREE})+")
_SEPARATOR = re.compile(
    r"\s*(?:,\s*(?:[…]|\.\s?\.\s?\.)\s*,?\s*(?:&\s)?|[,;]\s*(?:(?:and|und|et|y|e|with)\s|&\s?)?|(?:and|und|et|y|e)\s|&\s?|/\s?)",
)
_ELLIPSIS = re.compile(r"\s*,?\s*(?:…|\.\s?\.\s?\.)\s*,?\s*&?\s*")
_ET_AL = re.compile(
    r"\s*(?:[.,;]?\s*(?:[\[(]?\b(?:and\s)?et\.?\s?al(?:ii|ia)?\b\.?[\])]?|u\.\s?a\.|\by\scols?\.)|[,;]?\s*(?:and|&|plus|\+)\s?"
    r"(?:(?:\d{1,3}|many|several|some)\s)?(?:others?|more|colleagues|coworkers|co-workers|co-?authors)(?:\sauthors)?\b)",
    re.IGNORECASE,
)
_END = re.compile(
    rf"\s*(?:\.(?=[\s\x00\"“'‘]|$)|:|,?\s*[\[(]?(?:c\.\s?)?{YEAR}|[,.]?\s?\((?:n\.\s?d|in\spress|forthcoming|{YEAR})"
    r"|,?\s*[\"“‘'„«]|,|;|\x00|\(|$)"
)
_SURE_END = re.compile(rf"[.,]?\s*(?:[\[(]?{YEAR}|\((?:n\.\s?d|in\spress|\x00)|[\"“„«])")
_ROLE = re.compile(
    r"\s*(?:[.,]?\s*[\[(](?:eds?|editors?|hrsg|hg|comps?)\.?[\])]|,?\s*(?:eds?|editors?|hrsg|hg)\b\.?)\s*[:,.]?",
    re.IGNORECASE,
)
_MOST_NAMES = 4000
_MOST_BARE = 6
_LONGEST_ACRONYM = 5
_LONGEST_BODY = 14
_COUNTRIES = frozenset(("UK", "US", "USA", "EU", "UN"))
_DEGREE_WORDS = frozenset(("MD", "PhD", "MS", "MSc", "DO", "RN", "MPH", "MBBS", "BSc", "DDS", "FAAD"))
_BODY_END = re.compile(rf"\s*(?:\.|,?\s?\(?{YEAR})")
_BODY = re.compile(
    rf"\s*(?:(?:and|&|for|on\sbehalf\sof|of)\s)?(?:the\s)?(?P<body>{UPPER}[^.,;:()\[\]\x00\"“”]{{2,120}})"
)
_ON_BEHALF = re.compile(r"\s*[,;]?\s*(?:for|on\sbehalf\sof)\s(?=the\s|[^\W\d_a-z])")


class People(NamedTuple):
    """Names at one place of a reference. `end` is where they end; not `sure` where they may be something else."""

    names: tuple[Name, ...]
    others: bool
    end: int
    sure: bool
    comma_style: bool = False
    """Whether a comma stands behind the last name, as it does where commas separate all parts of a reference."""
    rank: int = 0
    """How certain it is that these are the names, and all of them."""


def read_people(text: str, at: int = 0, *, are_expected: bool = False) -> People | None:
    """The persons that `text` names from `at` on, up to where something else begins; None where it names none.

    Where persons `are_expected`, as behind "edited by", one name in full is one too.
    """
    best: People | None = None
    for form in _FORMS:
        people = _read_list(text, at, form, are_expected=are_expected)
        if people and (best is None or people.rank > best.rank):
            best = people
    return best


def role_behind(text: str, at: int) -> int:
    """Where "(eds.)" or "editors" ends that stands at `at`; `at` where it does not."""
    role = _ROLE.match(text, at)
    return role.end() if role else at


_FORMS: dict[str, tuple[re.Pattern[str], ...]] = {
    "comma": (_WITH_COMMA, _SURNAME_FIRST, _INITIALS_FIRST, _FULL_INVERTED),
    "vancouver": (_SURNAME_FIRST, _WITH_COMMA),
    "initials": (_INITIALS_FIRST, _FULL),
    "inverted": (_FULL_INVERTED, _FULL, _FULL_INVERTED, _INITIALS_FIRST, _WITH_COMMA),
    "full": (_FULL, _INITIALS_FIRST),
    "family": (_FAMILY_ONLY,),
}
"""For each way to write the first name, the patterns of it and of those behind it."""


def _read_list(text: str, at: int, form: str, *, are_expected: bool) -> People | None:
    patterns = _FORMS[form]
    names: list[Name] = []
    position = at
    omitted = has_degree = False
    while len(names) < _MOST_NAMES:
        found = _read_one(text, position, patterns[:1] if not names else patterns[form == "inverted" :])
        if not found:
            break
        name, position = found
        names.append(name)
        degrees = _DEGREES.match(text, position)
        if degrees:
            position, has_degree = degrees.end(), True
        ellipsis = _ELLIPSIS.match(text, position)
        separator = _SEPARATOR.match(text, position)
        if ellipsis and _read_one(text, ellipsis.end(), patterns):
            position, omitted = ellipsis.end(), True
            continue
        if not separator or not _read_one(text, separator.end(), patterns):
            break
        position = separator.end()
    if not names:
        return None
    et_al = _ET_AL.match(text, position)
    if et_al:
        position = et_al.end()
    else:
        ellipsis = _ELLIPSIS.match(text, position)
        body = _body_behind(text, position, ellipsis)
        omitted = omitted or bool(body and ellipsis)
        if body:
            names.append(Name(literal=body[0]))
            position = body[1]
    people = _checked(text, names, position, "" if are_expected and form == "full" else form, et_al=bool(et_al))
    return people and people._replace(others=people.others or omitted, sure=people.sure or has_degree)


def _is_body(name: Name) -> bool:
    """Whether what looks like one person is a body with a country: `Skin Trust UK`."""
    is_country = name.given.replace(". ", "").rstrip(".") in _COUNTRIES
    return " " in name.family and (is_country or names_body(name.family))


class _Ending(NamedTuple):
    """What stands behind a list of names."""

    at: int
    certain: bool
    others: bool
    stop: str


def _checked(text: str, names: list[Name], end: int, form: str, *, et_al: bool) -> People | None:
    """The list, if what stands behind it and in it can be so."""
    if not (_END.match(text, end) or text[end - 1] == "." or role_behind(text, end) > end):
        return None
    ending = _Ending(end, bool(_SURE_END.match(text, end)), et_al, text[end : end + 1])
    persons = [name for name in names if not name.literal]
    sure = _SURENESS.get(form, _always)(persons, ending)
    is_body = len(names) == 1 and not et_al and _is_body(names[0])
    if sure is None or is_body or (form in ("full", "inverted", "family") and any(map(is_no_person, persons))):
        return None
    comma = ending.stop == "," and not ending.certain
    rank = 4 * ending.certain + 4 * et_al + 2 * sure + (not comma)
    return People(tuple(names), et_al, end, sure, comma, rank)


def _always(_persons: list[Name], _ending: _Ending) -> bool | None:
    return True


def _sure_of_family_names(persons: list[Name], ending: _Ending) -> bool | None:
    """Family names alone: with "et al.", or few of them in front of a year."""
    is_acronym = len(persons) == 1 and persons[0].family.isupper() and len(persons[0].family) <= _LONGEST_ACRONYM
    return True if ending.others or (ending.certain and len(persons) <= _MOST_BARE and not is_acronym) else None


def _sure_of_full_names(persons: list[Name], ending: _Ending) -> bool | None:
    """`Mary Jones`, which may be the words of a title."""
    sure = ending.certain or ending.others or any("." in name.given for name in persons)
    return sure if sure or len(persons) > 1 else None


def _sure_of_inverted_names(persons: list[Name], ending: _Ending) -> bool | None:
    """`Jones, Mary`."""
    first = persons[0]
    several = len(persons) > 1 or "." in first.given
    if not several and ending.stop == ":" and " " in first.family and " " in first.given and not first.particle:
        return None  # `Maria Lopez, Anna Kern: Title`
    return several or ending.certain or ending.others or ending.stop in (".", "")


def _sure_of_initials(persons: list[Name], ending: _Ending) -> bool | None:
    """`J. Smith`, or `J Smith`, which may be the words of a title."""
    if len(persons) > 1 or "." in persons[0].given:
        return True
    sure = ending.certain or ending.others
    return sure if sure or not is_no_person(persons[0]) else None


_SURENESS = {
    "family": _sure_of_family_names,
    "full": _sure_of_full_names,
    "inverted": _sure_of_inverted_names,
    "initials": _sure_of_initials,
}
"""For each form, whether names in it are certain; None where they are none."""


def _read_one(text: str, at: int, patterns: tuple[re.Pattern[str], ...]) -> tuple[Name, int] | None:
    for pattern in patterns:
        found = pattern.match(text, at)
        if found and (_FOLLOWED.match(text, found.end()) or text[found.end() - 1] == "."):
            parts = found.groupdict()
            given = given_names(parts["given"])
            suffix = parts.get("junior") or parts.get("suffix") or ""
            particle, family = particle_and_family(found["family"])
            behind = parts.get("behind") or ""
            name = Name(family, given, particle, suffix.strip(), dropping_particle=behind)
            is_degree = " " in family and parts["given"].replace(".", "") in _DEGREE_WORDS
            if not is_degree and (pattern not in (_FULL, _FULL_INVERTED) or not is_no_person(name)):
                return name, found.end()
    return None


def _body_behind(text: str, at: int, ellipsis: re.Match[str] | None) -> tuple[str, int] | None:
    """A body that stands in a list behind persons: "for the PRISMA Group"."""
    behalf = _ON_BEHALF.match(text, at)
    separator = ellipsis or behalf or _SEPARATOR.match(text, at)
    if not separator:
        return None
    body = _BODY.match(text, separator.end())
    if not body:
        return None
    words = re.split(rf"\s(?={YEAR})", body["body"])[0].strip()
    known = names_body(words) and (behalf or is_name(words)) and "journal" not in words.lower()
    if not known or len(words.split()) > _LONGEST_BODY or not _BODY_END.match(text, body.start("body") + len(words)):
        return None
    return words, body.start("body") + len(words)
