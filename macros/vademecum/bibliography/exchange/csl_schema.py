"""The variables of CSL-JSON by kind (CSL 1.0.2, appendix IV, and the schema `csl-data.json`)."""

NAMES = frozenset(
    (
        *("author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator"),
        *("director", "editor", "editorial-director", "executive-producer", "guest", "host", "illustrator"),
        *("interviewer", "narrator", "organizer", "original-author", "performer", "producer", "recipient"),
        *("reviewed-author", "script-writer", "series-creator", "translator"),
    )
)
DATES = frozenset(("accessed", "available-date", "event-date", "issued", "original-date", "submitted"))
TEXTS = frozenset(
    (
        *("abstract", "annote", "archive", "archive-place", "archive_collection", "archive_location", "authority"),
        *("call-number", "chapter-number", "collection-number", "collection-title", "container-title"),
        *("container-title-short", "dimensions", "division", "edition", "event-place", "event-title", "genre", "issue"),
        *("jurisdiction", "keyword", "language", "medium", "note", "number", "number-of-pages", "number-of-volumes"),
        *("original-publisher", "original-publisher-place", "original-title", "page", "part", "part-title", "printing"),
        *("publisher", "publisher-place", "references", "reviewed-genre", "reviewed-title", "scale", "section"),
        *("source", "status", "supplement", "title", "title-short", "version", "volume", "volume-title"),
        "volume-title-short",
    )
)
VERBATIM = frozenset(("DOI", "ISBN", "ISSN", "PMCID", "PMID", "URL"))
"""Variables whose value is data, in which no markup is read."""

OTHER_NAMES = {
    "event": "event-title",
    "journalAbbreviation": "container-title-short",
    "page-first": "page",
    "part-number": "part",
    "printing-number": "printing",
    "shortTitle": "title-short",
    "supplement-number": "supplement",
}
"""Names of older versions, of the specification, or of programs, and the variable that is meant."""

NAME_PARTS = frozenset(("dropping-particle", "family", "given", "literal", "non-dropping-particle", "suffix"))
SWITCHES = frozenset(("comma-suffix", "parse-names", "static-ordering"))
"""What a name says of how it is to be printed."""

DATE_PARTS = frozenset(("circa", "date-parts", "season"))
"""What a date says in numbers."""
DATE_TEXTS = ("literal", "raw", "edtf")
"""What a date says in words: the first of them counts, where there are no numbers."""

OTHER_TYPES = {
    "book-chapter": "chapter",
    "dissertation": "thesis",
    "edited-book": "book",
    "journal-article": "article-journal",
    "monograph": "book",
    "posted-content": "article",
    "proceedings-article": "paper-conference",
    "reference-book": "book",
    "reference-entry": "entry",
}
"""Types of Crossref, whose service answers with what is nearly CSL-JSON."""

FIELDS = {
    "annote": "annotation",
    "call-number": "library",
    "chapter-number": "chapter",
    "collection-title": "series",
    "container-title-short": "shortjournal",
    "event-place": "venue",
    "event-title": "eventtitle",
    "medium": "howpublished",
    "number-of-pages": "pagetotal",
    "number-of-volumes": "volumes",
    "original-publisher": "origpublisher",
    "original-publisher-place": "origlocation",
    "original-title": "origtitle",
    "publisher-place": "location",
    "title-short": "shorttitle",
    "container-author": "bookauthor",
    "accessed": "urldate",
    "event-date": "eventdate",
    "original-date": "origdate",
    "ISBN": "isbn",
    "ISSN": "issn",
}
"""Variables that say the same as a field of another name (biblatex manual, section 2.2.2)."""

TOGETHER = frozenset(
    (
        *("collection-number", "container-title", "genre", "issue", "issued", "keyword", "language", "number", "page"),
        *("publisher", "status", "title", "DOI", "PMCID", "PMID", "URL"),
    )
)
"""Variables that say what several fields say, or say it differently in entries of different types."""
