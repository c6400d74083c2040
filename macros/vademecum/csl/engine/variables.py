"""Values of variables: those of the work as they are, and those the processor knows or changes."""

from vademecum.csl.engine import marked
from vademecum.csl.engine.context import Cite, Renderer
from vademecum.csl.engine.formatting import Environment
from vademecum.csl.engine.item import NUMBERS
from vademecum.csl.engine.marked import wrapped
from vademecum.csl.engine.page_ranges import page_ranges


def item_variable(variable: str, short: str) -> Renderer:
    """The value of a variable, or of its short form where there is one."""
    if short:
        return lambda cite: cite.item.text(short) or cite.item.text(variable)
    return lambda cite: cite.item.text(variable)


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
        return _citation_label
    if variable == "title" or variable not in NUMBERS:
        return None
    return lambda cite: _hyphens(cite.item.text(variable))


def _hyphens(text: str) -> str:
    return page_ranges(text, "", "–") if "-" in text else text


def _citation_label(cite: Cite) -> str:
    label = cite.item.text("citation-label") or _trigraph(cite)
    return label + wrapped(cite.suffix, marked.YEAR_SUFFIX) if label and cite.suffix else label


def _trigraph(cite: Cite) -> str:
    """A label such as Do01, made of names and year."""
    names = next((cite.item.names(v) for v in ("author", "editor", "translator") if cite.item.names(v)), ())
    families = [marked.bare(name.family or name.literal) for name in names][:4]
    size = {1: 4, 2: 2}.get(len(families), 1)
    date = cite.item.date("issued")
    year = str(date.points[0].year)[-2:] if date and date.points else ""
    letters = "".join(family[:size] for family in families)
    return letters + year


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
        return page_ranges(text, style, delimiter) if cite.label == "page" else page_ranges(text, "", "–")

    return render


def _pages(variable: str, environment: Environment) -> Renderer:
    style = environment.options.get("page-range-format", "")
    delimiter = environment.locale.word("page-range-delimiter") or "–"

    def render(cite: Cite) -> str:
        if variable == "page-first":
            text = cite.item.text("page-first")
            if text:
                return text
            pages = cite.item.text("page")
            for index, character in enumerate(pages):
                if character in "-–—,& " and index:
                    return pages[:index]
            return pages
        return page_ranges(cite.item.text("page"), style, delimiter)

    return render
