"""What the programs and databases that write RIS mean by their tags, in the tags of `ris_crossings.py`.

Known are the tags of 2001 and 2011 and the habits of Web of Science, Scopus, Embase, EBSCO, Ovid, Cochrane, Covidence,
Rayyan and PubMed. A record of our own stays as it is. What there is no field for is reported, once for each tag.
"""

import re
from collections.abc import Iterable

from vademecum.bibliography.exchange.csl_types import ARTICLES, INSTITUTIONAL, MONOGRAPHS
from vademecum.bibliography.exchange.import_report import LIMIT, WRONG_KIND, ImportReport
from vademecum.bibliography.exchange.ris_crossings import Tags
from vademecum.bibliography.exchange.ris_records import OPENS, TaggedLine
from vademecum.bibliography.identifier import parse_doi, parse_pmcid, parse_pmid
from vademecum.bibliography.limits import MAX_FIELD

_LISTS = frozenset(("AU", "A2", "A3", "A4", "DB", "KW", "SN"))
"""Tags that a record may have several times."""
_KNOWN = _LISTS | frozenset(
    (
        *("AB", "AN", "C2", "C3", "C7", "CN", "CY", "DA", "DO", "EP", "ET", "IS", "J2", "LA", "M1", "M3", "N1", "NV"),
        *("PB", "PY", "RN", "SE", "SP", "ST", "T2", "T3", "TI", "UR", "VL", "Y2"),
    )
)
_JOINED = {"AB": " ", "N1": ". ", "RN": ". "}
"""Tags whose values are joined where a record has several."""
_RENAMED = {
    "A1": "AU",
    "CP": "IS",
    "CT": "TI",
    "LK": "UR",
    "N2": "AB",
    "PG": "SP",
    "PI": "CY",
    "PU": "PB",
    "T1": "TI",
    "Y1": "DA",
}
_SHORT_TITLES = ("JA", "J1", "J9", "JI")
_PMID = re.compile(r"(?:^|,)(?:PUBMED (\d{1,8})(?:,|$)|(\d{1,8})\[pmid\])", re.IGNORECASE | re.ASCII)
_PMCID = re.compile(r"(PMC\d{1,9})\[pmcid\]", re.IGNORECASE | re.ASCII)
_PMID_TAGS = {"Scopus": "C2", "Embase": "C5"}
"""Where these databases put the number that PubMed gave a work."""
_LABELLED = ("C3", "C5", "U1", "U2", "U3", "U4", "U5")
_DATE = re.compile(r"\d{4}[/-]\d", re.ASCII)
_KIND_OF_ARTICLE = re.compile(r"(?:journal |research |original )?article", re.IGNORECASE)
_DAY = re.compile(r"\d{4}([/-])\d{1,2}\1\d{1,2}/?", re.ASCII)
_DAY_AND_MORE = re.compile(r"\d{4}/0*[1-9]\d?/\d*/\s*\S", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_YEAR_DIGITS = 4
_PUBMED = re.compile(r"pubmed|(?:ovid )?medline", re.IGNORECASE)
_SIGNS = re.compile(r"[^\w\s]|_")
_YEAR_ALONE = re.compile(r"\d{4}/+")
_PEOPLE = ("AU", "A1", "A2", "A3", "A4", "ED")
_SEVERAL = re.compile(r",[^,]*\sand\s[^,]*,|\w\s*;\s\w[^;]*$|\bet\.? al\b", re.IGNORECASE)


class Dialect:
    """The tags of one record, which becomes an entry of the type `kind`, on their way to ours."""

    def __init__(self, lines: Iterable[TaggedLine], kind: str, report: ImportReport) -> None:
        self._report = report
        self._kind = kind
        self._lines: dict[str, list[TaggedLine]] = {}
        self._lengths: dict[str, int] = {}
        for line in lines:
            self._add(line)

    def tags(self) -> Tags:
        """The record in our tags. Reports what is left over."""
        for tag, ours in _RENAMED.items():
            self._move(tag, ours)
        self._find_identifiers()
        self._find_people()
        if self._kind in ARTICLES:
            self._find_journal()
            self._drop("M3", silently=bool(_KIND_OF_ARTICLE.fullmatch(self._first("M3"))))
            for tag in ("M1", "ET", "C3"):
                self._drop(tag)
        else:
            self._find_titles()
            self._move("IS", "M1")
        self._find_dates()
        self._find_last_page()
        return {tag: values for tag, lines in self._lines.items() if (values := self._values(tag, lines))}

    def _add(self, line: TaggedLine) -> None:
        value = self._report.clean(line.value, line.offset)
        self._lengths[line.tag] = self._lengths.get(line.tag, 0) + len(value)
        if self._lengths[line.tag] <= MAX_FIELD:
            if value:
                self._lines.setdefault(line.tag, []).append(line._replace(value=value))
        elif self._lengths[line.tag] - len(value) <= MAX_FIELD:
            message = f"'{line.tag}' is longer than {MAX_FIELD} characters; the rest is not read"
            self._report.add(LIMIT, line.offset, message)

    def _first(self, tag: str) -> str:
        return self._lines[tag][0].value if tag in self._lines else ""

    def _move(self, tag: str, ours: str) -> None:
        """Give what stands under one tag another, behind what stands under that."""
        if tag in self._lines:
            self._lines.setdefault(ours, []).extend(self._lines.pop(tag))

    def _put(self, tag: str, value: str, like: str) -> None:
        """Add a value that was found in the first line of the tag `like`."""
        self._add(TaggedLine(tag, value, self._lines[like][0].offset))

    def _drop(self, tag: str, *, silently: bool = False) -> None:
        for line in self._lines.pop(tag, ()):
            if not silently:
                self._report.not_read(line.tag, line.offset)

    def _use(self, tag: str) -> None:
        """Take away the first line of a tag, of which something was made."""
        _, *others = self._lines.pop(tag)
        if others:
            self._lines[tag] = others

    def _one(self, tag: str) -> list[TaggedLine]:
        """Take away all lines of a tag: the first comes back, others that say something else are reported."""
        lines = self._lines.pop(tag, [])
        for line in lines[1:]:
            if line.value != lines[0].value:
                self._report.not_read(line.tag, line.offset)
        return lines[:1]

    def _values(self, tag: str, lines: list[TaggedLine]) -> tuple[str, ...]:
        """The values of a tag; of a tag that counts once, the first, or all of them as one."""
        values = tuple(dict.fromkeys(line.value for line in lines))
        if tag in _LISTS or (tag in _KNOWN and len(values) == 1):
            return tuple(line.value for line in lines) if tag in _LISTS else values
        if tag in _JOINED:
            return (_JOINED[tag].join(value.rstrip(" .") if "." in _JOINED[tag] else value for value in values),)
        for line in lines:
            if tag not in _KNOWN or line.value != values[0]:
                self._report.not_read(line.tag, line.offset)
        return values[:1] if tag in _KNOWN else ()

    def _find_identifiers(self) -> None:
        """Numbers of PubMed where they are labelled as such, a DOI outside its tag, one address of several."""
        self._find_pmid()
        for tag in _LABELLED:
            found = _PMCID.fullmatch(self._first(tag))
            if found and "C2" not in self._lines:
                self._put("C2", found[1], tag)
                self._use(tag)
        if not self._first("C2").upper().startswith("PMC") or not parse_pmcid(self._first("C2")):
            self._drop("C2")
        for number, line in enumerate(self._lines.get("UR", ())):
            value, *others = line.value.split(maxsplit=1)
            self._lines["UR"][number] = line._replace(value=value)
            if others:
                self._report.not_read(line.tag, line.offset)
        for tag in ("L3", "M3") if self._kind in ARTICLES else ("L3",):
            if "DO" not in self._lines and parse_doi(self._first(tag)):
                self._move(tag, "DO")
        doi = parse_doi(self._first("DO"))
        if doi:
            self._lines["DO"][0] = self._lines["DO"][0]._replace(value=doi.name)

    def _find_pmid(self) -> None:
        """The number that PubMed gave the work, as accession number of that database: one of another is no such."""
        number = self._first("AN")
        databases = [line.value for line in self._lines.get("DB", ())]
        is_labelled = number.lower().startswith("pmid") or (databases and all(map(_PUBMED.match, databases)))
        known = parse_pmid(number) if is_labelled else None
        numbers = {tag: found[1] or found[2] for tag in _LABELLED if (found := _PMID.search(self._first(tag)))}
        tag = _PMID_TAGS.get(self._first("DB"), "")
        if self._first(tag).isdecimal() and parse_pmid(self._first(tag)):
            numbers[tag] = self._first(tag)
        if known is None:
            self._drop("AN", silently=number in numbers.values())
            self._drop("DB", silently=bool(databases) and all(map(_PUBMED.match, databases)))
        for tag, pmid in numbers.items():
            if "AN" not in self._lines:
                self._put("AN", pmid, tag)
                self._put("DB", "PubMed", tag)
            if self._first(tag) == pmid or (_PMID.fullmatch(self._first(tag)) and pmid == self._first("AN")):
                self._use(tag)

    def _find_people(self) -> None:
        """Editors are secondary authors, of whole books tertiary ones, as the secondary are those of a series."""
        for line in (each for tag in _PEOPLE for each in self._lines.get(tag, ())):
            if _SEVERAL.search(line.value):
                message = f"'{line.value}' in '{line.tag}' is not one name"
                self._report.add(WRONG_KIND, line.offset, message, "Give each name a line of its own.")
        self._move("ED", "A3" if self._kind in MONOGRAPHS else "A2")
        if self._first(OPENS).upper() == "EDBOOK" and "A3" not in self._lines:
            self._move("AU", "A3")
        self._drop(OPENS, silently=True)
        if "A3" in self._lines:
            self._drop("A2" if self._kind in MONOGRAPHS else "A3")

    def _find_journal(self) -> None:
        """The journal's title, long and short, among all the tags in which programs put one."""
        long = [line for tag in ("JF", "T2", "JO", "BT") for line in self._one(tag)]
        short = [line for tag in ("J2", *_SHORT_TITLES) for line in self._one(tag)]
        journal = next((line for line in (*long, *short) if line.tag != "J2"), None)
        if journal and journal.tag == "T2":  # ScienceDirect has the title of a special issue there.
            rival = next((line for line in long if line.tag == "JO"), journal)
            journal = journal if _abbreviates(rival.value, journal.value) else rival
        for line in (*long, *short):
            if line is journal:
                self._lines["T2"] = [line._replace(tag="T2")]
            elif line.tag != "J2" and journal and _plain(line.value) == _plain(journal.value):
                continue
            elif line in short or (journal and _abbreviates(line.value, journal.value)):
                self._lines.setdefault("J2", []).append(line._replace(tag="J2"))
            else:
                self._report.not_read(line.tag, line.offset)

    def _find_titles(self) -> None:
        """`BT` is the title of a book, or of the book that a work is in."""
        self._move("BT", "TI" if self._kind in MONOGRAPHS and "TI" not in self._lines else "T2")
        for tag in _SHORT_TITLES:
            self._move(tag, "J2")
        self._move("JF", "T2")
        self._move("JO", "T2")
        if self._kind != "inproceedings":
            self._drop("C3")
        if self._kind in MONOGRAPHS | INSTITUTIONAL:
            self._move("T3", "T2")

    def _find_dates(self) -> None:
        """The year, and the date where it does not contradict it; the day of access, where it is one."""
        if _DATE.match(self._first("PY")):
            line = self._lines["PY"][0]
            self._lines.setdefault("DA", []).append(line)
            self._lines["PY"] = [line._replace(value=line.value[:_YEAR_DIGITS])]
        elif _YEAR_ALONE.fullmatch(self._first("PY")):
            self._lines["PY"][0] = self._lines["PY"][0]._replace(value=self._first("PY")[:_YEAR_DIGITS])
        year, date = self._first("PY"), self._first("DA")
        if _YEAR.fullmatch(year) and _YEAR.match(date) and not date.startswith(year):
            self._drop("DA")
        elif _DAY_AND_MORE.match(date):
            self._report.not_read("DA, other information", self._lines["DA"][0].offset)
        if not _DAY.fullmatch(self._first("Y2")):  # In the specification of 2001 this is a second date of the work.
            self._drop("Y2", silently=self._first("Y2") == date)

    def _find_last_page(self) -> None:
        """The last page in full: `9` behind the first page 10, which the format has as 19, is told to be that."""
        first, last = self._first("SP"), self._first("EP")
        if not (first.isdecimal() and last.isdecimal()) or int(last) >= int(first):
            return
        line = self._lines["EP"][0]
        full = first[: -len(last)] + last
        if len(last) < len(first) and int(full) > int(first):
            self._lines["EP"][0] = line._replace(value=full)
            message = f"the last page, {last}, is before the first, {first}; it is read as {full}"
            self._report.add(WRONG_KIND, line.offset, message, "Compare the pages with the work.")
            return
        message = f"the last page, {last}, is before the first, {first}"
        self._report.add(WRONG_KIND, line.offset, message, "Compare the pages with the work.")


def _abbreviates(short: str, full: str) -> bool:
    """Whether `short` may be `full` with its words cut short: `J. Am. Acad. Dermatol.`."""
    words = iter(_plain(full).split())
    return all(any(word.startswith(start) for word in words) for start in _plain(short).split())


def _plain(title: str) -> str:
    """A title without signs and capitals."""
    return " ".join(_SIGNS.sub(" ", title).casefold().split())
