"""What entries of each type need, and which fields and types there are: tables.

Mandatory fields are those of the biblatex manual, section 2.1.1 "Regular Types", and of "BibTeXing" (Patashnik,
1988), section 3.1. Where the two differ, the one that asks for less counts; where practice knows an equal, either will
do: a body instead of an author, an editor instead of an author, an identifier instead of an address.
"""

from typing import NamedTuple

from vademecum.bibliography.schema import FIELD_ALIASES, FIELD_ORDER, NAME_LISTS, TYPE_ALIASES, VERBATIM


class Need(NamedTuple):
    """Something that an entry must say, by the name that an editor knows, and the fields of which any will do."""

    name: str
    fields: tuple[str, ...]


_BODIES = ("institution", "organization", "holder", "publisher", "label", "shorthand", "authortype")
_AUTHOR = Need("author", ("author", "editor", "translator", *_BODIES))
_TITLE = Need("title", ("title", "maintitle", "issuetitle"))
_DATE = Need("year", ("date", "year", "pubstate", "origdate"))
_JOURNAL = Need("journal", ("journaltitle", "shortjournal", "eprint", "eprinttype", "booktitle"))
_BOOK_TITLE = Need("booktitle", ("booktitle", "maintitle", "eventtitle", "crossref", "xref"))
_IN_BOOK = Need("booktitle, chapter or pages", ("booktitle", "maintitle", "chapter", "pages", "crossref", "xref"))
_BODY = Need("institution", ("institution", "organization", "publisher", "school"))
_KIND = Need("type", ("type",))
_NUMBER = Need("number", ("number",))
_PLACE = Need(
    "url, doi or howpublished",
    (
        *("url", "doi", "howpublished", "eprint", "pmid", "pmcid", "isbn", "issn", "note", "addendum", "file"),
        *("journaltitle", "booktitle", "series", "publisher", "eventtitle", "library", "crossref", "xref"),
    ),
)
_ADDRESS = Need("url or doi", ("url", "doi", "eprint", "howpublished", "note"))
_SEEN = Need("year, date or urldate", (*_DATE.fields, "urldate", "eventdate"))

_BOOK = (_AUTHOR, _TITLE, _DATE)
_WHOLE = (_TITLE, _DATE)
_PART = (_AUTHOR, _TITLE, _BOOK_TITLE, _DATE)

NEEDS: dict[str, tuple[Need, ...]] = {
    "article": (_AUTHOR, _TITLE, _JOURNAL, _DATE),
    **dict.fromkeys(("book", "mvbook", "collection", "mvcollection", "reference", "mvreference"), _BOOK),
    **dict.fromkeys(("proceedings", "mvproceedings", "periodical", "booklet", "dataset"), _WHOLE),
    **dict.fromkeys(("inbook", "bookinbook", "suppbook"), (_AUTHOR, _TITLE, _IN_BOOK, _DATE)),
    **dict.fromkeys(("incollection", "inproceedings", "conference", "inreference"), _PART),
    "suppcollection": _PART,
    "manual": (_TITLE,),
    "software": (_TITLE,),
    "misc": (_TITLE, _PLACE),
    **dict.fromkeys(("online", "electronic", "www"), (_TITLE, _ADDRESS, _SEEN)),
    "patent": (_AUTHOR, _TITLE, _NUMBER, _DATE),
    "report": (_AUTHOR, _TITLE, _BODY, _DATE),
    "techreport": (_AUTHOR, _TITLE, _BODY, _DATE),
    "thesis": (_AUTHOR, _TITLE, _KIND, _BODY, _DATE),
    **dict.fromkeys(("mastersthesis", "phdthesis"), (_AUTHOR, _TITLE, _BODY, _DATE)),
    "unpublished": (_AUTHOR, _TITLE),
}
"""What an entry of each type must say. Types that are not listed need nothing."""

KNOWN_TYPES = frozenset(
    (
        *NEEDS,
        *TYPE_ALIASES,
        *(
            "suppperiodical",
            "set",
            "xdata",
            "comment",
            "customa",
            "customb",
            "customc",
            "customd",
            "custome",
            "customf",
        ),
        *("artwork", "audio", "bibnote", "commentary", "image", "jurisdiction", "legislation", "legal", "letter"),
        *("movie", "music", "performance", "review", "standard", "video"),
    )
)
"""The types of BibTeX and biblatex (its manual, sections 2.1.1 to 2.1.3)."""

MISTAKEN_TYPES = {
    **dict.fromkeys(("webpage", "website", "web", "blog", "blogpost", "internet", "url"), "online"),
    **dict.fromkeys(("journal", "journalarticle", "paper", "newspaper", "newspaperarticle", "magazine"), "article"),
    **dict.fromkeys(("chapter", "bookchapter", "booksection"), "incollection"),
    **dict.fromkeys(("conferencepaper", "inconference"), "inproceedings"),
    **dict.fromkeys(("dissertation", "phd", "bachelorsthesis", "bachelorthesis", "masterthesis"), "thesis"),
    **dict.fromkeys(("preprint", "manuscript"), "unpublished"),
    **dict.fromkeys(("program", "code"), "software"),
    **dict.fromkeys(("data",), "dataset"),
    **dict.fromkeys(("generic", "other", "unknown"), "misc"),
}
"""Types that people and programs write, and the one that exists."""

MISTAKEN_FIELDS = {"page": "pages", "autor": "author", "titel": "title", "web": "url", "link": "url", "yr": "year"}
"""Names too short or too far off for likeness, and the field that is meant."""

_BIBLATEX_NAMES = (
    *("addendum", "afterword", "annotation", "annotator", "author", "authortype", "bookauthor", "bookpagination"),
    *("booksubtitle", "booktitle", "booktitleaddon", "chapter", "commentator", "date", "doi", "edition", "editor"),
    *("editora", "editorb", "editorc", "editortype", "editoratype", "editorbtype", "editorctype", "eid", "entryset"),
    *("entrysubtype", "eprint", "eprintclass", "eprinttype", "eventdate", "eventtitle", "eventtitleaddon", "execute"),
    *("file", "foreword", "gender", "hidelabel", "holder", "howpublished", "ids", "indexsorttitle", "indextitle"),
    *("institution", "introduction", "isan", "isbn", "ismn", "isrn", "issn", "issue", "issuesubtitle", "issuetitle"),
    *("issuetitleaddon", "iswc", "journalsubtitle", "journaltitle", "journaltitleaddon", "keywords", "label"),
    *("langid", "langidopts", "language", "library", "location", "mainsubtitle", "maintitle", "maintitleaddon"),
    *("month", "nameaddon", "note", "number", "options", "organization", "origdate", "origlanguage", "origlocation"),
    *("origpublisher", "origtitle", "pages", "pagetotal", "pagination", "part", "presort", "publisher", "pubstate"),
    *("related", "relatedoptions", "relatedstring", "relatedtype", "reprinttitle", "series", "shortauthor"),
    *("shorteditor", "shorthand", "shorthandintro", "shortjournal", "shortseries", "shorttitle", "sortkey"),
    *("sortname", "sortshorthand", "sorttitle", "sortyear", "subtitle", "title", "titleaddon", "translator", "type"),
    *("url", "urldate", "urlraw", "venue", "verba", "verbb", "verbc", "version", "volume", "volumes", "xdata", "xref"),
    *("year", "day", "endyear", "endmonth", "endday", "hour", "minute", "second", "crossref", "nameatype", "usera"),
    *("userb", "userc", "userd", "usere", "userf", "lista", "listb", "listc", "listd", "liste", "listf"),
    *("namea", "nameb", "namec", "nameatype", "namebtype", "namectype"),
)
_OTHERS = (
    # Of registries, publishers and reference managers. They mean what they say, and are not misspelt.
    *("abstract", "abstractnote", "accessed", "acmid", "added-at", "adsurl", "adsnote", "affiliation", "affiliations"),
    *("article-number", "articleno", "author-email", "bibsource", "biburl", "citation", "cited-by", "cites", "code"),
    *("absurl", "coden", "pubmed", "pubmed_id", "pubmed-id"),
    *("collaboration", "comment", "comments", "contents", "copyright", "correspondence", "country", "created"),
    *("creationdate", "dates", "dimensions", "dataset", "eissn", "pissn", "eisbn", "eprintversion", "source"),
    *("groups", "guid", "id", "image", "img", "intrahash", "interhash", "issue_date", "issuedate", "iso-abbreviation"),
    *("issn-l", "issnl", "eissn", "issn1", "issn2", "journalabbr", "journalabbreviation", "journal-iso", "jstor"),
    *("keyword", "keywords-plus", "lang", "lccn", "licence", "license", "links", "medium", "modificationdate"),
    *("mrclass", "mrnumber", "mrreviewer", "nlmid", "nonote", "notes", "numpages", "oclc", "opt", "orcid"),
    *("orcid-numbers", "origyear", "owner", "pagecount", "pii", "place", "posted-at", "priority", "ppn", "price"),
    *("publicationdate", "pubmedid", "arxivid", "qualityassured", "ranking", "rating", "readstatus", "refid"),
    *("relevance", "rights", "search", "size", "slaccitation", "status", "subject", "tags", "timestamp", "topic"),
    *("unique-id", "urn", "username", "web-of-science-categories", "zblnumber", "reportnumber", "editorial"),
)

KNOWN_FIELDS = frozenset(
    (*FIELD_ALIASES, *FIELD_ALIASES.values(), *FIELD_ORDER, *NAME_LISTS, *VERBATIM, *_BIBLATEX_NAMES, *_OTHERS)
)
"""The fields of BibTeX, of biblatex (its manual, section 2.2), our own, and those that common programs add."""
