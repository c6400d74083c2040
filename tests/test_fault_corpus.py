"""The corpus of seeded faults: whole sites through `vademecum`, and the count of all that is seeded in any case."""

import re
from typing import NamedTuple

import pytest
import yaml
from click.testing import CliRunner

from built_sites import make_site
from case_files import Case, read_cases
from clean_sites import read_files, write
from conversions import CASES
from vademecum.bibliography.exchange.csljson import read_csl_json
from vademecum.bibliography.exchange.free_text import read_free_text
from vademecum.bibliography.exchange.ris import read_ris
from vademecum.checks.catalogue import rule_guides
from vademecum.cli import main
from vademecum.text.source import Source

WHOLE = read_cases("faults/whole/*.txt")
IMPORTED = read_cases("faults/import/*.txt")
REFERENCES = """\
@book{smith2020,
  author       = {Smith, Jane},
  title        = {Zinc},
  publisher    = {Metal Press},
  year         = {2020},
}
"""
USUAL = "check --ignore citation/unused --ignore page/no-title --ignore page/no-description"
_REPEATED = re.compile(r"⟦([^⟦⟧]+?)\*(\d+)⟧")
_FINDING = re.compile(
    r"(?P<place>\S.*?:\d+:\d+): (?:error|warning|info): (?P<message>.*) \[(?P<rule>[a-z]+/[a-z0-9-]+)\]"
)


def repeated(text):
    """A text in which `⟦x*3⟧` is `xxx`."""
    return _REPEATED.sub(lambda found: found[1] * int(found[2]), text)


def run(folder, written):
    """What `vademecum` says of the files of a case: place, rule and message of each finding, in order."""
    first, _, rest = written.partition("\n")
    command, files = (first[2:], rest) if first.startswith("$ ") else (USUAL, written)
    make_site(folder, {"references.bib": REFERENCES})
    write(folder, read_files(repeated(files)))
    result = CliRunner().invoke(main, command.split(), catch_exceptions=False)
    assert result.exit_code < 2, result.output
    return [f"{found['place']} {found['rule']} {found['message']}" for found in _FINDING.finditer(result.output)]


def assert_said(found, expected):
    """That each finding begins as one line of what is expected says, in this order."""
    lines = expected.splitlines()
    assert len(found) == len(lines), found
    for said, line in zip(found, lines, strict=True):
        assert said.startswith(line)


@pytest.mark.parametrize("case", WHOLE)
def test_a_fault_is_found_at_its_place_and_nothing_else_is_told(case, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert_said(run(tmp_path, case.written), case.expected)


@pytest.mark.parametrize("case", IMPORTED)
def test_a_fault_in_a_file_of_another_program_is_found_at_its_place(case):
    is_ris = case.written.startswith("TY  -")
    read = read_csl_json if case.written.startswith(("[", "{")) else read_ris if is_ris else read_free_text
    _, findings = read(Source("works", repeated(case.written)))
    found = [f"{each.span} {each.rule.name} {each.message}".removeprefix("works:") for each in findings]
    assert_said(found, case.expected)


# ----- What is seeded, over all cases of all tests -----


class Seeded(NamedTuple):
    """A case with one fault, and nothing else that is told of it."""

    rule: str
    message: str
    case: Case


_PLACED = re.compile(
    r"(?:^|:)\d+:\d+:? (?P<rule>[a-z]+/[a-z0-9-]+)(?P<message>.*)|^(?P<online>online/\S+) \S+:\d+:\d+$"
)
_LOGGED = re.compile(r":\d+:\d+: (?:error|warning|info): (?P<message>.*) \[(?P<rule>[a-z]+/[a-z0-9-]+)\]$")
_CORPORA = ("faults/*/*.txt", "bibtex/read-*.txt", "export/read-*.txt", "inheritance/*.txt", "inheritance/faults.txt")


def seeded():
    """Every case of any test that holds one fault, which stands at one place."""
    for pattern in _CORPORA:
        for parameter in read_cases(pattern):
            case = parameter.values[0]
            told = [found for line in case.expected.splitlines() if (found := _PLACED.search(line))]
            if len(told) == 1:
                yield Seeded(told[0]["rule"] or told[0]["online"], told[0]["message"] or "", case)
    for file in sorted((CASES.parent / "sites").glob("*.yml")):
        site = yaml.safe_load(file.read_text(encoding="utf-8"))
        told = [found for line in site.get("log", ()) if (found := _LOGGED.search(line))]
        if len(told) == 1:
            yield Seeded(told[0]["rule"], told[0]["message"], Case(site["behaviour"], yaml.dump(site["files"]), ""))


SEEDED = list(seeded())


def test_there_are_as_many_faults_as_the_corpus_claims_to_have():
    assert len(SEEDED) >= 600


@pytest.mark.parametrize("rule", rule_guides())
def test_each_rule_is_seeded_at_least_twice(rule):
    assert len({each.case.written for each in SEEDED if each.rule == rule}) >= 2


KINDS = {
    "citations: a key that is not there": ("citation/unknown-key",),
    "citations: an entry that nobody cites": ("citation/unused",),
    "citations: an empty citation": ("citation/empty",),
    "citations: a malformed citation": ("citation/malformed-group",),
    "citations: two works with a comma between them": ("citation/uncited-key",),
    "citations: a locator that is none": ("citation/locator",),
    "citations: a retracted work": ("citation/retracted",),
    "citations: a withdrawn work": ("citation/withdrawn",),
    "citations: a superseded work": ("citation/superseded",),
    "citations: a protocol": ("citation/protocol",),
    "citations: a key in a heading": ("citation/in-heading",),
    "citations: a key in an alternative text": ("citation/stays-text", "alternative text|'alt'"),
    "citations: a source that is still missing": ("citation/needed",),
    "citations: a page with too few citations": ("citation/coverage",),
    "citations: a key point without one": ("citation/key-point",),
    "bibliography: a file that cannot be read": ("bibliography/syntax",),
    "bibliography: a key that is there twice": ("bibliography/duplicate-key",),
    "bibliography: a field that is there twice": ("bibliography/duplicate-field",),
    "bibliography: an abbreviation that is not there": ("bibliography/undefined-string",),
    "bibliography: a missing field": ("bibliography/missing-field",),
    "bibliography: one DOI twice": ("bibliography/same-doi",),
    "bibliography: one PMID twice": ("bibliography/same-pmid",),
    "bibliography: nearly the same title": ("bibliography/same-title",),
    "bibliography: the syntax of an identifier": ("bibliography/identifier", "has not the form|belongs in|letters PMC"),
    "bibliography: a check digit": ("bibliography/identifier", "one of its digits is wrong"),
    "bibliography: a DOI with something behind it": ("bibliography/doi-characters", r"'[.,;)]' in the DOI"),
    "bibliography: a DOI with a bracket alone": ("bibliography/doi-characters", r"'[()]'"),
    "bibliography: an address that hides an identifier": ("bibliography/hidden-identifier",),
    "bibliography: an address that contradicts an identifier": ("bibliography/url-contradiction",),
    "bibliography: the year of the key and that of the date": ("bibliography/key-year",),
    "bibliography: a date in the future": ("bibliography/future-date",),
    "bibliography: impossible pages": ("bibliography/page-range",),
    "bibliography: a shouting title": ("bibliography/shouting-title",),
    "bibliography: a level that contradicts the design": ("bibliography/level-design",),
    "bibliography: a level on a regulatory entry": ("bibliography/level-outside", "regulatory|manufacturer"),
    "bibliography: a level on a withdrawn entry": ("bibliography/level-outside", "withdrawn|retracted"),
    "bibliography: a file that is not sorted": ("bibliography/unsorted",),
    "links: a page": ("link/missing-page",),
    "links: a page, named with its ending": ("link/missing-page", r"\.md'"),
    "links: an anchor of another page": ("link/missing-anchor", "has no place named"),
    "links: an anchor of the same page": ("link/missing-anchor", "on this page"),
    "links: an image": ("link/missing-image",),
    "links: a download": ("link/missing-download",),
    "links: a reference without its definition": ("link/undefined-reference",),
    "links: a definition that is there twice": ("link/duplicate-definition",),
    "links: a footnote without its text": ("link/undefined-footnote",),
    "links: a footnote that nothing leads to": ("link/unused-footnote",),
    "links: an abbreviation that is explained twice": ("link/duplicate-abbreviation",),
    "links: an abbreviation that is not used": ("link/unused-abbreviation",),
    "links: a link without a text": ("link/empty-text",),
    "links: a link without a target": ("link/empty-target",),
    "links: other letters than the file has": ("link/wrong-case",),
    "links: the full address of the own site": ("link/absolute-own",),
    "links: an image of a srcset": ("link/missing-image", "", "srcset="),
    "links: an id that is there twice": ("link/duplicate-id",),
    "links: http where https is known": ("link/insecure",),
    "links: an old address that clashes": ("link/alias-clash",),
    "links: an old address that leads nowhere": ("link/alias-dangles",),
    "links: a page that nothing leads to": ("link/orphan",),
    "links: an entry of the navigation": ("link/missing-in-navigation",),
    "links: a DOI with a stray bracket": ("link/(bad-identifier|stray-bracket)", r"'?\)|bracket"),
    "built pages: a page or a file": ("html/missing-file",),
    "built pages: an anchor": ("html/missing-anchor",),
    "built pages: an image of a srcset": ("html/missing-file", "", "srcset="),
    "built pages: a link without a text": ("html/empty-link",),
    "built pages: a link without a target": ("html/empty-address",),
    "built pages: other letters than the file has": ("html/wrong-case",),
    "built pages: the full address of the own site": ("html/absolute-own",),
    "built pages: an id that is there twice": ("html/duplicate-id",),
    "built pages: http where https is known": ("html/insecure",),
    "built pages: redirections that clash": ("html/redirect-clash",),
    "built pages: redirections that lead nowhere": ("html/redirect-missing",),
    "built pages: a page that nothing leads to": ("html/orphan",),
    "pages: front matter that cannot be read": ("page/front-matter",),
    "pages: a name that front matter does not have": ("page/unknown-name",),
    "pages: a value of the wrong kind": ("page/front-matter-value",),
    "pages: a day that is none": ("page/impossible-date",),
    "pages: a short description": ("page/short-description",),
    "pages: a long description": ("page/long-description",),
    "pages: no description": ("page/no-description",),
    "pages: a heading that skips a level": ("page/heading-level",),
    "pages: no summary": ("page/no-summary",),
    "pages: no key points": ("page/no-key-points",),
    "pages: too few or too many key points": ("page/key-points-count",),
    "pages: a review that is overdue": ("page/review-overdue",),
    "pages: an image without alternative text": ("page/no-alt",),
    "pages: an image without credit": ("page/no-credit", "who made it"),
    "pages: an image without licence": ("page/no-credit", "under which licence"),
    "pages: a miracle": ("page/promise", "", "(?i)mirac"),
    "pages: a guarantee": ("page/promise", "", "(?i)guarantee"),
    "pages: no risk": ("page/promise", "", r"(?i)(no|zero|without any)\s+risk|risk-free"),
    "pages: a script": ("page/unsafe-element", "<script>"),
    "pages: an event handler": ("page/event-handler",),
    "pages: a frame": ("page/unsafe-element", "<i?frame|<object|<embed"),
    "pages: an unsafe link": ("page/unsafe-link",),
    "pages: a page that is hard to read": ("page/hard-to-read",),
    "pages: an abbreviation that is never explained": ("page/unexplained-abbreviation",),
}
"""Each kind of fault with its rule, and what its message and its text hold where the rule finds several kinds."""


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_fault_is_seeded_at_least_twice(kind):
    rule, message, written = (*KINDS[kind], "", "")[:3]
    found = [
        each
        for each in SEEDED
        if re.fullmatch(rule, each.rule) and re.search(message, each.message) and re.search(written, each.case.written)
    ]
    assert len({each.case.written for each in found}) >= 2


HARD_PLACES = {
    "front matter": r"\A--- docs/index\.md[^\n]*\n---\n",
    "lines of Windows": r"\(CRLF\)\n",
    "a byte order mark": r"\(BOM\)\n",
    "a list inside a list": r"\n {4,}- ",
    "a table": r"\|---",
    "a note": r"!!! ",
    "tabs": "\t",
    "signs of other planes": "[\U00010000-\U0010ffff]",
    "combining characters": "[\u0300-\u036f]",
}


@pytest.mark.parametrize("place", HARD_PLACES)
def test_faults_are_seeded_where_a_column_is_easily_miscounted(place):
    assert len([case for case in WHOLE if re.search(HARD_PLACES[place], case.values[0].written)]) >= 2
