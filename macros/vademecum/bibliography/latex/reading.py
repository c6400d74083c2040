r"""A LaTeX value that is being read: the place in it, what is open there, and what has been noted.

Whatever has content opens a `Frame`, whose end is known beforehand: there is no recursion, and nothing is read twice.
The steps of macros (`steps.py`, `formulas.py`) are written in terms of this class.
"""

from collections.abc import Callable
from typing import TypeAlias

from vademecum.bibliography.latex.arguments import WORD, Arguments
from vademecum.bibliography.latex.frame import MARKED, SCRIPTS, Finish, Frame, as_it_is
from vademecum.bibliography.latex.problem import Problem, ProblemKind
from vademecum.bibliography.latex.structure import Stretch, structure_of
from vademecum.bibliography.latex.tidy import formula_source
from vademecum.text.rich import Mark, Styled, plain

MAX_DEPTH = 64
"""What is nested deeper than this is kept as it is written."""
MAX_EXCERPT = 80
"""How much of the value a problem quotes that is in the text as well."""

Then: TypeAlias = Callable[[], object]
"""What is to be done behind a frame."""
Step: TypeAlias = Callable[["Reading"], object]
"""What a macro does: it moves the position, says something, opens frames. It never goes beyond the frame it is in."""


class Reading:
    """A value that is being read, from its beginning on."""

    def __init__(self, value: str) -> None:
        self.value = value
        self.structure = structure_of(value)
        self.position = 0
        """How far it has been read."""
        self.here = 0
        """Where that begins which is being read."""
        self.frame = Frame(len(value), len(value), as_it_is)
        """The innermost frame."""
        self._frames = [self.frame]
        self._arguments = Arguments(value, self.structure)
        self._problems: dict[tuple[ProblemKind, str], Problem] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What has been met that deserves a word, each thing once, in the order of the value."""
        return tuple(sorted(self._problems.values()))

    @property
    def is_inside(self) -> bool:
        """Whether a frame is open but that of the whole value."""
        return len(self._frames) > 1

    def say(self, text: str) -> None:
        """Add a text to what is open."""
        frame = self.frame
        if frame.gap and text:
            frame.gap = False
            if text[0].isalnum():
                text = f" {text}"
        frame.nodes.append(text)

    def separate(self) -> None:
        """Add a blank to a formula that ends in a letter or digit, or in what else needs one behind it."""
        frame = self.frame
        if frame.gap or plain(frame.nodes[-1:])[-1:].isalnum():
            frame.gap = False
            frame.nodes.append(" ")

    def report(self, kind: ProblemKind, text: str, offset: int | None = None) -> None:
        """Note a problem; without `offset` it is with what is being read."""
        problem = Problem(self.here if offset is None else offset, kind, text)
        self._problems.setdefault((kind, text), problem)

    def report_macro(self) -> None:
        """Note that the macro that is being read lacks an argument; groups behind it are read as text."""
        macro = WORD.match(self.value, self.here)
        self.report(ProblemKind.BAD_MARKUP, f"\\{macro[1]}" if macro else self.value[self.here : self.position])
        self.open_groups()

    def group(self) -> Stretch | None:
        """The group that follows, blanks aside; None where none does."""
        return self._arguments.group(self.position, self.frame.end)

    def argument(self) -> Stretch | None:
        """The argument that follows; None where none does."""
        return self._arguments.argument(self.position, self.frame.end, math=self.frame.math)

    def behind_arguments(self, position: int, number: int) -> int:
        """Where as many arguments of a formula end from `position` on, or as many as there are."""
        for _ in range(number):
            stretch = self._arguments.argument(position, self.frame.end, math=True)
            position = stretch.after if stretch else position
        return position

    def open(
        self, stretch: Stretch, finish: Finish, then: Then | None = None, *, math: bool | None = None
    ) -> Frame | None:
        """Go on inside `stretch`; None where that is too deep, and its source is text.

        `finish` says what becomes of its nodes, `then` what is to be done behind it, `math` whether it is a formula or
        text; else it is what is around it.
        """
        outer = self.frame
        frame = outer.inner(stretch, finish, then)
        if frame.level > MAX_DEPTH:
            self._keep_source(stretch.after)
            return None
        if math is not None:
            frame.math = math
        frame.gap, outer.gap = outer.gap, False
        self.position = stretch.start
        self._frames.append(frame)
        self.frame = frame
        return frame

    def open_argument(self, finish: Finish, then: Then | None = None, *, math: bool | None = None) -> bool:
        """The same for the argument that follows; False where there is none."""
        stretch = self.argument()
        if stretch:
            self.open(stretch, finish, then, math=math)
        return stretch is not None

    def open_marked(self, stretch: Stretch, mark: Mark | None, *, math: bool | None = None) -> None:
        """The same for what is set in a mark."""
        frame = self.open(stretch, MARKED[mark], math=math)
        if frame and mark is Mark.CODE:
            frame.code = frame.verbatim = True
        if frame and mark is Mark.NO_CASE:
            frame.guarded = True

    def open_groups(self) -> None:
        """The same for all groups that follow at once: arguments of a macro, which protect no case."""
        if self.position < self.frame.end and self.position in self.structure.braces:
            self.open_argument(as_it_is, self.open_groups)

    def open_script(self, sign: str) -> bool:
        """The same for what `^` or `_` raises or lowers; the blank that is due is due behind it."""
        frame, gap = self.frame, self.frame.gap
        frame.gap = False
        has_argument = self.open_argument(SCRIPTS[sign])
        frame.gap = gap
        return has_argument

    def open_formula(self, stretch: Stretch) -> None:
        """Go on inside a formula."""
        frame = self.open(stretch, as_it_is, math=True)
        if frame:
            frame.formula = stretch.start
            frame.problems = len(self._problems)

    def give_up(self) -> None:
        """Keep the source of the formula that is being read: it cannot be told in text."""
        while self.frame.formula < 0:
            self._leave()
        formula = self._leave()
        while len(self._problems) > formula.problems:
            self._problems.popitem()
        source = formula_source(self.value[formula.formula : formula.end])
        self.report(ProblemKind.FORMULA, source[:MAX_EXCERPT], formula.formula)
        self.frame.nodes.append(Styled(Mark.MATH, (source,)))
        self.position = formula.after

    def switch(self, marks: tuple[Mark, ...]) -> None:
        """Set what follows in the frame in `marks`."""
        if self.frame.level + len(marks) > MAX_DEPTH:
            self.report(ProblemKind.TOO_DEEP, self.value[self.here : self.position])
        else:
            self.frame.switch(marks)

    def _leave(self) -> Frame:
        left = self._frames.pop()
        self.frame = self._frames[-1]
        return left

    def close(self) -> None:
        """End the innermost frame at its end."""
        frame = self.frame
        frame.end_run()
        nodes = frame.finish(frame.nodes)
        if nodes is None:
            self.give_up()
            return
        self._leave()
        self.frame.nodes += nodes
        self.frame.gap = self.frame.gap or (frame.gap and frame.formula < 0)
        self.position = self.here = frame.after
        if frame.then:
            frame.then()

    def _keep_source(self, after: int) -> None:
        """Keep the source of what is nested too deeply; within a formula, of the whole formula."""
        if self.frame.math:
            self.give_up()
            return
        source = self.value[self.here : after]
        self.report(ProblemKind.TOO_DEEP, source[:MAX_EXCERPT])
        self.frame.nodes.append(source)
        self.position = after
