"""The grammar of a style (CSL 1.0.2): which elements stand where, with which attributes and values.

An element may mean different things in different places, as `label` does alone and below `names`; each meaning is a
`Rule` under a name of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from vademecum.csl.engine.vocabulary import DATES, LOCATORS, NAMES, NUMBERS, TERMS, TEXTS, TYPES, VARIABLES
from vademecum.csl.engine.word_sets import words


@dataclass(frozen=True, slots=True)
class Values:
    """What an attribute may say: one of `words`, several of them (`is_list`), or any text where there are none."""

    words: frozenset[str] = frozenset()
    what: str = ""
    """What the words are, for people: type of work, variable."""
    is_list: bool = False
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """An element in one of its meanings: its attributes, and its children with the rules they follow."""

    attributes: Mapping[str, Values] = field(default_factory=dict)
    children: Mapping[str, str] = field(default_factory=dict)
    once: frozenset[str] = frozenset()
    """Children that stand there at most once."""
    needs: tuple[frozenset[str], ...] = ()
    """Of each group of attributes, one is there."""
    says: frozenset[str] = frozenset()
    """Of these attributes, no two are there."""
    has_text: bool = False
    """Whether text may stand in it."""


_ANY = Values()
_NUMBER = Values(is_number=True)
_YES = Values(words("true false"))
_TERM_FORMS = Values(words("long short symbol verb verb-short"))
_GENDERS = Values(words("masculine feminine"))


def _list(allowed: frozenset[str], what: str) -> Values:
    return Values(allowed, what, is_list=True)


_AFFIXES = {"prefix": _ANY, "suffix": _ANY}
_FONT = {
    "font-style": Values(words("italic normal oblique")),
    "font-variant": Values(words("normal small-caps")),
    "font-weight": Values(words("normal bold light")),
    "text-decoration": Values(words("none underline")),
    "vertical-align": Values(words("baseline sup sub")),
}
_DISPLAY = {"display": Values(words("block left-margin right-inline indent"))}
_CASE = {
    "text-case": Values(words("lowercase uppercase capitalize-first capitalize-all title sentence")),
}
_PERIODS = {"strip-periods": _YES}
_DELIMITER = {"delimiter": _ANY}
_NAME_FORM = Values(words("long short count"))
_NAME = {
    "and": Values(words("text symbol")),
    "delimiter-precedes-et-al": Values(words("contextual always never after-inverted-name")),
    "delimiter-precedes-last": Values(words("contextual always never after-inverted-name")),
    "et-al-min": _NUMBER,
    "et-al-use-first": _NUMBER,
    "et-al-subsequent-min": _NUMBER,
    "et-al-subsequent-use-first": _NUMBER,
    "et-al-use-last": _YES,
    "initialize": _YES,
    "initialize-with": _ANY,
    "name-as-sort-order": Values(words("first all")),
    "sort-separator": _ANY,
}
_INHERITED = {**_NAME, "names-delimiter": _ANY, "name-delimiter": _ANY, "name-form": _NAME_FORM}
_LABEL = {
    "plural": Values(words("always never contextual")),
    **_AFFIXES, **_FONT, **_PERIODS, **_CASE,
}  # fmt: skip
_DATE_PART = {
    "name": Values(words("day month year")),
    "form": Values(words("numeric numeric-leading-zeros ordinal long short")),
    "range-delimiter": _ANY,
    **_AFFIXES, **_FONT, **_PERIODS, **_CASE,
}  # fmt: skip
_RENDERING = {name: name for name in ("text", "number", "label", "group", "choose", "names", "date")}
_CONDITIONS = {
    "disambiguate": Values(words("true")),
    "is-numeric": _list(VARIABLES, "variable"),
    "is-uncertain-date": _list(DATES, "variable for dates"),
    "locator": _list(LOCATORS, "kind of locator"),
    "position": _list(words("first subsequent ibid ibid-with-locator near-note"), "position"),
    "type": _list(TYPES, "type of work"),
    "variable": _list(VARIABLES, "variable"),
    "match": Values(words("all any none")),
}
_BRANCH = Rule(_CONDITIONS, _RENDERING, needs=(frozenset(_CONDITIONS) - {"match"},))

RULES: Mapping[str, Rule] = {
    "style": Rule(
        {
            "class": Values(words("in-text note")),
            "version": _ANY,
            "default-locale": _ANY,
            "demote-non-dropping-particle": Values(words("never sort-only display-and-sort")),
            "initialize-with-hyphen": _YES,
            "page-range-format": Values(words("expanded minimal minimal-two chicago chicago-15 chicago-16")),
            **_INHERITED,
        },
        {"info": "info", "locale": "locale", "macro": "macro", "citation": "citation", "bibliography": "bibliography"},
        words("info citation bibliography"),
        (frozenset({"version"}), frozenset({"class"})),
    ),
    "locale": Rule(
        {"xml:lang": _ANY},
        {"style-options": "style-options", "date": "locale-date", "terms": "terms"},
        words("style-options terms"),
    ),
    "style-options": Rule({"limit-day-ordinals-to-day-1": _YES, "punctuation-in-quote": _YES}),
    "locale-date": Rule(
        {"form": Values(words("text numeric")), **_DELIMITER, **_FONT, **_CASE},
        {"date-part": "date-part"},
        needs=(frozenset({"form"}),),
    ),
    "date-part": Rule(_DATE_PART, needs=(frozenset({"name"}),)),
    "terms": Rule({}, {"term": "term"}),
    "term": Rule(
        {
            "name": Values(TERMS, "term"),
            "form": _TERM_FORMS,
            "gender": _GENDERS,
            "gender-form": _GENDERS,
            "match": Values(words("last-digit last-two-digits whole-number")),
        },
        {"single": "words", "multiple": "words"},
        words("single multiple"),
        (frozenset({"name"}),),
        has_text=True,
    ),
    "words": Rule(has_text=True),
    "macro": Rule({"name": _ANY}, _RENDERING, needs=(frozenset({"name"}),)),
    "citation": Rule(
        {
            "cite-group-delimiter": _ANY,
            "collapse": Values(words("citation-number year year-suffix year-suffix-ranged")),
            "year-suffix-delimiter": _ANY,
            "after-collapse-delimiter": _ANY,
            "disambiguate-add-names": _YES,
            "disambiguate-add-givenname": _YES,
            "disambiguate-add-year-suffix": _YES,
            "givenname-disambiguation-rule": Values(
                words("all-names all-names-with-initials primary-name primary-name-with-initials by-cite")
            ),
            "near-note-distance": _NUMBER,
            **_INHERITED,
        },
        {"sort": "sort", "layout": "layout"},
        words("sort layout"),
    ),
    "bibliography": Rule(
        {
            "hanging-indent": _YES,
            "entry-spacing": _NUMBER,
            "line-spacing": _NUMBER,
            "second-field-align": Values(words("flush margin")),
            "subsequent-author-substitute": _ANY,
            "subsequent-author-substitute-rule": Values(words("complete-all complete-each partial-each partial-first")),
            **_INHERITED,
        },
        {"sort": "sort", "layout": "layout"},
        words("sort layout"),
    ),
    "sort": Rule({}, {"key": "key"}),
    "key": Rule(
        {
            "variable": Values(VARIABLES, "variable"),
            "macro": _ANY,
            "names-min": _NUMBER,
            "names-use-first": _NUMBER,
            "names-use-last": _YES,
            "sort": Values(words("ascending descending")),
        },
        needs=(words("variable macro"),),
        says=words("variable macro"),
    ),
    "layout": Rule({**_AFFIXES, **_DELIMITER, **_FONT}, _RENDERING),
    "names": Rule(
        {"variable": _list(NAMES, "variable for names"), **_AFFIXES, **_DELIMITER, **_DISPLAY, **_FONT},
        {"name": "name", "et-al": "et-al", "label": "names-label", "substitute": "substitute"},
        words("name et-al label substitute"),
        (frozenset({"variable"}),),
    ),
    "name": Rule({"form": _NAME_FORM, **_NAME, **_AFFIXES, **_DELIMITER, **_FONT}, {"name-part": "name-part"}),
    "name-part": Rule(
        {"name": Values(words("family given")), **_AFFIXES, **_FONT, **_CASE}, needs=(frozenset({"name"}),)
    ),
    "et-al": Rule({"term": Values(frozenset(("et-al", "and others"))), **_FONT}),
    "names-label": Rule({"form": _TERM_FORMS, **_LABEL}),
    "substitute": Rule({}, _RENDERING),
    "date": Rule(
        {
            "variable": Values(DATES, "variable for dates"),
            "form": Values(words("text numeric")),
            "date-parts": Values(words("year-month-day year-month year")),
            **_AFFIXES, **_DELIMITER, **_DISPLAY, **_FONT, **_CASE,
        },
        {"date-part": "date-part"},
        needs=(frozenset({"variable"}),),
    ),
    "text": Rule(
        {
            "macro": _ANY,
            "term": Values(TERMS, "term"),
            "value": _ANY,
            "variable": Values(NUMBERS | TEXTS, "variable for texts"),
            "form": _TERM_FORMS,
            "plural": _YES,
            "quotes": _YES,
            **_AFFIXES, **_DISPLAY, **_FONT, **_PERIODS, **_CASE,
        },
        needs=(words("macro term value variable"),),
        says=words("macro term value variable"),
    ),
    "number": Rule(
        {
            "variable": Values(NUMBERS, "variable for numbers"),
            "form": Values(words("numeric ordinal long-ordinal roman")),
            **_AFFIXES, **_DISPLAY, **_FONT, **_CASE,
        },
        needs=(frozenset({"variable"}),),
    ),
    "label": Rule(
        {
            "variable": Values(NUMBERS, "variable for numbers"),
            "form": Values(words("long short symbol")),
            **_LABEL,
        },
        needs=(frozenset({"variable"}),),
    ),
    "group": Rule({**_AFFIXES, **_DELIMITER, **_DISPLAY, **_FONT}, _RENDERING),
    "choose": Rule({}, {"if": "branch", "else-if": "branch", "else": "else"}, words("if else")),
    "branch": _BRANCH,
    "else": Rule({}, _RENDERING),
}  # fmt: skip

OTHER_DIALECTS = {
    **dict.fromkeys(words("institution institution-part conditions condition alternative alternative-text"), "CSL-M"),
    **dict.fromkeys(words("intext"), "drafts of CSL 1.1"),
}
"""Elements that other dialects have."""
