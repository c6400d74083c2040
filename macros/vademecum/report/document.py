"""Values as JSON text that every reader takes, whatever the strings in them hold (RFC 8259)."""

import json
import re

_SURROGATE = re.compile("[\ud800-\udfff]")
_ACTIVE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def write_json(value: object) -> str:
    """`value` as indented JSON.

    A lone surrogate, which UTF-8 cannot hold (section 8.2), becomes the replacement character; characters that act on
    a terminal are escaped.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _ACTIVE.sub(lambda match: f"\\u{ord(match[0]):04x}", _SURROGATE.sub("�", text))
