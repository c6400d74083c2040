"""Pieces of patterns: letters, names, years, months, as references write them."""

from vademecum.bibliography.name.words import PARTICLES

_RANGES = ((0x41, 0x5B), (0x61, 0x7B), (0xC0, 0x250), (0x370, 0x530), (0x1E00, 0x2000))
_LETTERS = [chr(code) for low, high in _RANGES for code in range(low, high) if chr(code).isalpha()]

UPPER = "[" + "".join(filter(str.isupper, _LETTERS)) + "]"
"""A capital letter: Latin, Greek, Cyrillic."""
LOWER = "[" + "".join(filter(str.islower, _LETTERS)) + "]"
LETTER = r"[^\W\d_]"

PARTICLE = "(?:" + "|".join(sorted({each.rstrip("'’") for each in PARTICLES}, key=len, reverse=True)) + ")"
_FAMILY_WORD = rf"(?:[dDlLOo][’'‘`])?{UPPER}(?:{LETTER}|[’'‘`-](?={LETTER})|(?<=St)\.(?=\s)){{1,30}}"
FAMILY = (
    rf"(?:{PARTICLE}\s|[’']t\s|(?:al|el|ul|ben|bin)-){{0,3}}{_FAMILY_WORD}"
    rf"(?:(?:\s{PARTICLE}){{0,2}}\s(?!(?:{UPPER}{{1,3}}|Jr|Sr)(?!{LETTER})){_FAMILY_WORD}){{0,3}}"
)
"""A family name: `Cheng`, `van der Berg`, `García Márquez`, `O'Neill`, `Al-Garf`."""
TIGHT = rf"{UPPER}{{1,4}}(?:-{UPPER}{{1,2}}|d[aeo]?s?{UPPER}{{1,2}})?(?!{LETTER}|[’'‘`]{LETTER})"
"""Initials as in `Cheng NP`."""
DOTTED = rf"(?!Dr|Mr|Ms|St|Jr|Sr|No|Vs|Ed){UPPER}{LOWER}?\.(?:[\s-]{{0,2}}(?:{UPPER}{LOWER}?|d)\.){{0,5}}"
"""Initials as in `Cheng, N. P.`."""
LOOSE = rf"{UPPER}(?:\s{UPPER}){{1,3}}(?!{LETTER})"
"""Initials as in `Cheng, N P`."""
_GIVEN_WORD = rf"{UPPER}{LOWER}(?:{LETTER}|[’'-](?={LETTER})){{0,30}}"
GIVEN = (
    rf"(?:{UPPER}\.\s?(?:{UPPER}\.\s?)?)?{_GIVEN_WORD}(?:[\s-]{_GIVEN_WORD}){{0,4}}?"
    rf"(?:\s{UPPER}(?:\.(?:[\s-]?{UPPER}\.)*|(?!{LETTER}|[’'.])))*"
)
"""Given names as in `Cheng, Ngok Peter` and `Cheng, Ngok P.`."""
SUFFIX = r"(?:Jr|Sr|JR|SR|II|III|IV|2nd|3rd|4th)(?!\w)\.?"

YEAR = r"(?:1[5-9]|20)\d\d"
DECADE = r"(?:1[5-9]|20)\d0s(?!\w)"
LETTERED = rf"(?!{DECADE}){YEAR}[a-z]?"
"""A year with the letter that tells works of one year apart; `1950s` is none."""
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|Spring|Summer|Autumn|Fall|Winter)(?![^\W\d_])\.?"
)
MONTHS = rf"{MONTH}(?:\s?[-–—/]\s?{MONTH})?"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\w])"
MONTH_DATE = (
    rf"(?:{YEAR}[a-z]?[,.]?\s{MONTHS}(?:\s{DAY}(?:[-–]{DAY})?)?|{MONTHS}\s{DAY},?\s{YEAR}|{DAY}\.?(?:\s?[-–]\s?{DAY})?\s{MONTHS},?\s{YEAR}"
    rf"|{MONTHS},?\s{YEAR}|{YEAR}-\d\d-\d\d)(?!\w)"
)
"""A date that has more than a year: `2020 May 3`, `May 3, 2020`, `3 May 2020`, `2020-05-03`."""
DATE = rf"(?:{MONTH_DATE}|{YEAR}[-–/](?:{YEAR}|\d\d)(?!\d)|{LETTERED}(?![\w-]))"
"""The same, or years."""
