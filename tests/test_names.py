"""Names: the cases in `cases/names/*.txt`, and laws for whatever may stand in an author field."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from case_files import read_cases
from vademecum.bibliography.latex import decode_plain
from vademecum.bibliography.name import (
    Name,
    Names,
    format_name,
    format_names,
    name_problems,
    parse_name,
    parse_names,
)
from vademecum.bibliography.name.listing import read_list
from vademecum.bibliography.name.reading import read_any_name, read_name

CASES = read_cases("names/*.txt")
PARTS = {
    "particle": "particle",
    "family": "family",
    "suffix": "suffix",
    "given": "given",
    "dropping_particle": "dropping particle",
    "literal": "body",
    "given_initials": "initials given",
}


def readable(value):
    """Names in words, a line each, then what is wrong and where."""
    names = parse_names(value)
    lines = [
        " · ".join(f"{words} “{getattr(name, part)}”" for part, words in PARTS.items() if getattr(name, part))
        for name in names.persons
    ]
    lines += ["and others"] if names.others else []
    lines += [f"! {problem.message} (at “{_beginning(value, problem.offset)}”)" for problem in name_problems(value)]
    return "\n".join(lines) or "nobody"


def _beginning(value, offset):
    return " ".join(value[offset:].split())[:12].strip()


@pytest.mark.parametrize("case", CASES)
def test_a_list_of_names_is_read_as(case):
    assert readable(case.written) == case.expected


def test_there_are_enough_cases_each_with_a_title_of_its_own():
    titles = [case.id for case in CASES]
    assert len(set(titles)) == len(titles) >= 120


@pytest.mark.parametrize(
    ("written", "initials"),
    [
        ("Smith, Jane Quinn", "JQ"),
        ("Smith, J. Q.", "JQ"),
        ("Smith, J.Q.", "JQ"),
        ("Smith, JQ", "JQ"),
        ("Smith, J", "J"),
        ("SMITH, JANE", "J"),
        ("SMITH, JP", "JP"),
        ("LI, BO", "B"),
        ("Li, Bo", "B"),
        ("Sartre, Jean-Paul", "J-P"),
        ("Sartre, J.-P.", "J-P"),
        ("Kim, Kyung-soo", "K-S"),
        ("Petrov, Yu. A.", "YuA"),
        ("Petrov, Yuri A.", "YA"),
        ("Élan, Émile", "É"),
        ("Smith, Robert (Bob)", "RB"),
        ("Smith, R. “Bob”", "RB"),
        ("Humboldt, Alexander von", "A von"),
        ("van Beethoven, Ludwig", "L"),
        ("家族, 小明", "小明"),
        ("given=Jean, given-i=Je, family=Rue", "Je"),
        ("given=Jean Paul, given-i=J.P., family=Rue", "JP"),
        ("Aristotle", ""),
        ("{World Health Organization}", ""),
    ],
)
def test_initials_are_those_that_medical_journals_print(written, initials):
    assert parse_name(written).initials == initials


@pytest.mark.parametrize(
    ("written", "short"),
    [
        ("Smith, Jane", "Smith"),
        ("van der Berg, Jan", "van der Berg"),
        ("King, Jr., Martin Luther", "King"),
        ("Humboldt, Alexander von", "Humboldt"),
        ("d' Orléans, Charles", "d’Orléans"),
        ("family=Khwarizmi, prefix=al-, useprefix=true", "al-Khwarizmi"),
        ("{World Health Organization}", "World Health Organization"),
        ("given=Madonna", "Madonna"),
        ("", ""),
    ],
)
def test_a_citation_shows_particle_and_family_name_or_the_body(written, short):
    assert parse_name(written).short == short


def test_names_are_read_when_they_are_asked_for():
    names = parse_names("Smith, Jane and Doe, John and others")
    assert names == Names(("Smith, Jane", "Doe, John"), others=True)
    assert len(names) == 2
    assert names.first(1) == (Name("Smith", "Jane"),)
    assert names.first(9) == names.persons == (Name("Smith", "Jane"), Name("Doe", "John"))
    assert not parse_names("")
    assert parse_names(" \n ") == Names()


def test_a_problem_says_where_what_and_what_to_do():
    (problem,) = name_problems("Doe, John and King, Jr., Martin and Roe Jr., Al")
    assert problem.offset == len("Doe, John and King, Jr., Martin and Roe ")
    assert problem.message == "BibTeX takes the suffix 'Jr.' for a name"
    assert problem.hint == "Write 'King, Jr., Martin Luther'."


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (Name("Smith", "Jane"), "Smith, Jane"),
        (Name("Aristotle"), "Aristotle"),
        (Name("Berg", "Jan", "van der"), "van der Berg, Jan"),
        (Name("King", "Martin Luther", suffix="Jr."), "King, Jr., Martin Luther"),
        (Name("Humboldt", "Alexander", dropping_particle="von"), "Humboldt, Alexander von"),
        (Name("O’Brien", "Conan"), "O'Brien, Conan"),
        (Name("O'Brien", "Conan"), "O'Brien, Conan"),
        (Name("von Neumann", "John"), "{von Neumann}, John"),
        (Name("Barnes and Noble", "Ann"), "{Barnes and Noble}, Ann"),
        (Name("Smith", "Jane and John"), "{Smith}, {Jane and John}"),
        (Name("Santos Ferreira"), "family={Santos Ferreira}"),
        (Name("Rue", "Jean", given_initials="Je"), "family={Rue}, given={Jean}, given-i={Je}"),
        (Name("Boer", "Anne", "De"), "family={Boer}, given={Anne}, prefix={De}, useprefix=true"),
        (Name(literal="World Health Organization"), "{World Health Organization}"),
        (Name(literal="et al."), "family={{et al.}}"),
        (Name(literal="AT&T"), r"{AT\&T}"),
        (Name(literal="curly {brace"), r"{curly \textbraceleft{}brace}"),
    ],
)
def test_a_name_is_written_in_the_plainest_form_that_reads_back(name, written):
    assert format_name(name) == written


def test_names_are_written_as_a_list():
    assert format_names([]) == ""
    assert format_names([Name("Smith", "Jane"), Name(literal="WHO")]) == "Smith, Jane and {WHO}"
    assert format_names(parse_names("Jane Smith and others").persons, others=True) == "Smith, Jane and others"


HOSTILE = {
    "opening braces": "{",
    "closing braces": "}",
    "pairs of braces": "{}",
    "nested braces": "{" * 32 + "}" * 32,
    "ands": " and ",
    "ands without blanks": "and",
    "dotted ands": ".and ",
    "commas": ",",
    "commas and letters": "A,",
    "blanks": " ",
    "ties": "~",
    "line ends": "\n",
    "semicolons": ";",
    "ampersands": "& ",
    "character references": "&amp;",
    "backslashes": "\\",
    "accents": "\\'",
    "macros": "\\a ",
    "equals signs": "=",
    "extended names": "family=a, ",
    "quotes": '"',
    "words": "A ",
    "small words": "a ",
    "initials": "A.",
    "hyphens": "A-",
    "et al.": "et al. ",
    "apostrophes": "A'",
    "names": "Smith, Jane and ",
    "bad names": "a, b, c, d and ",
    "vancouver": "Smith J, ",
    "suffixes": "Jr. ",
    "digits": "1 ",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_a_long_field_comes_to_an_end(unit):
    """A field of 64 kB; what grows with the square of the length takes minutes."""
    value = "S" + unit * (65_536 // len(unit))
    names = parse_names.__wrapped__(value)
    problems = name_problems(value)
    persons = names.persons
    assert len(persons) == len(names)
    assert all(0 <= problem.offset <= len(value) for problem in problems)


WORDS = st.text("ABCDEFGHK", min_size=1, max_size=5)
SEPARATORS = st.sampled_from(
    (" ", " ", ", ", " and ", " and\n", "; ", " & ", r" \& ", "~", " {", "} ", "{", "}", ",", "-")
)
LISTS = st.lists(st.one_of(WORDS, SEPARATORS), max_size=24).map("".join)
"""Lists in which every letter is part of a name."""
ANYTHING = st.text(
    st.sampled_from("{{}}\\\\,,;&=~~ .'\"-$  aAbBéÉ1\n\x00\x01") | st.characters(), max_size=60
) | st.lists(
    st.sampled_from(
        (
            *(
                " and ",
                " and others",
                " AND ",
                ", ",
                "et al.",
                " & ",
                ";",
                "{",
                "}",
                "family=",
                "given=",
                "prefix=",
                '"',
            ),
            *(
                "Jr.",
                "II",
                "PhD",
                "von",
                "van der",
                "y",
                "Smith",
                "J.",
                "JK",
                "Jean-Paul",
                "University",
                "Group",
                "Inc.",
            ),
            *("\\'", '{\\"o}', "\\o ", "\\textit{", "0001", "*", "...", "useprefix=false", " ", "~", "\n", "O'Brien"),
        )
    ),
    max_size=14,
).map("".join)


@pytest.mark.fuzz
@given(ANYTHING)
@example("\x00\x01")
@example("and and")
@example("{and}")
@example(",{")
def test_any_text_is_read_and_problems_lie_inside(value):
    names = parse_names(value)
    assert len(names.persons) == len(names.written)
    assert all(0 <= problem.offset <= len(value) for problem in name_problems(value))
    assert all(problem.message and problem.hint for problem in name_problems(value))


@pytest.mark.fuzz
@given(LISTS)
def test_no_letter_of_a_list_is_lost(value):
    names = parse_names(value)
    read = "".join(getattr(name, part) for name in names.persons for part in PARTS)
    assert sorted(filter(str.isupper, read)) == sorted(filter(str.isupper, value))


@pytest.mark.fuzz
@given(ANYTHING | LISTS)
@example("Smith, Jane\u00a0Q. and Doe, John")
def test_plain_lists_are_read_as_all_lists_are(value):
    listed = read_list(value)
    names = parse_names(value)
    assert (names.others, len(names)) == (listed.others, len(listed.names))
    assert names.persons == tuple(read_name(name.text)[0] for name in listed.names)


@pytest.mark.fuzz
@given(
    st.lists(
        st.sampled_from(
            (
                *(
                    "Smith",
                    "Jane",
                    "J.",
                    "JK",
                    "O'Brien",
                    "D’Arcy",
                    "Jean-Paul",
                    "J.-P.",
                    "van",
                    "de la",
                    "Jr",
                    "Jr.",
                    "II",
                ),
                *(
                    "PhD",
                    "University",
                    "Group",
                    "Inc.",
                    "é",
                    "Émile",
                    "d'",
                    "and",
                    "others",
                    "Yu.",
                    ",",
                    ",",
                    " ",
                    "-",
                    "LI",
                ),
            )
        ),
        max_size=7,
    ).map(" ".join)
)
@example("Smith, J.-P.")
@example("Carey, JR")
@example("Kove, Inc.")
def test_plain_names_are_read_as_all_names_are(written):
    text = written.replace(" ,", ",")
    assert read_name(text) == read_any_name(text)


def _normal(text):
    """Text as it is in a name that was read."""
    return " ".join(unicodedata.normalize("NFC", text.replace("'", "’")).split())


PART = (
    st.text(
        st.sampled_from("abcABCéÉ  .,;&-'’{}\\=~\"12") | st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")),
        max_size=12,
    )
    | st.sampled_from(("and", "et al.", "others", "von", "Jr.", "University", "II", "O’Brien", "Jean-Paul", "J.", "y"))
).map(_normal)
PERSONS = st.builds(
    Name,
    family=PART.filter(bool),
    given=PART,
    particle=PART | st.sampled_from(("van der", "de", "d’", "Van")),
    suffix=st.just("") | PART,
    given_initials=st.just("") | PART.map(lambda text: text.replace(".", "")).map(_normal),
) | st.builds(
    Name,
    family=PART.filter(bool),
    given=PART,
    dropping_particle=PART | st.sampled_from(("von", "van den", "de")),
    suffix=PART,
)
NAMES = st.builds(Name, literal=PART.filter(bool)) | PERSONS


def parts_of(name):
    return [getattr(name, part) for part in PARTS]


def is_normal(name):
    """Whether the parts of a name are text in its normal form, which TeX's ligatures and exporters' HTML are not."""
    return all(decode_plain(format_name(Name(literal=part))[1:-1]) == part for part in parts_of(name) if part)


@pytest.mark.fuzz
@given(st.lists(NAMES.filter(is_normal), min_size=1, max_size=4), st.booleans())
@example([Name(literal="others")], True)  # noqa: FBT003  # the second argument of the law
@example([Name("and")], False)  # noqa: FBT003  # the same
def test_names_that_are_written_and_read_are_the_same_names(names, others):
    read = parse_names(format_names(names, others=others))
    assert (read.persons, read.others) == (tuple(names), others)
