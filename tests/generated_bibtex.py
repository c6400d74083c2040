"""BibTeX files made up at random, each with what it means.

`files()` gives well-formed files: the text, and the entries, remarks, comments and `@string`s that it holds. They are
written as differently as real files: braces, quotes and joins, white space and remarks anywhere, several blocks on a
line. An entry is made whole from one number, so that the search for examples is quick.
"""

import random
import re
from dataclasses import dataclass

from hypothesis import strategies as st

WORDS = {"nejm": "New England Journal of Medicine", "J_am-1": "{JAMA} ", "empty": "", "dash": " -- "}
"""What the `@string`s of these files define."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TYPES = ("article", "Book", "INPROCEEDINGS", "misc", "software", "web_page", "article-journal")
_NAMES = ("title", "Author", "YEAR", "note", "keywords", "bdsk-url-1", "x+y", "ads:note", "a(all", "zeta", "month")
_ATOMS = (
    *("skin", "Ä", "医学", " ", "  ", "\n", "\n\n", "\n   ", "\t", ",", "=", "@", "%", "#", "&", "$", "_", "~"),
    *("(", ")", "\\'e", "\\\\", "\\%", "e\u0301", "\n  @me{x}", "\n@home", " @article{", "title = ", "--"),
    *("100%", "and", "a", "{", "{", "{", "}", "}", "{x}", "{\\", "\u00a0", "<<<", "'"),
)
_KEY_TAILS = ("", ":conf/x", "+2", "’s", "(1", "ä", "e\u0301", "'", "-a.b", "@x", "&y", "title", "2020")
_SPACES = ("", "", " ", " ", "\n", "\n  ", "\t", " \n\n ")
_REMARKS = ("% checked", "%", "%% Two {x} braces", "% a = {b},", "% @book", "%  blanks at the end  ", "% Ä")
_COMMENTS = (
    "@comment{x}",
    "@Comment{a {b}\n  c\n\n d}",
    "@comment(x { y)",
    "@comment{@book{x, t = {X}}}",
    "@COMMENT\n{}",
)
_LOOSE = (*_REMARKS, '% a 6" scar', "% a (b", "@comment loose words", "@Comment")
_PREAMBLES = ('@preamble{"x" # nejm}', "@Preamble({y})")

_BEGINNING = re.compile(r"(\n[ \t]*)(?=@(?!me\{x\}|home(?!\w*[ \t]*[{(])))")
"""Where a line would look like the beginning of an entry: that is for the cases to judge."""


@dataclass(frozen=True)
class Written:
    """An entry: its text, and what it means."""

    text: str
    type: str
    key: str
    fields: dict[str, str]
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Made:
    """A file: its text, and what is in it."""

    text: str
    entries: tuple[Written, ...]
    remarks: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()


class _Maker:
    """Makes one entry, and keeps its remarks."""

    def __init__(self, seed):
        self.rng = random.Random(seed)  # noqa: S311  # nothing secret
        self.remarks = []

    def entry(self, key):
        """An entry that begins with its type and ends with its closing delimiter."""
        kind = self.rng.choice(_TYPES)
        opening, closing = self.rng.choice(("{}", "{}", "{}", "()"))
        text = f"@{kind}{self.rng.choice(('', ' '))}{opening}{self.space()}{key}"
        fields = {}
        for name in self.rng.sample(_NAMES, self.rng.randint(0, 4)):
            value, says = self.value()
            text += f"{self.space(text)},{self.space(often=True)}{name}{self.space()}={self.space()}{value}"
            fields[name.lower()] = says
        text += self.space(text)
        if self.rng.random() < 0.5:
            text += "," + self.space(often=True)
        return Written(text + closing, kind.lower(), key, fields, tuple(self.remarks))

    def space(self, before=" ", *, often=False):
        """White space, here and there with a remark; the remark is not glued to a word at the end of `before`."""
        space = self.rng.choice(_SPACES)
        if self.rng.random() < (0.3 if often else 0.05):
            remark = self.rng.choice(_REMARKS)
            self.remarks.append(remark.rstrip())
            glued = not space and not before[-1].isspace()
            space += f"{' ' if glued else ''}{remark}\n"
        return space

    def value(self):
        """A value as it is written, and what it says."""
        written, says = self.piece()
        while self.rng.random() < 0.2:
            piece, more = self.piece()
            written += f"{self.space(written)}#{self.space()}{piece}"
            says += more
        return written, says

    def piece(self):
        """What stands between two `#`."""
        kind = self.rng.choice(("braces", "braces", "braces", "quotes", "number", "word"))
        if kind == "number":
            number = str(self.rng.randint(0, 2100))
            return number, number
        if kind == "word":
            word = self.rng.choice((*WORDS, *_MONTHS))
            return self.rng.choice((word, word.upper(), word.capitalize())), WORDS.get(word, word)
        text = self.text()
        if kind == "quotes":
            text = text.rstrip("\\") + self.rng.choice(("", '{"}', '\\"o'))
            return f'"{text}"', text
        text += self.rng.choice(("", '"'))
        return f"{{{text}}}", text

    def text(self):
        """Text in which braces close."""
        pieces, opened = [], 0
        for _ in range(self.rng.randint(0, 8)):
            atom = self.rng.choice(_ATOMS)
            if atom == "}" and not opened:
                continue
            opened += atom.count("{") - atom.count("}")
            pieces.append(atom)
        return _BEGINNING.sub(r"\1.", "".join(pieces)) + "}" * opened


@st.composite
def files(draw, most=3):
    """A well-formed file; keys are such that no edit of one character makes two of them equal."""
    seeds = draw(st.lists(st.integers(0, 10**9), max_size=most))
    rng = random.Random(draw(st.integers(0, 10**9)))  # noqa: S311  # nothing secret
    entries = [
        _Maker(seed).entry(f"key{number:03}x{number:03}{rng.choice(_KEY_TAILS)}") for number, seed in enumerate(seeds)
    ]
    loose = rng.sample(_LOOSE, rng.choice((0, 0, 1, 2)))
    comments = rng.sample(_COMMENTS, rng.choice((0, 0, 1, 2)))
    others = [*comments, *rng.sample(_PREAMBLES, rng.choice((0, 0, 1))), *(_string(rng, name) for name in WORDS)]
    blocks = [*(entry.text for entry in entries), *others, *loose]
    rng.shuffle(blocks)
    text = rng.choice(_SPACES)
    for block in blocks:
        if block in loose:
            text += _line(text, block)
        else:
            text += block + rng.choice(_SPACES)
    entries.sort(key=lambda entry: text.index(entry.text))
    remarks = [*(remark for entry in entries for remark in entry.remarks), *(remark.rstrip() for remark in loose)]
    return Made(text, tuple(entries), tuple(remarks), tuple(comments))


def _line(before, remark):
    """A remark that has the rest of a line for itself, and one without `%` also its beginning."""
    own = "\n" if remark.startswith("@") and before.rstrip(" \t") and not before.rstrip(" \t").endswith("\n") else ""
    return f"{own}{remark}\n"


def _string(rng, name):
    opening, closing = rng.choice(("{}", "()"))
    quote, unquote = rng.choice(("{}", '""'))
    space = rng.choice(_SPACES)
    kind = rng.choice(("string", "String", "STRING"))
    return f"@{kind}{opening}{space}{name}{space}={space}{quote}{WORDS[name]}{unquote}{space}{closing}"


_TIDY_VALUES = ("{One}", '"Two"', "2020", "{a {b} c}", "{First.\n\nSecond.}", "jan # {~1}")


@st.composite
def tidy_files(draw, prefix="key"):
    """Entries and `@string`s that begin in column 1, with no more between them than remarks right above them."""
    rng = random.Random(draw(st.integers(0, 10**9)))  # noqa: S311  # nothing secret
    blocks = [_tidy_entry(rng, f"{prefix}{number:03}") for number in range(draw(st.integers(1, 4)))]
    blocks += [f"@string{{{prefix}{number} = {{x}}}}\n" for number in range(draw(st.integers(0, 2)))]
    rng.shuffle(blocks)
    return "\n".join(rng.choice(("", "", "% checked\n", "% one\n% two\n")) + block for block in blocks)


def _tidy_entry(rng, key):
    names = rng.sample(_NAMES, rng.randint(1, 4))
    lines = "".join(f"  {name} = {rng.choice(_TIDY_VALUES)},\n" for name in names)
    return f"@{rng.choice(_TYPES)}{{{key},\n{lines}}}\n"


MARKS = '{}"@,=#%\n('
"""What makes the structure of a file."""
_TEMPTING = (
    "@article{a,",
    "@book(b,",
    "@string{s =",
    "@comment",
    "@comment{",
    "title = {",
    "\n@a{b, c = ",
    "}\n",
    "s,",
)
TEXTS = st.lists(st.sampled_from((*MARKS, *MARKS, *_ATOMS, *_TEMPTING)), max_size=25).map("".join)
"""Any text, most of it made of what the reader looks for."""
