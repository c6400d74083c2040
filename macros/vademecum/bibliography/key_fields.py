"""The fields that hold keys: by which entries lead to others, and the other names of an entry itself.

All but `crossref` and `xref` may hold several, with commas between (biblatex manual, section 2.2.3 "Special Fields").
"""

import re
from collections.abc import Iterator

INHERITING = ("crossref", "xdata")
"""Those by which an entry takes over fields of the other."""
LEADING_TO_OTHERS = (*INHERITING, "xref", "related", "entryset")
FIELDS_OF_KEYS = (*LEADING_TO_OTHERS, "ids")

_NAME_IN_LIST = re.compile(r"[^\s,][^,]*")


def keys_in(value: str) -> Iterator[tuple[int, str]]:
    """The keys in the value of such a field, as they are written, and where each begins."""
    for name in _NAME_IN_LIST.finditer(value):
        yield name.start(), name[0].rstrip()
