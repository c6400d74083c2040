"""Locators in citations: which words name them, and where one ends and the suffix begins.

Follows Pandoc's manual, section "Citation syntax": a locator stands behind a comma or a blank, starts with a term
("p.", "chapter" …) or a number, and goes on as long as its words hold a digit or a Roman numeral; in braces it is
whatever the braces hold. The types are those of CSL 1.0.2, appendix IV.
"""

import re

from vademecum.citation.cluster import Locator

TERMS: dict[str, tuple[str, ...]] = {
    "act": ("act", "acts"),
    "appendix": ("appendix", "appendices", "app.", "apps."),
    "article-locator": ("article", "articles", "art.", "arts."),
    "book": ("book", "books", "bk.", "bks."),
    "canon": ("canon", "canons", "can.", "cann."),
    "chapter": ("chapter", "chapters", "chap.", "chaps."),
    "column": ("column", "columns", "col.", "cols."),
    "elocation": ("location", "locations", "loc.", "locs."),
    "equation": ("equation", "equations", "eq.", "eqs."),
    "figure": ("figure", "figures", "fig.", "figs."),
    "folio": ("folio", "folios", "fol.", "fols."),
    "issue": ("number", "numbers", "no.", "nos.", "issue", "issues"),
    "line": ("line", "lines", "l.", "ll."),
    "note": ("note", "notes", "n.", "nn."),
    "opus": ("opus", "opera", "op.", "opp."),
    "page": ("page", "pages", "p.", "pp.", "p", "pp"),
    "paragraph": ("paragraph", "paragraphs", "para.", "paras.", "¶", "¶¶"),
    "part": ("part", "parts", "pt.", "pts."),
    "rule": ("rule", "rules", "r.", "rr."),
    "scene": ("scene", "scenes", "sc.", "scs."),
    "section": ("section", "sections", "sec.", "secs.", "§", "§§"),
    "sub-verbo": ("sub verbo", "sub verbis", "s.v.", "s.vv.", "s.v", "s.vv"),
    "supplement": ("supplement", "supplements", "supp.", "supps."),
    "table": ("table", "tables", "tbl.", "tbls."),
    "timestamp": ("timestamp", "timestamps"),
    "title-locator": ("title", "titles", "tit.", "tits."),
    "verse": ("verse", "verses", "v.", "vv."),
    "volume": ("volume", "volumes", "vol.", "vols."),
}
"""CSL locator types, and the English terms that an author may write for each."""

_LABELS = {term: label for label, terms in TERMS.items() for term in terms}
_TERM = re.compile(
    "(" + "|".join(re.escape(term) for term in sorted(_LABELS, key=len, reverse=True)) + r")(?=[\s\d{\[(]|$)\s*",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"^\s*,\s*|^\s+")
# A word of a locator: no blank and no punctuation but what joins pages (`-`, `–`, `:`, a dot between characters).
_WORD = re.compile(
    r"(?:\([^()\[\]{}\s@]*\)|\[[^()\[\]{}\s@]*\]|\{[^{}@]*\}"
    r"|\\.|[^\s,;.!?()\[\]{}\"'“”‘’«»*_`\\/@:]|[.:](?=[^\s,;.:]))+"
)
_GAP = re.compile(r"\s*,?\s*")
_ESCAPE = re.compile(r"\\(.)")
_NUMERAL = re.compile(r"\d|^[\W_]*[ivxlcdm]+(?:[\W_]+[ivxlcdm]+)*[\W_]*$", re.IGNORECASE)


def split_locator(text: str) -> tuple[Locator | None, str]:
    """The locator at the start of `text`, which is what stands behind a key, and the rest of `text`, the suffix."""
    lead = _SEPARATOR.match(text)
    start = lead.end() if lead else 0
    if text.startswith("{", start):
        return _delimited(text, start)
    if not lead and text[:1] not in {"", "["}:
        return None, text
    term = _TERM.match(text, start)
    position = term.end() if term else start
    end = _words(text, position, explicit=term is not None)
    if end == position:
        return None, text
    label = _LABELS[term[1].lower()] if term else "page"
    return Locator(label, _ESCAPE.sub(r"\1", text[position:end])), text[end:]


def write_tail(locator: Locator | None, suffix: str, *, behind_key: bool = True) -> str:
    """Locator and suffix as they stand behind a key, or in a bracket, such that `split_locator` gives them back."""
    tail = suffix if not suffix or suffix[0] in ",.:!?)" else f" {suffix}"
    if locator is None:
        is_suffix = split_locator(tail if behind_key else f" {tail}")[0] is None
        return tail if is_suffix else f", {{}}{tail}"
    written = f"{TERMS[locator.label][0]} {locator.value}"
    return f", {written}{tail}" if split_locator(f", {written}{tail}") == (locator, tail) else f", {{{written}}}{tail}"


def _delimited(text: str, start: int) -> tuple[Locator | None, str]:
    """A locator in braces: everything in them, `{}` meaning that what follows is no locator."""
    depth = 0
    for index in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[index], 0)
        if depth == 0:
            inside, rest = text[start + 1 : index].strip(), text[index + 1 :]
            term = _TERM.match(inside)
            value = inside[term.end() :].strip() if term else inside
            if term and not value:
                term, value = None, inside
            return (Locator(_LABELS[term[1].lower()] if term else "page", value) if value else None), rest
    return None, text


def _words(text: str, start: int, *, explicit: bool) -> int:
    """The offset behind the words of a locator. Behind a term they may be Roman numerals; bare ones need digits."""
    end, first = start, True
    while True:
        gap = 0 if first else len(_GAP.match(text, end)[0])  # type: ignore[index]  # it matches the empty string
        word = _WORD.match(text, end + gap)
        if not word or not (first or gap) or not _is_numeral(word[0], roman=explicit):
            return end
        end, first = word.end(), False


def _is_numeral(word: str, *, roman: bool) -> bool:
    return any(map(str.isdigit, word)) or (roman and bool(_NUMERAL.search(word)))
