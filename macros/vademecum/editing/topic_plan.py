"""What is to be written for a new topic page of a site: the page, its line in the navigation, perhaps a new section."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from posixpath import dirname

from vademecum.checks.page_model import CheckedPage
from vademecum.editing.navigation_entry import WrittenNavigation, WrittenSection
from vademecum.editing.new_files import Writing
from vademecum.editing.new_topic import (
    NewTopic,
    overview_text,
    read_folder,
    read_slug,
    read_title,
    slug_of,
    unknown_section,
)
from vademecum.pages.front_matter import read_front_matter
from vademecum.pages.outline import outline
from vademecum.pages.overviews import OVERVIEWS, is_overview
from vademecum.text.decoding import decode_source
from vademecum.text.errors import ConfigurationError
from vademecum.text.paths import path_from
from vademecum.text.source import Source

OWN_TEMPLATE = "topic-template.md"
"""What new topic pages of a site hold, where it lies beside `mkdocs.yml`."""


@dataclass(frozen=True, slots=True)
class WantedTopic:
    """What an editor asks for. `section` is named by its folder or its title; what else is empty is found out."""

    title: str
    section: str
    day: date
    section_title: str = ""
    """The title of a section that is to be begun."""
    path: str = ""
    """The name of the page's file."""
    template: Path | None = None


@dataclass(frozen=True, slots=True)
class TopicSite:
    """The site that the page is for: its `mkdocs.yml`, its documentation folder, its pages by their paths in it."""

    configuration: Path
    docs: Path
    pages: Mapping[str, Source]


class TopicPlan:
    """What is to be written (`writing`), and what is to be said of it (`remarks`).

    ConfigurationError where the page cannot be begun: its title says nothing, there is no such section, there is a page
    at that address, the navigation is written in a way in which nothing can be put in.
    """

    def __init__(self, site: TopicSite, wanted: WantedTopic) -> None:
        self._wanted, self._configuration = wanted, site.configuration.absolute()
        self._docs, self._pages = site.docs, site.pages
        self._data = self._configuration.read_bytes()
        self._navigation = WrittenNavigation(self._configuration.name, self._data)
        self.remarks: list[str] = []
        self.writing = self._plan(read_title(wanted.title), wanted.section_title and read_title(wanted.section_title))

    def _plan(self, title: str, heading: str) -> Writing:
        section, folder = self._section(self._wanted.section, is_new=bool(heading))
        slug = read_slug(self._wanted.path, folder) if self._wanted.path else slug_of(title)
        page = NewTopic(title, folder, slug, self._wanted.day)
        self._refuse_taken(page)
        self._tell_same_titles(title)
        new = {self._docs / page.path: page.text(*self._template()).encode("utf-8")}
        overview = f"{folder}/{OVERVIEWS[0]}"
        if heading and not (self._docs / overview).exists():
            text = overview_text(heading, folder, self._wanted.day)
            new = {self._docs / overview: text.encode("utf-8"), **new}
        data, name = self._data, self._configuration.name
        if not self._navigation.exists and self._navigation.inherited_from:
            said = f"'{name}' has no list under 'nav' of its own, so nothing was put in there; "
            self.remarks.append(f"{said}where '{self._navigation.inherited_from}' has one, put '{page.path}' into it.")
        elif not self._navigation.exists:
            said = (
                f"'{name}' has no list under 'nav', so nothing was put in there; without one, MkDocs lists all pages."
            )
            self.remarks.append(said)
        elif page.path in self._navigation.pages:
            self.remarks.append(f"'{name}' leads to '{page.path}' already; that line stays as it is.")
        elif section:
            data = self._navigation.with_page(section, title, page.path, self._comes_last)
        else:
            data = self._navigation.with_section(heading, [("", overview), (title, page.path)])
        changed = {} if data == self._data else {self._configuration: data}
        return Writing(new, dict.fromkeys(changed, self._data), changed)

    def _template(self) -> tuple[str, str]:
        """What new pages of this site hold, and the file that says so; empty where it has none of its own."""
        own = self._configuration.parent / OWN_TEMPLATE
        file = self._wanted.template or (own if own.is_file() else None)
        if not file:
            return "", ""
        source, findings = decode_source(_shown(file), file.read_bytes())
        if findings:
            raise ConfigurationError(f"'{source.path}' cannot be used: {findings[0].message}")
        return source.text, source.path

    def _section(self, named: str, *, is_new: bool) -> tuple[WrittenSection | None, str]:
        """The section of that name as the navigation has it, and its folder; None where there is none yet."""
        wanted = named.strip().removeprefix(f"{self._docs.name}/").strip("/")
        found = self._navigation.find(wanted)
        known = {each.folder: each.title for each in reversed(self._navigation.sections) if each.folder}
        if not self._navigation.exists:
            known = {folder: folder for path in self._pages if (folder := dirname(path))}
        folder = found.folder if found else wanted
        if not is_new:
            self._refuse_without_folder(wanted, known)
            if folder not in known:
                raise unknown_section(named, known)
            return found, folder
        if folder in known:
            raise ConfigurationError(f"there is a section '{folder}' already; call again without --section-title")
        return None, read_folder(folder)

    def _refuse_without_folder(self, wanted: str, known: Mapping[str, str]) -> None:
        """ConfigurationError where the navigation has the section, and no page of it could be put beside the others."""
        titles = {each.title.casefold(): each.title for each in self._navigation.sections if not each.folder}
        title = titles.get(wanted.casefold())
        if title and wanted.casefold() not in {each.casefold() for pair in known.items() for each in pair}:
            message = f"the pages of the section '{title}' have no folder of their own, so a new page has none, too"
            raise ConfigurationError(f"{message}; name a section that has one ({', '.join(known)}), or add it by hand")

    def _refuse_taken(self, page: NewTopic) -> None:
        """ConfigurationError where there is a page at that address, in whatever letters."""
        taken = {path.casefold(): path for path in self._pages}
        for path in (page.path, *page.others):
            other = taken.get(path.casefold()) or (path if (self._docs / path).exists() else "")
            if other:
                hint = "edit that one, or give the new page another name with --path"
                raise ConfigurationError(f"there is a page '{_shown(self._docs / other)}' already; {hint}")

    def _tell_same_titles(self, title: str) -> None:
        for path, source in self._pages.items():
            other = " ".join(read_front_matter(source)[0].text("title").split())
            if other.casefold() == title.casefold():
                self.remarks.append(f"'{path}' has the title '{other}' too; readers could not tell the two apart.")

    def _comes_last(self, path: str) -> bool:
        """Whether a page of a section is no topic but a list, such as that of its works."""
        source = self._pages.get(path)
        if source is None or is_overview(path):
            return False
        front_matter, _ = read_front_matter(source)
        return not CheckedPage(source, front_matter, outline(source, front_matter.end)).is_topic


def _shown(file: Path) -> str:
    return path_from(file, Path.cwd())
