"""Values of variables: those of the work as they are, and those the processor knows or changes."""

import re

from vademecum.csl.engine import marked
from vademecum.csl.engine.context import Cite, Renderer
from vademecum.csl.engine.formatting import Environment
from vademecum.csl.engine.item import NUMBERS
from vademecum.csl.engine.marked import wrapped
from vademecum.csl.engine.name_input import Name
from vademecum.csl.engine.numbers import is_numeric
from vademecum.csl.engine.page_ranges import page_ranges

_LETTERS: tuple[tuple[int, ...], ...] = ((), (4,), (2, 2), (2, 1, 1), (1, 1, 1, 1))
"""How many letters of each name stand in a label, by how many names there are."""
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


def item_variable(variable: str, short: str) -> Renderer:
    """The value of a variable, or of its short form where there is one."""
    if short:
        return lambda cite: cite.item.texts[short] or cite.item.texts[variable]
    return lambda cite: cite.item.texts[variable]


def special_variable(variable: str, environment: Environment) -> Renderer | None:  # noqa: PLR0911
    """Variables that the processor knows, or whose values it changes."""
    if variable == "citation-number":
        if environment.is_sorting:
            return lambda cite: f"{cite.number:08d}" if cite.number else ""
        return lambda cite: wrapped(str(cite.number), marked.NUMBER) if cite.number else ""
    if variable == "year-suffix":
        return lambda cite: wrapped(cite.suffix, marked.YEAR_SUFFIX) if cite.suffix else ""
    if variable == "locator":
        return _locator(environment)
    if variable == "first-reference-note-number":
        return lambda cite: cite.first_note
    if variable in {"page", "page-first"}:
        return _pages(variable, environment)
    if variable == "citation-label":
        return _label if environment.is_sorting else _citation_label
    if variable not in NUMBERS:
        return None
    delimiter = environment.locale.word("page-range-delimiter") or "–"

    def render(cite: Cite) -> str:
        text = cite.item.texts[variable]
        return page_ranges(text, "", delimiter) if "-" in text and is_numeric(text) else text

    return render


def _label(cite: Cite) -> str:
    """The label without the letter that tells works apart: works of one label keep their order."""
    return cite.item.texts["citation-label"] or _trigraph(cite)


def _citation_label(cite: Cite) -> str:
    label = _label(cite)
    return label + wrapped(cite.suffix, marked.YEAR_SUFFIX) if label and cite.suffix else label


def _trigraph(cite: Cite) -> str:
    """A label such as DoRo01: four letters of the names, of the title where there are none, and the year."""
    names = next((cite.item.names(v) for v in ("author", "editor", "translator") if cite.item.names(v)), ())
    families = [_letters(name) for name in names][:4]
    sizes = _LETTERS[len(families)]
    letters = "".join(family[:size] for family, size in zip(families, sizes, strict=True))
    letters = letters or _word(cite.item.texts["title"])[: _LETTERS[1][0]]
    date = cite.item.date("issued")
    year = f"{abs(date.points[0].year) % 100:02d}" if date and date.points else "00"
    return letters + year


def _letters(name: Name) -> str:
    """The letters of a name for a label: of a family name as they are, of a body as one word without its article."""
    return marked.bare(name.family) or _word(_ARTICLE.sub("", name.literal))


def _word(text: str) -> str:
    return "".join(character for character in marked.bare(text) if character.isalnum()).capitalize()


def _locator(environment: Environment) -> Renderer:
    style = environment.options.get("page-range-format", "")
    delimiter = environment.locale.word("page-range-delimiter") or "–"
    symbol = environment.locale.terms.get(("and", "symbol", ""))

    def render(cite: Cite) -> str:
        text = cite.locator
        if not text:
            return ""
        if symbol and "&" in text:
            text = text.replace("&", symbol.single)
        return page_ranges(text, style if cite.label == "page" else "", delimiter)

    return render


def _pages(variable: str, environment: Environment) -> Renderer:
    style = environment.options.get("page-range-format", "")
    delimiter = environment.locale.word("page-range-delimiter") or "–"

    def render(cite: Cite) -> str:
        if variable == "page-first":
            text = cite.item.texts["page-first"]
            if text:
                return text
            pages = cite.item.texts["page"]
            for index, character in enumerate(pages):
                if character in "-–—,& " and index:
                    return pages[:index]
            return pages
        return page_ranges(cite.item.texts["page"], style, delimiter)

    return render
