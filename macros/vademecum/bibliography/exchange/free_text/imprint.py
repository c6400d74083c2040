"""Where in its journal a work stands: volume, issue and pages, and the date among them, in whatever order."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from vademecum.bibliography.exchange.free_text.letters import DATE, DECADE, LETTERED, MONTH_DATE, MONTHS, YEAR

_PAGE = (
    r"(?!(?:NCT|ISRCTN|ACTRN|pp?|vol|nos?|nr|iss|art)[-.]?\d|(?:1[5-9]|20)\d0s(?!\w))(?:[A-Za-z]{1,5}[-.]?)?\d{1,17}(?:[A-Za-z]\d{0,4})?"
    r"(?:\.e\d{1,4})?(?:\.pub\d)?(?:\.[A-Za-z]\d{1,3})?"
)
_RANGE = rf"{_PAGE}\s?(?:[-–—]{{1,3}})\s?{_PAGE}"
_NUMBER = rf"(?:{_PAGE}|(?-i:[IVXLC]{{1,7}})(?![A-Za-z]))"
_SUPPLEMENT = r"(?:(?:Suppl(?:ement)?(?:ary)?|Pt|Part|Spec(?:ial)?\s?(?:No|Issue))\.?(?:\s?(?:\d{1,3}|[A-Z])(?![\w]))?)"
_TOKEN = re.compile(
    rf"(?P<pdate>[\[(]\s?(?:{DATE}|(?:c\.|©)\s?{YEAR})\s?[\])])"
    rf"|(?P<volume>(?:vol(?:ume)?s?|bd|band|jg|v)(?:\.\s?|\s)(?={_NUMBER}))"
    rf"|(?P<number>(?:nos?|num|number|issue|iss|nr|heft|n[º°])(?:\.\s?|\s)?(?=[\dIVX]|{_SUPPLEMENT}|{MONTHS}))"
    rf"|(?P<pages>(?:(?:pp?|pgs?|pages?|seiten?|pp?gs?)[.:]?\s?|(?-i:S)\.\s?)(?=(?:[A-Za-z]{{1,4}})?\d|[ivxlc]+\b))"
    rf"|(?P<article>(?:article|art|e-?article|paper|artikel)\.?(?:\s(?:no|number|nr|id))?\.?:?\s?(?=[A-Za-z]{{0,5}}\d))"
    rf"|(?P<months>{MONTH_DATE}(?!\s?[-–(:]))"
    rf"|(?P<paren>\(\s?[^()\x00]{{1,40}}\s?\))"
    rf"|(?P<supplement>{_SUPPLEMENT})"
    rf"|(?P<dotted>\d{{1,4}}[./]\d{{1,3}}(?=\s?\(\s?(?:{MONTHS}\s)?{YEAR}|,\s{YEAR}))"
    rf"|(?P<day>\d{{1,2}}(?:st|nd|rd|th)?\s{MONTHS}(?=[\s.,;\x00]|$)(?!,?\s{YEAR}))"
    rf"|(?P<range>(?:{_RANGE}|[ivxlc]{{1,7}}[-–][ivxlc]{{1,7}})(?:\s?[,;]\s?{_RANGE}(?=[\s.,;\x00)]|$))*(?!\s?[\w%]))"
    rf"|(?P<figure>{_NUMBER}\+?(?![\w%’'-]|\.\d))"
    rf"|(?P<month>(?:\d{{1,2}}\s)?{MONTHS}(?:\s\d{{1,2}})?(?![\w]))",
    re.IGNORECASE,
)
_ONE = rf"(?:{_RANGE}|{_NUMBER}\+?|[ivxlc]+[-–][ivxlc]+|{_SUPPLEMENT}|{MONTHS})"
_VALUE = re.compile(_ONE, re.IGNORECASE)
_PAGES_VALUE = re.compile(
    rf"(?:{_PAGE}\sto\s{_PAGE}|{_ONE})(?:\s?[,;&]\s?(?:{_RANGE}(?=[\s.,;\x00)]|$)|(?!{YEAR}){_PAGE}(?=\s?(?:[;&)\x00]|[.,](?!\d)|$))))*",
    re.IGNORECASE,
)
_HOUSE = re.compile(r"[IVXLC]+;")
"""`London: X; 2000` names a publisher."""
_NO_IMPRINT = re.compile(
    r"\b(?:publication|report|document|patent|:\s(?:part|chapter|phase|stage|grade|type|level|version))\s\Z",
    re.IGNORECASE,
)
"""Words in front of a number that has nothing to do with a journal."""
_ONLY_MONTHS = re.compile(rf"\(\s?{MONTHS}\s?\)")
_SEPARATOR = re.compile(r"[\s,;:.&]*")
_START = re.compile(
    rf"(?<![\w\-–/.’'])(?:\d|[\[(]|(?:vol(?:ume)?|no|nos|num(?:ber)?|issue|iss|nr|pp?|pages?|bd|art|article|S|Suppl)\b|{MONTHS}|[eESL]\d|(?:[IVXLC]{{2,}}|[IVXLC](?!\.))\b|CD\d"
    r"|[A-Za-z]{1,5}\d)",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s?[(\[]")
_CLOSED = re.compile(r"\s*(?:[.,;\x00)\]]|$)")
_YEAR = re.compile(LETTERED)
_YEARS = re.compile(rf"{YEAR}[-–/](?:{YEAR}|\d\d)")
_ISSUE = re.compile(
    rf"\(\s?(?!{DECADE})(?:(?:\d[\w.]{{0,9}}|Suppl(?:ement)?\.?|Pt\.?|Part|Special|Spec\.?|Issue|Nos?\.?|n[º°]|Heft|(?-i:[A-Z]{{1,2}}\d{{0,4}}|[IVXLC]{{1,6}})(?![^\W\d_])"
    rf"|{MONTHS}|and|&|[-–/,+.])\s?){{1,8}}\)",
    re.IGNORECASE,
)
_INSIDE_PAGES = re.compile(r"\(\s?(?:p{1,2}\.?|S\.|pages?)\s?(\w*\d[^()]*?|[ivxlc]+[-–][ivxlc]+)\s?\)", re.IGNORECASE)
_MOST_STARTS = 60
_FEWEST = 2
_LONGEST_VOLUME = 5
_SHORT_YEARS = len("2015-16")


class Token(NamedTuple):
    """A piece of an imprint: what it is, what stands there, from where to where."""

    kind: str
    text: str
    start: int
    end: int
    before: str
    """What separates it from the one before."""


@dataclass(slots=True)
class Imprint:
    """What was read: texts as they stand there, and the stretch that they take up."""

    start: int
    end: int
    volume: str = ""
    number: str = ""
    pages: str = ""
    date: str = ""
    labelled: bool = False
    """Whether "pp." stands before the pages."""

    @property
    def is_serial(self) -> bool:
        """Whether it says that the work is in a journal."""
        return bool(self.volume or self.number)

    @property
    def score(self) -> int:
        """How much of it there is."""
        return sum(map(bool, (self.volume, self.number, self.pages, self.date)))


def read_imprint(text: str, start: int, *, has_date: bool) -> Imprint | None:
    """The imprint that says most, in `text` from `start` on; None where there is none."""
    best: Imprint | None = None
    for match in list(_START.finditer(text, start))[-_MOST_STARTS:]:
        is_house = text.endswith(": ", 0, match.start()) and bool(_HOUSE.match(text, match.start()))
        is_house = is_house or bool(_NO_IMPRINT.search(text, max(0, match.start() - 15), match.start()))
        if is_house or (best and match.start() < best.end):
            continue
        found = _read_from(text, match.start(), has_date=has_date)
        if found and (best is None or found.score > best.score or (found.score == best.score and not best.is_serial)):
            best = found
    return best


def _read_from(text: str, start: int, *, has_date: bool) -> Imprint | None:
    tokens = _tokens(text, start)
    while tokens and not _is_closed(text, tokens[-1]) and len(tokens) < _FEWEST * 2:
        tokens.pop()
    if not tokens:
        return None
    imprint = _assigned(tokens, has_date=has_date)
    return imprint if imprint.score else None


def _is_closed(text: str, last: Token) -> bool:
    """Whether the imprint may end behind a token: in front of punctuation, or pages in front of a bracket."""
    are_pages = last.kind in ("range", "pages") or ":" in last.before
    return bool(_CLOSED.match(text, last.end) or (are_pages and _BRACKET.match(text, last.end)))


def _tokens(text: str, start: int) -> list[Token]:
    tokens: list[Token] = []
    position = start
    before = ""
    while len(tokens) < _MOST_STARTS:
        token = _TOKEN.match(text, position)
        if not token:
            break
        kind = token.lastgroup or ""
        if kind in _LABELS:
            found = (_PAGES_VALUE if kind == "pages" else _VALUE).match(text, token.end())
            if not found:
                break
            tokens.append(Token(kind, found[0].replace(" to ", "–"), token.start(), found.end(), before))
            position = found.end()
        elif kind == "paren" and not (_ISSUE.fullmatch(token[0]) or _INSIDE_PAGES.fullmatch(token[0])):
            break
        else:
            tokens.append(Token(kind, token[0], token.start(), token.end(), before))
            position = token.end()
        separator = _SEPARATOR.match(text, position)
        before = separator[0] if separator else ""
        position += len(before)
    return tokens


_LABELS = frozenset(("volume", "number", "pages", "article"))
_DATES = frozenset(("pdate", "months", "month", "day"))
_ISSUES = frozenset(("dotted", "paren", "supplement"))


def _assigned(tokens: list[Token], *, has_date: bool) -> Imprint:
    """What the tokens mean, by their labels and by their order."""
    imprint = Imprint(tokens[0].start, tokens[-1].end)
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        dated = any(each.kind in ("pdate", "months") for each in tokens[index + 1 :])
        if not _assign(imprint, token, following, has_date=has_date or dated):
            imprint.end = token.start
            break
    return imprint


def _assign(imprint: Imprint, token: Token, following: Token | None, *, has_date: bool) -> bool:
    """Put one token where it belongs; false where it belongs nowhere."""
    kind, text = token.kind, token.text
    if kind in _DATES:
        return _assign_date(imprint, kind, text.strip("[]() "))
    if kind in _LABELS:
        imprint.labelled = imprint.labelled or kind == "pages"
        return _once(imprint, "pages" if kind == "article" else kind, text)
    if kind in _ISSUES:
        return _assign_issue(imprint, kind, text)
    if kind == "range":
        return _assign_range(imprint, token, following, has_date=has_date)
    return _assign_figure(imprint, token, following, has_date=has_date)


def _assign_range(imprint: Imprint, token: Token, following: Token | None, *, has_date: bool) -> bool:
    text = token.text
    if _YEARS.fullmatch(text) and not imprint.score:
        if not has_date and following is not None:
            return _once(imprint, "date", text)
        if has_date and len(text) <= _SHORT_YEARS:
            return False  # `Report 2015-16`
    if following is None or following.kind not in ("paren", "range", "figure") or imprint.volume:
        return _once(imprint, "pages", text)
    return _assign_figure(imprint, token, following, has_date=has_date)


def _assign_date(imprint: Imprint, kind: str, text: str) -> bool:
    """A date; a year in brackets behind another date is the number of an issue."""
    if kind in ("month", "day"):
        if _YEAR.fullmatch(imprint.date) and kind == "day" and not imprint.is_serial:
            imprint.date = f"{text} {imprint.date}"
        imprint.date = imprint.date or ("" if imprint.is_serial else text)
        return True
    if not imprint.date:
        imprint.date = text.lstrip("c.© ")
        return True
    if imprint.number or kind != "pdate":
        years = re.findall(YEAR, text)
        return bool(years) and years[0] in imprint.date
    return _once(imprint, "number", text)


def _assign_issue(imprint: Imprint, kind: str, text: str) -> bool:
    """What stands in brackets, a supplement, or volume and issue in one."""
    if kind == "dotted":
        imprint.volume, imprint.number = re.split("[./]", text, maxsplit=1)
        return True
    if kind == "supplement":
        imprint.number = f"{imprint.number} {text}".strip()
        return True
    if _YEAR.fullmatch(imprint.date) and not imprint.volume and _ONLY_MONTHS.fullmatch(text):
        imprint.date = f"{imprint.date} {text.strip('() ')}"
        return True
    inside = _INSIDE_PAGES.fullmatch(text)
    return _once(imprint, "pages" if inside else "number", inside[1] if inside else text.strip("() "))


def _assign_figure(imprint: Imprint, token: Token, following: Token | None, *, has_date: bool) -> bool:
    text = token.text
    closes_date = following is not None and ";" in following.before
    if (
        _YEAR.fullmatch(text)
        and not imprint.date
        and (not has_date or (closes_date and not imprint.volume))
        and (following is None or closes_date or following.kind != "pdate")
    ):
        imprint.date = text
        return True
    is_year_again = _YEAR.fullmatch(text) and not imprint.volume and following is None and has_date
    if is_year_again:
        return False
    after_colon = ":" in token.before and (imprint.number or imprint.date)
    before_pages = following is not None and following.kind == "range" and ":" in following.before
    is_volume = (
        before_pages or (text[0].isdigit() and len(text) <= _LONGEST_VOLUME) or (text.isupper() and text.isalpha())
    )
    if not imprint.volume and not imprint.pages and not after_colon and is_volume:
        imprint.volume = text
        return True
    has_place = imprint.volume and not imprint.number and not imprint.pages and ":" not in token.before
    if has_place and text.isdecimal() and following is not None and following.kind in ("range", "pages", "figure"):
        return _once(imprint, "number", text)
    return _once(imprint, "pages", text)


def _once(imprint: Imprint, name: str, text: str) -> bool:
    if getattr(imprint, name):
        return False
    setattr(imprint, name, text)
    return True
