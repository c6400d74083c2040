"""Check digits: what the last character of an ISBN, an ISSN or an ORCID iD must be.

Each function takes the digits before the check digit and gives the check digit, `X` standing for ten. A text that is
not made of as many ASCII digits as the standard has is a bad call and raises ValueError.
"""


def isbn10_check(digits: str) -> str:
    """The check digit behind nine digits (ISO 2108:1992): weights 10 to 2, modulo 11."""
    return _character(-_weighted(digits, range(10, 1, -1)) % 11)


def isbn13_check(digits: str) -> str:
    """The check digit behind twelve digits (ISO 2108:2017, annex C): weights 1 and 3 in turn, modulo 10."""
    return _character(-_weighted(digits, (1, 3) * 6) % 10)


def issn_check(digits: str) -> str:
    """The check digit behind seven digits (ISO 3297:2022, clause 4.2): weights 8 to 2, modulo 11."""
    return _character(-_weighted(digits, range(8, 1, -1)) % 11)


def orcid_check(digits: str) -> str:
    """The check digit behind fifteen digits (ISO/IEC 7064:2003, MOD 11-2)."""
    _weighted(digits, (1,) * 15)
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2 % 11
    return _character((12 - total) % 11)


def _weighted(digits: str, weights: range | tuple[int, ...]) -> int:
    if not (digits.isascii() and digits.isdecimal()):
        raise ValueError(f"'{digits}' is not made of digits")
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))


def _character(value: int) -> str:
    return "X" if value == 10 else str(value)  # noqa: PLR2004  # ten is what X stands for
