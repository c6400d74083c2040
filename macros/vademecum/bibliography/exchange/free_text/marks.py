"""What a reference says of where it is found: identifiers, addresses, days of access, and remarks about these."""

import re
from collections.abc import Iterator

from vademecum.bibliography.date import parse_date
from vademecum.bibliography.exchange.free_text.letters import DATE, MONTH_DATE, MONTHS, YEAR
from vademecum.bibliography.exchange.free_text.states import publication_state
from vademecum.bibliography.exchange.free_text.visible import Link
from vademecum.bibliography.exchange.free_text.working import Working
from vademecum.bibliography.identifier import parse_arxiv, parse_doi, parse_isbn, parse_issn, parse_pmcid, parse_pmid

_ADDRESS = re.compile(
    r"(?:\b(?:doi|url)\s?[:=]?\s*)?(?P<address>(?:(?:https?|ftp)://|www\.|(?:dx\.)?doi\.\s?org/)[^\s\x00]+)",
    re.IGNORECASE,
)
_DOI = re.compile(
    r"(?:\(?\b(?:digital\sobject\sidentifier|doi)(?:\s?(?:number|no\.?|name|id))?\s?[:=]?\s*)?"
    r"(?P<doi>10\.\d{4,9}(?:\.\d+)*/[^\s\x00]+)",
    re.IGNORECASE,
)
_GLUED = re.compile(r"[.,;\]](?:Epub|PMC?ID|Available|Accessed|\[|https?:|doi:|PubMed|Published|ISBN)", re.IGNORECASE)
_PMCID = re.compile(
    r"\(?\[?\b(?:pubmed\scentral(?:\s(?:pmcid|id))?|pmcid|pmc\sid|pmc\sfree\sarticle|free\spmc\sarticle|pmc)"
    r"[\s:#]*(?P<pmcid>(?:PMC\s?)?\d{4,9})(?!\d)(?:\.\d)?\]?\)?",
    re.IGNORECASE,
)
_PMID = re.compile(
    r"\(?\[?\b(?:pubmed\s?(?:pmid|id|unique\sidentifier)?|pmid|medline|pm\s?id)[\s:#]*(?P<pmid>\d{1,8})(?!\d)\]?\)?",
    re.IGNORECASE,
)
_ARXIV = re.compile(
    r"\(?\[?\barxiv(?:\spreprint)?(?:,?\sarxiv)?[\s:]*(?P<arxiv>(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?)"
    r"(?:\s\[[\w.-]+\])?\]?\)?",
    re.IGNORECASE,
)
_ISBN = re.compile(
    r"\(?\bisbn(?:-?1[03])?[\s:]*(?P<isbn>(?:97[89][-–\s]?)?\d[\d–\s-]{7,14}[\dX])(?![\d])\)?", re.IGNORECASE
)
_ISSN = re.compile(
    r"\(?\be?-?issn[\s:]*(?P<issn>\d{4}\s?[-–]?\s?\d{3}[\dX])(?!\w)(?:\s\((?:print|online)\))?\)?", re.IGNORECASE
)
_SEEN = re.compile(
    r"[\[(]?\b(?<!early\s)(?:(?:last\s|date\s)?(?:accessed|access|cited|viewed|retrieved|visited|checked|consulted)|abgerufen|zugriff)"
    rf"(?:\s(?:on|am|in))?[\s:,]*(?P<date>{DATE}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})[\])]?(?P<dot>\.)?(?:,?\sfrom\b:?)?",
    re.IGNORECASE,
)
_SEEN_ON_THE_WEB = re.compile(rf"(?<=[.\x00]\s)Web\.\s(?P<date>{DATE})(?P<dot>\.)?(?=\s*(?:<|\x00|$))")
"""The day of access in the style of the MLA."""
_ONLINE = re.compile(
    r"\[\s?(?:internet|online|web\s?page|web\s?site|electronic\s(?:version|resource)|serial\son(?:\s|-)?line"
    r"|blog(?:\spost)?|web\slog|web\sarticle|fact\ssheet|video|homepage|database\son\sthe\sinternet|world\swide\sweb"
    r"|e-?book)\s?\]",
    re.IGNORECASE,
)
_CAPTIONS = re.compile(
    r"[\[(]?\b(?:pmc\sfree\sarticle|free\s(?:pmc\s)?(?:full\stext|article)|google\sscholar|cross\s?ref|pub\s?med(?:\scentral)?"
    r"|web\sof\sscience|science\s?direct|scopus|medline|full\stext(?:\slinks?|\spdf)?|(?:view|download|open|read)\s"
    r"(?:pdf|article|abstract|record|full\stext|in\sscopus|at\spublisher|online|more)"
    r"|(?:article|abstract|pdf)(?=\s?\])|export\scitation|publisher(?:[’']s)?\s(?:full\stext|website|site)"
    r"|free\sfull\stext|open\saccess|similar\sarticles|cited\sby\s\d+|cas(?=\s?[\]\x00])|ads(?=\s?[\]\x00])"
    r"|isi(?=\s?[\]\x00])|\[(?:link|doi|pdf|html)(?=\]))\s?[\])]?",
    re.IGNORECASE,
)
_WORDS_OF_LINKS = re.compile(
    r"\W*(?:links?|here|doi|url|pdf|html|source|web|article|abstract|full\stext|view|online|website|pmid|pmcid|cas"
    r"|accessed|available\s(?:here|online)|read\s(?:more|article)|study|paper|↗|→|↩︎?|↵)\W*",
    re.IGNORECASE,
)
_AVAILABLE = re.compile(
    r"[\[(]?\b(?:(?:available|retrieved|downloaded|accessed|accessible|obtained|verfügbar|disponible)(?:\s(?:online|free))?"
    r"(?:\s(?:from|at|via|on|in|under|unter|en))?|retrieved\sfrom|url|online\sat|link|source|preprint\s(?:at|on))\s?:?\s*(?=\x00)",
    re.IGNORECASE,
)
_EPUB = re.compile(
    rf"[\[(]?\b(?P<what>e-?pub|e-?collection|published\s(?:online|electronically)|online\sfirst|first\spublished(?:\sonline)?|(?P<changed>(?:last\s)?(?:updated|modified|revised))|published(?=(?:\son)?\s(?:{MONTH_DATE}))"
    rf"|print\s(?=\d{{4}}))[\s:,]*(?:on\s)?(?P<date>{DATE}|(?:{MONTHS}\s\d{{1,2}},?\s)?{YEAR})[\])]?",
    re.IGNORECASE,
)
_TRIAL = re.compile(
    r"(?<=[.;,\x00]\s)(?:[\w.]{3,40}\s(?:number|identifier|registration)s?:?\s)?(?:NCT|ISRCTN|ACTRN)\d{7,14}(?!\w)"
)
_SECTION = re.compile(
    r"(?<=;)\s?Sect(?:ion|\.)?\s?[A-Z]{1,2}:\s?\d{1,3}(?:\s\(col(?:umn|\.)\s\d{1,2}\))?(?=\.?(?:\s|$))"
)
_AHEAD = re.compile(
    r"[\[(]?\b((?:e-?pub|published\sonline|online|published|article|advance\sonline\spublication|publish)\s?,?\s"
    r"(?:ahead\sof\sprint|before\sprint|first)|online\sahead\sof\sprint|advance(?:d)?\sonline\spublication|in\spress"
    rf"|ahead\sof\sprint|early\saccess|forthcoming"
    rf"|(?<=[(\[])(?:preprint|accepted|submitted|under\sreview|(?:manuscript\s)?in\spreparation)(?:\sfor\spublication)?(?=[)\]]))\b(?:,?\s(?P<date>{DATE}))?[\])]?",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s\Z")
_LANGUAGE = re.compile(
    r"[\[(](?:[Aa]rticle\s)?in\s(?P<language>[A-Z][a-z]{3,12})[\])]|(?:^|\s)(?P<name>German|French|Spanish|Chinese|Italian|Japanese|Russian|Portuguese)\.(?=\s|\x00|$)"
)
_REMARK = re.compile(
    r"\[(?:(?:(?:review|abstract|comment|editorial|letter)[;,]\s)*(?:review|abstract|comment|editorial|letter)|published\s(?:correction|erratum)[^\]]*|erratum[^\]]*|see\scomments?"
    r"|print|web|in\sprocess\scitation|pdf|accessed|(?:conference|oral|poster|paper|symposium)\s(?:session|presentation|paper)|poster|presentation)\]|(?:(?<=\.\s)|(?<=\.\s\())(?:review|comment|print|web|erratum\sin:[^.\x00]*)\.?(?=\s?[\x00)]|$)"
    r"|\[Article\sin\s[^\]]*\]",
    re.IGNORECASE,
)
_PUBLISHED_IN = re.compile(r"(?<=[.,;”\"]\s)(?:published|appeared)\sin:?\s(?=[^\W\d_])", re.IGNORECASE)
EPUB = "when a work first appeared online ('Epub')"
CHANGED = "when a page was changed last"
_PREPRINT_AT = re.compile(r"(?<=[.,;?!\"”]\s)preprint\s(?:at|on|in|from):?\s(?=[^\W\d_])", re.IGNORECASE)
"""`Preprint at bioRxiv`: what follows is where it appeared."""
_COPYRIGHT = re.compile(rf"(?:(?<=[;,:.(\[]\s)|(?<=[;(\[\x00]))(?:c|©\s?|cop\.\s?|copyright\s)(?={YEAR}(?!\d))")
"""The sign in front of a year of copyright, `c2017`."""
_STILL_GOING = re.compile(r"(?<=[a-z]{2})-(?=[\s.]*(?:\x00|$))")
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}
_ENDS = ".,;:'\"’”“»*!?"
_AMBIGUOUS = re.compile(r"\d{1,2}([./])\d{1,2}\1\d{4}")
_GERMAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def read_marks(work: Working) -> None:
    """Take out of a reference all that is not about the work, but about where it is found."""
    for link in work.reference.links:
        _read_link(work, link)
    for pattern, reader in _READERS:
        for match in list(pattern.finditer(work.rest)):
            start, end = match.span()
            if "\x00" in work.rest[start:end]:
                continue
            reader(work, match)
    work.rest = _COPYRIGHT.sub(lambda sign: " " * len(sign[0]), work.rest)
    for pattern in (_CAPTIONS, _REMARK, _AVAILABLE, _PUBLISHED_IN, _PREPRINT_AT, _STILL_GOING):
        for match in list(pattern.finditer(work.rest)):
            work.take(*match.span())


def _read_link(work: Working, link: Link) -> None:
    """A link of Markdown or HTML: its words stay, unless they say nothing or repeat the address."""
    words = work.reference.text[link.start : link.end]
    if link.url.startswith(("#", "mailto:")) or not link.url:
        if _WORDS_OF_LINKS.fullmatch(words):
            work.take(link.start, link.end)
        return
    bare = words.strip().lower()
    is_address = bool(
        _ADDRESS.match(bare) or _DOI.match(bare) or bare.rstrip("/").endswith(link.url.lower().rstrip("/"))
    )
    _assign_address(work, link.url, link.start, is_link=True)
    if is_address or _WORDS_OF_LINKS.fullmatch(words) or (_CAPTIONS.fullmatch(words.strip()) and words.strip()):
        work.take(link.start, link.end)


def _read_address(work: Working, match: re.Match[str]) -> None:
    address, cut = _trimmed(match["address"])
    if len(address) < len("www.a.b"):
        return
    end = match.start("address") + cut
    work.take(match.start(), end)
    _assign_address(work, address, match.start())


def _assign_address(work: Working, address: str, at: int, *, is_link: bool = False) -> None:
    """Put an address where it belongs: an identifier, where it leads to one, else `url`."""
    address = re.sub(r"doi\.\s?org", "doi.org", address, flags=re.IGNORECASE)
    doi, pmid = parse_doi(address), parse_pmid(address)
    pmcid, arxiv = parse_pmcid(address), parse_arxiv(address)
    if doi:
        _set(work, "doi", doi.name, at)
    if pmid:
        _set(work, "pmid", pmid.number, at)
    if pmcid:
        _set(work, "pmcid", pmcid.number, at)
    if arxiv:
        _set_arxiv(work, arxiv.number, at)
    is_resolver = re.match(r"(?:https?:)?/*(?:www\.|dx\.)?(?:doi\.org/|10\.\d)", address, re.IGNORECASE)
    if pmid or pmcid or arxiv or (doi and is_resolver):
        return
    if is_link and re.search(r"scholar\.google\.|crossref\.org|/scholar_lookup", address):
        return
    if "url" in work.fields:
        if work.fields["url"].rstrip("/") != address.rstrip("/"):
            work.doubt(at, f"a second address is not read: {address}")
        return
    work.fields["url"] = address


def _read_doi(work: Working, match: re.Match[str]) -> None:
    written = match["doi"]
    glued = _GLUED.search(written)
    name, cut = _trimmed(written[: glued.start()] if glued else written)
    doi = parse_doi(name)
    if doi:
        work.take(match.start(), match.start("doi") + cut)
        _set(work, "doi", doi.name, match.start("doi"))


def _read_pmid(work: Working, match: re.Match[str]) -> None:
    pmid = parse_pmid(match["pmid"])
    if pmid:
        _set(work, "pmid", pmid.number, match.start())
        work.take(*match.span())


def _read_pmcid(work: Working, match: re.Match[str]) -> None:
    pmcid = parse_pmcid(match["pmcid"].replace(" ", ""))
    if pmcid:
        _set(work, "pmcid", pmcid.number, match.start())
        work.take(*match.span())


def _read_arxiv(work: Working, match: re.Match[str]) -> None:
    arxiv = parse_arxiv(match["arxiv"])
    if arxiv:
        _set_arxiv(work, arxiv.number, match.start())
        work.take(*match.span())


def _set_arxiv(work: Working, number: str, at: int) -> None:
    _set(work, "eprint", number, at)
    work.fields["eprinttype"] = "arxiv"


def _read_isbn(work: Working, match: re.Match[str]) -> None:
    written = match["isbn"].strip(" -–")
    work.take(*match.span())
    if parse_isbn(written):
        _set(work, "isbn", re.sub(r"[–\s]+", "-", written), match.start("isbn"))
    else:
        work.doubt(match.start("isbn"), f"{written} is no ISBN, its check digit is wrong; it is not read")


def _read_issn(work: Working, match: re.Match[str]) -> None:
    issn = parse_issn(match["issn"])
    work.take(*match.span())
    if issn:
        work.fields.setdefault("issn", issn.number)
    else:
        work.doubt(match.start("issn"), f"{match['issn']} is no ISSN, its check digit is wrong; it is not read")


def _read_seen(work: Working, match: re.Match[str]) -> None:
    """The day of access. `03/04/2020` is two days, depending on who writes it, and is not read."""
    work.is_online = True
    written = match["date"]
    german = _GERMAN_DATE.fullmatch(written)
    date = parse_date("-".join(reversed([part.zfill(2) for part in german.groups()])) if german else written)
    if date is None or date.year is None or (_AMBIGUOUS.fullmatch(written) and not german):
        return
    if work.fields.setdefault("urldate", date.edtf) != date.edtf:
        work.doubt(match.start("date"), f"a second day of access is not read: {written}")
    work.take(*match.span())


def _read_seen_on_the_web(work: Working, match: re.Match[str]) -> None:
    work.is_online = True
    _read_seen(work, match)


def _read_online(work: Working, match: re.Match[str]) -> None:
    work.is_online = True
    work.take(*match.span())


def _read_epub(work: Working, match: re.Match[str]) -> None:
    work.fields.setdefault("_epub", match["date"])
    work.passed_over.append((match.start(), CHANGED if match["changed"] else EPUB))
    work.take(*match.span())


def _read_trial(work: Working, match: re.Match[str]) -> None:
    work.passed_over.append((match.start(), "the number of a trial"))
    work.take(*match.span())


def _read_section(work: Working, match: re.Match[str]) -> None:
    work.passed_over.append((match.start(), "the section of a newspaper"))
    work.take(*match.span())


def _read_ahead(work: Working, match: re.Match[str]) -> None:
    words = match[1]
    before = _WORD_BEFORE.search(work.rest, 0, match.start())
    if before and before[1].islower() and not match[0].startswith(("(", "[")):
        return  # `A work in press` is a title.
    work.take(*match.span())
    if match["date"]:
        work.fields.setdefault("_epub", match["date"])
    work.fields.setdefault("pubstate", publication_state(words))


def _read_language(work: Working, match: re.Match[str]) -> None:
    group = "language" if match["language"] else "name"
    work.fields.setdefault("language", match[group])
    work.take(*(match.span() if group == "language" else match.span(group)))


_READERS = (
    (_SEEN, _read_seen),
    (_SEEN_ON_THE_WEB, _read_seen_on_the_web),
    (_ADDRESS, _read_address),
    (_DOI, _read_doi),
    (_PMCID, _read_pmcid),
    (_PMID, _read_pmid),
    (_ARXIV, _read_arxiv),
    (_ISBN, _read_isbn),
    (_ISSN, _read_issn),
    (_EPUB, _read_epub),
    (_TRIAL, _read_trial),
    (_SECTION, _read_section),
    (_AHEAD, _read_ahead),
    (_ONLINE, _read_online),
    (_LANGUAGE, _read_language),
)


def _set(work: Working, name: str, value: str, at: int) -> None:
    """Set an identifier; a second one that differs is named."""
    if work.fields.setdefault(name, value) != value:
        work.doubt(at, f"this reference has a second {name.upper()}, {value}, which is not read; is it two references?")


def _trimmed(address: str) -> tuple[str, int]:
    """An address without the punctuation of the sentence around it, and how long it is."""
    end = len(address)
    surplus = {close: address.count(close) - address.count(opening) for close, opening in _PAIRS.items()}
    while end:
        last = address[end - 1]
        if last in _ENDS:
            end -= 1
        elif surplus.get(last, 0) > 0:
            surplus[last] -= 1
            end -= 1
        else:
            break
    return address[:end], end


def identifiers_in(work: Working) -> Iterator[str]:
    """The names of the identifiers that were found."""
    return (name for name in ("doi", "pmid", "pmcid", "isbn", "eprint") if name in work.fields)
