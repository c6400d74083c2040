"""`<names>`: authors, editors and others, with labels and what stands in for them."""

from collections.abc import Callable, Sequence
from copy import copy

from vademecum.csl.engine.case import change_case
from vademecum.csl.engine.conditions import compile_choose
from vademecum.csl.engine.context import Cite, Kind, Renderer
from vademecum.csl.engine.formatting import Environment, Shape, affix
from vademecum.csl.engine.item import NAMES
from vademecum.csl.engine.name_format import NameFormat
from vademecum.csl.engine.name_input import Name
from vademecum.csl.engine.name_list import OpenNameList
from vademecum.csl.engine.narrowing import empty, without_empty
from vademecum.csl.engine.xml import Element

_NOTHING = Element("names")
_BETWEEN = "\x1f"


class _Label:
    """A `<label>` of names."""

    def __init__(self, element: Element, environment: Environment) -> None:
        self.form = element.get("form", "long")
        self.plural = element.get("plural", "contextual")
        self.case = element.get("text-case")
        self.strip = element.get("strip-periods") == "true"
        self.shape = Shape.of(element, environment)
        self.environment = environment

    def write(self, role: str, count: int) -> str:
        plural = self.plural == "always" or (self.plural == "contextual" and count > 1)
        text = self.environment.locale.word(role, self.form, is_plural=plural)
        if self.strip:
            text = text.replace(".", "")
        if not text:
            return ""
        if self.case:
            text = change_case(text, self.case, is_english=self.environment.is_english)
        return self.shape.apply(text)


class _Names:
    """A `<names>` element, compiled."""

    def __init__(
        self,
        element: Element,
        environment: Environment,
        compile_: Callable[[Element, Environment], Renderer],
        parent: Element,
    ) -> None:
        self.environment = environment
        self.variables = element.get("variable").split()
        environment.variables.update(self.variables)
        bare = parent is not _NOTHING and not any(c.name in {"name", "et-al", "label"} for c in element.children)
        source = parent if bare else element
        name, et_al, label = source.child("name"), source.child("et-al"), source.child("label")
        self.format = NameFormat(name, et_al, environment)
        self.label = _Label(label, environment) if label and not environment.is_sorting else None
        self.label_first = False
        for child in source.children:
            if child.name in {"name", "label"}:
                self.label_first = child.name == "label" and source.child("name") is not None
                break
        self.shape = Shape.of(parent if bare else element, environment).applier()
        delimiter = element.attributes.get("delimiter", environment.options.get("names-delimiter", ""))
        self.delimiter = affix(delimiter)
        self.substitutes: list[Renderer] = []
        substitute = element.child("substitute")
        self.compile = compile_
        self.source = source
        self.substitutes += [self._substitute(child) for child in substitute.children] if substitute else []
        self.has_substitute = substitute is not None
        self.is_count = self.format.form == "count"
        self.rule = environment.options.get("subsequent-author-substitute-rule", "complete-all")

    def _substitute(self, element: Element) -> Renderer:
        """What renders one thing that stands in; the branches of a choose are no sequence but more of such things."""
        if element.name == "names":
            names = _Names(element, self.environment, self.compile, self.source)
            self.environment.narrowing[names.render_inner] = names.narrow_inner
            return names.render_inner
        if element.name == "choose":
            return compile_choose(element, self.environment, self._alternatives, "")
        return self.compile(element, self.environment)

    def _alternatives(self, elements: tuple[Element, ...], _environment: Environment, _delimiter: str) -> Renderer:
        renderers = [self._substitute(element) for element in elements]
        narrowing = self.environment.narrowing

        def render(cite: Cite) -> str:
            return self._first(renderers, cite)

        def narrow(kind: Kind) -> Renderer:
            left, _ = without_empty(renderers, kind, narrowing)
            return lambda cite: self._first(left, cite)

        narrowing[render] = narrow
        return render

    def render(self, cite: Cite) -> str:
        """The names, or what stands in for them."""
        if cite.names_hidden and cite.first_names is None:
            cite.first_names = ""
            hidden = True
        else:
            hidden = False
        is_first = cite.first_names is None
        if is_first:
            cite.first_names = ""
        cite.records = is_first
        text = self._render(cite)
        cite.records = False
        if is_first:
            cite.first_names = text
            if text and cite.replaces and not cite.plain_names:
                text = cite.replacement(text)
        if hidden:
            return ""
        return text

    def _render(self, cite: Cite) -> str:
        filled = cite.filled
        text = self.render_inner(cite)
        if text or not self.has_substitute or cite.filled > filled:
            return text
        return self._first(self.substitutes, cite)

    def narrow(self, kind: Kind) -> "_Names":
        """The same for works of `kind`: without the variables that have no value, and what cannot stand in."""
        made = copy(self)
        made.variables = [variable for variable in self.variables if variable in kind.known or variable not in NAMES]
        if not made.variables:
            made.substitutes, _ = without_empty(self.substitutes, kind, self.environment.narrowing)
        return made

    def narrow_inner(self, kind: Kind) -> Renderer:
        """`render_inner` for works of `kind`."""
        made = self.narrow(kind)
        return made.render_inner if made.variables else empty

    def _first(self, substitutes: Sequence[Renderer], cite: Cite) -> str:
        """What the first of `substitutes` writes (CSL 1.0.2, "Substitute"); what it used is not written again."""
        for substitute in substitutes:
            called, filled = cite.called, cite.filled
            before = cite.suppressed
            recorder = _Recorder(cite)
            text = substitute(cite)
            recorder.stop()
            if text:
                cite.suppressed |= recorder.used
                return text
            cite.called, cite.filled = called + 1, filled
            cite.suppressed = before
        return ""

    def render_inner(self, cite: Cite) -> str:
        """The names alone."""
        item = cite.item
        found: list[tuple[str, Sequence[Name]]] = []
        cite.called += 1
        for variable in self.variables:
            if cite.suppressed and variable in cite.suppressed:
                continue
            names = item.names(variable)
            if names:
                found.append((variable, names))
        if not found:
            return ""
        cite.filled += 1
        cite.predecessor = True
        recorder = cite.recorder
        if recorder is not None:
            recorder.update(variable for variable, _ in found)
            cite.suppressed |= recorder
        if self.is_count:
            return self._count(cite, found)
        if {variable for variable, _ in found} == {"editor", "translator"} and found[0][1] == found[1][1]:
            roles = bool(self.environment.locale.word("editortranslator", self.label.form if self.label else "long"))
            if roles and (self.label is not None or self.environment.is_sorting):
                found = [("editortranslator", found[0][1])]
        texts = [self._one(cite, variable, names) for variable, names in found]
        text = self.environment.joiner.join(texts, self.delimiter)
        return self.shape(text) if self.shape and text else text

    def _one(self, cite: Cite, variable: str, names: Sequence[Name]) -> str:
        later = cite.position not in {"", "first"}
        form = self.format
        has_others = isinstance(names, OpenNameList)
        limit = form.limits(len(names) + has_others, later=later, shown=cite.names_count)
        texts = form.each(names, min(limit, len(names)), cite.givens)
        if not self.environment.is_sorting:
            cite.names_shown.append((form, tuple(names), len(texts)))
            cite.widest = max(cite.widest, len(names))
        has_others = has_others and not (form.use_last and limit < len(names))
        if cite.records:
            text = self._substituted(cite, names, texts, has_others=has_others)
        else:
            text = form.write(names, texts, has_others=has_others)
        if text and self.label:
            label = self.label.write(variable, len(names) + has_others)
            if label:
                glue = self.environment.joiner.glue
                text = glue(label, text) if self.label_first else glue(text, label)
        return text

    def _substituted(self, cite: Cite, names: Sequence[Name], texts: list[str], *, has_others: bool) -> str:
        """`texts` as one; where the entry before has the same names, what stands for them.

        CSL 1.0.2, "Reference Grouping". Two persons are not one because their initials are the same.
        """
        form = self.format
        whole = [_whole(name) for name in names[: len(texts)]]
        is_cut = has_others or len(texts) < len(names)
        key = _BETWEEN.join([*whole, form.et_al if is_cut else ""])
        index = len(cite.plain_names)
        cite.plain_names.append(key)
        if cite.replaces and index < len(cite.previous_names):
            before = cite.previous_names[index]
            if self.rule == "complete-all" and before == key:
                return cite.substitute
            if self.rule == "complete-each" and before == key:
                texts = [cite.substitute for _ in texts]
            elif self.rule.startswith("partial"):
                same = _same(whole, before.split(_BETWEEN), 1 if self.rule == "partial-first" else len(texts))
                texts = [cite.substitute] * same + texts[same:]
        return form.write(names, texts, has_others=has_others)

    def _count(self, cite: Cite, found: Sequence[tuple[str, Sequence[Name]]]) -> str:
        later = cite.position not in {"", "first"}
        limits = self.format.limits
        total = sum(limits(len(names), later=later, shown=cite.names_count) for _, names in found)
        return f"{total:05d}" if self.environment.is_sorting else str(total)


def _whole(name: Name) -> str:
    """`name` with all that tells it apart."""
    parts = (name.literal, name.non_dropping, name.family, name.given, name.dropping, name.suffix)
    return "\x1e".join(part for part in parts if part)


def _same(texts: Sequence[str], before: Sequence[str], most: int) -> int:
    """How many of the first `most` of `texts` are the same as those `before`."""
    same = 0
    for text, other in zip(texts[:most], before, strict=False):
        if text != other:
            break
        same += 1
    return same


class _Recorder:
    """Which variables were rendered meanwhile."""

    def __init__(self, cite: Cite) -> None:
        self.cite = cite
        self.outer = cite.recorder
        self.used: set[str] = set()
        cite.recorder = self.used

    def stop(self) -> None:
        """Hand the recording back to whoever recorded before."""
        self.cite.recorder = self.outer
        if self.outer is not None:
            self.outer |= self.used


def compile_names(
    element: Element, environment: Environment, compile_: Callable[[Element, Environment], Renderer]
) -> Renderer:
    """What renders a `<names>`."""
    names = _Names(element, environment, compile_, _NOTHING)
    environment.narrowing[names.render] = lambda kind: names.narrow(kind).render
    return names.render
