"""Debian's Chromium, and readers who use it to look at the site, which is built once and served on this machine."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from planted_site import build_planted_site
from playwright.sync_api import expect, sync_playwright
from readers import Reader
from served_sites import built_once, serve

REPOSITORY = Path(__file__).parents[2]
HERE = Path(__file__).parent
CHROMIUM = shutil.which("chromium")
IN_CI = bool(os.environ.get("CI"))

OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
"""How Chromium is started: alone, quiet, and with no name that leads off this machine."""

PATIENCE = 15_000
"""Milliseconds that a busy machine gets for what takes a moment."""


def pytest_collection_modifyitems(config, items):
    if CHROMIUM or IN_CI:
        return
    ours = [item for item in items if HERE in item.path.parents]
    config.hook.pytest_deselected(items=ours)
    items[:] = [item for item in items if item not in ours]


def pytest_terminal_summary(terminalreporter):
    if not (CHROMIUM or IN_CI):
        terminalreporter.write_sep(
            "*",
            "NO BROWSER: the browser tests were LEFT OUT; 'apt-get install chromium' brings it",
            red=True,
            bold=True,
        )


@pytest.fixture(scope="session")
def browser():
    """A Chromium with a profile of its own, which is gone afterwards."""
    if not CHROMIUM:
        pytest.fail("There is no Chromium here for the browser tests; 'apt-get install chromium' brings it.")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The site of this repository."""
    build = ("-m", "mkdocs", "build", "--quiet", "--config-file", REPOSITORY / "mkdocs.yml", "--site-dir")
    with serve(built_once(tmp_path_factory, "our-site", lambda folder: _run(*build, folder))) as served:
        yield served


@pytest.fixture(scope="session")
def planted(tmp_path_factory):
    """A site with all that a page can hold."""
    with serve(built_once(tmp_path_factory, "planted-site", _plant) / "site") as served:
        yield served


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory):
    """A site whose authors mean harm."""
    folder = tmp_path_factory.mktemp("hostile")
    _run(REPOSITORY / "tests/hostile_site.py", folder)
    with serve(folder / "site") as served:
        yield served


def _plant(folder):
    assert build_planted_site(folder).log == []


def _run(*arguments):
    command = [sys.executable, *map(str, arguments)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)  # noqa: S603  # ours
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"


@pytest.fixture
def readers(browser):
    """Brings in a reader of a site, with a screen, a colour scheme … as Playwright's browser contexts take them."""
    contexts = []

    def bring(site, **settings):
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce", **settings}
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return Reader(context, site)

    yield bring
    for context in contexts:
        context.close()


@pytest.fixture
def reader(readers, site):
    """A reader at a desk."""
    return readers(site)


@pytest.fixture
def phone(readers, site):
    """A reader with a phone."""
    return readers(site, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
