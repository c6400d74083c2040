"""Ranges of pages, shortened as styles want them."""

import re

_NUMBER = r"(?:\d++(?:[A-Za-z]++\d++)?+|[A-Za-z]++\d++)[A-Za-z]*+(?:\.[A-Za-z]\w*+)?+|\b[ivxlcdm]++\b"
_RANGE = re.compile(rf"(?<![\dA-Za-z])(?P<first>{_NUMBER})\s*+(?<!\\)[-–—]\s*+(?P<last>{_NUMBER})")
_AND = re.compile(r"(?:(?<!\s)\s++)?&\s*+")
_ENDS = re.compile(r"^(?P<letters>(?:\d*[A-Za-z]+)?)(?P<digits>\d+)(?P<after>[A-Za-z]*)$")


def page_ranges(text: str, style: str, delimiter: str) -> str:
    """`text` with its ranges of pages as `style` wants them."""

    def change(match: re.Match[str]) -> str:
        first, last = _ENDS.match(match["first"]), _ENDS.match(match["last"])
        whole = f"{match['first']}{delimiter}{match['last']}"
        if not style or not first or not last or first["after"] or last["after"]:
            return whole
        if last["letters"] != first["letters"]:
            return f"{match['first']}-{match['last']}"
        begin, end = first["digits"], last["digits"]
        end = begin[: max(0, len(begin) - len(end))] + end
        if len(end) == len(begin) and end < begin:
            return whole
        if style == "expanded" or len(end) > len(begin):
            return f"{match['first']}{delimiter}{first['letters']}{end}"
        return f"{match['first']}{delimiter}{_short_end(begin, end, style)}"

    result = _RANGE.sub(change, text).replace("\\-", "-")
    return _AND.sub(" & ", re.sub(r"(?<=\d),\s*(?=\d)", ", ", result)) if style else result


def _short_end(begin: str, end: str, style: str) -> str:
    """The digits of `end` that have to be written after `begin`; both are equally long."""
    same = 0
    while same < len(end) - 1 and begin[same] == end[same]:
        same += 1
    if style == "minimal":
        return end[same:]
    if style == "minimal-two":
        return end[min(same, max(0, len(end) - 2)) :]
    if len(begin) < len("100") or begin.endswith("00"):
        return end
    if begin[-2] == "0":
        return end[same:]
    if style == "chicago" and len(begin) == len("1496") and len(end) - same >= len("500"):
        return end
    return end[min(same, len(end) - 2) :]
