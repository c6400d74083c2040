"""Words that the checks of pages know."""

PROMISE_WORDS = (
    "miracle",
    "miraculous",
    "guaranteed",
    "guarantees",
    "no risk",
    "zero risk",
    "without any risk",
    "risk-free",
    "100% safe",
    "100 % safe",
    "completely safe",
    "totally safe",
    "absolutely safe",
    "perfectly safe",
    "completely painless",
    "painless treatment",
    "painless procedure",
    "wonder drug",
    "a cure for",
    "cures",
)
"""What no page of a handbook promises, where a site sets no list of its own."""

KNOWN_ABBREVIATIONS = frozenset(
    (
        *("AD", "AI", "AIDS", "AM", "API", "BC", "BMI", "BY", "CC", "CD", "CE", "CEO", "COVID", "CSS", "CT"),
        *("DIY", "DNA", "DOI", "DVD", "EEA", "EMA", "EU", "FAQ", "FDA", "GPS", "HIV", "HTML", "HTTP", "HTTPS"),
        *("ID", "IQ", "ISBN", "ISO", "IT", "JPEG", "LED", "MIT", "MRI", "NASA", "NATO", "NC", "ND", "NHS", "OK"),
        *("ORCID", "OS", "PC", "PDF", "PIN", "PM", "PMID", "PNG", "RNA", "SA", "SMS", "SPF", "TV", "UK", "UN"),
        *("UNESCO", "URL", "US", "USA", "USB", "UTC", "UTF", "UV", "UVA", "UVB", "WHO"),
    )
)
"""Abbreviations that readers of newspapers know; a site adds its own."""

EMPHASIS = frozenset(
    (
        *("TODO", "FIXME", "TBD", "TBA", "TBC"),
        *("NOT", "AND", "OR", "NO", "ONLY", "NEVER", "ALWAYS", "ALL", "DO"),
        *("YES", "MUST", "ANY", "NOTE", "TIP", "BUT", "IF", "THE", "OF"),
        *("TO", "IN", "ON", "IS", "ARE", "BE", "NOW", "STOP", "NEW"),
        *("FREE", "WARN", "DANGER", "RISK", "SAFE"),
    )
)
"""Words that authors set in capitals, to be loud or to find them again."""

NEVER_TWICE = frozenset(
    (
        *("the", "a", "an", "and", "or", "of", "with", "from", "its"),
        *("their", "our", "your", "we", "they", "these", "those"),
    )
)
"""Words that no sentence has twice in a row."""

SOMETIMES_TWICE = frozenset(
    (
        *("had", "that", "is", "in", "on", "was", "do", "did", "her"),
        *("very", "really", "so", "no", "you", "it", "up", "out", "over"),
        *("to", "there", "who", "what", "this", "by", "at", "for", "as"),
        *("long", "many", "much", "more", "far", "again", "ha", "bye", "cha"),
        *("beri", "blah", "bla", "yo", "tut", "chop", "pom", "can", "may"),
        *("will", "all", "one"),
    )
)
"""Words that a sentence may have twice in a row: "those who had had it", "the trial they took part in in 2012"."""
