"""Styles by name, at work."""

from pathlib import Path

from vademecum.bibliography.entry import Bibliography
from vademecum.csl.csl_style import CslStyle
from vademecum.csl.locale_files import check_language
from vademecum.csl.memo import Memo
from vademecum.csl.style import Style
from vademecum.csl.style_files import find_style


def load_style(
    name: str, lang: str, bibliography: Bibliography, root: Path | None = None, memo: Memo | None = None
) -> Style:
    """The style called `name` in the language `lang`, at work on `bibliography`.

    A style in a file is looked for in `root`. What was formatted is kept in `memo`. ConfigurationError where there is
    no such style or language.
    """
    check_language(lang)
    return CslStyle(find_style(name, root), lang, bibliography, memo)
