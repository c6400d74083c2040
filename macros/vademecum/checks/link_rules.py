"""The rules about links, by name: what they find stands in `checks/catalogue/link.toml`."""

from vademecum.text.finding import Rule, Severity

MISSING_PAGE = Rule("link/missing-page", Severity.ERROR, "A link leads to a page that is not there.")
MISSING_ANCHOR = Rule("link/missing-anchor", Severity.ERROR, "A link leads to a place that its page does not have.")
MISSING_IMAGE = Rule("link/missing-image", Severity.ERROR, "An image is not there.")
MISSING_DOWNLOAD = Rule("link/missing-download", Severity.ERROR, "A link leads to a file that is not there.")
WRONG_CASE = Rule("link/wrong-case", Severity.ERROR, "A link names a file in other letters than the file has.")
NOT_A_SOURCE = Rule("link/not-a-source", Severity.WARNING, "A link names a published address, not a file.")
OUTSIDE_DOCS = Rule("link/outside-docs", Severity.ERROR, "A link leaves the documentation folder.")
DRAFT_TARGET = Rule("link/draft-target", Severity.WARNING, "A link leads to a draft, which is not published.")
ABSOLUTE_OWN = Rule("link/absolute-own", Severity.WARNING, "A link gives the full address of a page of this site.")
ABSOLUTE_PATH = Rule("link/absolute-path", Severity.WARNING, "A link inside the site begins with a slash.")

UNDEFINED_REFERENCE = Rule("link/undefined-reference", Severity.ERROR, "A link uses a label that is not defined.")
UNUSED_DEFINITION = Rule("link/unused-definition", Severity.INFO, "A label is defined and not used.")
DUPLICATE_DEFINITION = Rule("link/duplicate-definition", Severity.WARNING, "A label is defined twice.")
UNDEFINED_FOOTNOTE = Rule("link/undefined-footnote", Severity.ERROR, "A footnote is not there.")
UNUSED_FOOTNOTE = Rule("link/unused-footnote", Severity.WARNING, "Nothing on the page leads to a footnote.")
DUPLICATE_FOOTNOTE = Rule("link/duplicate-footnote", Severity.ERROR, "Two footnotes have one label.")
DUPLICATE_ABBREVIATION = Rule("link/duplicate-abbreviation", Severity.WARNING, "An abbreviation is explained twice.")
UNUSED_ABBREVIATION = Rule("link/unused-abbreviation", Severity.INFO, "An abbreviation is explained and not used.")
DUPLICATE_ID = Rule("link/duplicate-id", Severity.ERROR, "Two places of a page have one id.")
EMPTY_TEXT = Rule("link/empty-text", Severity.ERROR, "A link has no text.")
EMPTY_TARGET = Rule("link/empty-target", Severity.ERROR, "A link leads nowhere.")
MISSPELT_LINK = Rule("link/misspelt-link", Severity.WARNING, "What was meant to be a link is none.")
STRAY_BRACKET = Rule("link/stray-bracket", Severity.WARNING, "A bracket is left over behind a link.")

UNSAFE_LINK = Rule("link/unsafe-link", Severity.ERROR, "A link runs a script or names a file of one computer.")
MALFORMED_ADDRESS = Rule("link/malformed-address", Severity.ERROR, "An address is written as none can be.")
UNESCAPED = Rule("link/unescaped", Severity.WARNING, "An address holds a character that must be written as a code.")
INSECURE = Rule("link/insecure", Severity.WARNING, "A link uses http: to a host that is known to speak https:.")
BAD_IDENTIFIER = Rule("link/bad-identifier", Severity.ERROR, "The DOI, PubMed number or ORCID iD of a link is none.")
BAD_MAIL = Rule("link/bad-mail", Severity.ERROR, "A link to write to somebody has no sound e-mail address.")
BAD_PHONE = Rule("link/bad-phone", Severity.ERROR, "A link to call somebody has no sound telephone number.")

ALIAS_CLASH = Rule("link/alias-clash", Severity.ERROR, "An old address of a page belongs to something else.")
ALIAS_DANGLES = Rule("link/alias-dangles", Severity.WARNING, "An old address leads to a page that is not published.")
BAD_ALIAS = Rule("link/bad-alias", Severity.ERROR, "An old address cannot be one of this site.")
ORPHAN = Rule("link/orphan", Severity.WARNING, "Nothing leads to a page.")
MISSING_IN_NAVIGATION = Rule(
    "link/missing-in-navigation", Severity.ERROR, "The navigation names a page that is not there."
)
