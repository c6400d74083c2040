"""How hard a page is to read: the grade of Flesch and Kincaid, for English.

Kincaid, Fishburne, Rogers and Chissom (1975), Research Branch Report 8-75: 0.39 times the words in a sentence, plus
11.8 times the syllables in a word, minus 15.59. The result is a year of school in the United States.

Syllables are counted by letters: each run of vowels (`y` among them) is one. A silent `e` at the end is none, nor are
`-ed` behind other letters than `t` and `d`, `-es` behind other letters than those that hiss, and `-ue` in `-que` and
`-gue`; `-le` behind a consonant is one. Vowels that are mostly spoken apart, as in "trial", "serious", "area", "doing"
and "layer", are two. A word has at least one. That is right for about nineteen words in twenty, which is enough
for an average.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vademecum.checks.page_model import CheckedPage, PageSettings
from vademecum.text.finding import Finding, Rule, Severity

HARD_TO_READ = Rule("page/hard-to-read", Severity.WARNING, "A page is harder to read than the site allows.")

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?…][\"”’)\]*_\ufffc]*(?=\s+[\"“‘(*_\[\ufffc]*[A-Z0-9\ufffc]|\s*\Z)")
_SHORTENED = frozenset(
    (
        *("e.g", "i.e", "vs", "cf", "al", "Dr", "Mr", "Mrs", "Ms", "Prof", "St", "approx", "no", "No", "Fig", "Figs"),
        *("vol", "vols", "p", "pp", "ca"),
    )
)
_AROUND_WORD = "([“\"‘'*_"
_VOWELS = re.compile("[aeiouyàáâãäåæèéêëìíîïòóôõöøœùúûüý]+")
_SILENT = re.compile(
    r"(?:(?<=[^aeiouytd])(?<![^aeiouyl]l)ed|(?<=[^aeiouysxzcgl])(?<![cs]h)es|(?<=[^aeiouyl])e|(?<=[aeiouy]l)e|(?<=[aeiouyl]l)e"
    r"|(?<=[aeiouy]l)es|(?<=[aeiou][qg])ue)\Z"
)
_APART = re.compile(
    r"(?<![tcsg])ia|(?<![tc])ie(?=t|n[ct])|\bsci(?=e)|(?<![ctgxn])iou|io(?!n|u)|iu[ms]|(?<=[aeiou][^aeiou])ea\b"
    r"|eo(?!us|n\b|p)|(?<![qg])ua(?=[lt])|uou|uid\b|ya(?=[lc])|(?:[aiouy]|(?<!g)e)ing\b|(?<=[a-z])[aeo]y[aeo]|creat|react"
    r"|(?:th|s)m\b|[ds]nt\b"
)
_LONGEST_SHORTENED = 8
_FEWEST_WORDS = 100
_FEWEST_SENTENCES = 5


@dataclass(frozen=True, slots=True)
class Readability:
    """What was counted in the sentences of a page."""

    sentences: int = 0
    words: int = 0
    syllables: int = 0

    @property
    def grade(self) -> float:
        """The grade of Flesch and Kincaid; 0 where there are too few sentences to tell."""
        if self.sentences < _FEWEST_SENTENCES or self.words < _FEWEST_WORDS:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59


def syllables(word: str) -> int:
    """How many syllables an English word has, by its letters; the parts of a compound are counted one by one."""
    return sum(map(_count, filter(None, word.split("-"))))


class _Counts(dict[str, int]):
    """Words and syllables of what stands between blanks, in one number: pages of a site share most of their words."""

    def __missing__(self, written: str) -> int:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        words = _WORD.findall(written)
        count = self[written] = len(words) * _BASE + sum(map(syllables, words))
        return count


_MOST_REMEMBERED = 65536
_BASE = 1 << 32
_COUNTS = _Counts()


def _count(word: str) -> int:
    letters = word.lower().replace("’", "").replace("'", "")
    spoken = _SILENT.sub("", letters)
    return max(len(_VOWELS.findall(spoken)) + len(_APART.findall(letters)), 1)


def measure(page: CheckedPage) -> Readability:
    """What the sentences of a page hold. Headings, cells and items that are no sentence are not counted."""
    prose, sentences, counted = page.texts.prose, 0, 0
    for start, end in _units(page):
        text = prose[start:end]
        ends = _ends(text)
        if ends:
            sentences += len(ends)
            counted += sum(map(_COUNTS.__getitem__, text[: ends[-1]].split()))
    return Readability(sentences, *divmod(counted, _BASE))


def words_of(page: CheckedPage) -> int:
    """How many words stand in the text of a page, those of items and cells among them; headings are not counted."""
    prose = page.texts.prose
    return sum(_COUNTS[word] for start, end in _units(page) for word in prose[start:end].split()) // _BASE


def readability_findings(page: CheckedPage, settings: PageSettings) -> Iterator[Finding]:
    """A finding for a page whose grade is above the highest that the site allows, where its first sentence begins."""
    if not settings.highest_grade or settings.language != "en":
        return
    grade = measure(page).grade
    if grade > settings.highest_grade:
        sentences = list(_sentences(page))
        longest, most = max(sentences, key=lambda sentence: sentence[1])
        line = page.source.position(longest).line
        message = f"the page reads at grade {grade:.1f}, above {settings.highest_grade:g}"
        hint = f"Use shorter sentences and shorter words; the longest, of {most} words, begins in line {line}."
        yield page.at(HARD_TO_READ, (sentences[0][0], sentences[0][0]), message, hint)


def _units(page: CheckedPage) -> Iterator[tuple[int, int]]:
    """Where running text that is no heading begins and ends."""
    headings = {heading.start for heading in page.outline.headings}
    return ((start, end) for start, end in page.outline.units if start not in headings)


def _ends(text: str) -> list[int]:
    """Where the sentences of a text end; a point that shortens a word ends none."""
    return [stop.end() for stop in _SENTENCE_END.finditer(text) if not _is_shortened(text, stop.start())]


def _is_shortened(text: str, point: int) -> bool:
    """Whether the word before a point is one that is shortened, or an initial."""
    word = text[max(point - _LONGEST_SHORTENED, 0) : point].split()[-1:]
    last = word[0].lstrip(_AROUND_WORD) if word and text[point] == "." else ""
    return last in _SHORTENED or (len(last) == 1 and last.isupper())


def _sentences(page: CheckedPage) -> Iterator[tuple[int, int]]:
    """Where each sentence begins, and how many words it has."""
    prose = page.texts.prose
    for start, end in _units(page):
        last = start
        for stop in _ends(prose[start:end]):
            words = list(_WORD.finditer(prose, last, start + stop))
            if words:
                yield words[0].start(), len(words)
            last = start + stop
