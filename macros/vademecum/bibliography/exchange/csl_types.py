"""The types of works that CSL knows (CSL 1.0.2, appendix III), and biblatex's for the same.

Where biblatex has no type as fine as CSL's, the field `entrysubtype` says which is meant, as it does in biblatex for
magazines and newspapers.
"""

CSL_TYPES = {
    "article": "article-journal",
    "artwork": "graphic",
    "audio": "song",
    "book": "book",
    "bookinbook": "chapter",
    "booklet": "pamphlet",
    "collection": "book",
    "commentary": "book",
    "dataset": "dataset",
    "image": "graphic",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "inreference": "entry-encyclopedia",
    "jurisdiction": "legal_case",
    "legal": "treaty",
    "legislation": "legislation",
    "letter": "personal_communication",
    "manual": "book",
    "misc": "document",
    "movie": "motion_picture",
    "music": "song",
    "mvbook": "book",
    "mvcollection": "book",
    "mvproceedings": "book",
    "mvreference": "book",
    "online": "webpage",
    "patent": "patent",
    "performance": "performance",
    "periodical": "periodical",
    "proceedings": "book",
    "reference": "book",
    "report": "report",
    "review": "review",
    "software": "software",
    "standard": "standard",
    "suppbook": "chapter",
    "suppcollection": "chapter",
    "suppperiodical": "article-journal",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "video": "motion_picture",
}
"""CSL's type for each of biblatex's (biblatex manual, section 2.1); any other is a `document`."""

ARTICLES = frozenset(("article", "periodical", "review", "suppperiodical"))
"""Types that appear in a journal, and the journal itself."""
BOOKS = frozenset(
    (
        *("book", "bookinbook", "collection", "inbook", "incollection", "inproceedings", "inreference", "mvbook"),
        *("mvcollection", "mvproceedings", "mvreference", "proceedings", "reference", "suppbook", "suppcollection"),
    )
)
"""Types that are books or parts of one."""
INSTITUTIONAL = frozenset(("report", "thesis"))
"""Types that have an institution where others have a publisher."""
MONOGRAPHS = frozenset(
    (
        *("book", "booklet", "collection", "commentary", "manual", "mvbook", "mvcollection", "mvproceedings"),
        *("mvreference", "proceedings", "reference"),
    )
)
"""Types that stand alone, and not in another work."""

_SUBTYPES = {
    "article-magazine": ("article", "magazine"),
    "article-newspaper": ("article", "newspaper"),
    "article": ("online", "preprint"),
    "bill": ("legislation", "bill"),
    "broadcast": ("misc", "broadcast"),
    "classic": ("book", "classic"),
    "collection": ("misc", "collection"),
    "entry": ("inreference", "entry"),
    "entry-dictionary": ("inreference", "dictionary"),
    "event": ("misc", "event"),
    "figure": ("image", "figure"),
    "hearing": ("misc", "hearing"),
    "interview": ("misc", "interview"),
    "map": ("misc", "map"),
    "musical_score": ("music", "score"),
    "post": ("online", "post"),
    "post-weblog": ("online", "weblog"),
    "regulation": ("legislation", "regulation"),
    "review-book": ("review", "book"),
    "speech": ("unpublished", "speech"),
}
_ENTRY_TYPES = {
    **{csl: (ours, "") for ours, csl in reversed(CSL_TYPES.items())},
    "book": ("book", ""),
    "chapter": ("incollection", ""),
    "graphic": ("image", ""),
    **_SUBTYPES,
}
_BY_SUBTYPE = {ours: csl for csl, ours in _SUBTYPES.items()}


def csl_type(entry_type: str, subtype: str = "") -> str:
    """CSL's type for an entry of biblatex's `entry_type`, whose field `entrysubtype` says `subtype`."""
    return _BY_SUBTYPE.get((entry_type, subtype)) or CSL_TYPES.get(entry_type, "document")


def entry_type(csl: str) -> tuple[str, str] | None:
    """The type of biblatex for CSL's, and what `entrysubtype` has to say; None for what is no type of CSL's."""
    return _ENTRY_TYPES.get(csl)
