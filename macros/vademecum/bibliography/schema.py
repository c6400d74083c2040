"""Which entry types and fields there are: aliases, verbatim fields, and the order in which fields are written.

Names are BibTeX's and biblatex's; where they have two for one thing, biblatex's counts (biblatex manual, sections
2.1.2 "Type aliases" and 2.2.5 "Field aliases").
"""

from vademecum.bibliography.key_fields import FIELDS_OF_KEYS

TYPE_ALIASES = {
    "conference": "inproceedings",
    "electronic": "online",
    "www": "online",
    "mastersthesis": "thesis",
    "phdthesis": "thesis",
    "techreport": "report",
}
IMPLIED_KINDS = {"mastersthesis": "mathesis", "phdthesis": "phdthesis", "techreport": "techreport"}
"""What a type alias says of `type`, where the entry has no such field."""

FIELD_ALIASES = {
    "journal": "journaltitle",
    "address": "location",
    "school": "institution",
    "annote": "annotation",
    "archiveprefix": "eprinttype",
    "primaryclass": "eprintclass",
    "key": "sortkey",
    "pdf": "file",
}
"""BibTeX's name of a field, and biblatex's for the same."""

OTHER_NAMES = {**FIELD_ALIASES, **{name: alias for alias, name in FIELD_ALIASES.items()}}
"""From each of two names for one field to the other."""

VERBATIM = frozenset(
    (
        *(
            "doi",
            "url",
            "urlraw",
            "file",
            "pdf",
            "eprint",
            "eprinttype",
            "eprintclass",
            "archiveprefix",
            "primaryclass",
        ),
        *("pmid", "pmcid", "isbn", "issn", "isrn", "orcid", "date", "urldate", "origdate", "eventdate", "statusdate"),
        *FIELDS_OF_KEYS,
        *("options", "studydesign", "evidence", "status"),
    )
)
"""Fields whose value is data, not text: no LaTeX is read in them (biblatex manual, section 2.2.1)."""

NAME_LISTS = frozenset(
    (
        *(
            "author",
            "editor",
            "editora",
            "editorb",
            "editorc",
            "translator",
            "annotator",
            "commentator",
            "introduction",
        ),
        *("foreword", "afterword", "bookauthor", "holder", "sortname", "shortauthor", "shorteditor"),
    )
)
"""Fields that hold names (biblatex manual, section 2.2.2)."""

FIELD_ORDER = (
    *("crossref", "xdata", "author", "editor", "translator", "title", "subtitle", "titleaddon"),
    *(
        "institution",
        "school",
        "journal",
        "journaltitle",
        "shortjournal",
        "booktitle",
        "booksubtitle",
        "series",
        "edition",
    ),
    *("publisher", "howpublished", "organization", "address", "location", "date", "year", "month"),
    *("volume", "number", "issue", "chapter", "pages", "eid", "pagetotal", "type"),
    *("isbn", "issn", "doi", "pmid", "pmcid", "eprint", "eprinttype", "archiveprefix", "eprintclass", "primaryclass"),
    *("url", "urldate", "language", "langid", "note", "status", "statusdate", "statusnote"),
    *("keywords", "studydesign", "evidence", "sample", "funding", "licence", "abstract"),
)
"""How a formatted file orders fields: who, what, where, when, identifiers, notes, our own; others behind, by name."""
