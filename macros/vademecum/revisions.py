"""A site as it was at a Git revision, read as it is today. Floor 7, above the project.

Nothing is checked out and no program of a repository is run: what the revision holds is read object by object into a
folder that is removed again. How the site is read (plug-ins, theme, settings) is told by the `mkdocs.yml` of today,
which its owner trusts; of the revision's own only the navigation and the list of pages outside of it are taken, as
data. Symbolic links and submodules of a revision are left out.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import yaml
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.exceptions import ConfigurationError as MkDocsConfigurationError

from vademecum.bibliography.limits import MAX_FILE
from vademecum.documents import LARGEST
from vademecum.git import Repository
from vademecum.git_objects import Objects
from vademecum.mkdocs_plugin import VademecumPlugin
from vademecum.project import Project
from vademecum.report.visible import visible
from vademecum.text.errors import ConfigurationError
from vademecum.text.paths import path_from

_READING_SECONDS = 600
_MOST_FILES = 50_000
_BYTES_A_CHARACTER = 4
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OF_REVISION = ("nav", "not_in_nav", "exclude_docs")
"""The settings that belong to the pages and come with them."""
_READ_WHOLE = (".bib", ".markdown", ".md", ".mdown", ".mkd", ".mkdn")
"""Files that a site is read from whatever their size; of others, those above `LARGEST` are refused unread."""
_PARTIAL = "in a partial clone (made with '--filter'), 'git fetch --refetch --no-filter' brings what is missing"


class Revision(NamedTuple):
    """A commit, and what a person calls it."""

    name: str
    commit: str
    is_common: bool = True
    """False for one that should be where two went apart, and is not, as that is not known."""


def revision(root: Path, name: str) -> Revision:
    """The commit that `name` stands for. ConfigurationError without Git, without a repository, and where it is none."""
    return Revision(name, Repository(root).commit(name))


def common_revision(root: Path, base: Revision, head: str = "HEAD") -> Revision:
    """The commit from which `head` and `base` went apart; `base` itself, and that it is not, where none is known."""
    commit = Repository(root).common_commit(base.commit, head)
    return Revision(base.name, commit) if commit else base._replace(is_common=False)


@contextmanager
def project_at(project: Project, commit: str, configuration: Path) -> Iterator[Project]:
    """The site of `project` as it was at a commit, for as long as the context lasts.

    `configuration` is its `mkdocs.yml`. Where a part of the site was not there then, it is empty.
    """
    docs = project.checked_site()[0].documents.folder or project.root / "docs"
    with TemporaryDirectory(prefix="vademecum-") as folder:
        root = Path(folder).resolve()
        _write_out(project, commit, configuration, docs, root)
        yield _opened(configuration, root, root / path_from(docs, project.root))


def _write_out(project: Project, commit: str, configuration: Path, docs: Path, root: Path) -> None:
    """Write what the site was made of into the folder `root`."""
    repository = Repository(project.root)
    prefix = repository.prefix()
    paths = [path_from(docs, project.root), configuration.name, *project.bibliography_paths]
    for path in paths:
        if path.startswith("../") or Path(path).is_absolute():
            raise ConfigurationError(
                f"'{path}' lies outside of the folder of '{configuration.name}', as it was is not known"
            )
    (root / paths[0]).mkdir(parents=True, exist_ok=True)
    with repository.objects(_READING_SECONDS) as objects:
        files = objects.files(objects.at(commit, _inside(prefix, paths[0])), "")
        for number, (path, blob) in enumerate(files):
            if number >= _MOST_FILES:
                raise ConfigurationError(f"the revision has more than {_MOST_FILES:,} files in '{paths[0]}'")
            _write(root / paths[0], path, blob, objects)
            _assure_read(f"{paths[0]}/{path}", commit, objects)
        _assure_read(paths[0], commit, objects)
        for path in paths[1:]:
            name = path.replace("\\", "/")
            blob = objects.at(commit, _inside(prefix, name))
            _write(root, name, blob, objects)
            _assure_read(name, commit, objects)


def _assure_read(path: str, commit: str, objects: Objects) -> None:
    """ConfigurationError where something that belongs to a path is there and was not read."""
    if objects.unread:
        message = f"'{visible(path)}' as it was at {commit[:10]} cannot be read: git does not have it here"
        raise ConfigurationError(f"{message}; {_PARTIAL}")


def _inside(prefix: str, path: str) -> str:
    return f"{prefix}{path}" if path != "." else prefix.rstrip("/")


def _write(folder: Path, path: str, blob: str, objects: Objects) -> None:
    """Write a file of a tree; what is called so that it would lie elsewhere is left out.

    What is too large to be read is too large in `folder`, too.
    """
    parts = path.split("/")
    if any(part in {"", ".", ".."} or "\\" in part or "\0" in part for part in parts):
        return
    most = MAX_FILE * _BYTES_A_CHARACTER if path.lower().endswith(_READ_WHOLE) else LARGEST
    data = objects.blob(blob, most) if blob else b""
    file = folder / path
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data or b"")
        if data is None:
            os.truncate(file, LARGEST + 1)
    except OSError as error:
        raise ConfigurationError(f"'{visible(path)}' of the revision cannot be read here: {error.strerror}") from None


def _opened(configuration: Path, root: Path, docs: Path) -> Project:
    """The site in `root`, read as the `configuration` of today says."""
    written = settings_of((root / configuration.name).read_bytes())
    own = {name: written.get(name) for name in _OF_REVISION if "INHERIT" not in written or name in written}
    try:
        config = load_config(str(configuration), docs_dir=str(docs), **own)
    except (MkDocsConfigurationError, Abort):
        raise ConfigurationError(f"the '{configuration.name}' of the revision cannot be used") from None
    for name, value in own.items():
        if value is None:
            config[name] = None
    config.config_file_path = str(root / configuration.name)
    plugin = config.plugins.get("vademecum")
    assert isinstance(plugin, VademecumPlugin)  # noqa: S101  # the project has it, and this is its configuration
    return Project(root, config, plugin)


def settings_of(data: bytes) -> dict[str, Any]:
    """The settings at the head of a `mkdocs.yml` as plain data, whatever tags they have; none where it is no YAML."""
    try:
        plain = _Plain().of(yaml.compose(data.decode("utf-8-sig", errors="replace"), Loader=_Loader))
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return plain if isinstance(plain, dict) else {}


class _Plain:
    """Makes texts, lists and mappings of nodes; ValueError where they are more than any settings are."""

    def __init__(self) -> None:
        self._seen = 0

    def of(self, node: yaml.Node | None) -> Any:  # noqa: ANN401  # whatever a file holds
        """The value of a node."""
        self._seen += 1
        if self._seen > _MOST_FILES:
            raise ValueError("too many values")
        if isinstance(node, yaml.MappingNode):
            return {str(key.value): self.of(value) for key, value in node.value}
        if isinstance(node, yaml.SequenceNode):
            return [self.of(item) for item in node.value]
        if isinstance(node, yaml.ScalarNode):
            return None if node.tag == "tag:yaml.org,2002:null" else node.value
        return None
