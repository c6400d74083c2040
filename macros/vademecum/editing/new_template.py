"""Files of text with places to be filled in: `[[ title ]]`. They are data; nothing in them is run."""

import re
from collections.abc import Mapping

from vademecum.render.environment import TEMPLATES
from vademecum.text.errors import ConfigurationError

NEW = TEMPLATES / "new"
"""The templates of new pages and sites."""

_PLACE = re.compile(r"\[\[ ([a-z_]+) \]\]")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#+!|@&~^$])")


def fill_in(template: str, values: Mapping[str, str], name: str) -> str:
    """The text with each place filled in. ConfigurationError where the file called `name` has one that is not known."""

    def value(found: re.Match[str]) -> str:
        if found[1] not in values:
            known = ", ".join(f"[[ {each} ]]" for each in values)
            raise ConfigurationError(f"'{name}' has the place '{found[0]}', which is not known; known are: {known}")
        return values[found[1]]

    return _PLACE.sub(value, template)


def as_markdown(text: str) -> str:
    """A text as Markdown shows it, sign for sign."""
    return _MARKDOWN.sub(r"\\\1", text)
