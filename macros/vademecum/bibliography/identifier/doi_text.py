"""DOI names in text: bare, labelled, as an address of the resolver, or written out in the address of a publisher."""

import re
from urllib.parse import unquote

from vademecum.bibliography.identifier.web_address import WebAddress, read_address, unescape

# ISO 26324, clause 4: directory indicator `10`, registrant code, `/`, and a suffix of any printable characters.
_NAME = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\x00-\x1f\x7f-\x9f]+")
_SHORT = re.compile(r"10/(?=[a-z\d]*[a-z])[a-z\d]{3,12}", re.ASCII)
_PLAIN = re.compile(r"10\.\d{4,9}/[a-z\d._;:/()-]*[a-z\d)]", re.ASCII)
_LABEL = re.compile(r"(?:doi(?![.-])[\s:=/]*|digital object identifier[\s:]*|info:doi/|urn:doi:)", re.IGNORECASE)
_TAG = "[doi]"  # as MEDLINE writes: `S0140-6736(05)1 [pii]; 10.1016/x [doi]`
_ASCII_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
_BRACKETS = {")": "(", "]": "[", ">": "<"}
_OPENING = "([</\"'“‘„«"
_ENDINGS = ".,;/\"'”’“»"

_IN_PATH = re.compile(r"(?:^|[/:=])(10\.\d{4,9}(?:\.\d+)*/.+)", re.ASCII | re.DOTALL)
# Sections of publishers' sites whose DOI is that of a journal, a book around the work, or a part of the work.
_OTHER_WORKS = frozenset(
    (
        *("toc", "loi", "book", "books", "series", "bookseries", "referencework", "publication"),
        *("suppl", "supplementary", "figure", "image", "asset"),
    )
)
ARTICLE_PAGES = frozenset(
    (
        *("full-text", "fulltext", "full", "epdf", "pdf", "pdfdirect", "abstract", "abs", "html", "meta", "xml"),
        *("summary", "references", "citation", "citations", "figures", "tables", "reader", "bibtex", "related"),
        *("metrics", "info", "print", "suppinfo", "asset", "epub", "-"),
    )
)
"""What publishers put behind a DOI and a slash in the addresses of an article's pages."""
_FORMATS = (
    *(".pdf", ".html", ".htm", ".full", ".full-text", ".abstract", ".short", ".long", ".xml", ".epub", ".svg"),
    "+html",
)
_SESSION = re.compile(r";jsessionid=.*", re.DOTALL)
_PREPRINT_VERSION = re.compile(r"(?<=\d)v\d+$", re.ASCII)
_OXFORD_NUMBER = re.compile(r"^(10\.\d+/.+?)/\d{5,}(?:/.*)?$", re.ASCII)  # `…/doi/10.1093/asj/sjae228/7831234`
_BOOK_PAGE = re.compile(r"/[a-z]+-97[89]\d{10}[^/]*$", re.ASCII)  # `…/9780199596751.001.0001/acprof-9780199596751`
_FIRST_NAME = re.compile(r"^.*?(?=10[./])", re.DOTALL)
_QUERY = re.compile(r"\?[a-z][\w.-]*=.*", re.IGNORECASE | re.ASCII | re.DOTALL)
_ENCODED = re.compile(r"%(?:2[89f]|3[abce]|5[bd])", re.IGNORECASE)
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_MOST_FORMATS = 4
_MOST_LABELS = 3


def doi_name(text: str) -> str:
    """The one normal form of the DOI that `text` is: ASCII letters in lower case, no resolver, no escapes.

    Empty where `text` is none. The normal form is its own normal form. A short DOI (`10/abc123`) counts.
    """
    text = text.strip()
    lowered = text.translate(_ASCII_LOWER)
    if _PLAIN.fullmatch(lowered) and lowered.count("(") == lowered.count(")"):
        return lowered
    if _TAG in lowered:
        text = " ".join(text[: lowered.index(_TAG)].split()[-1:])
    text = unescape(text).strip()
    for _ in range(_MOST_LABELS):
        text = text.lstrip(_OPENING)
        label = _LABEL.match(text)
        if label:
            text = text[label.end() :]
    if text.startswith(("10.", "10/")):
        return _normal(unquote(text) if "/" not in text else text)
    address = read_address(text)
    return doi_in_address(address) if address else ""


def doi_in_address(address: WebAddress) -> str:
    """The normal form of the DOI that `address` leads to, which holds it written out; empty where it holds none.

    Addresses of journals, whole books, figures and supplements name something else than the work and give none.
    """
    if address.is_at("doi.org"):
        return _normal(_FIRST_NAME.sub("", address.path, count=1))
    named = address.parameter("doi", "id", "rft_id", "rft.doi", "").removeprefix("info:doi/").removeprefix("doi:")
    found = None if named.startswith("10.") else _IN_PATH.search(address.path)
    sections = address.path[: found.start(1)] if found else address.path
    if not _OTHER_WORKS.isdisjoint(sections.lower().split("/")):
        return ""
    if not found:
        return _normal(named)
    name = _BOOK_PAGE.sub("", _without_page(_normal(_SESSION.sub("", found[1]))))
    if address.is_at("biorxiv.org") or address.is_at("medrxiv.org"):
        name = _PREPRINT_VERSION.sub("", name)
    elif address.is_at("academic.oup.com"):
        name = _OXFORD_NUMBER.sub(r"\1", name)
    elif address.is_at("taylorfrancis.com"):
        name = "/".join(name.split("/")[:2])
    return "" if "/(issn)" in name or address.is_at("delivery.acm.org") else _normal(name)


def _without_page(name: str) -> str:
    """`name` without what says which page of the article, and in which format, an address leads to."""
    parts = name.split("/")
    page = next((index for index, part in enumerate(parts) if index > 1 and part in ARTICLE_PAGES), len(parts))
    name = "/".join(parts[:page])
    for _ in range(_MOST_FORMATS):
        ending = next((ending for ending in _FORMATS if name.endswith(ending)), "")
        name = name[: len(name) - len(ending)]
    return name


def _normal(text: str) -> str:
    """`text`, which begins with a DOI's prefix, in normal form; empty where it is no DOI."""
    name = _ENCODED.sub(lambda found: unquote(found[0]), unescape(text).translate(_INVISIBLE))
    name = _QUERY.sub("", name)
    excess = {closing: name.count(closing) - name.count(opening) for closing, opening in _BRACKETS.items()}
    end = len(name)
    while end and (name[end - 1] in _ENDINGS or excess.get(name[end - 1], 0) > 0):
        end -= 1
        if name[end] in excess:
            excess[name[end]] -= 1
    name = name[:end].translate(_ASCII_LOWER)
    if "://" in name or '"' in name:  # a second address, or what stood behind the DOI where it was copied
        return ""
    return name if _NAME.fullmatch(name) or _SHORT.fullmatch(name) else ""
