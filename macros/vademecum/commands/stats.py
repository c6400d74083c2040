"""`vademecum stats`: the pages in numbers."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean

import click

from vademecum.checking import count_pages, read_site
from vademecum.checks.page_statistics import PageStatistics
from vademecum.commands.console import configuration_option
from vademecum.project import Project, open_project
from vademecum.text.errors import ConfigurationError

_HEAD = ("page", "words", "grade", "cited", "works")


@click.command("stats")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@configuration_option
def stats(paths: tuple[Path, ...], form: str, config: str) -> None:
    """Count words, reading grade, cited sentences and works of the pages in these PATHs, or of all topic pages.

    The grade is that of Flesch and Kincaid: a year of school in the United States. Sentences that are exempted with a
    reason are not counted.
    """
    project = open_project(config)
    site, _ = project.checked_site()
    pages = count_pages(read_site(site), datetime.now(tz=UTC).date())
    chosen = _chosen(pages, paths, project)
    click.echo(_as_json(chosen) if form == "json" else _as_table(chosen))


def _chosen(pages: Sequence[PageStatistics], paths: Sequence[Path], project: Project) -> list[PageStatistics]:
    """The pages in `paths`, or the topic pages. ConfigurationError for a path that holds none."""
    if not paths:
        return [page for page in pages if page.is_topic]
    chosen: dict[str, PageStatistics] = {}
    for path in paths:
        inside = [page for page in pages if (project.root / page.path).resolve().is_relative_to(path.resolve())]
        if not inside:
            raise ConfigurationError(f"'{path}' is no page of the site, and no folder that holds any")
        chosen |= {page.path: page for page in inside}
    return [*chosen.values()]


def _as_json(pages: Sequence[PageStatistics]) -> str:
    rows = [
        {
            "page": page.path,
            "words": page.words,
            "grade": round(page.grade, 1) or None,
            "sentences": page.coverage.sentences,
            "cited": page.coverage.cited,
            "works": page.works,
        }
        for page in pages
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _as_table(pages: Sequence[PageStatistics]) -> str:
    """One line a page, and one for all: the words together, the mean of the grades, the share of cited sentences."""
    grades = [page.grade for page in pages if page.grade]
    cited, counted = sum(page.coverage.cited for page in pages), sum(page.coverage.sentences for page in pages)
    rows = [_HEAD, *map(_row, pages)]
    whole = f"{100 * cited // counted} %" if counted else "-"
    name = "1 page" if len(pages) == 1 else f"{len(pages)} pages"
    rows.append((name, f"{sum(page.words for page in pages):,}", f"{mean(grades):.1f}" if grades else "-", whole, ""))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        ).rstrip()
        for row in rows
    )


def _row(page: PageStatistics) -> tuple[str, str, str, str, str]:
    share = f"{page.coverage.percent} %" if page.coverage.sentences else "-"
    return page.path, f"{page.words:,}", f"{page.grade:.1f}" if page.grade else "-", share, str(page.works)
