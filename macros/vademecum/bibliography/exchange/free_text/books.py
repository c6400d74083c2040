"""What books, chapters, theses and pages of the web have instead of a journal: editors, editions, publishers."""

import re

from vademecum.bibliography.exchange.exchanged_fields import latex
from vademecum.bibliography.exchange.free_text.heads import set_date, set_names
from vademecum.bibliography.exchange.free_text.journals import is_name, looks_like_journal, looks_like_publisher
from vademecum.bibliography.exchange.free_text.layout import sentence_starts, trimmed
from vademecum.bibliography.exchange.free_text.letters import DATE, LETTER, UPPER
from vademecum.bibliography.exchange.free_text.people import read_people, role_behind
from vademecum.bibliography.exchange.free_text.working import TAKEN, Working

_ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|revised|rev|international|student|new"
_EDITION = re.compile(
    rf"[\s,.;:]{{0,4}}(?P<open>[(\[])?\s?\b"
    rf"(?P<edition>(?:\d{{1,2}}\s?(?:st|nd|rd|th|e|\.)?|(?:{_ORDINALS})\.?)(?:\s(?:rev|revised)\.?)?)\s?"
    r"(?:editions?|edn|eds?|aufl(?:age)?|edizione|édition)\b\.?(?P<close>\s?[)\]])?",
    re.IGNORECASE,
)
_VOLUME = re.compile(r"[\s,.;(]{0,4}\bvol(?:ume)?\.?\s(?P<volume>\d{1,3}|[IVXLC]{1,6})(?!\w)[)]?", re.IGNORECASE)
_CITY_WORD = rf"(?:St\.\s)?{UPPER}(?:{LETTER}|[.’'-]){{1,25}}"
_CITY = (
    rf"{_CITY_WORD}(?:[\s,/&]{{1,2}}(?:(?:de|am|upon|on|and|der|im|an)\s)?{_CITY_WORD}){{0,5}}"
    r"(?:,?\s?\([A-Z]{2,3}\))?"
)
_PLACE = re.compile(rf"(?P<city>{_CITY})\s?:\s(?P<publisher>[^:\x00]{{2,140}})$")
_EDITED = re.compile(r"[\s,.;(]{0,4}\b(?:edited\sby|ed\.\sby|hrsg\.\sv(?:on|\.))\s?", re.IGNORECASE)
_TRANSLATED = re.compile(r"[\s,.;(]{0,4}\b(?:translated\sby|trans\.)\s", re.IGNORECASE)
_REPORT = re.compile(
    r"[\s,.;]{0,4}[(\[]?\b(?:report|publication|technical\sreport|working\spaper|publ|pub|document)\s(?:no|number|nr|#)\.?\s?"
    r"(?P<number>[\w./-]{1,40}\w)[)\]]?",
    re.IGNORECASE,
)
_PATENT = re.compile(
    r"\b(?:(?:U\.?S\.?|EP|WO|european|united\sstates)\s)?patents?\s(?:no\.?\s|number\s)?"
    r"(?P<number>(?:[A-Z]{2}\s?)?\d[\d,/]{4,14}(?:\s?[A-Z]\d?)?)(?!\w)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    rf"\s?\((?:(?P<city>{_CITY_WORD}):\s)?(?P<publisher>[^():\x00]{{3,70}}?),\s(?P<date>{DATE})\)(?=[\s.\x00]*$)"
)
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
_SCHOOL = re.compile(
    r"\b(?:Univ|College|School|Institut|Hochschule|ETH|Academy|Polytechnic|MIT|Akademi|Karolinska)", re.IGNORECASE
)
_IN = re.compile(
    r"(?:(?<=[.?!”\"’'\x00,»)])\s*|^\s*)(?:In:\s?|in:\s|In\s(?!(?:vitro|vivo|situ|silico|utero|press|this|the\s\w+\sof)\b)|(?<=[,”\"’']\s)in\s)"
)
_PAGES_IN = re.compile(
    r"[\s,.;]{0,4}\(\s?(?:(?P<edition>\d{1,2}(?:st|nd|rd|th))\sed(?:n|ition)?\.?,\s)?(?:vol\.\s(?P<volume>\w{1,5}),\s)?(?:pp?|S)\.\s?(?P<pages>[^()\x00]{1,40}?)\s?\)",
    re.IGNORECASE,
)
_MORE_IN_BRACKET = re.compile(r"\s?,\s(?:pp?|vol)\b", re.IGNORECASE)
_PROCEEDINGS = re.compile(
    r"\b(?:Proceedings|Proc\.|Conference|Symposium|Congress|Workshop|Meeting|Conf\.)", re.IGNORECASE
)
_TRAILING_DATE = re.compile(rf"[\s,;.(]{{0,4}}(?P<date>{DATE})\)?$")
_MOST_WORDS = 14
_LONGEST_DATE = 40


def is_chapter(text: str, start: int, end: int) -> re.Match[str] | None:
    """Where "In:" stands, behind which the book around a chapter is named."""
    return next((match for match in _IN.finditer(text, start, end) if match.start() > start + 3), None)


def take_thesis(work: Working, start: int) -> bool:
    """Take what says that the work is a thesis, and of which kind and university."""
    found = _THESIS.search(work.rest, start) or _BARE_THESIS.search(work.rest, start)
    if not found or (found.re is _THESIS and bool(found["open"]) != bool(found["close"])):
        return False
    work.fields["type"] = latex(found["kind"].strip())
    school = (found["school"] or "").strip(" .,") if found.re is _THESIS else ""
    if school:
        name, _, city = school.partition(", ")
        if _SCHOOL.search(city) or not is_name(city):
            name, city = school, ""
        work.fields["institution"] = latex(name)
        if city:
            work.fields["address"] = latex(city)
    work.take(found.start(), found.end())
    return True


def take_edition(work: Working, start: int) -> None:
    """Take the edition, where it stands apart."""
    for match in list(_EDITION.finditer(work.rest, start)):
        before = work.rest[match.start("edition") - 2 : match.start("edition")].strip()
        if match["open"] and _MORE_IN_BRACKET.match(work.rest, match.end()):
            continue
        if before and before in ".,;([" and "edition" not in work.fields:
            work.fields["edition"] = match["edition"].strip(" .")
            end = match.end() if bool(match["open"]) == bool(match["close"]) else match.end("edition")
            work.take(match.start("edition") if match["open"] and not match["close"] else match.start(), end)


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
                volume = _VOLUME.fullmatch(inside)
                if volume:
                    work.fields.setdefault("volume", volume["volume"])
                    work.take(match.end(), closing + 1)


def take_editors(work: Working, start: int, end: int) -> None:
    """Take "edited by …" and "translated by …"."""
    for pattern, name in ((_EDITED, "editor"), (_TRANSLATED, "translator")):
        found = pattern.search(work.rest, start, end)
        people = read_people(work.rest, found.end()) if found else None
        if found and people and name not in work.fields:
            set_names(work, name, people)
            work.take(found.start(), min(people.end, len(work.rest)))


def read_book(work: Working, start: int, end: int) -> None:
    """The book around a chapter, behind "In:": editors, title, publisher."""
    people = read_people(work.rest, start)
    role = role_behind(work.rest, people.end) if people else start
    if people and (role > people.end or re.match(r"\s*[.:,]", work.rest[people.end :])) and people.sure:
        set_names(work, "editor", people)
        work.take(start, role)
        start = role
    take_editors(work, start, end)
    _read_bracketed_editors(work, start, end)
    _read_editors_behind(work, start, end)
    read_rest(work, start, end, "booktitle")
    if _PROCEEDINGS.search(work.fields.get("booktitle", "")):
        work.fields["_type"] = "inproceedings"


def _read_bracketed_editors(work: Working, start: int, end: int) -> None:
    """`Book (J. Smith, Ed.)`."""
    for match in re.finditer(r"[\s,]*\((?P<names>[^()\x00]{4,200}?),\seds?\.\)", work.rest[:end], re.IGNORECASE):
        people = read_people(match["names"], 0) if match.start() >= start else None
        if people and "editor" not in work.fields:
            set_names(work, "editor", people)
            work.take(match.start(), match.end())


def _read_editors_behind(work: Working, start: int, end: int) -> None:
    """`Book, J. Smith and K. Doe, Eds.`."""
    role = re.compile(r",\s(?:eds?|editors?)\b\.?", re.IGNORECASE).search(work.rest, start, end)
    if not role or "editor" in work.fields:
        return
    for match in re.finditer(r"(?:,\s|\.\s)", work.rest[start : role.start()]):
        people = read_people(work.rest, start + match.end())
        if people and role_behind(work.rest, people.end) >= role.end() and people.end <= role.start():
            set_names(work, "editor", people)
            work.take(start + match.start(), role.end())
            return


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


def take_bracketed(work: Working, start: int) -> None:
    """Take `(CRC Press, 2013)` at the end."""
    found = _BRACKETED.search(work.rest, start)
    if not found or "publisher" in work.fields or not is_name(found["publisher"]):
        return
    publisher, _, city = found["publisher"].partition(", ")
    work.fields["publisher"] = latex(publisher)
    city = found["city"] or city
    if city:
        work.fields["address"] = latex(city)
    if not {"year", "date"} & work.fields.keys():
        set_date(work, found["date"])
    work.take(found.start(), found.end())


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
    elif "type" in fields and "institution" not in fields and _SCHOOL.search(words):
        name, _, city = words.partition(", ")
        fields["institution"] = latex(words if not city or _SCHOOL.search(city) else name)
        if city and not _SCHOOL.search(city):
            fields["address"] = latex(city)
    elif (
        looks_like_journal(words)
        and not {"publisher", "booktitle", "journal"} & fields.keys()
        and not looks_like_publisher(words)
    ):
        fields["journal"] = latex(words)
        if "doi" not in fields and "pmid" not in fields:
            work.doubt(start, f"whether '{words}' is the journal is a guess")
    elif (work.is_online or "url" in fields) and not {"organization", "publisher"} & fields.keys():
        fields["organization"] = latex(words)
    elif publisher not in fields and "journal" not in fields:
        _set_publisher(work, words, start)
    else:
        return
    work.take(start, end)


def _set_place(work: Working, place: re.Match[str], publisher: str, start: int) -> None:
    """`City: House`, in whatever order."""
    city, house = place["city"].strip(), place["publisher"].strip(" .,;")
    if looks_like_publisher(city) and not looks_like_publisher(house):
        city, house = house, city
    work.fields["address"], work.fields[publisher] = latex(city), latex(house)
    if not {"author", "editor"} & work.fields.keys() and not looks_like_publisher(house):
        work.doubt(start, f"whether '{place[0]}' is place and publisher is a guess")


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
