"""Elements of a style that write a value, a term or a text of their own, as closures: text, number, label, date."""

from collections.abc import Callable, Mapping

from vademecum.csl.engine import marked
from vademecum.csl.engine.case import capitalize_first, change_case, with_dots
from vademecum.csl.engine.context import Cite, Renderer
from vademecum.csl.engine.dates import DateWriter, sortable
from vademecum.csl.engine.formatting import Environment, Shape
from vademecum.csl.engine.inline import parse_inline
from vademecum.csl.engine.item import DATES, NAMES
from vademecum.csl.engine.marked import wrapped
from vademecum.csl.engine.narrowing import empty, nothing
from vademecum.csl.engine.numbers import is_many, is_numeric, write_number
from vademecum.csl.engine.variables import item_variable, special_variable
from vademecum.csl.engine.xml import Element

_ROLES: Mapping[str, str] = {
    "title": marked.TITLE,
    "DOI": marked.DOI,
    "URL": marked.URL,
    "PMID": marked.PMID,
    "PMCID": marked.PMCID,
}


def dressed(element: Element, environment: Environment) -> Callable[[str], str] | None:
    """What periods, case and shape do to a text; None where they do nothing."""
    shape = Shape.of(element, environment).applier()
    case = "" if environment.is_sorting else element.get("text-case")
    strip = element.get("strip-periods") == "true"
    if not case and not strip:
        return shape
    is_english = environment.is_english

    def dress(text: str) -> str:
        if strip:
            text = text.replace(".", "")
        if case:
            text = change_case(text, case, is_english=is_english)
        return shape(text) if shape and text else text

    return dress


def _undressed_case(element: Element) -> Element:
    """`element` without its title case, which depends on the language of the work."""
    attributes = {key: value for key, value in element.attributes.items() if key != "text-case"}
    return Element(element.name, attributes, element.children, element.text, element.line)


def compile_value(element: Element, environment: Environment) -> Renderer:
    """What writes a text of the style."""
    dress = dressed(element, environment)
    text = parse_inline(element.get("value"))
    text = dress(text) if dress and text else text

    def render(cite: Cite) -> str:
        cite.predecessor = True
        return text

    return render


def compile_term(element: Element, environment: Environment) -> Renderer:
    """What writes a term of the locale."""
    dress = dressed(element, environment)
    word = environment.locale.word(
        element.get("term"), element.get("form", "long"), is_plural=element.get("plural") == "true"
    )
    if not word:
        return lambda _cite: ""
    text = dress(word) if dress else word
    is_value = element.get("term") == "no date"
    first = capitalize_first(word)
    first = dress(first) if dress else first
    if (environment.area == "citation" and not environment.is_note) or environment.is_sorting:
        first = text

    def render(cite: Cite) -> str:
        if is_value:
            cite.called += 1
            cite.filled += 1
        if cite.predecessor:
            return text
        cite.predecessor = True
        return first

    return render


def compile_variable(element: Element, environment: Environment) -> Renderer:
    """What writes the value of a variable."""
    variable = element.get("variable")
    has_title_case = element.get("text-case") == "title" and not environment.is_sorting
    dress = dressed(_undressed_case(element) if has_title_case else element, environment)
    special = special_variable(variable, environment)
    has_capitals = element.get("text-case") == "uppercase"
    is_english = environment.is_english
    short = variable + "-short" if element.get("form") == "short" else ""
    if special is None:
        special = item_variable(variable, short)
    counts = 0 if variable == "year-suffix" else 1
    role = "" if environment.is_sorting else _ROLES.get(variable, "")

    def render(cite: Cite) -> str:
        if cite.suppressed and variable in cite.suppressed:
            return ""
        text = special(cite)
        if not text:
            cite.called += counts
            return ""
        cite.called += 1
        cite.filled += 1
        cite.predecessor = True
        if cite.recorder is not None:
            cite.recorder.add(variable)
        if has_title_case:
            lang = cite.item.lang
            text = change_case(text, "title", is_english=lang.lower().startswith("en") if lang else is_english)
        elif has_capitals:
            text = with_dots(text, cite.item.lang)
        if role:
            text = wrapped(text, role)
        return dress(text) if dress else text

    _narrow_absent(render, empty, {variable, short} - {""}, environment)
    return render


_NOT_OF_WORKS = frozenset(
    {"citation-number", "year-suffix", "locator", "first-reference-note-number", "citation-label", "page-first"}
)
"""Values that depend on where a work is cited, or on other variables."""


def _narrow_absent(render: Renderer, instead: Renderer, variables: set[str], environment: Environment) -> None:
    """For works without a value for any of `variables`, `instead` stands for `render`."""
    if variables & (_NOT_OF_WORKS | NAMES | DATES):
        return
    environment.variables.update(variables)
    environment.narrowing[render] = lambda kind: instead if kind.known.isdisjoint(variables) else render


def _narrow_date(render: Renderer, variable: str, environment: Environment) -> None:
    """The same for a date; when a work was looked at is not asked for where works are compared."""
    if variable in DATES and variable != "accessed":
        environment.variables.add(variable)
        environment.narrowing[render] = lambda kind: render if variable in kind.known else empty


def compile_number(element: Element, environment: Environment) -> Renderer:
    """What writes a number."""
    variable = element.get("variable")
    form = element.get("form", "numeric")
    dress = dressed(element, environment)
    special = special_variable(variable, environment) or item_variable(variable, "")
    locale = environment.locale
    term = locale.term(variable)
    gender = term.gender if term else ""

    def render(cite: Cite) -> str:
        if cite.suppressed and variable in cite.suppressed:
            return ""
        cite.called += 1
        text = special(cite)
        if not text:
            return ""
        cite.filled += 1
        cite.predecessor = True
        if cite.recorder is not None:
            cite.recorder.add(variable)
        if environment.is_sorting:
            return text.zfill(8) if text.isdigit() else text
        if variable not in {"citation-number", "page", "page-first"} and is_numeric(text):
            text = write_number(text, form, locale, gender)
        elif variable == "citation-number" and form != "numeric":
            text = wrapped(write_number(marked.bare(text), form, locale, gender), marked.NUMBER)
        return dress(text) if dress else text

    _narrow_absent(render, empty, {variable}, environment)
    return render


def compile_label(element: Element, environment: Environment) -> Renderer:
    """What writes the term for a number or a locator."""
    variable = element.get("variable")
    form = element.get("form", "long")
    plural = element.get("plural", "contextual")
    dress = dressed(element, environment)
    locale = environment.locale

    def render(cite: Cite) -> str:
        if cite.suppressed and variable in cite.suppressed:
            return ""
        if variable == "locator":
            name, value = cite.label, cite.locator
        elif variable == "citation-number":
            name, value = variable, str(cite.number)
        elif variable == "first-reference-note-number":
            name, value = variable, cite.first_note
        else:
            name, value = variable, cite.item.texts[variable]
        if not value:
            return ""
        many = plural == "always" or (plural == "contextual" and _is_plural(variable, value))
        text = locale.word(name, form, is_plural=many)
        if not text:
            return ""
        cite.predecessor = True
        return dress(text) if dress else text

    _narrow_absent(render, nothing, {variable}, environment)
    return render


def _is_plural(variable: str, value: str) -> bool:
    if variable in {"number-of-volumes", "number-of-pages"}:
        return value.isdecimal() and value.lstrip("0") != "1"
    return is_many(value)


def compile_date(element: Element, environment: Environment) -> Renderer:
    """What writes a date."""
    variable = element.get("variable")
    writer = DateWriter(element, environment)
    dress = dressed(element, environment)
    adds_suffix = not environment.uses_suffix and variable == "issued"

    def render(cite: Cite) -> str:
        if (cite.suppressed and variable in cite.suppressed) or (cite.is_compared and variable == "accessed"):
            return ""
        cite.called += 1
        value = cite.item.date(variable)
        if value is None:
            return ""
        if environment.is_sorting:
            cite.filled += 1
            return sortable(value, writer.names)

        def year(text: str) -> str:
            if adds_suffix and cite.suffix and not cite.suffix_done and text:
                cite.suffix_done = True
                return text + wrapped(cite.suffix, marked.YEAR_SUFFIX)
            return text

        text = writer.write(value, year) if value.points else value.literal
        if not value.points and text:
            text = year(text)
        if not text:
            return ""
        cite.filled += 1
        cite.predecessor = True
        if cite.recorder is not None:
            cite.recorder.add(variable)
        return dress(text) if dress else text

    _narrow_date(render, variable, environment)
    return render
