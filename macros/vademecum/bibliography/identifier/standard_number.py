"""ISBN, ISSN and ORCID iD in text: numbers with a check digit, however they are grouped and labelled."""

import re

from vademecum.bibliography.identifier.check_digit import isbn10_check, isbn13_check, issn_check, orcid_check
from vademecum.bibliography.identifier.web_address import read_address, unescape

_SIGNS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("\u00a0\u2009\u202f", " ") | {"x": "X"})
_ISBN_LABEL = re.compile(r"isbn(?:-?1[03]\b)?", re.IGNORECASE | re.ASCII)
_ISBN_RUN = re.compile(r"\d[\d -]*[\dX]", re.ASCII)
_ISBN_LENGTHS = (13, 10)
_MUSIC = "9790"  # ISO 10957: an ISMN looks like an ISBN
_ISSN = re.compile(r"(?<![\dX-])(\d{4}) ?-? ?(\d{3})([\dX])(?![\dX-])", re.ASCII)
_ORCID = re.compile(r"(?:orcid(?:\s+id)?\s*+:?\s*+)?((?:\d{4}[- ]?){3}\d{3})([\dX])", re.IGNORECASE | re.ASCII)


def isbn_number(text: str) -> str:
    """The thirteen digits of the first valid ISBN in `text`; empty where there is none."""
    for number in isbn_candidates(text):
        digits, check = number[:-1], number[-1]
        if len(number) == max(_ISBN_LENGTHS) and isbn13_check(digits) == check:
            return number
        if len(number) == min(_ISBN_LENGTHS) and isbn10_check(digits) == check:
            return f"978{digits}{isbn13_check('978' + digits)}"
    return ""


def isbn_candidates(text: str) -> list[str]:
    """What in `text` has as many characters as an ISBN of thirteen or ten, hyphens and blanks left out."""
    found = []
    for run in _ISBN_RUN.findall(_ISBN_LABEL.sub(" ", unescape(text)).translate(_SIGNS)):
        words, start = run.replace("-", "").split(), 0
        while start < len(words):
            number, count = _longest_isbn(words[start : start + max(_ISBN_LENGTHS)])
            found += [number] if number else []
            start += count
    return found


def _longest_isbn(words: list[str]) -> tuple[str, int]:
    """The first of `words`, joined, as far as they look like an ISBN, and how many they are; one where they do not."""
    longest, number = ("", 1), ""
    for count, word in enumerate(words, start=1):
        number += word
        if len(number) in _ISBN_LENGTHS and number[:-1].isdecimal() and _has_isbn_prefix(number):
            longest = (number, count)
    return longest


def _has_isbn_prefix(number: str) -> bool:
    """Whether `number` has no prefix, being of ten characters, or that of books."""
    return len(number) == min(_ISBN_LENGTHS) or (number.startswith(("978", "979")) and not number.startswith(_MUSIC))


def issn_number(text: str) -> str:
    """The first valid ISSN in `text`, with its hyphen; empty where there is none."""
    for first, second, check in issn_candidates(text):
        if issn_check(first + second) == check:
            return f"{first}-{second}{check}"
    return ""


def issn_candidates(text: str) -> list[tuple[str, str, str]]:
    """What in `text` has the form of an ISSN: four digits, three digits, check digit."""
    return _ISSN.findall(unescape(text).translate(_SIGNS))


def orcid_number(text: str) -> str:
    """The ORCID iD that `text` is, bare, labelled or as an address, with its hyphens; empty where it is none."""
    digits = orcid_digits(text)
    if not digits or orcid_check(digits[:-1]) != digits[-1]:
        return ""
    return "-".join(digits[start : start + 4] for start in range(0, 16, 4))


def orcid_digits(text: str) -> str:
    """The sixteen characters of `text` if it has the form of an ORCID iD, its check digit right or not."""
    address = read_address(text)
    if address:
        text = address.path.strip("/") if address.is_at("orcid.org") else ""
    match = _ORCID.fullmatch(unescape(text).strip().translate(_SIGNS))
    return re.sub("[- ]", "", match[1]) + match[2].upper() if match else ""
