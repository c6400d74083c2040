import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import vademecum.checks
from case_files import read_cases
from generated_pages import pages
from vademecum.checks import link_rules
from vademecum.checks.link_site import LinkPage, LinkSettings, LinkSite, NavigationEntry
from vademecum.checks.links import check_links
from vademecum.pages.front_matter import read_front_matter
from vademecum.pages.outline import outline
from vademecum.text.finding import Rule
from vademecum.text.source import Source

CASES = read_cases("faults/links/*.txt")
RULES = {rule.name: rule for rule in vars(link_rules).values() if isinstance(rule, Rule)}
CONFIGURATION = "mkdocs.yml"
ENTRY = re.compile(r"^  - (?:[^:\n]+: )?(?P<target>\S+)$", re.MULTILINE)


def page_of(path, text, **more):
    source = Source(path, text)
    front_matter, _ = read_front_matter(source)
    return LinkPage(source, outline(source, front_matter.end), front_matter, **more)


def site_of(files, **settings):
    """The site of these files; `mkdocs.yml` among them may name its address and its navigation."""
    written = files.get(CONFIGURATION, "")
    address = re.search(r"^site_url: (.*)$", written, re.MULTILINE)
    left_out = re.search(r"^not_in_nav: (.*)$", written, re.MULTILINE)
    source = Source(CONFIGURATION, written)
    navigation = [
        NavigationEntry(each["target"], source.span(each.start("target"))) for each in ENTRY.finditer(written)
    ]
    paths = [path for path in files if path != CONFIGURATION]
    if address:
        settings["site_url"] = address[1]
    return LinkSite(
        {path: page_of(path, files[path]) for path in paths if path.endswith(".md")},
        paths,
        navigation if "nav:" in written else None,
        left_out[1].split() if left_out else (),
        settings=LinkSettings(**settings),
    )


def read_files(written):
    files, path = {}, None
    for line in written.split("\n"):
        if line.startswith("--- "):
            path = line.removeprefix("--- ")
            files[path] = []
        else:
            files[path].append(line)
    return {path: "\n".join(lines) for path, lines in files.items()}


def rules_of(files, **settings):
    return [finding.rule.name for finding in check_links(site_of(files, **settings))]


def fixed(files, findings):
    """The files after all fixes, from the last place to the first."""
    lines = {path: text.split("\n") for path, text in files.items()}
    edits = sorted(
        (edit for finding in findings for edit in finding.fix), key=lambda edit: edit.span.start, reverse=True
    )
    for edit in edits:
        (row, start), (_, end) = edit.span.start, edit.span.end
        line = lines[edit.span.path][row - 1]
        lines[edit.span.path][row - 1] = line[: start - 1] + edit.text + line[end - 1 :]
    return {path: "\n".join(text) for path, text in lines.items()}


@pytest.mark.parametrize("case", CASES)
def test_every_fault_is_found_where_it_stands_and_nothing_else(case):
    found = list(check_links(site_of(read_files(case.written))))
    expected = [line.split(" => ") for line in case.expected.splitlines()]
    assert [f"{finding.span} {finding.rule.name}" for finding in found] == [
        " ".join(said[0].split(" ", 2)[:2]) for said in expected
    ], found
    for finding, said in zip(found, expected, strict=True):
        assert finding.message.startswith(said[0].split(" ", 2)[2])
        assert [edit.text for edit in finding.fix] == said[1:]


@pytest.mark.parametrize("case", CASES)
def test_a_fix_removes_what_was_found(case):
    files = read_files(case.written)
    found = list(check_links(site_of(files)))
    left = list(check_links(site_of(fixed(files, found))))
    assert [finding.rule for finding in left] == [finding.rule for finding in found if not finding.fix]


def test_every_rule_is_seeded_at_least_twice():
    seeded = [line.split(" ")[1] for case in CASES for line in case.values[0].expected.splitlines()]
    assert {name: seeded.count(name) for name in RULES if seeded.count(name) < 2} == {}


def test_the_catalogue_explains_every_rule():
    folder = Path(vademecum.checks.__file__).parent / "catalogue"
    catalogue = tomllib.loads((folder / "link.toml").read_text(encoding="utf-8"))
    assert sorted(f"link/{name}" for name in catalogue) == sorted(RULES)
    for name, record in catalogue.items():
        assert set(record) - {"fixable"} == {"explanation", "wrong", "right"}, name
        assert all(record[part].strip() for part in ("explanation", "wrong", "right"))
    fixable = {line.split(" ")[1] for case in CASES for line in case.values[0].expected.splitlines() if " => " in line}
    assert {f"link/{name}" for name, record in catalogue.items() if record.get("fixable")} == fixable


# ----- Settings -----


def test_a_site_without_directories_publishes_each_page_as_a_file():
    files = {"index.md": '<a href="a/skin.html">x</a> [y](a/skin.html)', "a/skin.md": "[z](skin/)"}
    assert rules_of(files, directory_urls=False) == ["link/missing-page", "link/not-a-source"]
    assert rules_of(files) == ["link/missing-page"] * 3


def test_a_slash_may_mean_the_documentation_folder():
    files = {"a/b.md": "[x](/skin.md) ![y](/figures/y.png) [z](/gone.md)", "skin.md": "", "figures/y.png": ""}
    assert rules_of(files, slash_is_docs=True) == ["link/missing-page"]


def test_a_host_may_be_known_to_be_secure():
    files = {"index.md": "<http://plain.example/>"}
    assert rules_of(files) == []
    assert rules_of(files, secure_hosts=["plain.example"]) == ["link/insecure"]


def test_what_the_build_adds_can_be_linked_to():
    text = "[a](#references) [b](#ref-cheng1982) [c](feeds/new.xml) [d](#ref-gone)"
    page = page_of("index.md", text, made_ids=("references", "ref-cheng1982"))
    found = list(check_links(LinkSite({"index.md": page}, made_files=("feeds/new.xml",))))
    assert [str(finding.span) for finding in found] == [f"index.md:1:{text.index('#ref-gone') + 1}"]


def test_nothing_is_an_orphan_where_the_navigation_lists_all_pages():
    assert rules_of({"index.md": "", "a.md": ""}) == []


@pytest.mark.parametrize(
    ("files", "hint"),
    [
        ({"index.md": "[x](skim.md)", "skin.md": ""}, "Did you mean 'skin.md'?"),
        ({"a/b.md": "[x](skin.md)", "hair/skin.md": "", "nails/nail.md": ""}, "Did you mean '../hair/skin.md'?"),
        ({"index.md": "[x](h/hair-care.md)", "h/care.md": "", "h/hair-cost.md": ""}, "Did you mean 'h/care.md'?"),
        ({"index.md": "[x](h/hair-loss-care.md)", "h/hair-loss-cost.md": ""}, "Correct or remove it."),
        ({"index.md": "[x](nail/index.md)", "hair/loss/index.md": ""}, "Correct or remove it."),
        ({"index.md": "[x](#riscs)\n\n## Risks"}, "Did you mean '#risks'?"),
        ({"index.md": "[x](a.md#Risks)", "a.md": "## Risks"}, "Write '#risks': capitals matter here."),
        ({"index.md": "![x](figures/skin.png)", "figures/skin.svg": ""}, "Did you mean 'figures/skin.svg'?"),
        ({"index.md": "[x](www.example.org)"}, "If another site is meant, write 'https://' before it."),
        ({"index.md": "[a][skni] [skin]\n\n[skin]: https://example.org"}, "Did you mean '[skin]'?"),
        ({"index.md": "x[^nots] y[^note]\n\n[^note]: z"}, "Did you mean '[^note]'?"),
    ],
)
def test_a_hint_names_what_is_near(files, hint):
    assert [finding.hint for finding in check_links(site_of(files))] == [hint]


# ----- Laws -----

LINKS = (
    "[a]({})",
    "![a]({})",
    "<a href='{}'>",
    "[a][b]\n\n[b]: {}\n",
    "<{}>",
    "[a](<{}>)",
    "<img srcset='{} 2x' alt=a>",
)
TARGETS = st.text(st.sampled_from("ab./#?&;:%<>=' {}[]()@é\\"), max_size=12)
STARTS = ("", "https://doi.org/10.", "http://a.b/", "mailto:", "tel:", "/", "../", "https://pubmed.ncbi.nlm.nih.gov/1")


@given(st.lists(st.tuples(st.sampled_from(LINKS), st.sampled_from(STARTS), TARGETS), max_size=6))
@example([("[a]({})", "", "[")])
@example([("[a]({})", "https://doi.org/10.", "1000/(")])
def test_no_address_raises_and_every_place_lies_in_the_page(links):
    text = "\n\n".join(link.format(start + target) for link, start, target in links)
    lines = text.split("\n")
    for finding in check_links(site_of({"index.md": text, "a/b.md": ""}, site_url="https://a.b/c/")):
        (line, column), (last, _) = finding.span.start, finding.span.end
        assert line <= last
        assert column <= len(lines[line - 1]) + 1


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(pages())
def test_fixes_leave_nothing_to_fix(text):
    files = {"index.md": text, "url@x.md": ""}
    once = fixed(files, check_links(site_of(files)))
    assert [finding for finding in check_links(site_of(once)) if finding.fix] == []


@given(st.lists(st.tuples(st.sampled_from(("one", "two/deep", "three")), st.booleans()), min_size=1, max_size=6))
def test_a_link_is_reported_exactly_if_its_page_is_missing(links):
    files = {f"{path}.md": "" for path, exists in links if exists}
    text = "\n\n".join(f"[x]({path}.md)" for path, _ in links)
    expected = [2 * number + 1 for number, (path, _) in enumerate(links) if f"{path}.md" not in files]
    found = check_links(site_of({"index.md": text, **files}))
    assert [finding.span.start.line for finding in found] == expected


@given(st.randoms(use_true_random=False))
def test_the_order_of_pages_changes_nothing(shuffler):
    files = {
        f"{name}.md": f"---\naliases: [old/]\n---\n[x](gone{name}.md) http://a.b [y](https://a.b)" for name in "abc"
    }
    order = list(files)
    shuffler.shuffle(order)
    again = {name: files[name] for name in order}
    assert list(check_links(site_of(again))) == list(check_links(site_of(files)))


def test_many_missing_pages_come_to_an_end():
    files = {f"p{number}.md": "" for number in range(2_000)}
    files["index.md"] = "\n\n".join(f"[x](q{number}.md#y) [a][z{number}]" for number in range(4_000))
    assert len(rules_of(files)) == 8_000
