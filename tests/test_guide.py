"""The editors' guide: its examples are what the checks, a build and the command line take."""

import re
from datetime import date
from pathlib import Path

import click
import pytest
import yaml

from built_sites import build_site, make_site
from vademecum.checks.page_model import CheckedPage, PageSettings
from vademecum.checks.pages import check_pages
from vademecum.citation.cluster import INDIRECT
from vademecum.cli import main
from vademecum.macros.registry import MACROS
from vademecum.pages.front_matter import read_front_matter
from vademecum.pages.glossary import read_glossary
from vademecum.pages.outline import outline
from vademecum.render.words import known_words
from vademecum.text.source import Source

ROOT = Path(__file__).parents[1]
GUIDE = {file.stem: file.read_text(encoding="utf-8") for file in (ROOT / "docs/editing").glob("*.md")}
TODAY = date(2027, 1, 1)
WORKS = (ROOT / "references.bib").read_text(encoding="utf-8")


def examples(page, language):
    """The examples of a language on a page of the guide."""
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDE[page], re.DOTALL | re.MULTILINE)


HEADS = examples("pages", "yaml")
GLOSSARY, EXTRA, _ = examples("book", "yaml")
FORMS = re.findall(r"^\| `(.*?)` \| (.*?) \|$", GUIDE["citing"].partition("## Adding")[0], re.MULTILINE)
COMMANDS = re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", GUIDE["commands"], re.DOTALL | re.MULTILINE)


def front_matter(text):
    return text if text.startswith("---") else f"---\n{text}---\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    (head,) = [text for text in HEADS if text.startswith("---")]
    more = "".join(text for text in HEADS if text != head)
    body = "\n".join(examples("pages", "markdown") + examples("citing", "markdown"))
    files = {
        "docs/index.md": "# Home\n",
        "docs/minimally-invasive/microcurrent.md": f"{head}\n{body}",
        "docs/minimally-invasive/reviewed.md": f"---\ntitle: Reviewed\nsection: minimally-invasive\n{more}---\nSo.\n",
        "docs/forms.md": "# Forms\n\n" + "\n\n".join(f"{form} so" for form, _ in FORMS),
        "docs/hair-loss/one.md": "# One\n\nSo [@ohno2013].\n",
        "docs/evidence.md": "# Evidence\n\n## Levels\n",
        "docs/about.md": "# About\n\n## What the status of a page means\n",
        "docs/data/glossary.yml": GLOSSARY,
        "references.bib": WORKS,
    }
    return build_site(make_site(tmp_path_factory.mktemp("guide"), files, yaml.safe_load(EXTRA)))


def test_a_site_of_the_examples_is_built_and_says_only_what_they_mean_to_show(site):
    rules = [re.search(r"\[([a-z/-]+)\]$", line) for line in site.log if not line.startswith("INFO -     ")]
    assert {rule[1] for rule in rules if rule} == {"citation/needed"}, site.log


def test_each_form_of_a_citation_shows_what_the_guide_says(site):
    page = site.page("forms/index.html")
    for strength in page.tree.select(".vm-sr"):
        strength.decompose()
    shown = [text.removesuffix(" so") for text in page.texts("article > p")]
    assert len(shown) >= 10
    assert shown == [text.replace("\\@", "@") for _, text in FORMS]


def test_the_settings_of_the_book_show_on_a_topic_page(site):
    (facts,) = site.page("minimally-invasive/microcurrent/index.html").texts(".vm-status__facts")
    assert facts == (
        "Written by: The editors of this book (not clinicians). Sources last searched: 21 November 2026. "
        "For most works only the abstract was read."
    )
    links = site.page("minimally-invasive/microcurrent/index.html").tree.select(".vm-status a")
    assert [link["href"] for link in links] == ["../../about/#what-the-status-of-a-page-means"]


def test_the_examples_of_people_and_of_a_review_show_on_a_page(site):
    page = site.page("minimally-invasive/reviewed/index.html")
    assert page.texts(".vm-status b") == ["Reviewed", "Review overdue."]
    record = " ".join(page.texts(".vm-record dl"))
    assert "Ada Example (dermatologist, University of Somewhere)" in record
    assert "The Example Society" in record
    assert (site.folder / "old-section/old-name/index.html").is_file()


@pytest.mark.parametrize("text", HEADS)
def test_the_checks_take_the_front_matter_of_the_guide(text):
    source = Source("docs/a.md", front_matter(text) + "So.\n")
    read, findings = read_front_matter(source)
    page = CheckedPage(source, read, outline(source, read.end))
    found = [*findings, *check_pages([page], TODAY, PageSettings(key_points=(1, 5)))]
    meant = {"page/no-title", "page/no-description", "page/no-summary", "page/no-key-points", "page/placeholder"}
    assert {finding.rule.name for finding in found} <= meant, found


def test_the_guide_has_a_glossary_that_can_be_read():
    glossary, findings = read_glossary(Source("docs/data/glossary.yml", GLOSSARY))
    assert findings == ()
    assert [term.name.text for term in glossary.terms] == ["Case series", "Randomised trial"]


def test_the_guide_names_every_subject_of_indirect_evidence_and_every_label_of_a_key_point():
    assert [name for name in INDIRECT if f"`{name}`" not in GUIDE["citing"]] == []
    labels = [word for name, word in known_words().items() if re.fullmatch("best_[a-z]*", name)]
    assert [label for label in labels if f"| {label} |" not in GUIDE["pages"]] == []


def test_every_macro_in_the_guide_exists():
    assert set(re.findall(r"\{\{ (\w+)\(", "".join(GUIDE.values()))) == set(MACROS)


def test_the_entrance_leads_to_every_page_of_the_guide():
    linked = set(re.findall(r"\]\((\w[\w-]*)\.md\)", GUIDE["index"]))
    assert linked == GUIDE.keys() - {"index"}
    assert [page for page in linked if "[The editors’ guide](index.md)" not in GUIDE[page]] == []


def test_the_guide_has_every_command_once_each_with_an_example_that_it_takes():
    context = click.Context(main)
    assert sorted(name for name, _ in COMMANDS) == sorted(main.list_commands(context))
    for name, text in COMMANDS:
        (line,) = re.findall(r"^```sh\nvademecum (.*)\n```", text, re.MULTILINE)
        called, *arguments = [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', line)]
        assert called == name
        command = main.get_command(context, name)
        if isinstance(command, click.Group):
            command = command.get_command(context, arguments.pop(0))
        command.make_context(name, arguments)


def test_a_site_that_moves_from_mkdocs_bibtex_is_built_and_what_stays_does(tmp_path):
    (settings,) = examples("moving", "yaml")
    stays = [
        form for form, text in re.findall(r"^\| (`.*) \| (.*) \|$", GUIDE["moving"], re.MULTILINE) if text == "the same"
    ]
    forms = [form for row in stays for form in re.findall(r"`(.*?)`", row)]
    assert len(forms) >= 5
    lists = "{{ references() }}\n\n{{ literature() }}\n"
    body = "# Home\n\n" + "".join(f"So {form}.\n\n" for form in forms)
    files = {
        "docs/index.md": body + lists,
        "docs/none.md": "---\nreferences: false\n---\nSo [@ohno2013].\n",
        "refs.bib": WORKS,
    }
    built = build_site(make_site(tmp_path, files, yaml.safe_load(settings)), strict=True)
    assert (built.status, built.log) == (0, [])
    assert len(built.page().tree.select("article .vm-citation")) >= len(forms)
    assert built.page("none/index.html").tree.select(".vm-references") == []
