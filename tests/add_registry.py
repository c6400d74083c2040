"""The registries that `vademecum add` asks, on this machine; and a site to add works to."""

import re
from urllib.parse import parse_qs, urlsplit

import yaml
from click.testing import CliRunner

from built_sites import make_site
from registry_server import Registry, as_json, client_for, settings_for
from vademecum.cli import main
from vademecum.commands import gathering
from vademecum.lookup.new_works import Registries

PAGE = "---\ntitle: Hair\ndescription: What is known of hair, of its growth and of its loss.\n---\nText.\n"
ATOM = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom"
      xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/made-for-a-test</id>
  <title>arXiv Query: search_query=&amp;id_list=1706.0</title>
  <updated>2026-11-20T00:00:00Z</updated>
  <opensearch:totalResults>1</opensearch:totalResults>
  {entry}
</feed>
"""
ATOM_ERROR = """<entry>
    <id>https://arxiv.org/api/errors#incorrect_id_format_for_0000.00000</id>
    <title>Error</title>
    <summary>incorrect id format for 0000.00000</summary>
    <author><name>arXiv api core</name></author>
  </entry>"""


class AddRegistry(Registry):
    """All of them, empty: tests say what they know. `papers` are entries of Atom by number, `books` are by ISBN."""

    def __init__(self):
        super().__init__()
        self.works, self.summaries = {}, {}
        self.papers, self.books = {}, {}

    def answer(self, handler):
        head = urlsplit(handler.path).path[1:].partition("/")[0]
        if head not in ("openlibrary", "arxiv") or head in self.broken:
            return super().answer(handler)
        self.asked.append(f"{handler.command} {handler.path}")
        query = {name: values[0] for name, values in parse_qs(urlsplit(handler.path).query).items()}
        return self.answer_book(query) if head == "openlibrary" else self.answer_paper(query)

    def answer_summary(self, path, query):
        return self.answer_search(query) if path.startswith("esearch") else super().answer_summary(path, query)

    def answer_search(self, query):
        [doi] = re.findall(r'^"(.+)"\[doi\]$', query["term"])
        named = {
            pmid: {each["value"].lower() for each in found["articleids"]} for pmid, found in self.summaries.items()
        }
        found = [pmid for pmid, names in named.items() if doi in names]
        result = {"count": str(len(found)), "retmax": str(len(found)), "retstart": "0", "idlist": found}
        return as_json({"header": {"type": "esearch", "version": "0.3"}, "esearchresult": result})

    def answer_book(self, query):
        key = query["bibkeys"]
        book = self.books.get(key.removeprefix("ISBN:"))
        return as_json({key: book} if book else {})

    def answer_paper(self, query):
        entry = self.papers.get(query["id_list"].partition("v")[0], ATOM_ERROR)
        return 200, {"Content-Type": "application/atom+xml"}, ATOM.format(entry=entry).encode()

    def know(self, records):
        """Take in records as the cases write them: of Crossref, PubMed, DataCite, Open Library and arXiv."""
        for work in records.get("crossref", []):
            self.works[work["DOI"].lower()] = work
        for summary in records.get("pubmed", []):
            self.summaries[summary["uid"]] = summary
        for work in records.get("datacite", []):
            self.datacite[work["doi"].lower()] = work
        self.books |= {str(isbn): book for isbn, book in records.get("open library", {}).items()}
        self.papers |= records.get("arxiv", {})
        self.handles |= set(records.get("handles", []))
        self.notices += records.get("notices", [])


def lead_to(monkeypatch, address, **limits):
    """Lead `vademecum add` to the registries at `address`."""
    services = settings_for(address).services
    registries = Registries(services, f"{address}/openlibrary", f"{address}/arxiv")
    monkeypatch.setattr(gathering, "REGISTRIES", registries)
    monkeypatch.setattr(gathering, "client_for", lambda _settings: client_for(address, **limits))


def make_book(folder, bibtex, plugin=None):
    """A site with one page and a bibliography."""
    return make_site(folder, {"docs/index.md": PAGE, "references.bib": bibtex}, plugin=plugin)


def add(*arguments, text=None):
    """What `vademecum add` answers."""
    return CliRunner().invoke(main, ["add", *map(str, arguments)], input=text)


def said(result):
    """What was said of works, without the difference and the last line."""
    lines, in_difference = [], False
    for line in result.output.splitlines():
        if line.startswith(("--- ", "+++ ", "@@ ")):
            in_difference = True
        elif in_difference and line[:1] in ("+", " ", "-") and not line.startswith("    "):
            continue
        elif re.match(r"references\.bib: (\d+ works? added|nothing written)|nothing was added", line):
            in_difference = False
        else:
            in_difference = False
            lines.append(line.replace("references.bib:", ""))
    return "\n".join(lines)


def read_case(written):
    """What a case says in YAML: what is asked for, the options, the bibliography, and what registries know."""
    return yaml.safe_load(written)
