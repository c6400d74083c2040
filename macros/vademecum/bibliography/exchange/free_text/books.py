"""What books, chapters, theses and pages of the web have instead of a journal: editors, editions, publishers."""

import re

from vademecum.bibliography.exchange.exchanged_fields import latex, pages_field
from vademecum.bibliography.exchange.free_text.heads import set_date, set_names
from vademecum.bibliography.exchange.free_text.journals import (
    PROCEEDINGS,
    is_name,
    looks_like_journal,
    looks_like_publisher,
)
from vademecum.bibliography.exchange.free_text.layout import sentence_starts, trimmed
from vademecum.bibliography.exchange.free_text.letters import DATE, LETTER, UPPER, YEAR
from vademecum.bibliography.exchange.free_text.people import read_people
from vademecum.bibliography.exchange.free_text.theses import SCHOOL
from vademecum.bibliography.exchange.free_text.working import TAKEN, Working

_ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|revised|rev|international|student|new"
_EDITION = re.compile(
    rf"[\s,.;:]{{0,4}}(?P<open>[(\[])?\s?\b"
    rf"(?P<edition>(?:\d{{1,2}}\s?(?:st|nd|rd|th|e|\.)?|(?:{_ORDINALS})\.?)(?:\s(?:rev|revised)\.?)?)\s?"
    r"(?:editions?|edn|eds?|aufl(?:age)?|edizione|édition)\b\.?(?P<close>\s?[)\]])?",
    re.IGNORECASE,
)
VOLUME = re.compile(r"[\s,.;(]{0,4}\bvol(?:ume)?\.?\s(?P<volume>\d{1,3}|[IVXLC]{1,6})(?!\w)[)]?", re.IGNORECASE)
_CITY_WORD = rf"(?:St\.\s)?{UPPER}(?:{LETTER}|[.’'-]){{1,25}}"
_CITY = (
    rf"{_CITY_WORD}(?:[\s,/&]{{1,2}}(?:(?:de|am|upon|on|and|der|im|an)\s)?{_CITY_WORD}){{0,5}}"
    r"(?:,?\s?\([A-Z]{2,3}\))?"
)
_PLACE = re.compile(rf"(?P<city>{_CITY})\s?:\s(?P<publisher>[^:\x00]{{1,140}})$")
_EDITED = re.compile(r"[\s,.;(]{0,4}\b(?:edited\sby|ed\.\sby|hrsg\.\sv(?:on|\.))\s?", re.IGNORECASE)
_TRANSLATED = re.compile(r"[\s,.;(]{0,4}\b(?:translated\sby|trans\.)\s", re.IGNORECASE)
_TRANSLATORS = re.compile(r"[\s,]{0,2}\((?P<names>[^()\x00]{4,120}?),\sTrans(?:lators?)?\.?\)", re.IGNORECASE)
_ORIGINAL = re.compile(rf"[\s.]{{0,2}}\(Original(?:\swork)?\spublished\s(?:in\s)?{YEAR}\)", re.IGNORECASE)
_REPORT = re.compile(
    r"[\s,.;]{0,4}[(\[]?(?:\b(?:report|publication|technical\sreport|working\spaper|publ|pub|document)"
    r"\s(?:no|number|nr|#)\.?\s?|(?<=[.;]\s)(?:publication|report)\s(?=\d{1,6}[-/]\d))(?P<number>[\w./-]{1,40}\w)[)\]]?",
    re.IGNORECASE,
)
_PATENT = re.compile(
    r"\b(?:(?:U\.?S\.?|EP|WO|european|united\sstates)\s)?patents?\s(?:no\.?\s|number\s)?"
    r"(?P<number>(?:[A-Z]{2}\s?)?\d[\d,/]{4,14}(?:\s?[A-Z]\d?)?)(?!\w)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    rf"\s?\((?:(?P<city>{_CITY_WORD}):\s)?(?P<publisher>[^():\x00]{{3,70}}?),\s(?P<date>{DATE})\)(?=[\s.\x00]*$|,\s(?:pp?\.\s)?\d{{1,4}}(?:[-–]\d{{1,4}})?[\s.\x00]*$)"
)
_PAGES_IN = re.compile(
    r"[\s,.;]{0,4}\(\s?(?:(?P<edition>\d{1,2}(?:st|nd|rd|th))\sed(?:n|ition)?\.?,\s)?(?:vol\.\s(?P<volume>\w{1,5}),\s)?(?:pp?|S)\.\s?(?P<pages>[^()\x00]{1,40}?)\s?\)",
    re.IGNORECASE,
)
_BRACKET = re.compile(
    r"[\s,.;]{0,4}\(\s?(?:(?P<edition>\d{1,2}\s?(?:st|nd|rd|th)|rev(?:ised)?\.?)\s(?:ed(?:ition|n)?\b)\.?)?(?:,\s)?"
    r"(?:vols?\.\s(?P<volume>[\w–-]{1,7}))?(?:,?\s?pp?\.\s?(?P<pages>\d[^()\x00]{0,40}?))?\s?\)",
    re.IGNORECASE,
)
"""`(2nd ed., Vol. 3, pp. 4-5)`, behind the title of a book."""
_MORE_IN_BRACKET = re.compile(r"\s?,\s(?:pp?|vol)\b", re.IGNORECASE)
_TRAILING_DATE = re.compile(rf"[\s,;.(]{{0,4}}(?P<date>{DATE})\)?$")
_MOST_WORDS = 14
_LONGEST_DATE = 40


def take_edition(work: Working, start: int) -> None:
    """Take the edition, where it stands apart, and what stands with it in brackets."""
    for match in list(_BRACKET.finditer(work.rest, start)):
        sentence = work.rest[sentence_starts(work.rest, start, match.start())[-1] : match.start()]
        if match["edition"] or (match["volume"] and not looks_like_journal(sentence)):
            said = {name: value.strip(" .") for name, value in match.groupdict().items() if value}
            pages = said.pop("pages", "")
            work.fields |= {name: latex(value) for name, value in said.items()} | pages_field(pages)
            work.fields["_type"] = "book"
            work.take(*match.span())
    for match in list(_EDITION.finditer(work.rest, start)):
        before = work.rest[match.start("edition") - 2 : match.start("edition")].strip()
        if match["open"] and _MORE_IN_BRACKET.match(work.rest, match.end()):
            continue
        if before and before in ".,;([" and "edition" not in work.fields:
            work.fields["edition"] = match["edition"].strip(" .")
            end = match.end() if bool(match["open"]) == bool(match["close"]) else match.end("edition")
            work.take(match.start("edition") if match["open"] and not match["close"] else match.start(), end)


def take_translators(work: Working, start: int) -> None:
    """Take `(R. Bell, Trans.)` and when the original was published."""
    found = _TRANSLATORS.search(work.rest, start)
    people = read_people(found["names"], are_expected=True) if found else None
    if found and people:
        set_names(work, "translator", people)
        work.take(*found.span())
    original = _ORIGINAL.search(work.rest, start)
    if original:
        work.passed_over.append((original.start(), "when the original was published"))
        work.take(*original.span())


def take_patent(work: Working, start: int) -> None:
    """Take the number of a patent."""
    found = _PATENT.search(work.rest, start)
    if found and "number" not in work.fields:
        work.fields["number"] = found["number"]
        work.fields["_type"] = "patent"
        work.take(found.start(), found.end())


def take_editions(work: Working, start: int, end: int) -> None:
    """Take editions, numbers of reports, and pages in brackets."""
    for pattern in (_PAGES_IN, _EDITION, _REPORT):
        for match in list(pattern.finditer(work.rest, start, end)):
            for name, value in match.groupdict().items():
                if value and name not in ("open", "close"):
                    work.fields.setdefault(name, latex(value.strip().rstrip(".")))
            is_open = match.groupdict().get("open") and not match.groupdict().get("close")
            work.take(match.start(), match.end())
            if is_open:
                closing = work.rest.find(")", match.end(), match.end() + 30)
                inside = work.rest[match.end() : closing] if closing >= 0 else ""
                volume = VOLUME.fullmatch(inside)
                if volume:
                    work.fields.setdefault("volume", volume["volume"])
                    work.take(match.end(), closing + 1)


def take_editors(work: Working, start: int, end: int) -> None:
    """Take "edited by …" and "translated by …"."""
    for pattern, name in ((_EDITED, "editor"), (_TRANSLATED, "translator")):
        found = pattern.search(work.rest, start, end)
        people = read_people(work.rest, found.end(), are_expected=True) if found else None
        if found and people and name not in work.fields:
            set_names(work, name, people)
            work.take(found.start(), min(people.end, len(work.rest)))


def read_rest(work: Working, start: int, end: int, title: str) -> None:
    """A title that is not that of an article, and what stands behind it: edition, place, publisher, site."""
    take_editions(work, start, end)
    _take_trailing_date(work, start, end)
    spans = _spans(work, start, end)
    if title not in work.fields and spans:
        begin, stop = spans.pop(0)
        begin, stop = _without_publisher(work, begin, stop)
        while spans and not is_name(work.rest[slice(*spans[0])]) and not _PLACE.match(work.rest[slice(*spans[0])]):
            if TAKEN in work.rest[stop : spans[0][0]]:
                break
            stop = spans.pop(0)[1]
        work.fields[title] = latex(_unquoted(work.take(begin, stop)))
    for begin, stop in spans:
        _assign(work, begin, stop)


def _without_publisher(work: Working, start: int, end: int) -> tuple[int, int]:
    """The title without the publisher that a comma separates from it: `Title, Springer, Berlin`."""
    words = work.rest[start:end]
    for comma in re.finditer(r",\s", words):
        tail = words[comma.end() :]
        first = tail.split(", ")[0]
        if (
            is_name(tail)
            and looks_like_publisher(first)
            and "publisher" not in work.fields
            and not looks_like_journal(first)
        ):
            work.fields["publisher"] = latex(first)
            if len(tail) > len(first):
                work.fields["address"] = latex(tail[len(first) + 2 :].strip())
            work.take(start + comma.start(), end)
            return start, start + comma.start()
    return start, end


def _spans(work: Working, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences between two places, without their edges; what is taken separates them too."""
    spans = []
    starts = sentence_starts(work.rest, start, end)
    for begin, stop in zip(starts, [*starts[1:], end], strict=True):
        for match in re.finditer(r"[^\x00]+", work.rest[begin:stop]):
            low, high = trimmed(work.rest, begin + match.start(), begin + match.end(), " .,;:\x00")
            if high > low and re.search(r"\w", work.rest[low:high]):
                spans.append((low, high))
    return spans


def take_bracketed(work: Working, start: int) -> bool:
    """Take `(CRC Press, 2013)` at the end; whether it was there."""
    found = _BRACKETED.search(work.rest, start)
    if not found or "publisher" in work.fields or not is_name(found["publisher"]):
        return False
    name = found["publisher"]
    if looks_like_journal(name) and not (found["city"] or looks_like_publisher(name) or ", " in name):
        if "journal" in work.fields:
            return False
        work.fields["journal"] = latex(name)
        if not {"year", "date"} & work.fields.keys():
            set_date(work, found["date"])
        work.take(found.start(), found.end())
        return True
    publisher, _, city = name.partition(", ")
    work.fields["publisher"] = latex(publisher)
    city = found["city"] or city
    if city:
        work.fields["address"] = latex(city)
    if not {"year", "date"} & work.fields.keys():
        set_date(work, found["date"])
    work.take(found.start(), found.end())
    return True


def _take_trailing_date(work: Working, start: int, end: int) -> None:
    if "date" in work.fields or "year" in work.fields:
        return
    stop = len(work.rest[:end].rstrip(" .,;\x00"))
    found = _TRAILING_DATE.search(work.rest[:stop], max(start, stop - _LONGEST_DATE))
    if found and set_date(work, found["date"]):
        work.take(found.start(), found.end())


def _assign(work: Working, start: int, end: int) -> None:
    """Put a sentence behind the title where it belongs, if that is certain enough."""
    words = work.rest[start:end]
    place = _PLACE.match(words)
    fields = work.fields
    publisher = "institution" if "type" in fields else "publisher"
    if place and "address" not in fields and publisher not in fields:
        _set_place(work, place, publisher, start)
    elif not is_name(words) or len(words.split()) > _MOST_WORDS:
        return
    elif "type" in fields and "institution" not in fields and SCHOOL.search(words):
        name, _, city = words.partition(", ")
        fields["institution"] = latex(words if not city or SCHOOL.search(city) else name)
        if city and not SCHOOL.search(city):
            fields["address"] = latex(city)
    elif (
        PROCEEDINGS.search(words)
        and not {"booktitle", "journal", "publisher", "type"} & fields.keys()
        and "url" not in fields
    ):
        fields["booktitle"], fields["_type"] = latex(words), "inproceedings"
    elif (
        (looks_like_journal(words) or fields.get("pubstate") == "inpress")
        and not _is_site(work)
        and not {"publisher", "booktitle", "journal"} & fields.keys()
        and not looks_like_publisher(words)
    ):
        fields["journal"] = latex(words)
        if not {"doi", "pmid", "pubstate"} & fields.keys() or not looks_like_journal(words):
            work.doubt(start, f"whether '{words}' is the journal is a guess")
    elif (work.is_online or "url" in fields) and not {"organization", "publisher"} & fields.keys():
        fields["organization"] = latex(words)
    elif publisher not in fields and "journal" not in fields:
        _set_publisher(work, words, start)
    else:
        return
    work.take(start, end)


def _is_site(work: Working) -> bool:
    """Whether what has an address, but no identifier, is a page of a site."""
    return work.is_online or ("url" in work.fields and "urldate" in work.fields and "doi" not in work.fields)


def _set_place(work: Working, place: re.Match[str], publisher: str, start: int) -> None:
    """`City: House`, in whatever order."""
    city, house = place["city"].strip(), place["publisher"].strip(" .,;")
    if looks_like_publisher(city) and not looks_like_publisher(house):
        city, house = house, city
    if not {"author", "editor"} & work.fields.keys() and not looks_like_publisher(house):
        work.doubt(start, f"whether '{place[0]}' is place and publisher is a guess; it is left out")
        return
    work.fields["address"], work.fields[publisher] = latex(city), latex(house)


def _set_publisher(work: Working, words: str, start: int) -> None:
    first, _, rest = words.partition(", ")
    if rest and is_name(rest) and looks_like_publisher(first):
        work.fields["publisher"], work.fields["address"] = latex(first), latex(rest)
        return
    if rest and looks_like_publisher(rest) and not looks_like_publisher(first):
        work.fields["address"], work.fields["publisher"] = latex(first), latex(rest)
        return
    work.fields["publisher"] = latex(words)
    if not looks_like_publisher(words):
        work.doubt(start, f"whether '{words}' is the publisher is a guess")


def _unquoted(words: str) -> str:
    return words.strip('"“”„«» ') if words[:1] in '"“„«' else words
