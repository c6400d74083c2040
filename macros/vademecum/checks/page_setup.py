"""What a page asks of the build, and a build cannot give: a style, a template, a setting of the theme, another file."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from vademecum.checks.page_fields import unusable_value
from vademecum.csl.style_files import UnknownStyleError, find_style
from vademecum.pages.front_matter import UNUSABLE, FrontMatter
from vademecum.text.errors import ConfigurationError
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.nearest import nearest_name
from vademecum.text.source import Source

OUTSIDE = Rule("page/outside", Severity.ERROR, "A file of the site leads out of its folder.")
UNKNOWN_STYLE = Rule("page/style", Severity.ERROR, "A page asks for a citation style that does not exist.")

_THEME = ("template", "search", "review_status")
"""The values that themes read and cannot take in another form."""

# What MkDocs takes for metadata at the head of a page without front matter (`mkdocs.utils.meta.get_data`).
_METADATA = re.compile(r"[ ]{0,3}(?P<name>[A-Za-z0-9_-]+):\s*(?P<value>.*)")
_MORE = re.compile(r"(?:[ ]{4}|\t)\s*(?P<value>.*)")


def leads_outside(path: str) -> Finding:
    """The finding for a symbolic link among the files of the site that leads out of the documentation folder."""
    message = "this is a symbolic link that leads out of the documentation folder; it is not published"
    return Finding(OUTSIDE, Source(path, "").span(0), message, "Copy the file into the folder.")


def style_finding(front_matter: FrontMatter, source: Source, root: Path | None = None) -> Finding | None:
    """What is wrong with the citation style that a page asks for; the files of styles lie below `root`."""
    style = front_matter.text("style")
    try:
        if style:
            find_style(style, root)
    except UnknownStyleError as error:
        return Finding(UNKNOWN_STYLE, source.span(front_matter.offset("style", source)), error.message, error.hint)
    except ConfigurationError as error:
        return Finding(UNKNOWN_STYLE, source.span(front_matter.offset("style", source)), str(error))
    return None


def theme_findings(
    front_matter: FrontMatter, source: Source, templates: Collection[str] | None
) -> Iterator[tuple[str, Finding]]:
    """The names of the values that themes could not take, and what is wrong with each.

    `template` is one of `templates`, where they are known; `search` and `review_status` are what the schema says.
    """
    for name in _THEME:
        finding = unusable_value(front_matter, source, name)
        template = front_matter.values.get(name) if name == "template" else None
        if finding:
            yield name, finding
        elif template is not None and templates is not None and template not in templates:
            near = nearest_name(str(template), templates)
            hint = f"Did you mean '{near}'?" if near else f"The templates are: {', '.join(sorted(templates))}."
            message = f"there is no template '{template}'"
            yield name, Finding(UNUSABLE, source.span(*front_matter.place(name)), message, hint)


def metadata(source: Source) -> FrontMatter:
    """What MkDocs takes for metadata: lines such as `Name: value` at the head of a page without front matter."""
    values: dict[str, Any] = {}
    name = ""
    for line in source.text.split("\n"):
        if found := _METADATA.match(line):
            name = found["name"].lower()
            values[name] = f"{values[name]} {found['value'].strip()}" if name in values else found["value"].strip()
        elif name and line.strip() and (more := _MORE.match(line)):
            values[name] += f" {more['value'].strip()}"
        else:
            break
    return FrontMatter(values)


def taken_for_metadata(source: Source) -> Finding:
    """The finding for a page whose first lines, such as `Name: text [@key]`, MkDocs takes for metadata."""
    hint = "Begin the page with front matter between lines of three hyphens, or with an empty line."
    return Finding(UNUSABLE, source.span(0), "the first lines of this page are taken for metadata and not shown", hint)


def setup_findings(
    front_matter: FrontMatter, source: Source, templates: Collection[str] | None, root: Path | None = None
) -> Iterator[Finding]:
    """What a build would say of what a page asks for, apart from what the schema of the front matter says."""
    if front_matter.end:
        unknown_style = style_finding(front_matter, source, root)
        if unknown_style:
            yield unknown_style
        schema = {name for name in _THEME if unusable_value(front_matter, source, name)}
        yield from (found for name, found in theme_findings(front_matter, source, templates) if name not in schema)
    elif not source.text.startswith("---\n"):
        head = metadata(source)
        if any("@" in value for value in head.values.values()):
            yield taken_for_metadata(source)
        yield from (found for _, found in theme_findings(head, source, templates))
