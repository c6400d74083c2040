"""Dates, as `<date>` writes them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vademecum.csl.engine.case import change_case
from vademecum.csl.engine.date_input import DatePoint, DateValue
from vademecum.csl.engine.formatting import Environment, Shape, affix
from vademecum.csl.engine.numbers import ordinal
from vademecum.csl.engine.xml import Element

_FOUR_DIGITS = 1000
_LEVELS = ("year", "month", "day")
_SHOWN = {
    "year": {"year"},
    "year-month": {"year", "month"},
    "year-month-day": {"year", "month", "day"},
    "": set(_LEVELS),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A `<date-part>`."""

    name: str
    form: str
    shape: Shape
    range_delimiter: str
    case: str
    strip: bool


def pieces_of(element: Element, environment: Environment) -> tuple[tuple[Piece, ...], str]:
    """The parts a date is made of, and what stands between them."""
    form = element.get("form")
    overrides = {part.get("name"): part for part in element.every("date-part")}
    if not form:
        parts = tuple(element.every("date-part"))
        return tuple(_piece(part, part, environment) for part in parts), element.get("delimiter")
    localized = environment.locale.dates.get(form)
    if localized is None:
        return (), ""
    shown = _SHOWN.get(element.get("date-parts"), set(_LEVELS))
    pieces = tuple(
        _piece(part, overrides.get(part.get("name")), environment, is_localized=True)
        for part in localized.every("date-part")
        if part.get("name") in shown
    )
    return pieces, localized.get("delimiter")


def _piece(base: Element, over: Element | None, environment: Environment, *, is_localized: bool = False) -> Piece:
    attributes = dict(base.attributes)
    if over is not None:
        attributes.update(
            {
                key: value
                for key, value in over.attributes.items()
                if not is_localized or key not in {"prefix", "suffix"}
            }
        )
    default = {"month": "long", "year": "long", "day": "numeric"}.get(base.get("name"), "")
    element = Element(base.name, attributes, (), "", base.line)
    return Piece(
        base.get("name"),
        attributes.get("form", default),
        Shape.of(element, environment),
        attributes.get("range-delimiter", "–"),
        attributes.get("text-case", ""),
        attributes.get("strip-periods") == "true",
    )


class DateWriter:
    """A `<date>`: its parts, and what stands between them."""

    def __init__(self, element: Element, environment: Environment) -> None:
        self.environment = environment
        self.joiner = environment.joiner
        pieces, delimiter = pieces_of(element, environment)
        self.pieces = pieces
        self.delimiter = affix(delimiter)
        self.names = frozenset(piece.name for piece in pieces)

    def write(self, value: DateValue, year: Callable[[str], str]) -> str:
        """`value` in words; `year` may add something to a year."""
        if not value.points:
            return ""
        first = value.points[0]
        if len(value.points) == 1:
            text = self._join(self.pieces, first, year)
            return self.joiner.glue(text, "–") if value.is_open and text else text
        return self._range(first, value.points[1], year)

    def _join(self, pieces: Sequence[Piece], point: DatePoint, year: Callable[[str], str], drop: str = "") -> str:
        """The parts of one date; the affix at the end of a range that faces the other end is dropped."""
        shown = [(piece, text) for piece in pieces if (text := _write(piece, point, self.environment, year))]
        texts = []
        for index, (piece, text) in enumerate(shown):
            shape = piece.shape
            if drop == "suffix" and index == len(shown) - 1:
                shape = shape.without(suffix=True)
            elif drop == "prefix" and index == 0:
                shape = shape.without(prefix=True)
            texts.append(shape.apply(text))
        return self.joiner.join(texts, self.delimiter)

    def _range(self, first: DatePoint, last: DatePoint, year: Callable[[str], str]) -> str:
        """Two dates: what differs is written twice, what is the same once."""
        pieces = self.pieces
        largest = "year"
        if first.year == last.year:
            largest = "month" if (first.month, first.season) != (last.month, last.season) else "day"
        if largest not in self.names:
            if largest != "year":
                return self._join(pieces, first, year)
            largest = next((piece.name for piece in pieces), "year")
        twice = _LEVELS[_LEVELS.index(largest) :]
        inside = [i for i, piece in enumerate(pieces) if piece.name in twice]
        if not inside:
            return ""
        start, end = inside[0], inside[-1] + 1
        if any(piece.name not in twice for piece in pieces[start:end]):
            start, end = 0, len(pieces)
        between = next(piece.range_delimiter for piece in pieces if piece.name == largest)
        left = self._join(pieces[start:end], first, year, "suffix")
        right = self._join(pieces[start:end], last, year, "prefix")
        both = left + between + right if left and right else left or right
        before, after = self._join(pieces[:start], first, year), self._join(pieces[end:], last, year)
        return self.joiner.join([before, both, after], self.delimiter)


def _write(piece: Piece, point: DatePoint, environment: Environment, year: Callable[[str], str]) -> str:
    if piece.name == "year":
        text = year(_year(point, piece.form, environment))
    elif piece.name == "month":
        text = _month(point, piece.form, environment)
    elif piece.name == "day":
        text = _day(point, piece.form, environment)
    else:
        return ""
    if piece.strip:
        text = text.replace(".", "")
    return change_case(text, piece.case, is_english=environment.is_english) if piece.case else text


def _year(point: DatePoint, form: str, environment: Environment) -> str:
    if not point.year:
        return ""
    digits = str(abs(point.year))
    if form == "short" and len(digits) == len("1999"):
        digits = digits[-2:]
    if point.year < 0:
        return digits + environment.locale.word("bc")
    return digits + environment.locale.word("ad") if point.year < _FOUR_DIGITS and form != "short" else digits


def _month(point: DatePoint, form: str, environment: Environment) -> str:
    if not point.month:
        if not point.season or form.startswith("numeric"):
            return ""
        return environment.locale.word(f"season-{point.season:02d}", form)
    if form == "numeric":
        return str(point.month)
    if form == "numeric-leading-zeros":
        return f"{point.month:02d}"
    return environment.locale.word(f"month-{point.month:02d}", form)


def _day(point: DatePoint, form: str, environment: Environment) -> str:
    if not point.day or not point.month:
        return ""
    if form == "numeric-leading-zeros":
        return f"{point.day:02d}"
    only_first = environment.locale.options.get("limit-day-ordinals-to-day-1") == "true"
    if form == "ordinal" and (not only_first or point.day == 1):
        month = environment.locale.term(f"month-{point.month:02d}")
        return ordinal(point.day, environment.locale, month.gender if month else "")
    return str(point.day)


def sortable(value: DateValue, names: frozenset[str]) -> str:
    """`value` so that texts sort as dates do; `names` are the parts that count.

    Parts that are missing are zeros, so that less specific dates come first (CSL 1.0.2, "Sorting", "Sorting Dates").
    """
    if not value.points:
        return value.literal
    return "-".join(_sort_point(point, names) for point in value.points)


def _sort_point(point: DatePoint, names: frozenset[str]) -> str:
    month = point.month or (point.season and point.season * 3)
    year = f"B{99999 + point.year:05d}" if point.year < 0 else f"C{point.year:05d}"
    day = point.day if "day" in names else 0
    return f"{year if 'year' in names else 'C00000'}{month if 'month' in names else 0:02d}{day:02d}"
