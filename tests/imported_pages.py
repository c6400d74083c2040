"""Saved pages under `cases/import/`, what is expected of each, and the words that a reader of a page sees."""

import re
from collections import Counter
from datetime import date
from html import unescape

from bs4 import BeautifulSoup, Comment

from conversions import CASES
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.exchange.free_text import read_free_text
from vademecum.editing.importing import intake_of
from vademecum.importing.page import ImportSettings, import_page, open_page
from vademecum.importing.report import report_lines
from vademecum.text.source import Source

FOLDER = CASES / "import"
DAY = date(2026, 11, 21)
PAGES = sorted(
    file for file in FOLDER.iterdir() if file.suffix in {".html", ".htm", ".txt"} and ".expected" not in file.name
)
_UNSEEN = ("script", "style", "head", "template", "title")
_WORD = re.compile(r"[^\W_]+")


def bibliography():
    text = (FOLDER / "references.bib").read_text(encoding="utf-8")
    return read_bibtex(Source("references.bib", text))[0]


def imported(data, name="page.html", known=None):
    """The topic that a saved page becomes."""
    data = data if isinstance(data, bytes) else data.encode("utf-8")
    known = bibliography() if known is None else known
    return import_page(name, open_page(name, data), intake_of(known, read_free_text), ImportSettings(DAY))


def expected(page):
    """What is expected of a page: lines of the file beside it, by what stands before their colon."""
    lines = page.with_name(f"{page.stem}.expected.txt").read_text(encoding="utf-8").splitlines()
    kinds = {}
    for line in filter(None, lines):
        kind, _, text = line.partition(": ")
        kinds.setdefault(kind, []).append(text)
    return kinds


def seen_words(data, name):
    """The words that a reader of the page sees, counted; found by other means than the import's."""
    if name.endswith(".txt"):
        return Counter(_WORD.findall(data.decode("utf-8")))
    text = data.decode("cp1252" if b"windows-1252" in data else "utf-8")
    soup = BeautifulSoup(re.sub(r"<!\[[^\]>]*\]>", "", text), "html.parser")
    for element in [*soup.find_all(_UNSEEN), *soup.find_all(style="mso-list:Ignore")]:
        element.decompose()
    for remark in soup.find_all(string=lambda each: isinstance(each, Comment)):
        remark.extract()
    alternatives = " ".join(image.get("alt", "") for image in soup.find_all("img"))
    inline = r"</?(?:a|abbr|b|code|del|em|font|i|small|span|strong|time|u|o:p)\b[^>]*>"
    bare = re.sub(r"<[^>]*>", " ", re.sub(inline, "", str(soup), flags=re.IGNORECASE))
    return Counter(_WORD.findall(unescape(bare))) + Counter(_WORD.findall(alternatives))


def kept_words(page):
    """The words of the Markdown and of the report, counted."""
    text = re.sub(r"</?(?:sub|sup|br)>|\\[^\w]", " ", page.markdown)
    text = unescape(re.sub(r"</?del>|\*", "", text))
    return Counter(_WORD.findall(text)) + Counter(_WORD.findall("\n".join(report_lines(page, "page.md"))))
