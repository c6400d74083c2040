r"""The LaTeX macros that bibliographies use, by name: `MACROS` says what each of them does.

Those that merely stand for a text are in `symbols.py`.
"""

from collections.abc import Iterator, Mapping

from vademecum.bibliography.latex import formulas, steps
from vademecum.bibliography.latex.address import address_in
from vademecum.bibliography.latex.reading import Step
from vademecum.bibliography.latex.symbols import ACCENTS, MATH_ACCENTS, OPERATORS
from vademecum.text.rich import Mark

_STYLES = {
    Mark.ITALIC: "emph textit textsl mkbibemph mkbibitalic",
    Mark.BOLD: "textbf mkbibbold",
    Mark.SMALL_CAPS: "textsc",
    Mark.SUPERSCRIPT: "textsuperscript mkbibsuperscript",
    Mark.SUBSCRIPT: "textsubscript mkbibsubscript",
    Mark.CODE: "texttt",
    Mark.NO_CASE: "NoCaseChange",
    None: "textrm textsf textup textnormal textmd text mbox hbox fbox framebox underline uline ul sout hl singleletter"
    " natexlab citenamefont bibnamefont bibfnamefont eprint textlatin textgreek textcyr textcyrillic bibcyr autocap IeC"
    " MakeSentenceCase mkbibacro mkbibnamefamily mkbibnamegiven mkbibnameprefix mkbibnamesuffix",
}
"""Macros that set their argument, a text, in a mark or in none."""
_FORMULA_STYLES = {
    Mark.ITALIC: "mathit",
    Mark.BOLD: "mathbf boldsymbol bm pmb",
    Mark.CODE: "mathtt",
    None: "mathrm mathsf mathcal mathbb mathscr mathfrak mathnormal mathop mathbin mathrel mathord mathopen mathclose"
    " mathpunct mathinner operatorname",
}
"""The same for formulas, whose argument is part of the formula. Letters of special alphabets are plain ones."""
_SWITCHES = {
    Mark.ITALIC: "it sl",
    Mark.BOLD: "bf",
    Mark.SMALL_CAPS: "sc",
    Mark.CODE: "tt",
    None: "rm sf cal normalfont",
}
"""Switches of fonts that undo each other, as in LaTeX 2.09."""
_ADDING_SWITCHES = {
    Mark.ITALIC: "em itshape slshape",
    Mark.BOLD: "bfseries boldmath",
    Mark.SMALL_CAPS: "scshape",
    Mark.CODE: "ttfamily",
}
_SILENT = (
    "protect relax noindent indent leavevmode null strut xspace ignorespaces unskip mathstrut displaystyle textstyle"
    " scriptstyle scriptscriptstyle limits nolimits tiny scriptsize footnotesize small normalsize large Large LARGE"
    " huge Huge centering raggedright bgroup egroup begingroup endgroup sloppy expandafter noexpand aftergroup cyr"
    " urlprefix BibitemOpen big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr nonumber"
)
"""Macros that say nothing."""
_SELECTIONS = {
    "-": "noopsort Noopsort NoopSort SortNoop sortnoop noop nosort color selectlanguage BibitemShut",
    "-+": "textcolor colorbox bibinfo bibfield foreignlanguage raisebox parbox scalebox hyperlink hypertarget",
    "--+": "fcolorbox resizebox discretionary",
    "+-": "printfirst texorpdfstring pdftooltip",
}
"""Macros with arguments that are no text (-): keys to sort by, colours, languages, sizes."""
_AROUND = {"mkbibparens": ("(", ")"), "mkbibbrackets": ("[", "]"), "footnote": (" (", ")"), "thanks": (" (", ")")}
"""Macros that put something around their argument; a note to a word stands in brackets behind it."""


def _text_macros() -> Iterator[tuple[str, Step]]:
    for mark, names in _STYLES.items():
        yield from _all(names, steps.style(mark))
    for formula_mark, names in _FORMULA_STYLES.items():
        yield from _all(names, steps.style(formula_mark, math=None))
    for switched, names in _SWITCHES.items():
        yield from _all(names, steps.switch(switched))
    for added, names in _ADDING_SWITCHES.items():
        yield from _all(names, steps.switch_on(added))
    yield from _all("upshape", steps.switch_off(Mark.ITALIC, Mark.SMALL_CAPS))
    yield from _all("mdseries unboldmath", steps.switch_off(Mark.BOLD))
    yield from _all("rmfamily sffamily", steps.switch_off(Mark.CODE))
    yield from _all(_SILENT, steps.nothing)
    for pattern, names in _SELECTIONS.items():
        yield from _all(names, steps.select(pattern))
    for name, (before, after) in _AROUND.items():
        yield name, steps.surround(before, after)
    for name, accent in ACCENTS.items():
        yield name, steps.accent(accent)
    yield from _all("enquote mkbibquote textquote blockquote", steps.quote)
    yield from _all("uppercase MakeUppercase MakeTextUppercase", steps.change_case(str.upper))
    yield from _all("lowercase MakeLowercase MakeTextLowercase", steps.change_case(str.lower))
    yield from _all("href Eprint", steps.link)
    yield from _all("url", steps.verbatim(steps.address_link))
    yield from _all("nolinkurl", steps.verbatim(address_in))
    yield from _all("doi", steps.verbatim(steps.doi_link))
    yield from _all("path", steps.verbatim(steps.code))
    yield from _all("verb", steps.verb)
    yield from _all("char", steps.character)
    yield from _all("symbol", steps.symbol)
    yield from _all("a", steps.tabbing_accent)
    yield from _all("switchargs", steps.swap)
    yield from _all("hspace vspace", steps.blank)
    yield from _all("kern mkern hskip mskip", steps.length)
    yield from _all("phantom hphantom vphantom", steps.phantom)


def _formula_macros() -> Iterator[tuple[str, Step]]:
    yield from _all("ensuremath", formulas.formula)
    yield from _all("frac tfrac dfrac nicefrac sfrac", formulas.within_formula(formulas.fraction, 2))
    yield from _all("sqrt", formulas.within_formula(formulas.root, 1))
    yield from _all("not", formulas.within_formula(formulas.negation, 1))
    yield from _all("sb", formulas.within_formula(formulas.subscript, 1))
    yield from _all("sp", formulas.within_formula(formulas.superscript, 1))
    yield from _all("left right middle", formulas.delimiter)
    for name, mark in MATH_ACCENTS.items():
        yield name, formulas.within_formula(formulas.letter_accent(mark), 1)
    for name in OPERATORS:
        yield name, formulas.operator(name)


def _all(names: str, step: Step) -> Iterator[tuple[str, Step]]:
    for name in names.split():
        yield name, step


MACROS: Mapping[str, Step] = {**dict(_formula_macros()), **dict(_text_macros())}
"""What each macro does, by name; an accent is known by its sign too."""
