"""Attribute lists in Markdown, `{ #id .class name=value }`, as the extension `attr_list` reads them."""

import re

from vademecum.pages.outline_parts import Attribute, AttributeList

ATTRIBUTES = re.compile(r"\{:?[ ]*+([^{}\n ](?:\"[^\"{}\n]*\"|'[^'{}\n]*'|[^{}\n])*+)\}")
"""An attribute list; what stands in it is the first group."""

_ATTRIBUTE = re.compile(r"([^ =}]+)=(?:\"(.*?)\"|'(.*?)'|([^ =}]+))|([^ =}]+)")


def read_attributes(found: re.Match[str], shift: int) -> AttributeList:
    """The attribute list that `ATTRIBUTES` has found in a text that begins at `shift`."""
    attributes = []
    start = found.start(1) + shift
    for each in _ATTRIBUTE.finditer(found[1]):
        if each[5]:
            first, last = each.span(5)
            sign = each[5][0]
            name = {"#": "id", ".": "class"}.get(sign, each[5].lower())
            lead = 1 if sign in "#." else 0
            value = each[5][1:] if lead else ""
            attributes.append(Attribute(name, value, first + start + lead, last + start))
        else:
            group = each.lastindex or 0
            first, last = each.span(group)
            attributes.append(Attribute(each[1].lower(), each[group], first + start, last + start))
    return AttributeList(tuple(attributes), found.start() + shift, found.end() + shift)
