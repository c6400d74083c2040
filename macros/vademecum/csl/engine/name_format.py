"""One name, and many of them, as `<name>` and `<et-al>` write them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vademecum.csl.engine.case import change_case
from vademecum.csl.engine.formatting import Environment, Shape, affix
from vademecum.csl.engine.initials import initials, is_romanesque
from vademecum.csl.engine.marked import bare
from vademecum.csl.engine.name_input import Name
from vademecum.csl.engine.word_sets import words
from vademecum.csl.engine.xml import Element

_INHERITED = words(
    "and delimiter-precedes-et-al delimiter-precedes-last et-al-min et-al-use-first et-al-subsequent-min "
    "et-al-subsequent-use-first et-al-use-last initialize initialize-with name-as-sort-order sort-separator"
)
_GLUED = (" ", "\u00a0", "'", "’", "-", "\u2010", "‘")


_MOST_CACHED = 50_000
INITIALS, FULL = 1, 2
"""How much of a given name is shown to tell persons apart."""


def _number(options: Mapping[str, str], name: str) -> int:
    value = options.get(name, "")
    return int(value) if value.isdigit() else -1


@dataclass(frozen=True, slots=True)
class Part:
    """A `<name-part>`."""

    shape: Shape
    case: str

    def font(self, text: str, environment: Environment) -> str:
        """`text` in the formatting of the part, without affixes."""
        if self.case:
            text = change_case(text, self.case, is_english=environment.is_english)
        return self.shape.before + text + self.shape.after if self.shape.before else text

    def affixed(self, text: str) -> str:
        """`text` between the affixes of the part."""
        glue = self.shape.joiner.glue
        return glue(glue(self.shape.prefix, text), self.shape.suffix)


class NameFormat:
    """Everything that says how names are written, worked out once."""

    def __init__(self, name: Element | None, et_al: Element | None, environment: Environment) -> None:
        options = {key: environment.options[key] for key in _INHERITED if key in environment.options}
        own: Mapping[str, str] = name.attributes if name else {}
        options.update({key: own[key] for key in _INHERITED if key in own})
        self.options = options
        self.environment = environment
        locale = environment.locale
        self.form = own.get("form", environment.options.get("name-form", "long"))
        self.delimiter = affix(own.get("delimiter", environment.options.get("name-delimiter", ", ")))
        symbol = locale.terms.get(("and", "symbol", ""))
        word = {"text": locale.word("and"), "symbol": symbol.single if symbol else "&"}.get(options.get("and", ""), "")
        # When works are sorted, a name is compared with a name, and not with a word that stands before the last.
        self.word = "" if environment.is_sorting else (f" {word} " if word and word == word.strip() else word)
        self.precedes_last = options.get("delimiter-precedes-last", "contextual")
        self.precedes_et_al = options.get("delimiter-precedes-et-al", "contextual")
        self.minimum, self.first = _number(options, "et-al-min"), _number(options, "et-al-use-first")
        later_minimum, later_first = (
            _number(options, "et-al-subsequent-min"),
            _number(options, "et-al-subsequent-use-first"),
        )
        self.later_minimum = later_minimum if later_minimum >= 0 else self.minimum
        self.later_first = later_first if later_first >= 0 else self.first
        self.use_last = options.get("et-al-use-last") == "true"
        self.initialize_with = options.get("initialize-with")
        self.initialize = options.get("initialize", "true") != "false"
        self.hyphen = environment.options.get("initialize-with-hyphen", "true") != "false"
        self.order = "all" if environment.is_sorting else options.get("name-as-sort-order", "")
        self.separator = options.get("sort-separator", ", ")
        demote = environment.options.get("demote-non-dropping-particle", "display-and-sort")
        self.demotes = demote == "display-and-sort" or (demote == "sort-only" and environment.is_sorting)
        shape = Shape.of(name, environment) if name else None
        self.shape = shape.applier() if shape else None
        parts = {part.get("name"): part for part in name.every("name-part")} if name else {}
        self.family_part = _part(parts.get("family"), environment)
        self.given_part = _part(parts.get("given"), environment)
        self.et_al = locale.word(et_al.get("term", "et-al") if et_al else "et-al")
        self.et_al_shape = Shape.of(et_al, environment).applier() if et_al else None
        self.strips_suffix = self.initialize_with is not None and "." not in self.initialize_with
        self.cache: dict[tuple[Name, bool, int], str] = {}

    def limits(self, count: int, *, later: bool, shown: int) -> int:
        """How many of `count` names are shown."""
        minimum, first = (self.later_minimum, self.later_first) if later else (self.minimum, self.first)
        if minimum <= 0 or first < 0 or count < minimum:
            return count
        return min(count, max(first, shown))

    def one(self, name: Name, *, is_inverted: bool, level: int = 0) -> str:
        """One name; `level` is how much of the given name tells it apart (0: what the style says)."""
        key = (name, is_inverted, level)
        found = self.cache.get(key)
        if found is None:
            if len(self.cache) > _MOST_CACHED:
                self.cache.clear()
            found = self.cache[key] = self._one(name, is_inverted=is_inverted, level=level)
        return found

    def _one(self, name: Name, *, is_inverted: bool, level: int) -> str:
        if name.literal:
            return _dress(self.family_part, name.literal, self.environment)
        form = "long" if level and self.form == "short" else self.form
        given = name.given
        if self.strips_suffix and name.suffix:
            name = name._replace(suffix=name.suffix.replace(".", ""))
        if self.initialize_with is not None and level != FULL:
            given = initials(given, self.initialize_with, hyphen=self.hyphen, initialize=self.initialize)
        family_name = name.family
        if not is_romanesque(name.family + name.given):
            text = _dress(self.family_part, family_name, self.environment)
            if form == "short":
                return text
            second = _dress(self.given_part, given, self.environment)
            return text + second
        if name.is_static:
            text = _dress(self.family_part, family_name, self.environment)
            return (
                text if form == "short" or not given else _space(text, _dress(self.given_part, given, self.environment))
            )
        if form == "short":
            part, where = self.family_part, self.environment
            return _affixed(part, _space(_font(part, name.non_dropping, where), _font(part, family_name, where)))
        return self._inverted(name, given) if is_inverted else self._straight(name, given)

    def _straight(self, name: Name, given: str) -> str:
        family_part, given_part, where = self.family_part, self.given_part, self.environment
        family = _space(_font(family_part, name.non_dropping, where), _font(family_part, name.family, where))
        family = _space(_font(given_part, name.dropping, where), family)
        if name.suffix and not name.comma_suffix:
            family = _space(family, name.suffix)
        text = _space(_affixed(given_part, _font(given_part, given, where)), _affixed(family_part, family))
        return f"{text}, {name.suffix}" if name.suffix and name.comma_suffix else text

    def _inverted(self, name: Name, given: str) -> str:
        family_part, given_part, where = self.family_part, self.given_part, self.environment
        family, particle = _font(family_part, name.family, where), _font(family_part, name.non_dropping, where)
        rest = _space(_font(given_part, given, where), _font(given_part, name.dropping, where))
        if self.demotes:
            rest = _space(rest, particle)
        else:
            family = _space(particle, family)
        pieces = [_affixed(family_part, family)]
        if rest:
            pieces.append(_affixed(given_part, rest))
        if name.suffix:
            pieces.append(name.suffix)
        return self.separator.join(piece for piece in pieces if piece)

    def each(self, names: Sequence[Name], limit: int, levels: Mapping[object, int]) -> list[str]:
        """The first `limit` of `names`, each as it is written at its place."""
        texts: list[str] = []
        for index in range(limit):
            inverted = self.order == "all" or (self.order == "first" and index == 0)
            name = names[index]
            level = levels.get((index, name), levels.get(name, 0)) if levels else 0
            texts.append(self.one(name, is_inverted=inverted, level=level))
        return texts

    def write(self, names: Sequence[Name], texts: Sequence[str], *, has_others: bool = False) -> str:
        """`texts`, which are the first of `names`, as one; `has_others` where `names` are known not to be all."""
        limit = len(texts)
        if limit == 0:
            return ""
        is_short = has_others or limit < len(names)
        is_inverted = self._is_inverted(limit - 1 if is_short else limit - 2, names)
        if is_short:
            text = self._shortened(texts, names, is_inverted=is_inverted)
        else:
            text = self._all(texts, is_inverted=is_inverted)
        return self.shape(text) if self.shape else text

    def _is_inverted(self, index: int, names: Sequence[Name]) -> bool:
        inverts = self.order == "all" or (self.order == "first" and index == 0)
        return inverts and index >= 0 and not names[index].literal

    def _all(self, texts: Sequence[str], *, is_inverted: bool) -> str:
        join = self.environment.joiner
        if len(texts) == 1:
            return texts[0]
        if not self.word:
            return join.join(list(texts), self.delimiter)
        precedes = {
            "always": True,
            "never": False,
            "after-inverted-name": is_inverted,
        }.get(self.precedes_last, bool(texts[2:]))
        before = join.join(list(texts[:-1]), self.delimiter)
        if precedes:
            before = join.glue(before, self.delimiter)
            return f"{before}{self.word.lstrip() if before.endswith(' ') else self.word}{texts[-1]}"
        return before + self.word + texts[-1]

    def _shortened(self, texts: Sequence[str], names: Sequence[Name], *, is_inverted: bool) -> str:
        join = self.environment.joiner
        text = join.join(list(texts), self.delimiter)
        if self.use_last and len(names) > len(texts) + 1:
            last = self.one(names[-1], is_inverted=self.order == "all")
            return (
                join.glue(text, self.delimiter).rstrip(" ") + " … " + last
                if self.delimiter.endswith(" ")
                else (join.glue(text, self.delimiter) + "… " + last)
            )
        return self._with_et_al(text, len(texts), is_inverted=is_inverted)

    def _with_et_al(self, text: str, shown: int, *, is_inverted: bool) -> str:
        if not self.et_al or self.environment.is_sorting:
            return text
        et_al = self.et_al_shape(self.et_al) if self.et_al_shape else self.et_al
        precedes = {
            "always": True,
            "never": False,
            "after-inverted-name": is_inverted,
        }.get(self.precedes_et_al, shown > 1)
        join = self.environment.joiner
        if precedes:
            return join.glue(join.glue(text, self.delimiter), et_al)
        if bare(et_al)[:1] > "\u2e7f":
            return text + et_al
        return join.glue(join.glue(text, " "), et_al)


def _part(element: Element | None, environment: Environment) -> Part | None:
    return Part(Shape.of(element, environment), element.get("text-case")) if element else None


def _font(part: Part | None, text: str, environment: Environment) -> str:
    return part.font(text, environment) if part and text else text


def _affixed(part: Part | None, text: str) -> str:
    return part.affixed(text) if part and text else text


def _dress(part: Part | None, text: str, environment: Environment) -> str:
    return _affixed(part, _font(part, text, environment))


def _space(left: str, right: str) -> str:
    """`left` and `right` with a blank between them, unless one is empty or `left` is bound to what follows."""
    if not left or not right:
        return left or right
    return left + right if bare(left).endswith(_GLUED) else f"{left} {right}"
