"""Works of the handbook, written as references in the styles there are, are read back from them."""

from pathlib import Path

import pytest

from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.exchange.free_text import read_free_text
from vademecum.csl import load_style
from vademecum.text.rich import plain
from vademecum.text.source import Source

BIBLIOGRAPHY, _ = read_bibtex(
    Source("references.bib", (Path(__file__).parent.parent / "references.bib").read_text(encoding="utf-8"))
)
WORKS = [
    entry for entry in BIBLIOGRAPHY.values() if entry.raw("journal") and entry.raw("author") and entry.pages.ranges
]
FIELDS = ("author", "title", "journal", "year", "volume", "number", "pages", "doi")


def initials(name, dot, between):
    letters = [piece[0] for piece in name.given.replace("-", " ").replace(".", " ").split()]
    return between.join(letter + dot for letter in letters)


def names(entry, one, last, joint=", ", *, most=99, kept=99, rest=" et al."):  # noqa: PLR0913  # styles differ in all
    written = [
        one(name, index) if not name.literal else name.literal for index, name in enumerate(entry.creators.persons)
    ]
    if len(written) > most:
        return joint.join(written[:kept]) + rest
    return joint.join(written[:-1]) + last + written[-1] if len(written) > 1 else written[0]


def tight(name, _index):
    return f"{name.short} {initials(name, '', '')}".strip()


def comma(name, _index):
    return f"{name.short}, {initials(name, '.', ' ')}"


def comma_close(name, _index):
    return f"{name.short}, {initials(name, '.', '')}"


def initials_first(name, _index):
    return f"{initials(name, '.', ' ')} {name.short}"


def first_inverted(name, index):
    return f"{name.short}, {name.given}" if index == 0 else f"{name.given} {name.short}"


class Work:
    """The parts of a work as references print them."""

    def __init__(self, entry):
        self.entry = entry
        self.title, self.journal = entry.plain("title"), entry.plain("journal")
        self.year, self.volume = entry.plain("year"), entry.plain("volume")
        self.number, self.pages = entry.plain("number"), str(entry.pages)
        self.doi = entry.doi.name if entry.doi else ""

    def stopped(self):
        return self.title if self.title[-1] in ".?!" else self.title + "."


def vancouver(w):
    issue = f"({w.number})" if w.number else ""
    doi = f" doi: {w.doi}." if w.doi else ""
    who = names(w.entry, tight, ", ", most=6, kept=6, rest=", et al")
    return f"{who}. {w.stopped()} {w.journal}. {w.year};{w.volume}{issue}:{w.pages}.{doi}"


def apa(w):
    issue = f"({w.number})" if w.number else ""
    doi = f" https://doi.org/{w.doi}" if w.doi else ""
    who = names(w.entry, comma, ", & ")
    volume = f", {w.volume}{issue}" if w.volume else ""
    return f"{who} ({w.year}). {w.stopped()} {w.journal}{volume}, {w.pages}.{doi}"


def harvard(w):
    issue = f"({w.number})" if w.number else ""
    doi = f" doi:{w.doi}." if w.doi else ""
    who = names(w.entry, comma_close, " and ", most=3, kept=1, rest=" et al.")
    volume = f", {w.volume}{issue}" if w.volume else ""
    return f"{who} ({w.year}) ‘{w.title}’, {w.journal}{volume}, pp. {w.pages}.{doi}"


def chicago(w):
    issue = f" ({w.number})" if w.number else ""
    doi = f" https://doi.org/{w.doi}." if w.doi else ""
    who = names(w.entry, first_inverted, ", and ")
    who = who if who.endswith(".") else who + "."
    return f"{who} {w.year}. “{w.stopped()}” {w.journal} {w.volume}{issue}: {w.pages}.{doi}"


def mla(w):
    issue = f", no. {w.number}" if w.number else ""
    volume = f", vol. {w.volume}" if w.volume else ""
    doi = f" https://doi.org/{w.doi}." if w.doi else ""
    who = names(w.entry, first_inverted, ", and ", most=2, kept=1, rest=", et al.")
    who = who if who.endswith(".") else who + "."
    return f'{who} "{w.stopped()}" {w.journal}{volume}{issue}, {w.year}, pp. {w.pages}.{doi}'


def nature(w):
    who = names(w.entry, comma, " & ", most=5, kept=1, rest=" et al.")
    doi = f" https://doi.org/{w.doi}" if w.doi else ""
    return f"{who} {w.stopped()} {w.journal} {w.volume}, {w.pages} ({w.year}).{doi}"


def ieee(w):
    issue = f", no. {w.number}" if w.number else ""
    volume = f", vol. {w.volume}" if w.volume else ""
    doi = f", doi: {w.doi}" if w.doi else ""
    who = names(
        w.entry, initials_first, ", and " if len(w.entry.creators) > 2 else " and ", most=6, kept=1, rest=" et al."
    )
    return f"{who}, “{w.title},” {w.journal}{volume}{issue}, pp. {w.pages}, {w.year}{doi}."


def springer(w):
    issue = f"({w.number})" if w.number else ""
    doi = f" https://doi.org/{w.doi}" if w.doi else ""
    return f"{names(w.entry, tight, ', ')} ({w.year}) {w.stopped()} {w.journal} {w.volume}{issue}:{w.pages}.{doi}"


def elsevier(w):
    doi = f" https://doi.org/{w.doi}." if w.doi else ""
    return f"{names(w.entry, comma_close, ', ')}, {w.year}. {w.stopped()} {w.journal} {w.volume}, {w.pages}.{doi}"


def acs(w):
    issue = f" ({w.number})" if w.number else ""
    doi = f" DOI: {w.doi}" if w.doi else ""
    return f"{names(w.entry, comma, '; ', '; ')} {w.stopped()} {w.journal} {w.year}, {w.volume}{issue}, {w.pages}.{doi}"


STYLES = {
    each.__name__: each for each in (vancouver, apa, harvard, chicago, mla, nature, ieee, springer, elsevier, acs)
}
NO_NUMBER = ("nature", "elsevier")
"""Styles that print no number of the issue."""
NO_NUMBER_ALONE = ("apa", "harvard")
"""Styles that print none where there is no volume."""


def read_all(texts):
    found, findings = read_free_text(Source("x", "\n\n".join(texts)))
    return found, findings


def names_of(entry):
    return [(name.family or name.literal, name.initials.replace("-", "")) for name in entry.creators.persons]


def misses(found, entry, fields):
    """The fields in which what was read is not what was written."""
    wrong = []
    for name in fields:
        if name == "author":
            ours, theirs = names_of(found), names_of(entry)
            same = ours == [(f, i) for f, i in theirs][: len(ours)] and (
                len(ours) == len(theirs) or found.creators.others
            )
        elif name == "pages":
            same = str(found.pages) == str(entry.pages)
        elif name == "doi":
            same = (found.doi and found.doi.name) == (entry.doi and entry.doi.name)
        elif name == "year":
            same = (found.date and found.date.year) == (entry.date and entry.date.year)
        else:
            same = found.plain(name).strip(".") == entry.plain(name).strip(".")
        if not same:
            wrong.append(name)
    return wrong


def printed(style, entry):
    """The fields that a style prints of a work."""
    left_out = style in NO_NUMBER or (style in NO_NUMBER_ALONE and not entry.raw("volume"))
    return [name for name in FIELDS if not (name == "number" and left_out)]


@pytest.mark.parametrize("style", STYLES)
def test_nine_of_ten_works_are_read_back_from_a_style(style):
    texts = [STYLES[style](Work(entry)) for entry in WORKS]
    found, _ = read_all(texts)
    assert len(found) == len(WORKS)
    whole = [not misses(read, entry, printed(style, entry)) for read, entry in zip(found, WORKS, strict=True)]
    assert sum(whole) / len(whole) >= 0.9


@pytest.mark.parametrize("style", ["numeric", "author-date"])
def test_nine_of_ten_works_are_read_back_from_our_own_references(style):
    formatted = load_style(style, "en-US", BIBLIOGRAPHY)
    texts = [plain(formatted.format_reference(entry.key)) for entry in WORKS]
    fields = [name for name in FIELDS if name != "doi"]
    found, _ = read_all(texts)
    assert len(found) == len(WORKS)
    whole = [not misses(read, entry, fields) for read, entry in zip(found, WORKS, strict=True)]
    assert sum(whole) / len(whole) >= 0.9
