"""Files as other programs might write them, for the laws of import: most of them are of what means something."""

import json

from hypothesis import strategies as st

from export_entries import SIGNS
from vademecum.bibliography.exchange.csl_schema import DATES, NAME_PARTS, NAMES, OTHER_NAMES, TEXTS, VERBATIM
from vademecum.bibliography.exchange.csl_types import CSL_TYPES
from vademecum.bibliography.exchange.ris_types import RIS_TYPES

WORD = "⬚"
"""Stands for a word that occurs nowhere else in the file."""


def numbered(text):
    """The text with a different character, which is a letter without case, for each word."""
    first, *rest = text.split(WORD)
    return first + "".join(chr(0x4E00 + number) + piece for number, piece in enumerate(rest))


def words_of(text):
    """The words in a text."""
    return {sign for sign in text if "\u4e00" <= sign <= "\u9fff"}


VALUES = st.lists(st.just(WORD) | SIGNS | st.sampled_from(("2020", "12", "a", "\t")), min_size=1, max_size=5).map(
    "".join
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.just("family") | VALUES, inner, max_size=3),
    max_leaves=5,
)
PARTS = st.dictionaries(st.sampled_from(sorted(NAME_PARTS)), VALUES, max_size=4)
NUMBERS = st.integers(0, 40) | st.integers(-3000, 3000) | st.none() | st.sampled_from(("2020", "05", WORD))
CSL_DATES = st.fixed_dictionaries(
    {},
    optional={
        "date-parts": st.lists(st.lists(NUMBERS, max_size=3), max_size=2),
        "season": NUMBERS | ANYTHING,
        "circa": st.booleans() | st.sampled_from((0, 1, "", "true", None, [], {})),
        "literal": VALUES,
        "raw": VALUES,
    },
)
_VARIABLES = {
    "id": VALUES | st.integers(),
    "type": st.sampled_from([*CSL_TYPES.values(), "journal-article"]) | VALUES,
    **dict.fromkeys(sorted(TEXTS | VERBATIM | OTHER_NAMES.keys()), VALUES | ANYTHING),
    **{name: st.lists(PARTS, max_size=3) | ANYTHING for name in sorted(NAMES)},
    **dict.fromkeys(sorted(DATES), CSL_DATES | VALUES | ANYTHING),
    "custom": st.just({"bibtex": {"type": "article", "fields": {"note": "a", "evidence": "1"}}}) | ANYTHING,
    "unknown": ANYTHING,
}
_TAGS = [*(f"{first}{second}" for first in "ACDEIJKLMNPRSTUVXY" for second in "ABDEFINOPRSTUWY1234567")]


@st.composite
def csl_items(draw):
    """An item of CSL-JSON, or nearly."""
    names = draw(st.lists(st.sampled_from(sorted(_VARIABLES)), unique=True, max_size=6))
    return {name: draw(_VARIABLES[name]) for name in names}


CSL_FILES = st.lists(csl_items(), max_size=3).map(lambda items: numbered(json.dumps(items, ensure_ascii=False)))


@st.composite
def ris_records(draw):
    """The lines of a record of RIS, or nearly."""
    tags = draw(st.lists(st.sampled_from(_TAGS), max_size=8))
    kind = draw(st.sampled_from(sorted({*RIS_TYPES.values(), "EDBOOK", "X"})))
    lines = [f"{tag}  - {draw(VALUES)}" for tag in tags if tag not in ("TY", "ER")]
    return "\n".join([f"TY  - {kind}", *lines, "ER  - ", ""])


RIS_FILES = st.lists(ris_records(), max_size=3).map(lambda records: numbered("".join(records)))
SCRAPS = st.lists(
    st.sampled_from(
        (
            *(
                "[",
                "]",
                "{",
                "}",
                ",",
                ":",
                '"',
                "\\",
                "\n",
                '"id": ',
                '"author": [',
                '"a"',
                "1",
                "null",
                "\\u",
                "\\ud800",
            ),
            *(
                '{"id": "a", "type": "book"}',
                "\n  {",
                "TY  - JOUR\n",
                "ER  - \n",
                "AU  - ",
                "\nKW  - x\ny",
                "PMID- 1\n",
                "DP  - ",
            ),
        )
    )
    | VALUES,
    max_size=20,
).map("".join)
"""What is no file of any kind."""
