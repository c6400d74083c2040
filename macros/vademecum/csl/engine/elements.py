"""Elements of a style as closures: those that hold others, and where those that write values are compiled."""

from collections.abc import Callable

from vademecum.csl.engine.conditions import compile_choose
from vademecum.csl.engine.context import Cite, Kind, Renderer
from vademecum.csl.engine.errors import StyleError
from vademecum.csl.engine.formatting import Environment, Shape, affix
from vademecum.csl.engine.names import compile_names
from vademecum.csl.engine.narrowing import empty, narrowed, nothing, without_empty
from vademecum.csl.engine.values import (
    compile_date,
    compile_label,
    compile_number,
    compile_term,
    compile_value,
    compile_variable,
    dressed,
)
from vademecum.csl.engine.xml import Element


def compile_element(element: Element, environment: Environment, delimiter: str = "") -> Renderer:
    """What renders `element`; a choose puts the `delimiter` of its group between what its branches hold."""
    if element.name == "choose":
        return compile_choose(element, environment, compile_sequence, delimiter)
    try:
        make = _COMPILERS[element.name]
    except KeyError:
        raise StyleError(f"<{element.name}> does not belong here", element.line) from None
    return make(element, environment)


def compile_all(elements: "tuple[Element, ...]", environment: Environment, delimiter: str = "") -> list[Renderer]:
    """What renders each of `elements`, which stand in a group with this `delimiter`."""
    return [compile_element(element, environment, delimiter) for element in elements]


def compile_sequence(elements: "tuple[Element, ...]", environment: Environment, delimiter: str = "") -> Renderer:
    """What renders `elements` one after the other."""
    renderers = compile_all(elements, environment, delimiter)
    if len(renderers) == 1:
        return renderers[0]
    render = _sequence(renderers, delimiter, environment)
    narrowing = environment.narrowing

    def narrow(kind: Kind) -> Renderer:
        left, asks = without_empty(renderers, kind, narrowing)
        if not left:
            return empty if asks else nothing
        if not asks:
            return left[0] if len(left) == 1 else _sequence(left, delimiter, environment)
        return _sequence([empty, *left], delimiter, environment)

    narrowing[render] = narrow
    return render


def _sequence(renderers: list[Renderer], delimiter: str, environment: Environment) -> Renderer:
    join = environment.joiner.join

    def render(cite: Cite) -> str:
        return join([renderer(cite) for renderer in renderers], delimiter)

    return render


def _text(element: Element, environment: Environment) -> Renderer:
    if "value" in element.attributes:
        return compile_value(element, environment)
    if "term" in element.attributes:
        return compile_term(element, environment)
    if "macro" in element.attributes:
        return _macro(element, environment)
    if "variable" in element.attributes:
        return compile_variable(element, environment)
    return lambda _cite: ""


def _macro(element: Element, environment: Environment) -> Renderer:
    name = element.get("macro")
    renderer = environment.compiled.get(name)
    if renderer is None:
        inside = compile_sequence(environment.macros[name].children, environment)
        renderer = environment.compiled[name] = _unless_empty(inside, environment)
    dress = dressed(element, environment)
    return _dressing(renderer, dress, environment) if dress else renderer


def _dressing(renderer: Renderer, dress: Callable[[str], str], environment: Environment) -> Renderer:
    """What `renderer` writes, dressed."""

    def render(cite: Cite) -> str:
        text = renderer(cite)
        return dress(text) if text else ""

    def narrow(kind: Kind) -> Renderer:
        inner = narrowed(renderer, kind, environment.narrowing)
        return inner if inner in {nothing, empty} else _dressing(inner, dress, environment)

    environment.narrowing[render] = narrow
    return render


def _unless_empty(renderer: Renderer, environment: Environment) -> Renderer:
    """What `renderer` writes, unless it asked for variables and none of them had a value."""
    made: dict[Kind, Renderer] = {}

    def render(cite: Cite) -> str:
        called, filled, predecessor = cite.called, cite.filled, cite.predecessor
        text = renderer(cite)
        if cite.called != called and cite.filled == filled:
            cite.predecessor = predecessor
            return ""
        return text

    def narrow(kind: Kind) -> Renderer:
        if kind not in made:
            inner = narrowed(renderer, kind, environment.narrowing)
            made[kind] = inner if inner in {nothing, empty} else _unless_empty(inner, environment)
        return made[kind]

    environment.narrowing[render] = narrow
    return render


def _group(element: Element, environment: Environment) -> Renderer:
    delimiter = affix(element.get("delimiter"))
    renderers = compile_all(element.children, environment, delimiter)
    shape = Shape.of(element, environment).applier()
    render = _grouped(renderers, delimiter, shape, environment)
    narrowing = environment.narrowing

    def narrow(kind: Kind) -> Renderer:
        left, asks = without_empty(renderers, kind, narrowing)
        if not left:
            return empty if asks else nothing
        return _grouped([empty, *left] if asks else left, delimiter, shape, environment)

    narrowing[render] = narrow
    return render


def _grouped(
    renderers: list[Renderer], delimiter: str, shape: Callable[[str], str] | None, environment: Environment
) -> Renderer:
    join = environment.joiner.join

    def render(cite: Cite) -> str:
        called, filled = cite.called, cite.filled
        predecessor = cite.predecessor
        texts = [text for renderer in renderers if (text := renderer(cite))]
        if cite.called != called and cite.filled == filled:
            cite.predecessor = predecessor
            return ""
        if not texts:
            cite.predecessor = predecessor
            return ""
        text = texts[0] if len(texts) == 1 else join(texts, delimiter)
        if cite.called == called:
            cite.called += 1
            cite.filled += 1
        return shape(text) if shape else text

    return render


def _names(element: Element, environment: Environment) -> Renderer:
    return compile_names(element, environment, compile_element)


_COMPILERS: dict[str, Callable[[Element, Environment], Renderer]] = {
    "text": _text,
    "number": compile_number,
    "label": compile_label,
    "group": _group,
    "names": _names,
    "date": compile_date,
}
