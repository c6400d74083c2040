"""Dates of CSL-JSON, and dates as people write them."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from vademecum.csl.engine.inline import parse_inline

_FIRST_SEASON, _LAST_SEASON = 13, 24
_MOST = 2
_SHORTEST = len("May")
_FILLERS = frozenset({"ad", "ce", "th", "st", "nd", "rd"})
_BETWEEN = re.compile(
    r"\s*[–—]\s*|\s+-\s+|(?<=[a-zA-Z])-(?=[a-zA-Z])|(?<=\d{4})-(?=\d{4}$)|(?<=-\d\d)/(?=\d{4})"
    r"|(?<=\d{4})/(?=\d{4}$)|(?<=/\d{4})-(?=\d)"
)


class DatePoint(NamedTuple):
    """A day, month, season or year."""

    year: int
    month: int = 0
    day: int = 0
    season: int = 0


class DateValue(NamedTuple):
    """One date or two, or only words."""

    points: tuple[DatePoint, ...] = ()
    literal: str = ""
    is_circa: bool = False
    is_open: bool = False


def _integer(value: object) -> int:
    try:
        return int(str(value).strip() or 0)
    except ValueError:
        return 0


_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_MONTHS = {
    name: i + 1
    for i, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])
}


def read_date(raw: Mapping[str, object]) -> DateValue | None:
    """A date of CSL-JSON; None for one that says nothing."""
    circa = bool(raw.get("circa")) and str(raw.get("circa")) != "0"
    season = str(raw.get("season", "")).strip()
    number = _SEASONS.get(season.lower(), _integer(season)) if season else 0
    points: list[DatePoint] = []
    is_open = False
    parts = raw.get("date-parts")
    if isinstance(parts, list):
        for part in parts[:_MOST]:
            if isinstance(part, list) and part and str(part[0]).strip():
                numbers = [*(_integer(value) for value in part[:3]), 0, 0]
                if numbers[0] == 0 and points:
                    is_open = True
                else:
                    points.append(_point(numbers[0], numbers[1], numbers[2], number))
    if points:
        if points[0] == points[-1]:
            points = points[:1]
        return DateValue(tuple(points), "", circa, is_open)
    literal = raw.get("literal")
    if literal:
        return DateValue((), parse_inline(str(literal)), circa)
    text = raw.get("raw")
    if text:
        return parse_raw_date(str(text), is_circa=circa)
    return DateValue((), parse_inline(season), circa) if season and not number else None


def _point(year: int, month: int, day: int, season: int) -> DatePoint:
    if _FIRST_SEASON <= month <= _LAST_SEASON:
        return DatePoint(year, 0, 0, (month - _FIRST_SEASON) % 4 + 1)
    return DatePoint(year, month if 0 < month <= len(_MONTHS) else 0, day, season if not month else 0)


_ISO = re.compile(r"^(-?\d{1,4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$")
_SLASHED = re.compile(r"^(\d{1,2})/(?:(\d{1,2})/)?(\d{3,4})$")


def parse_raw_date(text: str, *, is_circa: bool = False) -> DateValue:
    """A date as people write it; one that cannot be read is a literal."""
    text = text.strip().strip('"')
    literal = DateValue((), parse_inline(text), is_circa)
    words = text
    for sign in ("?",):
        if words.endswith(sign):
            words, is_circa = words[:-1], True
    for start in ("circa ", "ca. ", "ca ", "c. "):
        if words.lower().startswith(start):
            words, is_circa = words[len(start) :], True
    halves = _BETWEEN.split(words)
    read = [_raw_point(half.strip()) for half in halves]
    if len(read) == _MOST and read[1] is not None and read[0] is None:
        # "Aug 15 - 20 2003", "May-June 2003": the year stands once
        read[0] = _raw_point(f"{halves[0].strip()} {read[1].year}")
    points = [point for point in read if point]
    if not points or len(points) != len(halves) or len(points) > _MOST:
        return literal
    return DateValue(tuple(points), "", is_circa)


def _raw_point(text: str) -> DatePoint | None:
    found = _ISO.match(text)
    if found:
        return DatePoint(int(found[1]), _integer(found[2] or 0), _integer(found[3] or 0))
    found = _SLASHED.match(text)
    if found:
        return DatePoint(int(found[3]), int(found[1]), _integer(found[2] or 0))
    return _spelt(re.findall(r"[A-Za-z]+\.?|\d+|[^\s\w,.]+", text))


def _spelt(found: list[str]) -> DatePoint | None:
    """A date in words and numbers, whatever their order."""
    numbers = [word for word in found if word.isdigit()]
    year = next((int(word) for word in numbers if len(word) >= _SHORTEST), 0)
    days = [int(word) for word in numbers if len(word) < _SHORTEST]
    month = season = 0
    for word in found:
        name = word.lower().rstrip(".")
        if name in _SEASONS:
            season = _SEASONS[name]
        elif name[:3] in _MONTHS and not month:
            month = _MONTHS[name[:3]]
        elif name in {"bc", "bce"}:
            year = -year
        elif not word.isdigit() and name not in _FILLERS:
            return None
    if len(days) > 1 or len(numbers) - len(days) > 1 or not year:
        return None
    return DatePoint(year, month, days[0] if days else 0, season)
