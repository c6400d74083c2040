"""Preprints at arXiv as new entries: its query interface, which answers in Atom."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple
from xml.etree import ElementTree as ET

from vademecum.bibliography.identifier import Arxiv, Doi, parse_arxiv, parse_doi
from vademecum.checks.registered import Record, Update, UpdateKind
from vademecum.lookup.cache import Cache
from vademecum.lookup.described import Described, Item, clean, clean_title, date_of, displayed_name, filled
from vademecum.lookup.http import Client
from vademecum.lookup.response import Failure, Trouble
from vademecum.lookup.settings import Ages

NAME = "arXiv"
ADDRESS = "https://export.arxiv.org/api/query"
HOST, SECONDS_BETWEEN = "export.arxiv.org", 3.0
"""How often arXiv wants to be asked."""
_ATOM = "{http://www.w3.org/2005/Atom}"
_OWN = "{http://arxiv.org/schemas/atom}"
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_WITHDRAWN = re.compile(r"\s*this (?:paper|article|submission|manuscript) (?:has been|is|was) withdrawn", re.IGNORECASE)
_TEX = re.compile(r"[$\\]")
_OK = 200


class AtomService(NamedTuple):
    """arXiv, asked once and kept."""

    client: Client
    cache: Cache
    ages: Ages
    today: date

    def ask(self, address: str, number: str) -> str | Failure:
        """The feed for one paper."""
        url = f"{address}?id_list={number}&max_results=1"
        kept = self.cache.get(f"atom {url}", self.today, self.ages.record)
        if kept is not None and isinstance(kept.get("feed"), str):
            return str(kept["feed"])
        answer = self.client.get(url, {"Accept": "application/atom+xml"})
        if isinstance(answer, Failure):
            return answer
        if answer.status != _OK:
            return Failure(Trouble.CONTENT, f"{NAME}: status {answer.status}")
        text = answer.body.decode("utf-8", "replace")
        if _read(text) is None:
            return Failure(Trouble.CONTENT, f"{NAME}: no Atom feed")
        self.cache.put(f"atom {url}", {"feed": text}, self.today)
        return text


def find_described(paper: Arxiv, service: AtomService, address: str) -> Described | Failure | None:
    """The preprint `paper`; None where arXiv has none."""
    number = f"{paper.number}v{paper.version}" if paper.version else paper.number
    text = service.ask(address, number)
    if isinstance(text, Failure):
        return text
    feed = _read(text)
    entry = feed.find(f"{_ATOM}entry") if feed is not None else None
    # A number that does not exist is answered with an entry called "Error".
    if entry is None or "/api/errors" in _text(entry, f"{_ATOM}id") or _text(entry, f"{_ATOM}title") == "Error":
        return None
    described, named = read_described(paper, entry), parse_arxiv(_text(entry, f"{_ATOM}id"))
    if named is None or named.number == paper.number:
        return described
    return replace(described, answered=f"arXiv {named.number}")


def read_described(paper: Arxiv, entry: ET.Element) -> Described:
    """A preprint as arXiv describes it."""
    title = clean_title(_text(entry, f"{_ATOM}title"))
    written = [_text(each, f"{_ATOM}name") for each in entry.iter(f"{_ATOM}author")]
    found = _DATE.match(_text(entry, f"{_ATOM}published"))
    day = [int(part) for part in found.groups()] if found else []
    item: Item = {
        "type": "article",
        "title": title,
        "author": [displayed_name(name) for name in written if name],
        "issued": date_of(*day),
        "container-title": NAME,
    }
    category = entry.find(f"{_OWN}primary_category")
    fields = {
        "title": title if _TEX.search(title) and title.count("{") == title.count("}") else "",
        "eprint": f"{paper.number}v{paper.version}" if paper.version else paper.number,
        "eprinttype": "arXiv",
        "eprintclass": category.get("term", "") if category is not None and "/" not in paper.number else "",
    }
    published = parse_doi(_text(entry, f"{_OWN}doi"))
    comment = _text(entry, f"{_OWN}comment")
    is_withdrawn = any(map(_WITHDRAWN.match, (comment, _text(entry, f"{_ATOM}summary"))))
    updates = (Update(UpdateKind.WITHDRAWAL, notice=paper.url, registry=NAME),) if is_withdrawn else ()
    record = Record(NAME, titles=(title,), years=tuple(day[:1]), updates=updates)
    said = {name: value for name, value in fields.items() if value}
    return Described(record, filled(item), fields=said, remarks=tuple(_remarks(entry, published)))


def _remarks(entry: ET.Element, published: Doi | None) -> Iterator[str]:
    journal = clean(_text(entry, f"{_OWN}journal_ref"))
    if published or journal:
        where = " ".join(filter(None, (journal, f"DOI {published.name}" if published else "")))
        yield f"this is a preprint; arXiv says that it was published: {where}: see whether that should be cited"


def _read(text: str) -> ET.Element | None:
    """The feed; None for what is none. What defines entities of its own is none."""
    if "<!ENTITY" in text or "<!DOCTYPE" in text:
        return None
    try:
        feed = ET.fromstring(text)  # noqa: S314  # see above
    except (ET.ParseError, ValueError, RecursionError):
        return None
    return feed if feed.tag == f"{_ATOM}feed" else None


def _text(element: ET.Element, name: str) -> str:
    return " ".join((element.findtext(name) or "").split())
