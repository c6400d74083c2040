"""A new site: a small complete knowledge base, in any field."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from vademecum.editing.formatting import format_bibtex
from vademecum.editing.new_files import Writing
from vademecum.editing.new_site_generator import NAME, Generator
from vademecum.editing.new_template import NEW, as_markdown, fill_in
from vademecum.editing.new_topic import read_title
from vademecum.text.errors import ConfigurationError
from vademecum.text.yaml_text import as_yaml

_SITE = NEW / "knowledge-base"  # Not `site`: that is where builds go, and no part of any package.
_DOT = "dot-"
_MAY_BE_THERE = re.compile(r"\.git|LICEN[CS]E(?:\..*)?|\.DS_Store", re.IGNORECASE)
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class NewSite:
    """A site to be: its folder, its title, where it installs the generator from, the day."""

    folder: Path
    title: str
    generator: Generator
    day: date

    def writing(self) -> Writing:
        """All its files. ConfigurationError where something else is in the folder."""
        folder = self.folder.resolve()
        if folder.exists():
            others = sorted(each.name for each in folder.iterdir() if not _MAY_BE_THERE.fullmatch(each.name))
            if others:
                listed = ", ".join(others[:_MOST_NAMED]) + (", …" if len(others) > _MOST_NAMED else "")
                raise ConfigurationError(f"'{self.folder}' is not empty: it holds {listed}; name a new folder")
        values = self._values()
        files = {path: fill_in(text, values, path).encode("utf-8") for path, text in _templates()}
        for formatted in format_bibtex(
            {path: data for path, data in files.items() if path.endswith(".bib")}, are_all=True
        ):
            files[formatted.path] = formatted.data
        return Writing({folder / path: data for path, data in files.items()})

    def _values(self) -> dict[str, str]:
        return {
            "title": as_yaml(self.title),
            "title_text": as_markdown(self.title),
            "day": self.day.isoformat(),
            "requirement": self.generator.requirement,
            "requirement_remark": self._remark(),
            "generator_fields": "".join(f"  {name:<12} = {{{value}}},\n" for name, value in self._fields()),
        }

    def _remark(self) -> str:
        if self.generator.is_local:
            return (
                "# This is a place on one computer. Put a Git address here before others or GitHub build the site:\n"
                "# vademecum @ git+ADDRESS@COMMIT"
            )
        if self.generator.is_fixed:
            return "# For a newer one, put its commit behind the last '@'."
        return "# Behind an '@', the 40 digits of a commit keep it as it is: ADDRESS@COMMIT"

    def _fields(self) -> Iterator[tuple[str, str]]:
        """What is known of the generator as a work that can be cited."""
        try:
            noted = metadata(NAME)
        except PackageNotFoundError:
            noted = None
        if noted and noted["Author"]:
            yield "author", f"{{{noted['Author']}}}"
        yield "title", "Vademecum"
        if noted:
            yield "version", noted["Version"]
        if self.generator.page:
            yield "url", self.generator.page
            yield "urldate", self.day.isoformat()
        yield "studydesign", "manufacturer"


def read_folder_title(name: str) -> str:
    """The title of a site whose folder has that name: `tea-notes` is 'Tea notes'."""
    words = " ".join(re.split(r"[-_.\s]+", name)).strip()
    try:
        title = read_title(words)
    except ConfigurationError:
        raise ConfigurationError("the folder's name gives no title; give one with --title") from None
    return title[:1].upper() + title[1:]


def _templates() -> Iterator[tuple[str, str]]:
    """The files of a site by their paths; what begins with a dot there begins with `dot-` here."""
    for file in sorted(_SITE.rglob("*")):
        if file.is_file():
            parts = file.relative_to(_SITE).parts
            path = "/".join(f".{part[len(_DOT) :]}" if part.startswith(_DOT) else part for part in parts)
            yield path, file.read_text(encoding="utf-8")
