"""The words of CSL 1.0.2: variables (appendix IV), types of works (appendix III), terms (appendix II)."""

from vademecum.csl.engine.word_sets import words

NAMES = words(
    "author chair collection-editor compiler composer container-author contributor curator director editor "
    "editor-translator editorial-director editortranslator executive-producer guest host illustrator interviewer "
    "narrator organizer original-author performer producer recipient reviewed-author script-writer series-creator "
    "translator"
)
DATES = words("accessed available-date event-date issued original-date submitted")
NUMBERS = words(
    "chapter-number citation-number collection-number edition first-reference-note-number issue locator number "
    "number-of-pages number-of-volumes page page-first part-number printing-number section supplement-number version "
    "volume"
)
TEXTS = words(
    "abstract annote archive archive-place archive_collection archive_location authority call-number citation-key "
    "citation-label collection-title container-title container-title-short dimensions division DOI event event-place "
    "event-title genre ISBN ISSN jurisdiction keyword language license medium note original-publisher "
    "original-publisher-place original-title part-title PMCID PMID publisher publisher-place references reviewed-genre "
    "reviewed-title scale source status title title-short URL volume-title year-suffix"
)
VARIABLES = NAMES | DATES | NUMBERS | TEXTS

TYPES = words(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset "
    "document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation "
    "manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software song speech standard thesis "
    "treaty webpage"
)

LOCATORS = words(
    "act appendix article-locator book canon chapter column elocation equation figure folio issue line note opus page "
    "paragraph part rule scene section sub-verbo supplement table timestamp title-locator verse version volume"
)
_ORDINALS = frozenset(("ordinal", *(f"ordinal-{number:02d}" for number in range(100))))
_LONG_ORDINALS = frozenset(f"long-ordinal-{number:02d}" for number in range(1, 11))
_MONTHS = frozenset(f"month-{number:02d}" for number in range(1, 13))
_SEASONS = frozenset(f"season-{number:02d}" for number in range(1, 5))
_NUMBER_TERMS = words(
    "chapter-number citation-number collection-number edition first-reference-note-number number number-of-pages "
    "number-of-volumes page-first part-number printing printing-number supplement-number"
)
_MARKS = words("open-quote close-quote open-inner-quote close-inner-quote page-range-delimiter colon comma semicolon")
_SINGLE_WORDS = words(
    "accessed ad advance-online-publication album and anonymous at audio-recording bc bce by ce circa cited et-al film "
    "forthcoming from henceforth ibid in internet interview letter loc-cit no-place no-publisher on online op-cit "
    "original-work-published personal-communication podcast podcast-episode preprint radio-broadcast radio-series "
    "radio-series-episode reference retrieved review-of scale special-issue special-section television-broadcast "
    "television-series television-series-episode video working-paper"
)
_TWO_WORDS = frozenset(("and others", "available at", "in press", "no date", "presented at"))
TERMS = (
    _SINGLE_WORDS | _TWO_WORDS | _MARKS | _MONTHS | _SEASONS | _ORDINALS | _LONG_ORDINALS | _NUMBER_TERMS
) | (LOCATORS | TYPES | NAMES)  # fmt: skip
