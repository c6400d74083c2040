"""The seeded faults that only registries and other servers can show: all are found, at their place, and no others."""

import json
from datetime import date, timedelta

import pytest

from case_files import read_cases
from registry_server import TODAY, Registry, client_for, page, redirect, serving, settings_for
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.lookup.online import check_online
from vademecum.lookup.settings import Exclude, ExternalLink
from vademecum.text.finding import Finding
from vademecum.text.source import Position, Source, Span

CASES = read_cases("faults/online/*.txt")
WATCH = "Record ID,RetractionDate,RetractionDOI,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature"


class World:
    """What the services know in one case, and what the site holds."""

    def __init__(self, registry, address, folder):
        registry.works, registry.summaries = {}, {}
        self.registry = registry
        self.address = address
        self.links, self.excludes, self.pages, self.hosts = [], [], {}, {}
        self.watch = folder / "retraction_watch.csv"
        self.watch.write_text(WATCH + "\n", encoding="utf-8")

    def know(self, line):
        """Take in one fact."""
        kind, _, rest = line.partition(" ")
        name, _, value = rest.partition(" ")
        facts = {
            "crossref": lambda: self.registry.works.update({name: {"DOI": name, **json.loads(value)}}),
            "datacite": lambda: self.registry.datacite.update({name: json.loads(value)}),
            "pubmed": lambda: self.registry.summaries.update({name: json.loads(value)}),
            "handle": lambda: self.registry.handles.add(name),
            "notice": lambda: self.registry.notices.append(json.loads(rest)),
            "watch": lambda: self.retract(name, *value.split()),
            "link": lambda: self.link(name, value),
            "page": lambda: self.pages.update({name: [int(status) for status in value.split()]}),
            "host": lambda: self.hosts.update({name: value}),
            "redirect": lambda: self.registry.pages.update({name: redirect(value)}),
            "exclude": lambda: self.exclude(name, *value.split()),
        }
        facts[kind]()

    def retract(self, doi, nature, day):
        row = f"1,{day} 0:00,10.5555/n,{doi},0,{nature.replace('_', ' ')}\n"
        with self.watch.open("a", encoding="utf-8") as stream:
            stream.write(row)

    def link(self, place, address):
        url = self.address + address if address.startswith("/") else address
        self.links.append(ExternalLink(url, span_at("docs/page.md", place)))

    def exclude(self, place, pattern, day):
        span = span_at("mkdocs.yml", place)
        self.excludes.append(Exclude(pattern, "a reason", span, date.fromisoformat(day)))


def span_at(path, place):
    position = Position(*map(int, place.split(":")))
    return Span(path, position, position)


def found_in(case, world, address, folder):
    """The findings of the last day, as the cases name them."""
    bibtex, _, facts = case.written.partition("--\n") if "--\n" in case.written else (case.written, "", "")
    for line in facts.splitlines():
        world.know(line)
    bibliography, problems = read_bibtex(Source("references.bib", bibtex.removesuffix("--")))
    assert problems == ()
    days = max(map(len, world.pages.values()), default=1)
    settings = settings_for(
        address, cache=folder / "cache", excludes=tuple(world.excludes), retraction_watch=world.watch
    )
    for day in range(days):
        for path, statuses in world.pages.items():
            world.registry.pages[path] = page(statuses[min(day, len(statuses) - 1)])
        today = TODAY - timedelta(days=20 * (days - 1 - day))
        client = client_for(address, lambda host, _port: [world.hosts.get(host, host)])
        events = list(check_online(bibliography, world.links, settings, client, today))
    findings = [event for event in events if isinstance(event, Finding)]
    return sorted(f"{finding.rule.name} {finding.span}" for finding in findings)


@pytest.mark.parametrize("case", CASES)
def test_the_faults_of_a_case_are_found_at_their_place_and_nothing_else(case, tmp_path):
    registry = Registry()
    with serving(registry) as address:
        found = found_in(case, World(registry, address, tmp_path), address, tmp_path)
    assert found == sorted(case.expected.split("\n") if case.expected else [])


def test_each_rule_is_met_at_least_twice():
    counted = {}
    for parameter in CASES:
        for line in parameter.values[0].expected.splitlines():
            rule = line.split()[0]
            counted[rule] = counted.get(rule, 0) + 1
    assert len(counted) == 12
    assert min(counted.values()) >= 2
    assert sum(counted.values()) >= 35
