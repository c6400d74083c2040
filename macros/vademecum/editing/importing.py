"""Puts imported pages into a site: their files, their entries, their pictures, all of it or nothing."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.editing.adding import AddedTo, add_entries
from vademecum.editing.new_files import Writing
from vademecum.editing.newcomers import Newcomer, Newcomers
from vademecum.importing.page import (
    ENDINGS,
    ImportedPage,
    ImportSettings,
    OpenedPage,
    import_page,
    local_path,
    open_page,
)
from vademecum.importing.works import Intake, ReadReferences, TakenIn
from vademecum.text.errors import ConfigurationError, InternalError

PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp")
LARGEST_PAGE, LARGEST_PICTURE = 10_000_000, 20_000_000
"""How many bytes a saved page and a picture may have."""
_NO_NAME = re.compile(r"[^a-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class ImportTarget:
    """Where imported pages go."""

    docs: Path
    section: str
    """A folder below the documentation folder; empty for that folder itself."""
    bibliography_path: str
    bibliography_file: Path
    today: date
    slug: str = ""
    with_figures: bool = False

    @property
    def folder(self) -> Path:
        """The folder of the pages."""
        return self.docs / self.section


@dataclass(slots=True)
class Import:
    """Pages on their way into a site."""

    target: ImportTarget
    intake: Intake
    pages: list[tuple[Path, ImportedPage]] = field(default_factory=list)
    """Where each page goes, and what it is."""
    remarks: list[str] = field(default_factory=list)
    _new: dict[Path, bytes] = field(default_factory=dict)
    _old: bytes = b""

    def take(self, file: Path, name: str) -> None:
        """Take in a saved page. ConfigurationError where it is none, or too large."""
        if file.stat().st_size > LARGEST_PAGE:
            raise ConfigurationError(
                f"'{name}' is larger than {LARGEST_PAGE:,} bytes; is it a page? Nothing was written"
            )
        opened = open_page(name, file.read_bytes())
        if not opened.page.blocks:
            self.remarks.append(f"'{name}' has no text; it was passed over")
            return
        figures = self._copied(file, opened) if self.target.with_figures else {}
        settings = ImportSettings(self.target.today, self.target.section, figures)
        page = import_page(name, opened, self.intake, settings)
        path = self._path(page)
        self._new[path] = page.markdown.encode("utf-8")
        self.pages.append((path, replace(page, slug=path.stem)))

    def added(self) -> AddedTo | None:
        """The BibTeX file with the new works, as it is now; None where there are none."""
        if not self.intake.new:
            return None
        self._old = self.target.bibliography_file.read_bytes()
        return add_entries(self.target.bibliography_path, self._old, self.intake.new)

    def writing(self, added: AddedTo | None) -> Writing:
        """All that is to be written: the pages, and `added`."""
        if added is None:
            return Writing(self._new)
        file = self.target.bibliography_file
        return Writing(self._new, {file: self._old}, {file: added.data})

    def _path(self, page: ImportedPage) -> Path:
        """A file that is not there yet."""
        slug = self.target.slug or page.slug
        path = self.target.folder / f"{slug}.md"
        if path.exists():
            message = f"there is a page '{path}' already; name another with --path. Nothing was written"
            raise ConfigurationError(message)
        number = 1
        while path in self._new:
            number += 1
            path = self.target.folder / f"{slug}-{number}.md"
        return path

    def _copied(self, file: Path, opened: OpenedPage) -> dict[str, str]:
        """The pictures that lie beside the saved page, to be copied: their new paths by their addresses."""
        figures: dict[str, str] = {}
        home = file.parent.resolve()
        for picture in opened.pictures:
            local = local_path(picture.address)
            if not local or picture.address in figures:
                continue
            there = (home / local).resolve()
            if not there.is_relative_to(home) or there.suffix.lower() not in PICTURES or not there.is_file():
                self.remarks.append(f"the picture '{picture.address}' is not beside the page, or is no picture")
            elif there.stat().st_size > LARGEST_PICTURE:
                self.remarks.append(f"the picture '{picture.address}' is larger than {LARGEST_PICTURE:,} bytes")
            else:
                figures[picture.address] = self._place_picture(there)
        return figures

    def _place_picture(self, there: Path) -> str:
        """Where a picture will lie, as seen from the page."""
        data = there.read_bytes()
        stem = _NO_NAME.sub("-", there.stem.lower()).strip("-") or "picture"
        number = 1
        while True:
            name = f"{stem}{f'-{number}' if number > 1 else ''}{there.suffix.lower()}"
            path = self.target.folder / "figures" / name
            taken = self._new.get(path) or (path.read_bytes() if path.exists() else None)
            if taken is None:
                self._new[path] = data
            if taken in (None, data):
                return f"figures/{name}"
            number += 1


def intake_of(bibliography: Bibliography, read: ReadReferences, topics: Collection[str] = ()) -> Intake:
    """How the works of pages come into `bibliography`: as all new works do. `topics` are those of Newcomers."""
    newcomers = Newcomers(bibliography, topics)

    def take_in(entry: Entry) -> TakenIn:
        found = newcomers.take(entry, even_similar=True)  # What is alike was asked for before.
        if not isinstance(found, Newcomer):
            raise InternalError(f"'{found.entry.key}' has the same {found.by} as a work that is new")
        return TakenIn(found.entry, found.remarks)

    return Intake(bibliography.values(), read, take_in)


def saved_pages(paths: Sequence[Path]) -> list[Path]:
    """The saved pages that are meant: files, and those in folders, what was saved beside a page left out."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = [
                file
                for file in sorted(path.rglob("*"))
                if file.suffix.lower() in ENDINGS and file.is_file() and not _is_beside(file.relative_to(path))
            ]
            if not inside:
                raise ConfigurationError(f"there is no page in '{path}': no file ends in {', '.join(ENDINGS)}")
            found += inside
        elif path.is_file():
            found.append(path)
        else:
            raise ConfigurationError(f"there is no file '{path}'; nothing was written")
    return list(dict.fromkeys(found))


def _is_beside(path: Path) -> bool:
    """Whether a file was saved for a page: browsers and word processors put such files into `NAME_files`."""
    folders = path.parts[:-1]
    return any(folder.startswith(".") or folder.lower().endswith(("_files", "-dateien", ".fld")) for folder in folders)
