"""The types of works in RIS, and CSL's for the same."""

RIS_TYPES = {
    "article": "UNPB",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "broadcast": "MULTI",
    "chapter": "CHAP",
    "classic": "CLSWK",
    "dataset": "DATA",
    "entry": "DICT",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "figure": "FIGURE",
    "graphic": "ART",
    "hearing": "HEAR",
    "interview": "PCOMM",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "MANSCPT",
    "map": "MAP",
    "motion_picture": "MPCT",
    "musical_score": "MUSIC",
    "pamphlet": "PAMP",
    "paper-conference": "CONF",
    "patent": "PAT",
    "periodical": "JFULL",
    "personal_communication": "PCOMM",
    "post": "ICOMM",
    "post-weblog": "BLOG",
    "regulation": "LEGAL",
    "report": "RPRT",
    "review": "JOUR",
    "review-book": "JOUR",
    "software": "COMP",
    "song": "SOUND",
    "speech": "SLIDE",
    "standard": "STAND",
    "thesis": "THES",
    "treaty": "STAT",
    "webpage": "ELEC",
}
"""The type of RIS for each of CSL's (specification of 2011); any other is `GEN`."""

_CSL_TYPES = {
    **{ris: csl for csl, ris in reversed(RIS_TYPES.items())},
    "ABST": "article-journal",
    "ADVS": "motion_picture",
    "AGGR": "dataset",
    "ANCIENT": "classic",
    "CHART": "figure",
    "CPAPER": "paper-conference",
    "CTLG": "book",
    "DBASE": "dataset",
    "DICT": "entry-dictionary",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "EDBOOK": "book",
    "EJOUR": "article-journal",
    "EQUA": "figure",
    "GEN": "document",
    "GOVDOC": "report",
    "GRANT": "document",
    "ICOMM": "personal_communication",
    "INPR": "article-journal",
    "JOUR": "article-journal",
    "MULTI": "webpage",
    "PCOMM": "personal_communication",
    "SER": "book",
    "STAT": "legislation",
    "UNBILL": "bill",
    "UNPB": "manuscript",
    "UNPD": "manuscript",
    "VIDEO": "motion_picture",
    "WEB": "webpage",
}


def ris_type(csl: str) -> str:
    """The type of RIS for one of CSL's."""
    return RIS_TYPES.get(csl, "GEN")


def csl_type_of(ris: str) -> str:
    """CSL's type for one of RIS, empty where RIS has no such type."""
    return _CSL_TYPES.get(ris.upper(), "")
