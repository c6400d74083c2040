"""What a language brings: terms, forms of dates, and where punctuation goes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from vademecum.csl.engine.errors import StyleError
from vademecum.csl.engine.xml import Element, read_xml

_FALLBACKS = {"verb-short": "verb", "symbol": "short", "verb": "long", "short": "long", "long": ""}
PRIMARY = {
    "af": "af-ZA", "bal": "bal-PK", "bg": "bg-BG", "brh": "brh-PK", "ca": "ca-AD", "cs": "cs-CZ", "cy": "cy-GB",
    "da": "da-DK", "de": "de-DE", "el": "el-GR", "en": "en-US", "es": "es-ES", "et": "et-EE", "fa": "fa-IR",
    "fi": "fi-FI", "fr": "fr-FR", "gl": "gl-ES", "he": "he-IL", "hi": "hi-IN", "hr": "hr-HR", "hu": "hu-HU",
    "hy": "hy-AM", "id": "id-ID", "is": "is-IS", "it": "it-IT", "ja": "ja-JP", "km": "km-KH", "ko": "ko-KR",
    "lij": "lij-IT", "lt": "lt-LT", "lv": "lv-LV", "mn": "mn-MN", "ms": "ms-MY", "nb": "nb-NO", "nl": "nl-NL",
    "nn": "nn-NO", "pa": "pa-PK", "pl": "pl-PL", "pt": "pt-PT", "ro": "ro-RO", "ru": "ru-RU", "sk": "sk-SK",
    "sl": "sl-SI", "sr": "sr-Latn-RS", "sv": "sv-SE", "th": "th-TH", "tl": "tl-PH", "tr": "tr-TR", "uk": "uk-UA",
    "vi": "vi-VN", "zh": "zh-CN",
}  # fmt: skip
"""The dialect that stands for a language; others (ar, eu, la) have but one file, under the language itself."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term in one form."""

    single: str
    multiple: str
    gender: str = ""
    match: str = ""
    """Of an ordinal: to which part of a number it belongs (last-digit, last-two-digits, whole-number)."""

    def text(self, *, is_plural: bool = False) -> str:
        """The term for one or for many."""
        return self.multiple if is_plural else self.single


@dataclass(frozen=True, slots=True)
class Locale:
    """The terms (by name, form and gender form), dates (by form) and options of a language."""

    lang: str
    terms: Mapping[tuple[str, str, str], Term] = field(default_factory=dict)
    dates: Mapping[str, Element] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""
    """Stands for the content of the file; empty for a locale within a style."""

    def term(self, name: str, form: str = "long", gender: str = "") -> Term | None:
        """The term called `name` in `form`, or in the nearest form there is."""
        while form:
            found = self.terms.get((name, form, gender)) or self.terms.get((name, form, ""))
            if found is not None:
                return found
            form = _FALLBACKS.get(form, "")
        return None

    def word(self, name: str, form: str = "long", *, is_plural: bool = False) -> str:
        """The text of a term; empty where there is none."""
        found = self.term(name, form)
        return found.text(is_plural=is_plural) if found else ""

    def under(self, upper: "Locale") -> "Locale":
        """This locale, with everything that `upper` says instead."""
        terms = dict(self.terms)
        if any(name.startswith("ordinal") for name, _, _ in upper.terms):
            terms = {key: term for key, term in terms.items() if not key[0].startswith("ordinal")}
        return Locale(
            upper.lang or self.lang,
            {**terms, **upper.terms},
            {**self.dates, **upper.dates},
            {**self.options, **upper.options},
            self.digest + upper.digest,
        )


def read_locale(source: str | bytes) -> Locale:
    """The locale in a file of locales. StyleError where it is none."""
    root = read_xml(source)
    if root.name != "locale":
        raise StyleError(f"a locale begins with the element 'locale', not with '{root.name[:100]}'", root.line)
    content = source.encode() if isinstance(source, str) else source
    return replace(locale_of(root), digest=sha256(content).hexdigest())


def locale_of(element: Element) -> Locale:
    """What a `<locale>` says."""
    terms: dict[tuple[str, str, str], Term] = {}
    dates: dict[str, Element] = {}
    options: dict[str, str] = {}
    for child in element.children:
        if child.name == "terms":
            for term in child.every("term"):
                terms[term.get("name"), term.get("form", "long"), term.get("gender-form")] = _term(term)
        elif child.name == "date":
            dates[child.get("form")] = child
        elif child.name == "style-options":
            options.update(child.attributes)
    return Locale(element.get("xml:lang"), terms, dates, options)


def _term(element: Element) -> Term:
    single, multiple = element.child("single"), element.child("multiple")
    one = single.text if single else ("" if multiple else element.text)
    many = multiple.text if multiple else one
    if not element.children:
        one = many = element.text if element.text.strip() or " " in element.text else ""
    name = element.get("name")
    default = (
        "last-two-digits"
        if name[8:].isdigit() and len(name) == len("ordinal-10") and name >= "ordinal-10"
        else "last-digit"
    )
    return Term(one, many, element.get("gender"), element.get("match", default))


def languages(lang: str) -> tuple[str, ...]:
    """The locales to look at for `lang`, the farthest first: en-US, the language's own dialect, `lang` itself.

    CSL 1.0.2, "Locale fallback".
    """
    base = lang.partition("-")[0]
    return tuple(dict.fromkeys(name for name in ("en-US", PRIMARY.get(base, base), lang) if name and name != "en"))


def merged(locales: Iterable[Locale]) -> Locale:
    """One locale from many, the last one strongest."""
    result = Locale("")
    for locale in locales:
        result = result.under(locale)
    return result
