"""What `mkdocs.yml` says under `extra`, as far as it is meant for us. Floor 7."""

from collections.abc import Iterator, Mapping
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from vademecum.checks.page_fields import are_persons
from vademecum.render.words import unknown_words
from vademecum.site import Contact


def contact_of(config: MkDocsConfig) -> Contact:
    """The addresses that `extra.contact` gives; where it has no form for issues, that of the repository."""
    given = settings_under(config, "contact")
    repository = f"{config.repo_url.rstrip('/')}/issues" if config.repo_url else ""
    return Contact(str(given.get("email") or ""), str(given.get("issues") or repository))


def unusable(config: MkDocsConfig) -> Iterator[str]:
    """What is wrong with what `extra` gives to the frames of pages, each a sentence."""
    yield from unknown_words(settings_under(config, "words"))
    authors = config.extra.get("authors")
    if authors is not None and not are_persons(authors):
        yield (
            "'extra: authors:' is a list of names, or of 'name' (of a group: 'body') with 'role', 'affiliation', "
            "'orcid' and 'disclosure'."
        )


def settings_under(config: MkDocsConfig, name: str) -> Mapping[str, Any]:
    """The settings under `extra: name:`; PluginError where it is no list of settings."""
    value = config.extra.get(name) or {}
    if not isinstance(value, dict):
        raise PluginError(
            f"vademecum: 'extra: {name}:' is a list of settings, each on a line of its own, not {value!r}"
        )
    return value
