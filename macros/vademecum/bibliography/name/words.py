"""Words that names are made of; in lower case and without full stops where nothing else is said."""

SUFFIXES = frozenset(
    (
        *("Jr", "Jr.", "jr", "jr.", "Jnr", "Jnr.", "Sr", "Sr.", "sr", "sr.", "Snr", "Snr.", "2nd", "3rd", "4th"),
        *("JR.", "SR.", "JR", "SR", "II", "III", "IV"),
    )
)
"""What tells a son from his father, as it is written: it can be no given or family name."""
MAYBE_INITIALS = frozenset(("JR", "SR", "II", "III", "IV"))
"""Suffixes that are initials where nothing else is given: `Carey, JR`."""
MIDDLE_WORDS = frozenset(
    (
        *(
            "jr",
            "sr",
            "jnr",
            "snr",
            "junior",
            "senior",
            "ii",
            "iii",
            "iv",
            "v",
            "vi",
            "vii",
            "2nd",
            "3rd",
            "4th",
            "esq",
        ),
        *("phd", "md", "dds", "dmd", "dsc", "msc", "mph", "mba", "facs", "frcs", "rn", "do", "dvm", "pharmd", "drph"),
    )
)
"""What may stand between two commas, in lower case and without full stops."""
DEGREES = frozenset(("PhD", "Ph.D.", "Ph.D", "DrPH", "DSc", "MSc", "PharmD"))
"""Degrees that cannot be initials, as they are written."""

PARTICLES = frozenset(
    (
        *(
            "von",
            "vom",
            "zu",
            "zum",
            "zur",
            "van",
            "de",
            "der",
            "den",
            "des",
            "del",
            "della",
            "dello",
            "di",
            "da",
            "do",
        ),
        *(
            "dos",
            "das",
            "du",
            "d'",
            "d’",
            "la",
            "le",
            "las",
            "los",
            "lo",
            "ten",
            "ter",
            "te",
            "'t",
            "’t",
            "het",
            "op",
            "in",
        ),
        *("af", "av", "al", "el", "bin", "bint", "ibn", "ben", "bar", "abu", "mac", "st", "und", "y", "e", "i"),
    )
)
"""Particles as they are usual; any lower-case word before a family name is one."""
CONNECTORS = frozenset(("y", "e", "i"))
"""What joins two family names in Spanish, Portuguese and Catalan: `Ramón y Cajal`."""

BODIES = frozenset(
    (
        *("organization", "organisation", "administration", "university", "institute", "institutes", "institution"),
        *("association", "society", "agency", "committee", "subcommittee", "department", "ministry", "foundation"),
        *("corporation", "consortium", "collaboration", "collaborative", "collaborators", "federation", "academy"),
        *("academies", "bureau", "commission", "council", "laboratory", "laboratories", "hospital", "hospitals"),
        *("investigators", "group", "subgroup", "team", "network", "centers", "centres", "programme", "initiative"),
        *("alliance", "company", "inc", "ltd", "llc", "gmbh", "corp", "plc", "secretariat", "directorate"),
        *("universität", "universiteit", "universitet", "université", "universidad", "universidade", "università"),
        *("institut", "instituto", "istituto", "gesellschaft", "ministerium", "ministère", "ministerio", "société"),
    )
)
"""Words that no person has in the name. Left out are those that are family names too: Center, Press, Church, Bank."""
BODY_CONNECTORS = frozenset(("for", "the", "on"))
"""Words in lower case that a body has between its words, and a person has not."""
COMPANIES = frozenset(("inc", "ltd", "llc", "gmbh", "corp", "plc", "incorporated", "limited", "corporation"))
"""What stands behind the comma of a company: `Pfizer, Inc.`."""
