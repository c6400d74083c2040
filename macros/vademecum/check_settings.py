"""The settings of the checks as `mkdocs.yml` gives them: `plugins: - vademecum: check:`. Floor 6."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from vademecum.checking import CheckSettings, OnlineCheckSettings
from vademecum.checks.link_site import LinkSettings
from vademecum.checks.page_citations import CitationSettings
from vademecum.checks.page_model import PageSettings
from vademecum.pages.outline_parts import OutlineSettings
from vademecum.text.errors import ConfigurationError
from vademecum.text.nearest import nearest_name

_PERCENT = 100
_LAST_PORT = 65535


def _words(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise TypeError("a list of words")
    return tuple(value)


def _two_numbers(value: object) -> tuple[int, int]:
    if not isinstance(value, list) or [type(each) for each in value] != [int, int]:
        raise TypeError("a list of two numbers, the fewest and the most")
    if not 0 <= value[0] <= value[1]:
        raise TypeError("a list of two numbers, the smaller first")
    return value[0], value[1]


def _percent(value: object) -> int:
    if type(value) is not int or not 0 <= value <= _PERCENT:
        raise TypeError("a whole number from 0 to 100")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
        raise TypeError("a number from 0")
    return float(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return value


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false")
    return value


def _count(value: object) -> int:
    if type(value) is not int or value < 1:
        raise TypeError("a whole number from 1")
    return value


def _host_and_port(value: object) -> tuple[str, int]:
    host, _, port = value.rpartition(":") if isinstance(value, str) else ("", "", "")
    if not host or not port.isdecimal() or not 0 < int(port) <= _LAST_PORT:
        raise TypeError("a host and a port, such as 'proxy.example.org:3128'")
    return host, int(port)


def _excludes(value: object) -> tuple[tuple[str, str, date | None], ...]:
    if not isinstance(value, list):
        raise TypeError("a list, each with 'url', 'reason' and perhaps 'until'")
    return tuple(map(_exclude, value))


def _exclude(value: object) -> tuple[str, str, date | None]:
    """A pattern, why it is left out, and until when; YAML has read the day already."""
    match value:
        case {"url": str(url), "reason": str(reason), **rest} if url and reason.strip() and not rest.keys() - {"until"}:
            until = rest.get("until")
            if until is None or type(until) is date:
                return url, reason, until
    raise TypeError("a list, each with 'url', 'reason' and perhaps 'until: YEAR-MONTH-DAY'")


_PAGES: Mapping[str, Callable[[object], Any]] = {
    "description_length": _two_numbers,
    "key_points": _two_numbers,
    "promise_words": _words,
    "abbreviations": lambda value: frozenset(_words(value)),
    "glossary": _text,
    "front_matter_names": lambda value: frozenset(_words(value)),
    "image_credit": _yes_or_no,
    "highest_grade": _number,
}
_OTHERS: Mapping[str, Callable[[object], Any]] = {
    "coverage": _percent,
    "topics": _words,
    "secure_hosts": _words,
    "allowed_hosts": _words,
    "baseline": _text,
}
_ONLINE: Mapping[str, Callable[[object], Any]] = {
    "mailto": _text,
    "cache": _text,
    "retraction_watch": _text,
    "exclude": _excludes,
    "days_until_dead": _count,
    "by_title": _yes_or_no,
    "seconds": _number,
    "delay": _number,
    "proxy": _host_and_port,
}


def read_check_settings(
    given: Mapping[str, object],
    reading: OutlineSettings,
    links: LinkSettings,
    language: str,
    appended: Sequence[str] = (),
) -> CheckSettings:
    """The settings, with what the rest of `mkdocs.yml` says. ConfigurationError for one that does not exist or fit."""
    values = _values("check", {name: value for name, value in given.items() if name != "online"}, {**_PAGES, **_OTHERS})
    return CheckSettings(
        pages=replace(PageSettings(language=language), **{name: values[name] for name in _PAGES if name in values}),
        citations=CitationSettings(values.get("coverage", 0)),
        links=replace(links, secure_hosts=values.get("secure_hosts", ())),
        outline=reading,
        appended=appended,
        topics=values.get("topics", ()),
        allowed_hosts=values.get("allowed_hosts", ()),
        baseline=values.get("baseline", ""),
        online=_online(given.get("online") or {}),
    )


def _online(given: object) -> OnlineCheckSettings:
    if not isinstance(given, Mapping):
        raise ConfigurationError(f"'check: online:' is a list of settings with their values, not {given!r}")
    return OnlineCheckSettings(**_values("check: online", given, _ONLINE))


def _values(place: str, given: Mapping[str, object], known: Mapping[str, Callable[[object], Any]]) -> Mapping[str, Any]:
    """What is given under `place` in `mkdocs.yml`, read as `known` says."""
    values: dict[str, Any] = {}
    for name, value in given.items():
        if name not in known:
            near = nearest_name(str(name), known)
            hint = f"did you mean '{near}'?" if near else f"the settings are: {', '.join(known)}"
            raise ConfigurationError(f"there is no setting '{place}: {name}:'; {hint}")
        try:
            values[name] = known[name](value)
        except TypeError as error:
            raise ConfigurationError(f"'{place}: {name}:' is {error}, not {value!r}") from None
    return values
