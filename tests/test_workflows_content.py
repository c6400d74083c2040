"""What a preview takes of a stranger's change: content, and nothing that could run."""

import json
from itertools import pairwise

import pytest
import yaml

from git_repositories import GitRepository
from workflow_files import ROOT, script
from workflow_runner import Runner

take_content = script("take_content")

TARGET = {
    "mkdocs.yml": "site_name: Tiny\nnav:\n  - Home: index.md\ntheme: material\n",
    "macros/run.py": "raise SystemExit('the target')\n",
    "references.bib": "@book{a, title = {A}}\n",
    "docs/index.md": "# Home\n",
    "docs/old.md": "# Old\n",
    "docs/assets/ours.js": "let ours;\n",
}
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'

GROWING = "nav:\n  - &a [i.md]\n" + "".join(
    f"  - &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in pairwise("abcdefgh")
)
"""Some lines that are millions of pages."""


@pytest.fixture
def runner(tmp_path):
    return Runner(tmp_path)


def takes(runner, change, removed=(), number="12", **environment):
    """Run the steps that take the content of a change."""
    runner.proposes(TARGET, change, removed)
    assert runner.run("preview.yml:build", "Go to the target of the change").returncode == 0
    return runner.run("preview.yml:build", "Take the content of the change", NUMBER=number, **environment)


def read(runner, path):
    return (runner.work / path).read_text(encoding="utf-8")


def test_pages_and_the_bibliography_are_the_changes_and_all_else_is_the_targets(runner):
    change = {
        "docs/index.md": "# House\n",
        "docs/new/é.md": "# New\n",
        "docs/figures/one.svg": DRAWING.format("<path d='M0 0'/>"),
        "references.bib": "@book{b, title = {B}}\n",
        "macros/run.py": "raise SystemExit('the change')\n",
        "mkdocs.yml": "site_name: Mine\nhooks: [macros/run.py]\nnav:\n  - Home: index.md\n  - New: new/é.md\n",
        ".github/scripts/take_content.py": "raise SystemExit('the change')\n",
    }
    done = takes(runner, change, removed=["docs/old.md"])
    assert done.returncode == 0, done.stdout + done.stderr
    assert read(runner, "docs/index.md") == "# House\n"
    assert read(runner, "docs/new/é.md") == "# New\n"
    assert read(runner, "references.bib") == change["references.bib"]
    assert not (runner.work / "docs/old.md").exists()
    assert (runner.work / "docs/assets/ours.js").exists()
    assert read(runner, "macros/run.py") == TARGET["macros/run.py"]
    assert yaml.safe_load(read(runner, "mkdocs.yml")) == {
        "site_name": "Tiny",
        "nav": [{"Home": "index.md"}, {"New": "new/é.md"}],
        "theme": "material",
    }
    assert json.loads(read(runner, "mkdocs.preview.yml")) == {"INHERIT": "mkdocs.yml", "extra": {"preview": "12"}}


@pytest.mark.parametrize(
    ("target", "change", "expected"),
    [
        ("site_name: A", "nav: [b.md]", 'site_name: A\nnav: ["b.md"]\n'),
        ("nav:\n- a.md\n\n# All else\ntheme: b\n", "nav: [b.md]", 'nav: ["b.md"]\ntheme: b\n'),
        ("nav: [a.md]\ntheme: b\n", "x: 1\nnav:\n  - b.md", 'nav: ["b.md"]\n\ntheme: b\n'),
        ("# As it is\nnav: [a.md] # one\n", "nav:\n    - a.md", "# As it is\nnav: [a.md] # one\n"),
        ("nav: [a.md]\n", "site_name: B\n", "nav: [a.md]\n"),
        ("a: !!python/name:os.system\nnav: [a.md]", "nav: []\n", "a: !!python/name:os.system\nnav: []\n"),
    ],
)
def test_of_the_configuration_the_order_of_pages_alone_is_replaced(tmp_path, target, change, expected):
    repository = GitRepository(tmp_path)
    repository.commit("2026-01-01", {"mkdocs.yml": change})
    (tmp_path / "mkdocs.yml").write_text(target, encoding="utf-8")
    take_content.take_navigation(tmp_path, "HEAD")
    assert (tmp_path / "mkdocs.yml").read_text(encoding="utf-8") == expected


def test_a_change_may_take_all_away(runner):
    assert takes(runner, {}, removed=["references.bib", "docs/old.md"]).returncode == 0
    assert not (runner.work / "references.bib").exists()


def test_it_runs_only_where_nothing_can_be_lost(runner):
    done = takes(runner, {"docs/index.md": "# House\n"}, CI="")
    assert done.returncode == 1
    assert "what is not committed there is lost" in done.stdout
    assert read(runner, "docs/index.md") == "# Home\n"


REFUSED = {
    "a page that is HTML": ({"docs/evil.html": "<script>1</script>"}, "docs/evil.html is new or changed"),
    "a script": ({"docs/evil.js": "1"}, "docs/evil.js is new or changed"),
    "a script of ours that is changed": ({"docs/assets/ours.js": "let theirs;"}, "docs/assets/ours.js is new"),
    "a style sheet": ({"docs/a.CSS": "*{}"}, "is new or changed"),
    "no suffix": ({"docs/CNAME": "example.org"}, "is new or changed"),
    "a hidden file": ({"docs/.htaccess": "x"}, "begins with a dot"),
    "a hidden folder": ({"docs/.git-x/a.md": "x"}, "begins with a dot"),
    "an odd name": ({"docs/a\x1b[31m.md": "x"}, "holds odd characters"),
    "a drawing with a script": ({"docs/a.svg": DRAWING.format("<script>1</script>")}, "holds <script>"),
    "a drawing with HTML": ({"docs/a.svg": DRAWING.format("<foreignObject/>")}, "holds <foreignObject>"),
    "a drawing with a handler": ({"docs/a.svg": DRAWING.format("<g onclick='1'/>")}, "holds 'onclick'"),
    "a drawing with a live link": ({"docs/a.svg": DRAWING.format("<a xlink:href='javascript:1'/>")}, "xlink:href"),
    "a drawing that loads": ({"docs/a.svg": DRAWING.format("<image href='https://example.org/a.png'/>")}, "href"),
    "a drawing that moves": ({"docs/a.svg": DRAWING.format("<animate attributeName='href'/>")}, "holds <animate>"),
    "a drawing with a style from elsewhere": (
        {"docs/a.svg": DRAWING.format("<style>@import 'https://example.org'</style>")},
        "loads a style sheet",
    ),
    "a drawing with entities": ({"docs/a.svg": "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>"}, "declares a type"),
    **{
        f"a drawing with {what}": (
            {"docs/a.svg": DRAWING.replace("<svg ", '<svg xmlns:h="http://www.w3.org/1999/xhtml" ').format(inside)},
            said,
        )
        for what, inside, said in (
            (
                "a page that leads on",
                "<h:meta http-equiv='refresh' content='0;url=https://example.org'/>",
                "holds <meta>",
            ),
            ("a button", "<h:form><h:button formaction='javascript:1'/></h:form>", "holds <form>"),
            ("a film", "<h:video poster='https://example.org/a.png'/>", "holds <video>"),
            ("a background", "<style>svg{{background:url(//example.org/a)}}</style>", "has a style that loads"),
            ("a set of pictures", "<style>svg{{background:image-set('//example.org/a' 1x)}}</style>", "has a style"),
            ("an escaped style", "<style>@\\69mport '//example.org'</style>", "has a style that loads"),
            ("a font", "<style>@font-face {{src: local(a)}}</style>", "has a style that loads"),
            ("a filling from elsewhere", "<g fill='url(https://example.org/a#b)'/>", "holds 'fill'"),
            ("an escaped filling", "<g fill='u\\72l(https://example.org/a#b)'/>", "holds 'fill'"),
            ("a base", "<g xml:base='https://example.org/'/>", "holds 'xml:base'"),
            ("a foreign attribute", "<g h:style='x'/>", "holds 'style'"),
            ("another document", "<use href='data:image/svg+xml,x'/>", "holds 'href'"),
            ("MathML", "<math xmlns='http://www.w3.org/1998/Math/MathML'/>", "holds <math>"),
            ("no name space", "<g xmlns=''/>", "holds <g>"),
        )
    },
    "a drawing without its name space": ({"docs/a.svg": "<svg/>"}, "is no SVG: it begins with <svg>"),
    "a drawing that is broken": ({"docs/a.svg": "<svg><g></svg>"}, "is no SVG"),
    "a title with HTML": ({"mkdocs.yml": "nav:\n  - '<script>1</script>': index.md\n"}, "no title with <"),
    "a title that leaves an attribute": ({"mkdocs.yml": "nav:\n  - 'a\" onclick=1 x=\"': index.md\n"}, "no title with"),
    "a live link": ({"mkdocs.yml": "nav:\n  - A: javascript:alert(1)\n"}, "neither a page nor an address"),
    "a link without a host": ({"mkdocs.yml": "nav:\n  - A: data:text/html,x.md\n"}, "neither a page nor"),
    "a page elsewhere": ({"mkdocs.yml": "nav:\n  - A: ../../secret.md\n"}, "neither a page nor an address"),
    "an absolute path": ({"mkdocs.yml": "nav:\n  - A: /etc/a.md\n"}, "neither a page nor an address"),
    "a navigation that is no list": ({"mkdocs.yml": "nav: index.md\n"}, "is no list"),
    "a configuration that is no YAML": ({"mkdocs.yml": "nav: [\n"}, "cannot be read"),
    "a navigation in itself": ({"mkdocs.yml": "nav: &a\n  - *a\n"}, "too long or too deep"),
    "a navigation that grows": ({"mkdocs.yml": GROWING}, "too long or too deep"),
}


@pytest.mark.parametrize(("change", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_content_is_refused_by_name_and_nothing_is_taken(runner, change, message):
    done = takes(runner, change)
    assert done.returncode == 1
    assert done.stdout.startswith("::error::No preview can be made: ")
    assert message in done.stdout
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
    assert not (runner.work / "mkdocs.preview.yml").exists()


def test_a_link_is_no_file(runner):
    runner.proposes(TARGET, {"docs/index.md": "# House\n"})
    runner.git("checkout", "--quiet", "change")
    (runner.work / "docs" / "a.md").symlink_to("/etc/passwd")
    runner.commit({})
    done = runner.bash(".venv/bin/python .github/scripts/take_content.py HEAD 12")
    assert done.returncode == 1
    assert "docs/a.md is a link or another repository, and no file" in done.stdout


def test_sizes_have_an_end(runner, monkeypatch):
    runner.proposes(TARGET, {"docs/index.md": "# House\n" * 10})
    runner.git("checkout", "--quiet", "--detach", "HEAD^1")
    monkeypatch.setattr(take_content, "MOST_BYTES_EACH", 20)
    with pytest.raises(take_content.RefusedError, match="larger than 20 bytes"):
        take_content.take(runner.work, "change")
    monkeypatch.setattr(take_content, "MOST_FILES", 2)
    with pytest.raises(take_content.RefusedError, match="more than 2 files"):
        take_content.take(runner.work, "change")


def test_tags_in_the_configuration_make_nothing(runner):
    change = {"mkdocs.yml": "a: !!python/object/apply:os.system [x]\nnav:\n  - !!python/name:os.system index.md\n"}
    assert takes(runner, change).returncode == 0
    assert yaml.safe_load(read(runner, "mkdocs.yml")) == {
        "site_name": "Tiny",
        "nav": ["index.md"],
        "theme": "material",
    }


def test_the_handbook_of_this_project_would_be_taken():
    """As if each of its files were new."""
    for file in sorted((ROOT / "docs").rglob("*")):
        path = file.relative_to(ROOT).as_posix()
        if file.is_file() and "__pycache__" not in path:
            assert file.suffix in take_content.SUFFIXES, path
        if file.suffix == ".svg":
            take_content.refuse_if_active(file.read_bytes(), path)
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    order = take_content.navigation(text).entries
    assert {"Home": "index.md"} in order
    assert json.dumps(order).count(".md") == text.partition("\nnav:")[2].partition("\nnot_in_nav")[0].count(".md")


def test_a_drawing_as_programs_save_it_is_taken():
    inside = (
        "<style>@media (prefers-color-scheme: dark) {g {fill: url(#a)}} g {color: rgb(1 2 3)}</style>"
        "<g fill='url(&quot;#a&quot;)' transform='translate(1 2)' class='a@b' aria-label='me\\you'/>"
        "<image xlink:href='data:image/png;base64,AA=='/><use href='#a'/><filter id='f'><feGaussianBlur/></filter>"
        "<text xml:space='preserve'>a@b.example, url(x) and \\</text>"
    )
    take_content.refuse_if_active(DRAWING.replace("{}", inside).encode(), "docs/a.svg")
