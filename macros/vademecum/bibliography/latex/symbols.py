r"""What LaTeX's symbol macros stand for in Unicode: letters, signs, Greek, Cyrillic, mathematics. Tables only.

Names and meanings are those of the LaTeX kernel, `textcomp`, `amssymb`, the Cyrillic encodings T2A to T2C, and of the
packages that bibliographies lean on (`eurosym`, `wasysym`, `gensymb`).
"""


def _table(text: str) -> dict[str, str]:
    """Macro names and what they stand for, in turn, between blanks."""
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "b": "\u0331",
    "d": "\u0323", "t": "\u0361", "h": "\u0309", "G": "\u030f", "C": "\u030f", "U": "\u030d", "f": "\u0311",
    "textcommabelow": "\u0326", "newtie": "\u0361", "polhk": "\u0328", "ocirc": "\u030a", "udot": "\u0323",
}  # fmt: skip
"""Accent macros of text, and the combining character of each."""

MATH_ACCENTS = {
    "acute": "\u0301", "bar": "\u0304", "breve": "\u0306", "check": "\u030c", "ddot": "\u0308", "dddot": "\u20db",
    "dot": "\u0307", "grave": "\u0300", "hat": "\u0302", "mathring": "\u030a", "overline": "\u0305",
    "tilde": "\u0303", "underbar": "\u0331", "vec": "\u20d7", "widehat": "\u0302", "widetilde": "\u0303",
}  # fmt: skip
"""The same for formulas."""

SPACING_ACCENTS = {
    "\u0300": "`", "\u0301": "´", "\u0302": "^", "\u0303": "~", "\u0304": "¯", "\u0305": "‾", "\u0306": "˘",
    "\u0307": "˙", "\u0308": "¨", "\u030a": "˚", "\u030b": "˝", "\u030c": "ˇ", "\u0327": "¸", "\u0328": "˛",
}  # fmt: skip
"""What an accent is that stands over nothing. One without such a form stands over a dotted circle (U+25CC)."""

_LETTERS = _table("""
    aa å AA Å ae æ AE Æ oe œ OE Œ o ø O Ø l ł L Ł ss ß SS ẞ i ı j ȷ dh ð DH Ð dj đ DJ Đ th þ TH Þ ng ŋ NG Ŋ ij ĳ IJ Ĳ
    eth ð Eth Ð thorn þ Thorn Þ imath ı jmath ȷ hwithstroke ħ Hwithstroke Ħ textcrh ħ texthbar ħ textschwa ə schwa ə
    textglotstop ʔ textflorin ƒ texthvlig ƕ textnrleg ƞ textturnk ʞ textpipe ǀ Dbar Đ
    textdoublepipe ǂ textdoublebarpipe ǂ angstrom Å
    LaTeX LaTeX TeX TeX BibTeX BibTeX LaTeXe LaTeX2ε XeTeX XeTeX XeLaTeX XeLaTeX LuaTeX LuaTeX
    LuaLaTeX LuaLaTeX pdfTeX pdfTeX pdfLaTeX pdfLaTeX ConTeXt ConTeXt AmS AMS MF METAFONT
""")

_SIGNS = _table(r"""
    textasciigrave ` textasciiacute ´ textasciicircum ^ textasciitilde ~ textasciidieresis ¨ textasciimacron ¯
    textasciicaron ˇ textasciibreve ˘ textacutedbl ˝ textgravedbl ˵ texttildelow ˷ textquotesingle ' textquotedbl "
    dq " textquoteleft ‘ textquoteright ’ lq ‘ rq ’ textquotedblleft “ textquotedblright ” quotesinglbase ‚
    quotedblbase „ textquotestraightbase ‚ guillemotleft « guillemotright » guillemetleft « guillemetright »
    guilsinglleft ‹ guilsinglright › glqq „ grqq “ glq ‚ grq ‘ flqq « frqq » flq ‹ frq › cprime ʹ cdprime ʺ
    textendash – textemdash — textminus − textfigdash ‒ figuredash ‒ cyrdash — Dash — hyphen - textunderscore _
    textbar | textbardbl ‖ textbrokenbar ¦ textless < textgreater > textbackslash \ slash / textbraceleft {
    textbraceright } textlbrackdbl ⟦ textrbrackdbl ⟧ textlquill ⁅ textrquill ⁆ textlangle ⟨ textrangle ⟩
    textfractionsolidus ⁄ textdollar $ textpercent % textampersand & textnumbersign # texthash # textat @
    textexclamdown ¡ textquestiondown ¿ textinterrobang ‽ textinterrobangdown ⸘ textellipsis … dots … ldots …
    textvisiblespace ␣ textblank ␢ textsection § textparagraph ¶ S § P ¶ textpilcrow ¶ dag † ddag ‡ textdagger †
    textdaggerdbl ‡ textbullet • textopenbullet ◦ textbigcircle ◯ textperiodcentered · textasteriskcentered ∗
    textreferencemark ※ textcopyright © copyright © textcopyleft 🄯 textregistered ® textcircledP ℗ texttrademark ™
    textservicemark ℠ textordfeminine ª textordmasculine º textonesuperior ¹ texttwosuperior ² textthreesuperior ³
    textonequarter ¼ textonehalf ½ textthreequarters ¾ textonethird ⅓ texttwothirds ⅔ textnumero № textestimated ℮
    textperthousand ‰ textpertenthousand ‱ permil ‰ percent % textdiscount ⁒ textrecipe ℞ textmusicalnote ♪
    textmarried ⚭ textdivorced ⚮ textborn * textdied † textmale ♂ textfemale ♀ male ♂ female ♀ Male ♂ Female ♀ mars ♂
    venus ♀ checkmark ✓ textcheckmark ✓ pounds £ textsterling £ euro € texteuro € EUR € EURtm € textyen ¥ yen ¥
    textcent ¢ cent ¢ textcurrency ¤ currency ¤ textwon ₩ textdong ₫ textnaira ₦ textpeso ₱ textlira ₤ textbaht ฿
    textcolonmonetary ₡ textguarani ₲ textdegree ° degree ° textcelsius °C celsius °C degreeCelsius °C textohm Ω ohm Ω
    textmho ℧ micro µ textlnot ¬ textpm ± texttimes × textdiv ÷ textsurd √ textleftarrow ← textrightarrow →
    textuparrow ↑ textdownarrow ↓ textmp ∓ textapprox ≈ textsim ∼ textleq ≤ textgeq ≥ textinfty ∞
""")

_GREEK = _table("""
    alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ omicron ο
    pi π rho ρ sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω
    varepsilon ε vartheta ϑ varkappa ϰ varpi ϖ varrho ϱ varsigma ς varphi φ digamma ϝ straightphi φ straightepsilon ε
    Alpha Α Beta Β Gamma Γ Delta Δ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι Kappa Κ Lambda Λ Mu Μ Nu Ν Xi Ξ Omicron Ο
    Pi Π Rho Ρ Sigma Σ Tau Τ Upsilon Υ Phi Φ Chi Χ Psi Ψ Omega Ω
    varGamma Γ varDelta Δ varTheta Θ varLambda Λ varXi Ξ varPi Π varSigma Σ varUpsilon Υ varPhi Φ varPsi Ψ varOmega Ω
""")

_CYRILLIC = _table("""
    a а b б v в g г d д e е yo ё zh ж z з i и ishrt й k к l л m м n н o о p п r р s с t т u у f ф h х c ц ch ч sh ш
    shch щ hrdsn ъ ery ы sftsn ь erev э yu ю ya я dje ђ ie є dze ѕ ii і yi ї je ј lje љ nje њ tshe ћ ushrt ў dzhe џ
    yat ѣ fita ѳ izh ѵ gup ґ ghcrs ғ zhdsc җ zdsc ҙ kdsc қ kvcrs ҝ ndsc ң ng ҥ sdsc ҫ y ү yhcrs ұ hdsc ҳ chrdsc ҷ
    shha һ ae ӕ schwa ә otld ө byus ѫ
""")

_MATHEMATICS = _table(r"""
    pm ± mp ∓ times × div ÷ cdot · ast ∗ star ⋆ circ ° bullet • oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ wedge ∧
    vee ∨ land ∧ lor ∨ cap ∩ cup ∪ setminus ∖ smallsetminus ∖ uplus ⊎ sqcap ⊓ sqcup ⊔ amalg ⨿ dotplus ∔ wr ≀
    ltimes ⋉ rtimes ⋊ bigoplus ⨁ bigotimes ⨂ bigcup ⋃ bigcap ⋂ bigvee ⋁ bigwedge ⋀ diamond ⋄ boxtimes ⊠ boxplus ⊞
    le ≤ leq ≤ leqslant ≤ leqq ≦ ge ≥ geq ≥ geqslant ≥ geqq ≧ lt < gt > less < greater > ll ≪ gg ≫ lll ⋘ ggg ⋙
    lesssim ≲ gtrsim ≳ lessapprox ⪅ gtrapprox ⪆ lessgtr ≶ gtrless ≷ nless ≮ ngtr ≯ nleq ≰ ngeq ≱ lneq ⪇ gneq ⪈
    ne ≠ neq ≠ equiv ≡ sim ∼ thicksim ∼ simeq ≃ cong ≅ ncong ≇ approx ≈ thickapprox ≈ approxeq ≊ asymp ≍ doteq ≐
    triangleq ≜ coloneqq ≔ coloneq ≔ propto ∝ varpropto ∝ prec ≺ succ ≻ preceq ≼ succeq ≽ precsim ≾ succsim ≿
    perp ⊥ bot ⊥ top ⊤ parallel ∥ nparallel ∦ mid | nmid ∤ vdash ⊢ dashv ⊣ models ⊨ vDash ⊨ smile ⌣ frown ⌢
    in ∈ notin ∉ ni ∋ owns ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ nsubseteq ⊈ nsupseteq ⊉ subsetneq ⊊ supsetneq ⊋
    sqsubseteq ⊑ sqsupseteq ⊒ emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ complement ∁
    infty ∞ partial ∂ nabla ∇ sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ surd √ prime ′ backprime ‵ angle ∠
    measuredangle ∡ sphericalangle ∢ therefore ∴ because ∵ aleph ℵ beth ℶ gimel ℷ ell ℓ hbar ℏ hslash ℏ Re ℜ Im ℑ wp ℘
    mho ℧ Bbbk 𝕜 eth ð triangle △ triangledown ▽ bigtriangleup △ bigtriangledown ▽ vartriangle △ blacktriangle ▲
    blacktriangledown ▼ triangleleft ◃ triangleright ▹ square □ Box □ blacksquare ■ Diamond ◇ lozenge ◊ blacklozenge ⧫
    bigcirc ◯ bigstar ★ dagger † ddagger ‡ flat ♭ natural ♮ sharp ♯ clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠
    dotsb … dotsc … dotsi … dotsm … dotso … cdots ⋯ vdots ⋮ ddots ⋱ colon : vert | lvert | rvert | Vert ‖ lVert ‖
    rVert ‖ lbrace { rbrace } lbrack [ rbrack ] langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ backslash \
    lneqq ≨ gneqq ≩ lnsim ⋦ gnsim ⋧ lnapprox ⪉ gnapprox ⪊ lessdot ⋖ gtrdot ⋗ lesseqgtr ⋚ gtreqless ⋛ nprec ⊀ nsucc ⊁
    preccurlyeq ≼ succcurlyeq ≽ precapprox ⪷ succapprox ⪸ backsim ∽ bumpeq ≏ Bumpeq ≎ sqsubset ⊏ sqsupset ⊐ Subset ⋐
    Supset ⋑ subseteqq ⫅ supseteqq ⫆ Cap ⋒ Cup ⋓ curlyvee ⋎ curlywedge ⋏ bowtie ⋈ boxminus ⊟ boxdot ⊡ circledast ⊛
    circledcirc ⊚ circleddash ⊝ Vdash ⊩ nvdash ⊬ nvDash ⊭ vartriangleleft ⊲ vartriangleright ⊳ trianglelefteq ⊴
    trianglerighteq ⊵ blacktriangleleft ◂ blacktriangleright ▸ rightangle ∟ daleth ℸ Lsh ↰ Rsh ↱ leftarrowtail ↢
    rightarrowtail ↣ looparrowleft ↫ looparrowright ↬ Colon ∷
    ulcorner ⌜ urcorner ⌝ llcorner ⌞ lrcorner ⌟ centerdot · cdotp · ldotp . And &
    to → gets ← rightarrow → leftarrow ← leftrightarrow ↔ uparrow ↑ downarrow ↓ updownarrow ↕ Rightarrow ⇒ Leftarrow ⇐
    Leftrightarrow ⇔ Uparrow ⇑ Downarrow ⇓ Updownarrow ⇕ longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷
    Longrightarrow ⟹ Longleftarrow ⟸ Longleftrightarrow ⟺ iff ⟺ implies ⟹ impliedby ⟸ mapsto ↦ longmapsto ⟼
    hookrightarrow ↪ hookleftarrow ↩ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ rightleftharpoons ⇌ leftrightharpoons ⇋
    rightharpoonup ⇀ rightharpoondown ⇁ leftharpoonup ↼ leftharpoondown ↽ rightleftarrows ⇄ leftrightarrows ⇆
    rightrightarrows ⇉ leftleftarrows ⇇ upuparrows ⇈ downdownarrows ⇊ twoheadrightarrow ↠ twoheadleftarrow ↞
    rightsquigarrow ⇝ leadsto ⇝ leftrightsquigarrow ↭ nrightarrow ↛ nleftarrow ↚ nleftrightarrow ↮ nRightarrow ⇏
    nLeftarrow ⇍ circlearrowleft ↺ circlearrowright ↻ curvearrowleft ↶ curvearrowright ↷ upharpoonright ↾
    upharpoonleft ↿ downharpoonright ⇂ downharpoonleft ⇃ multimap ⊸ carriagereturn ↵
""")

_SPACES = {
    "space": " ", "quad": " ", "qquad": " ", "enspace": " ", "enskip": " ", "newline": " ", "linebreak": " ",
    "par": " ", "hfill": " ", "hfil": " ", "newblock": " ", "smallskip": " ", "medskip": " ", "bigskip": " ",
    "tab": " ", "nobreakspace": "\u00a0", "medspace": "\u00a0", "thickspace": "\u00a0", "thinspace": "\u202f",
    "negthinspace": "", "negmedspace": "", "negthickspace": "", "nobreak": "", "allowbreak": "", "nolinebreak": "",
    "textcompwordmark": "", "nobreakdash": "", "psq": "\u00a0sq.", "psqq": "\u00a0sqq.",
    "og": "«\u00a0", "fg": "\u00a0»",
}  # fmt: skip

SYMBOLS: dict[str, str] = {
    **{f"{prefix}{name}": letter for prefix in ("text", "up", "") for name, letter in _GREEK.items()},
    **{f"cyr{name}": letter for name, letter in _CYRILLIC.items()},
    **{f"CYR{name.upper()}": letter.upper() for name, letter in _CYRILLIC.items()},
    **_MATHEMATICS,
    **_SIGNS,
    **_LETTERS,
    **_SPACES,
    "textmu": "µ",
}
"""Macros that stand for a text, in running text."""

MATH_SYMBOLS = {"circ": "∘", "copyright": "©", "slash": "/", "S": "§", "P": "¶"}
"""Those that stand for another text in a formula."""

CONTROL_SYMBOLS = {
    "%": "%", "$": "$", "#": "#", "_": "_", "{": "{", "}": "}", "&": "&", "|": "‖",
    " ": " ", "\t": " ", "\n": " ", "\r": " ", "\\": " ", ",": "\u202f", ";": "\u00a0", ":": "\u00a0", ">": "\u00a0",
    "!": "", "-": "", "/": "", "@": "",
}  # fmt: skip
"""Macros of one sign that stand for a text: escaped characters and spaces."""

OPERATORS = frozenset({
    "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "det", "dim", "exp", "gcd", "hom",
    "inf", "ker", "lg", "lim", "liminf", "limsup", "ln", "log", "max", "min", "Pr", "sec", "sin", "sinh", "sup", "tan",
    "tanh",
})  # fmt: skip
"""Functions named by their own name."""
