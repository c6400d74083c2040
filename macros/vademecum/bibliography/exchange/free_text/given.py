"""Given names and particles, as an entry has them."""

import re

from vademecum.bibliography.exchange.free_text.letters import PARTICLE, UPPER

_TIGHT = re.compile(rf"{UPPER}{{1,4}}(?:-{UPPER}{{1,2}})?")
_LOOSE = re.compile(rf"{UPPER}(?:\s{UPPER})+")
_PARTICLES = re.compile(rf"((?:{PARTICLE}\s){{1,4}})(?=\S)")


def given_names(written: str) -> str:
    """Initials with full stops, `J. P.` for `JP`; names in full as they are."""
    given = " ".join(written.split())
    bare = given.rstrip(".")
    if _TIGHT.fullmatch(bare):
        given = re.sub(rf"({UPPER})(?!-)", r"\1. ", bare).replace("-", ".-")
    elif _LOOSE.fullmatch(given):
        given = given.replace(" ", ". ") + "."
    else:
        given = re.sub(rf"(?<=\.)(?={UPPER})", " ", given)
        given = re.sub(rf"(?<![^\W_])({UPPER})(?=\s|$)", r"\1.", given)
    return re.sub(r"\.\s?-\s?", ".-", given).strip()


def particle_and_family(written: str) -> tuple[str, str]:
    """The particle that stands before a family name, and the family name."""
    found = _PARTICLES.match(written)
    return (found[1].strip(), written[found.end() :]) if found else ("", written)
