"""Locales by language: our own of American English, and those of the CSL repository."""

import re
from functools import lru_cache
from importlib.resources import files

from vademecum.csl.engine.errors import StyleError
from vademecum.csl.engine.locale import PRIMARY, Locale, languages, read_locale
from vademecum.csl.style_packages import install_command, locales_folder
from vademecum.text.errors import ConfigurationError
from vademecum.text.nearest import nearest

BUILT_IN = "en-US"
"""The language that comes with us."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
_FILE = re.compile(r"locales-(?P<lang>[A-Za-z-]+)\.xml")
_NEAR = 70


def find_locale(lang: str) -> Locale | None:
    """The locale in the file of `lang`, as the processor asks for it; None where there is none.

    ConfigurationError where the file is no locale. Files are read once per content.
    """
    if lang == BUILT_IN:
        return _read(lang, (files(__package__) / "locales" / f"locales-{BUILT_IN}.xml").read_bytes())
    folder = locales_folder()
    file = folder / f"locales-{lang}.xml" if folder and _LANGUAGE.fullmatch(lang) else None
    return _read(lang, file.read_bytes()) if file and file.is_file() else None


@lru_cache(maxsize=64)
def _read(lang: str, content: bytes) -> Locale:
    try:
        return read_locale(content)
    except StyleError as error:
        raise ConfigurationError(f"locales-{lang}.xml:{error.line}: {error.message}") from None


def check_language(lang: str) -> None:
    """Nothing where styles can speak `lang`, be it in the dialect of another country (CSL 1.0.2, "Locale fallback").

    Otherwise ConfigurationError, with the language that was probably meant.
    """
    known = language_names()
    if lang in {"en", BUILT_IN} or (_LANGUAGE.fullmatch(lang) and _is_spoken(lang, known)):
        return
    near = _written_well(lang)
    if near not in known:
        near = nearest(near, known, _NEAR) or ""
    if near and near != lang and (locales_folder() or near.lower() == lang.lower().replace("_", "-")):
        help_ = f"did you mean '{near}'?"
    elif locales_folder():
        help_ = f"the languages are: {', '.join(known)}"
    else:
        help_ = f"there is {BUILT_IN}, and all others come with the extra 'styles'. Install it: {install_command()}"
    raise ConfigurationError(f"there is no language '{lang}'; {help_}")


def _is_spoken(lang: str, known: tuple[str, ...]) -> bool:
    """Whether there is a locale of `lang`, or one that stands for its language and is not our own."""
    return bool(set(languages(lang)[1:]) & set(known)) or (lang.startswith("en-") and locales_folder() is not None)


def _written_well(lang: str) -> str:
    """`lang` with the letters large and small that belong there: de-DE, sr-Latn-RS."""
    base, *rest = re.split(r"[-_]", lang.strip().lower())
    shaped = [part.title() if len(part) == len("Latn") else part.upper() for part in rest]
    return "-".join((PRIMARY.get(base, base) if not rest else base, *shaped))


def language_names() -> tuple[str, ...]:
    """The languages that have a locale here, sorted."""
    folder = locales_folder()
    found = (_FILE.fullmatch(file.name) for file in (folder.iterdir() if folder else ()))
    return tuple(sorted({BUILT_IN, *(match["lang"] for match in found if match)}))
