r"""Made-up BibTeX files: some in the shape of real exports, some of the kind that wears a reader out.

`real_shaped(10_000, seed=1)` is the same text in every run: about nine fields and 820 characters an entry, names and
titles with LaTeX in them, abstracts in two fifths, `@string`s for a tenth of the journals, a `crossref` in one of a
hundred.

`ADVERSARIAL` holds families of files by name. Each takes a size in characters and gives a file of about that size in
which one thing is repeated without end.
"""

import random
from collections.abc import Callable

_FAMILIES = (
    *("Smith", "Garc{\\'i}a", 'M{\\"u}ller', "Wang", "Chen", "Kim", "Nguyen", "{\\O}stergaard", "O'Neil", "Silva"),
    *("Dvo{\\v{r}}{\\'a}k", "Johansson", "van der Berg", "de la Cruz", "Nakamura", "Rossi", "Kowalski", "Ivanova"),
    *("\\c{C}elik", "Haddad", "Cohen", "Patel", "Dubois", "Andr\\'e", "Gonz\\'alez", "Fischer", "Wei{\\ss}", "Lopes"),
    *("Šimić", "Łukasz", "Brøndum", "Nuñez", "Jönsson", "Horváth", "Anderson-Clark", "Al-Rashid", "Osei", "Mbeki"),
)
_GIVEN = (
    *("Anna B.", "Carlos", "E. F.", "Grace", "Hiro", "Jo{\\~a}o", "Karin", "L. M.", "Nora", "Rosa S.", "Tom{\\'a}s"),
    *("J.", "M. A.", "P.", "S.", "Xiaoming", "Y.-H.", "Zsófia", "Fran\\c{c}ois", "R. W.", "Inés", "D.", "K. L."),
)
_WORDS = (
    *("skin", "collagen", "elastin", "dermis", "laser", "peel", "plasma", "serum", "vitamin", "follicle", "density"),
    *("session", "protocol", "device", "patient", "baseline", "trial", "cohort", "placebo", "evidence", "outcome"),
    *("the", "of", "and", "in", "to", "a", "with", "for", "on", "by", "from", "as", "is", "were", "may", "after"),
    *("randomised", "double-blind", "systematic", "review", "treatment", "wound", "healing", "ageing", "tissue"),
)
_TITLE_MARKUP = (
    *("{DNA}", "{UVB}", "{RNA}-seq", "{COVID-19}", "{Staphylococcus} aureus", "\\emph{in vivo}", "{\\it in vitro}"),
    *("CO$_2$", "H$_{2}$O", "10$^{-3}$", "$\\beta$-carotene", "$p<0.05$", "45$^\\circ$C", "\\textit{C. elegans}"),
    *("1990--2020", "``real'' data", "risk \\& benefit", "95\\% of cases", "a/b", "{\\textmu}m", "---", "Crohn's"),
)
_JOURNALS = (
    *("Journal of Cosmetic Dermatology", "Dermatologic Surgery", "{PLoS ONE}", "The Lancet", "Skin \\& Health"),
    *("Aesthetic Surgery Journal", "British Journal of Dermatology", "Arch. Derm. Res.", "Wound Repair", "{BMJ} Open"),
)
_MACROS = ("jcd", "ds", "plosone", "lancet", "sh", "asj", "bjd", "adr", "wr", "bmjopen")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PROCEEDINGS_EVERY = 100


def real_shaped(n: int, seed: int = 0) -> str:
    """A file of `n` entries in the shape of real exports; the same for the same `n` and `seed`."""
    rng = random.Random(seed)  # noqa: S311  # nothing secret
    strings = [f'@string{{{macro} = "{name}"}}\n' for macro, name in zip(_MACROS, _JOURNALS, strict=True)]
    return "\n".join(["".join(strings), *(_entry(rng, number) for number in range(n))])


def _entry(rng: random.Random, number: int) -> str:
    if number % _PROCEEDINGS_EVERY == 0:
        kind, fields = "proceedings", _proceedings(rng)
    elif number % _PROCEEDINGS_EVERY == 1:
        kind, fields = "inproceedings", [*_work(rng, number), ("crossref", f"{{proceedings{number - 1}}}")]
    else:
        kind, fields = "article", [*_work(rng, number), *_article(rng)]
    key = ("proceedings" if kind == "proceedings" else f"{rng.choice(_MACROS)}{rng.randint(1975, 2026)}x") + str(number)
    lines = ",\n".join(f"  {name:<12} = {value}" for name, value in fields)
    return f"@{kind}{{{key},\n{lines}\n}}\n"


def _proceedings(rng: random.Random) -> list[tuple[str, str]]:
    return [
        ("editor", f"{{{_names(rng)}}}"),
        ("title", f"{{Proceedings of the {rng.randint(1, 40)}th Congress on {_phrase(rng, 3)}}}"),
        ("year", str(rng.randint(1975, 2026))),
        ("publisher", "{Springer}"),
    ]


def _work(rng: random.Random, number: int) -> list[tuple[str, str]]:
    """What articles and papers have in common."""
    first = rng.randint(1, 2000)
    fields = [
        ("author", f"{{{_names(rng)}}}"),
        ("title", f"{{{_title(rng)}}}"),
        ("pages", f"{{{first}--{first + rng.randint(1, 20)}}}"),
        ("doi", f"{{10.{rng.randint(1000, 9999)}/j.{rng.choice(_MACROS)}.{number}_{rng.randint(1, 999)}}}"),
    ]
    if rng.random() < 0.4:
        fields.append(("abstract", f"{{{_abstract(rng)}}}"))
    if rng.random() < 0.3:
        fields.append(("keywords", f"{{{', '.join(rng.choices(_WORDS, k=rng.randint(2, 6)))}}}"))
    return fields


def _article(rng: random.Random) -> list[tuple[str, str]]:
    which = rng.randrange(len(_JOURNALS))
    month = rng.choice(_MONTHS)
    fields = [
        ("journal", _MACROS[which] if rng.random() < 0.1 else f"{{{_JOURNALS[which]}}}"),
        ("year", f"{{{rng.randint(1975, 2026)}}}"),
        ("volume", str(rng.randint(1, 200))),
    ]
    choices = [
        ("number", f"{{{rng.randint(1, 12)}}}", 0.7),
        ("month", month if rng.random() < 0.9 else f'{month} # "~{rng.randint(1, 28)}"', 0.5),
        ("pmid", f"{{{rng.randint(1_000_000, 39_999_999)}}}", 0.3),
        ("issn", f"{{{_issn(rng)}}}", 0.2),
        ("url", f"{{https://example.org/a_b/{rng.randint(1, 10**9)}?x=1&y=%20z#top}}", 0.3),
    ]
    return [*fields, *((name, value) for name, value, share in choices if rng.random() < share)]


def _issn(rng: random.Random) -> str:
    """Seven digits and the one that proves them (ISO 3297)."""
    digits = [rng.randrange(10) for _ in range(7)]
    check = -sum(digit * weight for digit, weight in zip(digits, range(8, 1, -1), strict=True)) % 11
    number = "".join(map(str, digits)) + ("X" if check == 10 else str(check))
    return f"{number[:4]}-{number[4:]}"


def _names(rng: random.Random) -> str:
    """Two to twelve persons; a few families have most of them."""
    persons = [f"{_family(rng)}, {rng.choice(_GIVEN)}" for _ in range(min(rng.randint(2, 12), rng.randint(2, 12)))]
    if rng.random() < 0.05:
        persons.append("others")
    return " and ".join(persons)


def _family(rng: random.Random) -> str:
    return _FAMILIES[min(rng.randrange(len(_FAMILIES)), rng.randrange(len(_FAMILIES)))]


def _title(rng: random.Random) -> str:
    words = rng.choices(_WORDS, k=rng.randint(6, 14))
    for _ in range(rng.choice((0, 0, 1, 2))):
        words.insert(rng.randrange(len(words)), rng.choice(_TITLE_MARKUP))
    return " ".join(words).capitalize() if rng.random() < 0.2 else " ".join(words)


def _phrase(rng: random.Random, length: int) -> str:
    return " ".join(rng.choices(_WORDS, k=length))


def _abstract(rng: random.Random) -> str:
    sentences = []
    for _ in range(rng.randint(7, 12)):
        words = rng.choices(_WORDS, k=rng.randint(8, 18))
        if rng.random() < 0.3:
            words.insert(rng.randrange(len(words)), rng.choice(_TITLE_MARKUP))
        sentences.append(" ".join(words) + ".")
    return " ".join(sentences)


def _repeated(unit: str, before: str = "", behind: str = "") -> Callable[[int], str]:
    """A family: `unit` over and over, between `before` and `behind`."""
    return lambda size: before + unit * max(1, (size - len(before) - len(behind)) // len(unit)) + behind


def _numbered(unit: str, before: str = "", behind: str = "") -> Callable[[int], str]:
    """A family: `unit` over and over, `§` in it the number of the repetition, `‹` the one before."""

    def family(size: int) -> str:
        room, pieces, number = size - len(before) - len(behind), [], 0
        while room > 0 or not pieces:
            pieces.append(unit.replace("‹", str(number)).replace("§", str(number + 1)))
            room -= len(pieces[-1])
            number += 1
        return before + "".join(pieces) + behind

    return family


def _nested(size: int) -> str:
    return "@a{k, title = " + "{" * (size // 2) + "}" * (size // 2) + "}\n"


def _nested_blocks(size: int) -> str:
    """Sixty entries that are never closed, and then a megabyte that is well-formed, again and again."""
    unit = "@a{\n" * 60 + "{x}" * 330_000 + "\n"
    return (unit * (size // len(unit) + 1))[:size]


def _join_chain(size: int) -> str:
    """Each `@string` is the one before, twice: the text doubles at each step."""
    return '@string{s0 = "x"}\n' + _numbered("@string{s§ = s‹ # s‹}\n")(size) + "@a{k, note = s1}\n"


ADVERSARIAL: dict[str, Callable[[int], str]] = {
    "braces in a field": _repeated("{x}", "@a{k, title = {", "}}\n"),
    "braces in many fields": _repeated("@a{k, title = {" + "{x}" * 20_000 + "}}\n"),
    "braces that open": _repeated("{", "@a{k, title = {"),
    "braces that close": _repeated("}", "@a{k, title = {"),
    "braces outside": _repeated("{x} "),
    "accents": _repeated("{\\'e}\\\"o", "@a{k, author = {", "}}\n"),
    "dollar signs": _repeated("$", "@a{k, title = {", "}}\n"),
    "dollar signs in many fields": _numbered("@a{k§, title = {" + "$" * 60_000 + "}}\n"),
    "unclosed entries on one line": _repeated("@a{"),
    "unclosed entries, one a line": _repeated("@a{\n"),
    "unclosed entries with keys": _repeated("@a{k,\n"),
    "unclosed entries with keys and values": _repeated("@a{k, title = {\n"),
    "unclosed entries in parentheses": _repeated("@a(\n"),
    "unclosed entries in parentheses with keys": _repeated("@a(k,\n"),
    "unclosed entries in front of much text": _nested_blocks,
    "unclosed entries, ever less indented": lambda size: "".join(
        " " * indent + "@a{k, t = {\n" for indent in range(int((2 * size) ** 0.5), 0, -1)
    ),
    "unclosed quotes": _repeated('@a{k, title = "x\n'),
    "deep nesting": _nested,
    "nesting as deep as may be": _repeated("{" * 62 + "}" * 62, "@a{k, title = {", "}}\n"),
    "one long name": _repeated("x", "@a{k, author = {", "}}\n"),
    "one name of many words": _repeated("x ", "@a{k, author = {", "}}\n"),
    "many names": _repeated("Doe, J. and ", "@a{k, author = {", "others}}\n"),
    "many conjunctions": _repeated("and ", "@a{k, author = {", "}}\n"),
    "duplicate entries": _repeated("@a{k, title = {x}}\n"),
    "duplicate fields": _repeated("title = {x}, ", "@a{k, ", "}\n"),
    "duplicate keywords": _repeated("keywords = {x}, ", "@a{k, ", "}\n"),
    "duplicate strings": _repeated("@string{s = {x}}\n"),
    "many fields": _numbered("f§ = 1, ", "@a{k, ", "}\n"),
    "quotes": _repeated('"', "@a{k, title = ", "}\n"),
    "quotes in quotes": _repeated('"x" ', "@a{k, title = ", "}\n"),
    "quotes in braces": _repeated('{"}', '@a{k, title = "', '"}\n'),
    "backslashes": _repeated("\\", "@a{k, title = {", "}}\n"),
    "backslashes in quotes": _repeated("\\", '@a{k, title = "', '"}\n'),
    "backslashes and quotes": _repeated('\\"', '@a{k, title = "', "}\n"),
    "remarks": _repeated("% x\n"),
    "remarks in an entry": _repeated("% x\n", "@a{k,\n", "}\n"),
    "per cent signs": _repeated("%", "@a{k, title = {", "}}\n"),
    "comments that are never closed": _repeated("@comment{"),
    "comments that are never closed, one a line": _repeated("@comment{\n"),
    "comments in parentheses that are never closed": _repeated("@comment(\n"),
    "comments in comments": lambda size: "@comment{" * (size // 10) + "}" * (size // 10),
    "comments without braces": _repeated("@comment x\n"),
    "commas": _repeated(",", "@a{k", "}\n"),
    "commas outside": _repeated(","),
    "equals signs": _repeated("=", "@a{k, title ", "}\n"),
    "blanks in an entry": _repeated(" ", "@a{k,", "}\n"),
    "blanks in a value": _repeated(" ", "@a{k, title = {x", "x}}\n"),
    "blanks before a brace": _repeated(" ", "@a", "{k}\n"),
    "blanks outside": _repeated(" "),
    "blank lines": _repeated("\n"),
    "blank lines in a value": _repeated("\n", "@a{k, title = {x", "x}}\n"),
    "line ends and blanks": _repeated(" \n", "@a{k, title = {x", "x}}\n"),
    "at signs": _repeated("@"),
    "at signs, one a line": _repeated("\n@"),
    "at signs, one a line of a value": _repeated("\n@", "@a{k, title = {", "}}\n"),
    "entries in a value": _repeated("\n@me{x}", "@a{k, title = {", "}}\n"),
    "long types": _repeated("x", "@a", "{k}\n"),
    "long types without braces": _repeated("@aaaaaaaaaaaaaaaaaaaaaaaa "),
    "long keys": _repeated("x", "@a{k", "}\n"),
    "joins": _repeated(" # x", "@a{k, title = {x}", "}\n"),
    "joins of texts": _repeated(' # "x"', "@a{k, title = {x}", "}\n"),
    "joins without texts": _repeated(" #", "@a{k, title = {x}", "}\n"),
    "chained strings": _numbered("@string{s§ = s‹}\n", '@string{s0 = "x"}\n', "@a{k, note = s1}\n"),
    "chained strings, the last first": _numbered("@string{s‹ = s§}\n", "@a{k, note = s0}\n"),
    "doubled strings": _join_chain,
    "many strings": _numbered('@string{s§ = "x"}\n'),
    "a long string in many fields": _numbered(
        "@a{k§, note = s, title = s # s}\n", '@string{s = "' + "x" * 60_000 + '"}\n'
    ),
    "a long string in many entries": _numbered("@a{k§, note = s # {x}}\n", '@string{s = "' + "x" * 60_000 + '"}\n'),
    "undefined words": _numbered("@a{k§, note = w§}\n"),
    "entries on one line": _numbered("@a{k§}"),
    "small entries": _numbered("@a{k§}\n"),
    "stray text": _repeated("x"),
    "stray words": _repeated("x y\n", "@a{k, ", "}\n"),
    "stray tails": _repeated("}, x = {y},\n"),
    "merge conflicts": _repeated("<<<<<<< HEAD\n"),
    "keys that fold": _numbered("@a{K§}\n@a{k§}\n"),
    "accents of two characters": _repeated("e\u0301", "@a{k", "}\n"),
}
"""Families of files by name: from a size in characters to a file of about that size."""
