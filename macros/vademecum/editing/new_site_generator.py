"""Where a site installs the generator from: a path, a Git address, an archive; never a name alone."""

import json
import re
import tomllib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import unquote, urlsplit

from vademecum.text.errors import ConfigurationError

NAME = "vademecum"

_GIVE = "name a folder that holds it or its Git address with --generator"
_SHORT_SSH = re.compile(r"(?P<user>[\w.-]+)@(?P<host>[\w.-]+):(?!/)(?P<path>[^\s:]+)")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_UNSAFE = re.compile(r"[\s#?$;\\<>\"'`|{}\x00-\x1f\x7f]")
_REVISION = re.compile(r"(?P<address>.+/[^@]+)@(?P<revision>[A-Za-z0-9][\w./-]*)")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_SCHEMES = ("https", "ssh", "file")
_ARCHIVES = (".whl", ".tar.gz", ".zip")


@dataclass(frozen=True, slots=True)
class Generator:
    """Where the generator is: the line of `requirements.txt` that installs it from there."""

    requirement: str
    page: str = ""
    """The address at which people can look at it; empty where there is none."""
    is_local: bool = False
    """Whether it is a place on this computer."""
    is_fixed: bool = False
    """Whether the same is installed each time."""


def read_generator(given: str, here: Path) -> Generator:
    """The generator at a path or an address. ConfigurationError where there is none, or where it cannot be used."""
    text = given.strip()
    short = _SHORT_SSH.fullmatch(text)
    if short:
        address = f"ssh://{short['user']}@{short['host']}/{short['path']}"
        _refuse_unsafe(address, given)
        return _from_git(address)
    address = text.removeprefix("git+")
    if not _ADDRESS.match(address):
        try:
            path = Path(text).expanduser()
        except RuntimeError:  # There is no such user.
            path = Path(text)
        return _from_path((here / path).resolve(), given)
    _refuse_unsafe(address, given)
    split = urlsplit(address)
    if address == text and split.scheme == "file":
        return _from_path(Path(unquote(split.path)), given)
    if address == text and split.scheme == "https" and split.path.endswith(_ARCHIVES):
        return Generator(f"{NAME} @ {address}", address)
    return _from_git(address)


def own_generator() -> Generator:
    """Where this installation came from, as its installer noted it (PEP 610). ConfigurationError if that is lost."""
    try:
        noted = distribution(NAME).read_text("direct_url.json")
    except PackageNotFoundError:
        noted = None
    try:
        record = json.loads(noted or "null")
    except ValueError:
        record = None
    match record:
        case {"url": str(url), "vcs_info": {"vcs": "git", "commit_id": str(commit)}}:
            found = f"git+{url}@{commit}"
        case {"url": str(url)}:
            found = url
        case _:
            raise ConfigurationError(f"where this installation of Vademecum came from is not known; {_GIVE}")
    try:
        return read_generator(found, Path.cwd())
    except ConfigurationError as error:
        raise ConfigurationError(f"this installation came from '{found}', and {error}; {_GIVE}") from None


def _from_path(path: Path, given: str) -> Generator:
    if path.is_file() and path.name.startswith(f"{NAME}-") and path.name.endswith(_ARCHIVES):
        return Generator(f"{NAME} @ {path.as_uri()}", is_local=True, is_fixed=True)
    if not path.exists():
        looks_like_host = re.match(r"[\w-]+(?:\.[\w-]+)+/", given)
        hint = f"; for an address, write 'https://{given}'" if looks_like_host else ""
        raise ConfigurationError(f"there is no '{given}'{hint}")
    try:
        project = tomllib.loads((path / "pyproject.toml").read_text(encoding="utf-8")).get("project", {})
    except (OSError, ValueError):
        project = {}
    if project.get("name") != NAME:
        raise ConfigurationError(f"'{given}' does not hold Vademecum: it has no 'pyproject.toml' of that name")
    return Generator(f"{NAME} @ {path.as_uri()}", is_local=True)


def _from_git(address: str) -> Generator:
    parts = _REVISION.fullmatch(address)
    revision = parts["revision"] if parts else ""
    bare = parts["address"] if parts else address
    split = urlsplit(bare)
    return Generator(
        f"{NAME} @ git+{address}",
        bare.removesuffix("/").removesuffix(".git") if split.scheme == "https" else "",
        is_local=split.scheme == "file",
        is_fixed=bool(_COMMIT.fullmatch(revision)),
    )


def _refuse_unsafe(address: str, given: str) -> None:
    """ConfigurationError for an address that is not safe, or that would put a password into a file for all."""
    try:
        split = urlsplit(address)
        _ = split.port
    except ValueError:
        raise ConfigurationError(f"'{given}' is no address") from None
    if split.scheme not in _SCHEMES:
        names = ", ".join(f"{each}://" for each in _SCHEMES)
        raise ConfigurationError(f"'{given}' cannot be used: an address of the generator begins with one of {names}")
    if split.password or (split.username and split.scheme != "ssh"):
        raise ConfigurationError("the address holds a user's name or password, which all who see the site would read")
    if _UNSAFE.search(address) or (split.scheme != "file" and not split.hostname) or not split.path.strip("/"):
        raise ConfigurationError(f"'{given}' is no address of a repository")
