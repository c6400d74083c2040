"""What stands around a work in a citation: prefix, locator, suffix."""

from vademecum.citation.cluster import CitationItem, Locator
from vademecum.text.rich import RichText, plain

_SHORT = {
    "act": ("act", "acts"), "appendix": ("app.", "apps."), "article-locator": ("art.", "arts."),
    "book": ("bk.", "bks."), "canon": ("can.", "cann."), "chapter": ("chap.", "chaps."), "column": ("col.", "cols."),
    "elocation": ("loc.", "locs."), "equation": ("eq.", "eqs."), "figure": ("fig.", "figs."),
    "folio": ("fol.", "fols."), "issue": ("no.", "nos."), "line": ("l.", "ll."), "note": ("n.", "nn."),
    "opus": ("op.", "opp."), "page": ("p.", "pp."), "paragraph": ("para.", "paras."), "part": ("pt.", "pts."),
    "rule": ("r.", "rr."), "scene": ("sc.", "scs."), "section": ("sec.", "secs."), "sub-verbo": ("s.v.", "s.vv."),
    "supplement": ("supp.", "supps."), "table": ("tbl.", "tbls."), "timestamp": ("", ""),
    "title-locator": ("tit.", "tits."), "verse": ("v.", "vv."), "volume": ("vol.", "vols."),
}  # fmt: skip
"""Singular and plural short terms of the CSL locale en-US."""


def locator_text(locator: Locator) -> str:
    """`p. 33`, `pp. 33–35`, `chap. 2`; a range or list takes the plural (CSL 1.0.2, "Label", contextual)."""
    value = locator.value.replace("--", "–")
    if all(character.isdecimal() or character in "-–, " for character in value):
        value = value.replace("-", "–")
    several = any(character in value for character in "-–,&") or " and " in value
    label = _SHORT[locator.label][several]
    return f"{label}\u00a0{value}" if label else value


def wrap(content: RichText, item: CitationItem, affix: tuple[RichText, RichText], separator: str = ", ") -> RichText:
    """`content` with the item's locator behind it, prefix and suffix around it."""
    prefix, suffix = affix
    before: RichText = (*prefix, " ") if prefix else ()
    locator: RichText = (separator + locator_text(item.locator),) if item.locator else ()
    return (*before, *content, *locator, *_spaced(suffix))


def _spaced(suffix: RichText) -> RichText:
    """The suffix with a blank before it, unless it begins with a punctuation mark."""
    text = plain(suffix)
    return suffix if not text or text[0] in ",.;:!?)" else (" ", *suffix)
