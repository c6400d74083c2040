"""What a build says of a site, `vademecum check` says too: the same rule, at the same place, in the same words."""

import re
from datetime import date

import pytest

from built_sites import make_site
from test_sites import SITES
from test_sites import read_site as read_tiny_site
from vademecum.checking import check_site, read_site
from vademecum.project import open_project
from vademecum.report.text import format_finding

_SAID = re.compile(r"[A-Z]+ - (?P<finding>\S+:\d+:\d+: .*\[[\w-]+/[\w-]+\])")
TODAY = date(2026, 11, 21)


def said_by_a_build(log):
    """The findings that a build has logged, each with its hint."""
    found = []
    for line in log:
        if match := _SAID.fullmatch(line):
            found.append(match["finding"])
        elif found and line.startswith("    "):
            found[-1] += f"\n{line}"
    return found


def said_by_the_check(folder):
    site, _ = open_project(str(folder / "mkdocs.yml")).checked_site()
    return [format_finding(finding) for finding in check_site(read_site(site), TODAY)]


LOGGING = [file for file in sorted(SITES.glob("*.yml")) if said_by_a_build(read_tiny_site(file).log)]


@pytest.mark.parametrize("file", LOGGING, ids=lambda file: file.stem)
def test_the_check_says_all_that_a_build_of_a_tiny_site_says(file, tmp_path):
    site = read_tiny_site(file)
    make_site(tmp_path, site.files, site.settings, site.plugin)
    for path, target in site.symbolic_links.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).symlink_to(target)
    found = said_by_the_check(tmp_path)
    assert [each for each in said_by_a_build(site.log) if each not in found] == []
