"""Words that tell bodies and titles from persons."""

from vademecum.bibliography.name import Name
from vademecum.bibliography.name.words import BODIES


def _words(text: str) -> frozenset[str]:
    """The words between blanks."""
    return frozenset(text.split())


_BODY_WORDS = BODIES | _words("""
    clinic health center centre college school service services trust library board panel force cochrane
    national international american british european world royal federal webmd wikipedia staff department dept
    office authority nations union registry editors contributors press medline medlineplus medscape statpearls
    healthline news times journal magazine encyclopedia dictionary research project program study trial survey
    division section subcommittee workgroup conference surgeons physicians dermatologists community media online
    systems technologies laboratoires pharma labs pharmaceuticals therapeutics biosciences partners experts
    expert working task
""")
_NO_NAME_WORDS = _words("""
    the a an see of in on for with from hair skin effect effects study review treatment therapy clinical new how
    what why guideline guidelines global report loss growth vitamin role use analysis update management
    evaluation laser light women men patients aging ageing platelet topical oral safety efficacy journal
    androgenetic alopecia acne rosacea melasma psoriasis eczema microneedling minoxidil
""")


def names_body(words: str) -> bool:
    """Whether a word in `words` is one that no person has in the name."""
    return any(word.strip(".,").lower() in _BODY_WORDS for word in words.split())


def is_no_person(name: Name) -> bool:
    """Whether a word of `name` is that of a body or of a title."""
    words = f"{name.given} {name.family}".lower().replace(".", " ").split()
    return any(len(word) > 1 and (word in _BODY_WORDS or word in _NO_NAME_WORDS) for word in words)
