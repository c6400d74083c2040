"""Runs the official suite of CSL against the engine; the suite is read where it lies and never copied."""

import html
import json
import os
import re
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

from csl_html import to_html
from vademecum.csl.engine import Processor, read_locale, read_style
from vademecum.csl.engine.cluster import CiteRequest, Cluster
from vademecum.csl.engine.note_variables import with_note_variables

ROOT = Path(__file__).parent.parent
LEDGER = Path(__file__).parent / "cases/csl/passing.txt"
_SECTION = re.compile(r">>=+ *(?P<name>[A-Z-]+) *=+(?:>>)?\n(?P<body>.*?)\n?<<=+ *(?P=name) *=+<*", re.DOTALL)
_POSITIONS = {0: "first", 1: "subsequent", 2: "ibid", 3: "ibid-with-locator"}


class SuiteCase(NamedTuple):
    """A case of the suite: its sections by name."""

    name: str
    sections: dict


def suite_path():
    """Where the suite lies, or None."""
    for place in (os.environ.get("CSL_SUITE"), ROOT.parent / "shared/csl-test-suite"):
        if place and (Path(place) / "processor-tests/humans").is_dir():
            return Path(place) / "processor-tests/humans"
    return None


def locales_path():
    """Where the locales lie, or None."""
    places = [
        os.environ.get("CSL_LOCALES"),
        *ROOT.glob(".cache/readers/lib/python*/site-packages/citeproc/data/locales"),
    ]
    return next((Path(place) for place in places if place and Path(place).is_dir()), None)


def read_case(path):
    """The case in a file of the suite."""
    text = path.read_text(encoding="utf-8")
    return SuiteCase(path.stem, {match["name"]: match["body"] for match in _SECTION.finditer(text)})


@cache
def find_locale(lang):
    """The locale of a language, from the files."""
    folder = locales_path()
    file = folder / f"locales-{lang}.xml" if folder else None
    return read_locale(file.read_bytes()) if file and file.is_file() else None


def expected(case):
    """What a case wants, in the words we compare."""
    lines = case.sections["RESULT"].split("\n")
    if "CITATIONS" in case.sections and case.sections["MODE"].strip() == "citation":
        lines = [re.sub(r"^(?:>>|\.\.)\[\d+\] ?", "", line) for line in lines]
    return unified("\n".join(lines))


def unified(text):
    """`text` with tags, entities and white space as one."""
    for old, new in (("em", "i"), ("strong", "b")):
        text = re.sub(rf"<(/?){old}>", rf"<\g<1>{new}>", text)
    text = re.sub(r'</?div(?: class="csl-(?:bib-body|entry)")>|</div>', " ", text)
    text = re.sub(r"\s*(<div class=[^>]*>)\s*", r"\1", html.unescape(text))
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


def produced(case):
    """What the engine makes of a case."""
    sections = case.sections
    style = read_style(sections["CSL"].strip())
    items = [with_note_variables(item) for item in json.loads(sections["INPUT"])]
    processor = Processor(style, find_locale)
    for number, item in enumerate(items):
        item.setdefault("id", f"item-{number}")
    by_id = {str(item["id"]): item for item in items}
    clusters, is_document = clusters_of(sections, items)
    if is_document:
        used = list(dict.fromkeys(request.id for cluster in clusters for request in cluster.items))
        processor.register(by_id[key] for key in used)
    else:
        if "BIBENTRIES" in sections:
            items = [by_id[str(key)] for key in json.loads(sections["BIBENTRIES"])[-1]]
        processor.register(items)
    if sections["MODE"].strip().startswith("bibliography"):
        entries = processor.bibliography()
        if "BIBSECTION" in sections:
            entries = [entry for entry in entries if is_selected(by_id[entry[0]], json.loads(sections["BIBSECTION"]))]
        return unified("\n".join(f'<div class="csl-entry">{to_html(tree)}</div>' for _, tree in entries))
    trees = processor.cite_all(clusters) if is_document else [processor.cite(cluster) for cluster in clusters]
    return unified("\n".join(to_html(tree) for tree in trees))


def clusters_of(sections, items):
    """The citations of a case, and whether they are a document."""
    if "CITATIONS" in sections:
        return final_document(json.loads(sections["CITATIONS"])), True
    if "CITATION-ITEMS" in sections:
        lists = json.loads(sections["CITATION-ITEMS"])
        return [Cluster(tuple(request_of(item) for item in cites)) for cites in lists], False
    return [Cluster(tuple(CiteRequest(key) for key in dict.fromkeys(str(item["id"]) for item in items)))], False


def final_document(transactions):
    """The citations that stand in the document in the end."""
    known, order, notes = {}, [], {}
    for citation, before, after in transactions:
        key = citation.get("citationID") or f"cite-{len(known)}"
        known[key] = citation
        notes[key] = citation.get("properties", {}).get("noteIndex", 0)
        notes.update(dict((*before, *after)))
        order = [name for name, _ in before] + [key] + [name for name, _ in after]
    result = []
    for name in order:
        properties = known[name].get("properties", {})
        mode = properties.get("mode", "")
        mode = next((m for m in ("author-only", "composite", "suppress-author") if properties.get(m)), mode)
        cites = tuple(request_of(item) for item in known[name]["citationItems"])
        result.append(Cluster(cites, notes[name], mode, properties.get("infix", "")))
    return result


def request_of(item):
    """A cite as the suite writes it."""
    return CiteRequest(
        str(item["id"]),
        locator=str(item.get("locator") or ""),
        label=str(item.get("label") or "page"),
        prefix=item.get("prefix") or "",
        suffix=item.get("suffix") or "",
        suppress_author=bool(item.get("suppress-author")),
        author_only=bool(item.get("author-only")),
        position=_POSITIONS[item["position"]] if "position" in item else "",
        near_note=bool(item.get("near-note")),
        first_note=str(item.get("first-reference-note-number") or ""),
    )


def is_selected(item, wanted):
    """Whether a filter of bibliographies lets an item through."""

    def matches(rule):
        value = item.get(rule["field"])
        return (
            rule["value"] in value
            if isinstance(value, list)
            else str(value or "") == rule["value"] or (bool(value) and rule["value"] == value)
        )

    if "quash" in wanted and all(matches(rule) for rule in wanted["quash"]):
        return False
    if "select" in wanted:
        return all(matches(rule) for rule in wanted["select"])
    if "include" in wanted:
        return any(matches(rule) for rule in wanted["include"])
    return not any(matches(rule) for rule in wanted.get("exclude", ()))


def passes(case):
    """Whether the engine makes of a case what it wants; an exception is a failure."""
    try:
        return produced(case) == expected(case)
    except Exception:  # noqa: BLE001  # whatever goes wrong, the case fails
        return False


def run(folder):
    """The names of the cases that pass, and of those that do not."""
    good, bad = [], []
    for path in sorted(folder.glob("*.txt")):
        (good if passes(read_case(path)) else bad).append(path.stem)
    return good, bad


def say(text):
    """Print `text`."""
    sys.stdout.write(f"{text}\n")


def main():
    """Say how many cases pass; with `--write`, keep their names in the ledger."""
    folder = suite_path()
    if folder is None:
        sys.exit("the suite is not here; say CSL_SUITE=path")
    good, bad = run(folder)
    say(f"{len(good)} of {len(good) + len(bad)} cases pass ({len(good) / (len(good) + len(bad)):.1%})")
    if "--write" in sys.argv:
        LEDGER.parent.mkdir(parents=True, exist_ok=True)
        LEDGER.write_text("".join(f"{name}\n" for name in good), encoding="utf-8")
    if "--failing" in sys.argv:
        say("\n".join(bad))


if __name__ == "__main__":
    main()
