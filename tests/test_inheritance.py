"""What entries inherit from each other: the cases in `cases/inheritance/*.txt`, and laws that hold for all entries."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from case_files import read_cases
from vademecum.bibliography.bibtex import read_file
from vademecum.bibliography.bibtex.inheritance import inherit
from vademecum.bibliography.bibtex.inherited_fields import CONTAINER
from vademecum.bibliography.bibtex.written import WrittenEntry
from vademecum.bibliography.entry import Entry
from vademecum.bibliography.identifier import citation_key
from vademecum.bibliography.limits import MAX_DEPTH, MAX_FAILED
from vademecum.bibliography.schema import OTHER_NAMES
from vademecum.text.source import Source

CASES = read_cases("inheritance/*.txt")


def written_entries(text, path="references.bib"):
    """The entries of a file as they are written, with nothing inherited."""
    source = Source(path, text)
    file = read_file(source)
    assert file.findings == ()
    entries = {}
    for block in file.blocks:
        assert isinstance(block, WrittenEntry)
        fields = {field.name.lower(): "".join(piece.text for piece in field.pieces) for field in block.fields}
        offsets = {field.name.lower(): field.pieces[0].offset for field in block.fields}
        key = citation_key(block.key)
        entries[key] = Entry(key, block.type, fields, source, block.start, offsets)
    return entries


def readable(written):
    """In words: for each entry that names another, what it inherits; then what is wrong."""
    entries, findings = inherit(written)
    lines = []
    for key, entry in entries.items():
        new = {name: value for name, value in entry.fields.items() if name not in written[key].fields}
        if new or "crossref" in entry.fields or "xdata" in entry.fields:
            lines.append(f"{key} inherits" if new else f"{key} inherits nothing")
            lines.extend(f"  {name}: {new[name]}" for name in sorted(new))
    for finding in findings:
        start = finding.span.start
        lines.append(f"{start.line}:{start.column} {finding.severity.name.lower()} {finding.rule.name}")
        lines.append(f"  {finding.message}. {finding.hint}")
    return "\n".join(lines)


@pytest.mark.parametrize("case", CASES)
def test_what_is_written_is_inherited_as(case):
    assert readable(written_entries(case.written)) == case.expected


def test_every_case_has_a_title_of_its_own():
    titles = [case.id for case in CASES]
    assert len(set(titles)) == len(titles)
    assert len(titles) >= 60


def test_parents_may_stand_in_another_file():
    chapter = written_entries("@inbook{chapter, title = {T}, crossref = {book}, xdata = {nowhere}}", "chapters.bib")
    book = written_entries("@book{book, title = {Haut}, publisher = {Springer}}", "books.bib")
    for written in ({**chapter, **book}, {**book, **chapter}):
        entries, findings = inherit(written)
        assert entries["chapter"].fields["booktitle"] == "Haut"
        assert [str(finding.span) for finding in findings] == ["chapters.bib:1:59"]


def test_what_is_inherited_has_the_place_of_the_entry():
    entries, _ = inherit(written_entries("@book{book, title = {H}}\n@inbook{part, title = {T}, crossref = {book}}"))
    part = entries["part"]
    assert str(part.field_span("booktitle")) == str(part.span) == "references.bib:2:1"
    assert str(part.field_span("title")) == "references.bib:2:24"


def entry(key, kind="inbook", /, **fields):
    return Entry(citation_key(key), kind, fields)


def keyed(*entries):
    return {entry.key: entry for entry in entries}


def test_a_chain_is_followed_for_as_many_links_as_are_allowed():
    def publisher_at_the_end(links):
        chain = [entry(f"k{link}", "book", crossref=f"k{link + 1}") for link in range(links)]
        entries, findings = inherit(keyed(*chain, entry(f"k{links}", "book", publisher="P")))
        return entries["k0"].raw("publisher"), [finding.rule.name for finding in findings]

    assert publisher_at_the_end(MAX_DEPTH) == ("P", [])
    assert publisher_at_the_end(MAX_DEPTH + 1) == ("", ["bibliography/limit"])


def test_a_chain_of_containers_is_followed_as_far():
    chain = [entry(f"k{link}", CONTAINER, xdata=f"k{link + 1}") for link in range(MAX_DEPTH + 1)]
    last = entry(f"k{MAX_DEPTH + 1}", CONTAINER, publisher="P")
    entries, findings = inherit(keyed(entry("near", xdata="k2"), entry("far", xdata="k0"), *chain, last))
    assert {key: found.raw("publisher") for key, found in entries.items()} == {"near": "P", "far": ""}
    assert [finding.message.split("'")[1] for finding in findings] == ["k0"]


def test_there_are_no_more_findings_than_anybody_reads():
    entries, findings = inherit(keyed(*(entry(f"k{number}", crossref="nowhere") for number in range(MAX_FAILED + 7))))
    assert len(findings) == MAX_FAILED + 1
    assert findings[-1].message.startswith("7 more things")
    assert len(entries) == MAX_FAILED + 7


def test_a_huge_parent_does_not_fill_the_memory():
    parent = entry("parent", "book", **{f"field{number}": "x" * 60_000 for number in range(1_000)})
    entries, findings = inherit(keyed(parent, *(entry(f"k{number}", crossref="parent") for number in range(100))))
    served = [each for each in entries.values() if len(each.fields) > 1]
    assert 2 <= len(served) <= 5
    assert [finding.rule.name for finding in findings] == ["bibliography/limit"]
    assert f"{100 + 1 - len(served) - 5} others inherit no more" in findings[0].message


PUBLISHED = {"publisher": "Elsevier", "address": "Amsterdam", "year": "2019", "series": "Skin", "volume": "3"}
BOOK = entry("book", "book", title="Facial Volume", author="Doe, Jane", isbn="9783161484100", **PUBLISHED)
MANY = 20_000
FAMILIES = {
    "children of one book": [BOOK, *(entry(f"k{n}", title="T", crossref="book") for n in range(MANY))],
    "one chain": [*(entry(f"k{n}", title="T", crossref=f"k{n + 1}") for n in range(MANY)), BOOK],
    "one cycle": [entry(f"k{n}", title="T", crossref=f"k{(n + 1) % MANY}") for n in range(MANY)],
    "unknown keys": [entry(f"k{n}", title="T", crossref=f"unknown{n}") for n in range(MANY)],
    "another case": [BOOK, *(entry(f"k{n}", title="T", crossref="BOOK") for n in range(MANY))],
    "one long list": [
        entry("book", "book", xdata=",".join(f"x{n}" for n in range(MANY))),
        *(entry(f"x{n}", CONTAINER, **{f"field{n}": "F"}) for n in range(MANY)),
    ],
    "long lists of the same": [
        *(entry(f"k{n}", xdata=",".join(f"x{m}" for m in range(200))) for n in range(200)),
        *(entry(f"x{n}", CONTAINER, publisher="P") for n in range(200)),
    ],
}


@pytest.mark.parametrize("entries", FAMILIES.values(), ids=FAMILIES)
def test_many_may_inherit(entries):
    entries = keyed(*entries)
    assert inherit(entries)[0].keys() <= entries.keys()


def test_where_nobody_inherits_nothing_changes():
    entries = keyed(*(entry(f"k{number}", "article", title="T", **PUBLISHED) for number in range(100)))
    assert inherit(entries) == (entries, ())


TYPES = (
    "article",
    "inbook",
    "incollection",
    "conference",
    "book",
    "mvbook",
    "collection",
    "periodical",
    "misc",
    "xdata",
)
FIELDS = (
    *("title", "subtitle", "shorttitle", "booktitle", "booksubtitle", "journal", "journaltitle", "journalsubtitle"),
    *("author", "editor", "editortype", "publisher", "address", "location", "date", "year", "month", "day", "isbn"),
    *("doi", "url", "note", "keywords", "evidence", "status", "pages", "key", "sortkey", "maintitle", "series"),
)
NAMES = tuple("abcdefé")
SAYINGS = [(name, value) for name in FIELDS for value in ("", "one", "two", "2005", "2006-03")]


def bibliographies(types=TYPES, names=(*NAMES, "A", "nowhere"), most_containers=2):
    """Entries of `types` that name each other, and others of `names`; with `most_containers` of 0 by crossref alone."""
    named = st.sampled_from(names)
    parts = (st.sampled_from(types), st.lists(st.sampled_from(SAYINGS), max_size=4), st.none() | named)
    works = st.tuples(*parts, st.lists(named, max_size=most_containers))
    return st.lists(works, max_size=len(NAMES)).map(lambda found: keyed(*map(work, NAMES, found)))


def work(key, parts):
    kind, said, crossref, xdata = parts
    parents = {"crossref": crossref, "xdata": ", ".join(xdata)}
    return entry(key, kind, **dict(said), **{field: named for field, named in parents.items() if named})


WORKS = tuple(kind for kind in TYPES if kind != CONTAINER)
anything = st.dictionaries(
    st.text(max_size=3),
    st.tuples(st.text(max_size=8), st.dictionaries(st.text(max_size=8) | st.sampled_from(FIELDS), st.text(max_size=8))),
).map(lambda found: {key: Entry(citation_key(key), kind, fields) for key, (kind, fields) in found.items()})


@pytest.mark.fuzz
@given(bibliographies())
def test_own_fields_stand_and_nothing_is_made_up_or_said_twice(written):
    entries, _ = inherit(written)
    assert list(entries) == [key for key, each in written.items() if each.type != CONTAINER]
    said = {value for each in written.values() for value in each.fields.values()}
    said |= {value[:4] for value in said}
    for key, each in entries.items():
        before = written[key]
        assert before.fields.items() <= each.fields.items()
        assert said >= set(each.fields.values())
        assert says_twice(each) <= set().union(*map(says_twice, written.values()))
        assert (each.key, each.type, each.source, each.start) == (key, before.type, before.source, before.start)
        assert each.offsets is before.offsets
        assert each is before or each != before


def says_twice(each):
    """The fields that an entry has under both of their names."""
    return {name for name in each.fields if OTHER_NAMES.get(name) in each.fields}


@pytest.mark.fuzz
@given(bibliographies(names=(*NAMES, "nowhere")))
def test_what_has_inherited_inherits_nothing_more(written):
    """Unless a crossref names a container, against the rules: that is gone the second time, and perhaps a cycle too."""
    containers = {key for key, each in written.items() if each.type == CONTAINER}
    assume(not any(each.fields.get("crossref") in containers for each in written.values()))
    entries, _ = inherit(written)
    assert inherit(entries)[0] == entries


@pytest.mark.fuzz
@given(bibliographies(), st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(written, chance):
    keys = list(written)
    chance.shuffle(keys)
    entries, findings = inherit(written)
    others, other_findings = inherit({key: written[key] for key in keys})
    assert others == entries
    assert sorted(map(facts, other_findings)) == sorted(map(facts, findings))


def facts(finding):
    return finding.rule.name, str(finding.span), finding.message


@pytest.mark.fuzz
@given(bibliographies(WORKS, (*NAMES, "nowhere"), most_containers=0))
def test_a_publisher_comes_from_the_nearest_that_has_one_and_an_identity_from_nobody(written):
    cyclic = {key for _, group in cycles(written, "crossref") for key in group}
    entries, _ = inherit(written)
    for key, each in entries.items():
        nearest = key
        while nearest in written and "publisher" not in written[nearest].fields and nearest not in cyclic:
            nearest = written[nearest].fields.get("crossref")
        expected = written[nearest].fields.get("publisher") if nearest in written else None
        assert each.fields.get("publisher") == expected
        for name in ("doi", "url", "note", "keywords", "evidence", "status", "pages"):
            assert each.fields.get(name) == written[key].fields.get(name)


@pytest.mark.fuzz
@given(bibliographies(names=NAMES))
def test_each_cycle_is_reported_once(written):
    written = {  # A container gives its crossref away, and so more cycles than are written.
        key: replace(each, fields={name: value for name, value in each.fields.items() if name != "crossref"})
        if each.type == CONTAINER
        else each
        for key, each in written.items()
    }
    expected = {group for field in ("crossref", "xdata") for group in cycles(written, field)}
    _, findings = inherit(written)
    reported = [finding for finding in findings if finding.rule.name == "bibliography/crossref-cycle"]
    assert len(reported) == len(expected)


def cycles(written, field):
    """The groups of entries that reach each other and themselves, found by trying all ways."""

    def named_by(key):
        for name in written[key].fields.get(field, "").split(", "):
            if name in written and (field == "crossref" or written[name].type == CONTAINER):
                yield name

    reached = {key: set(named_by(key)) for key in written}
    for _ in written:
        for keys in reached.values():
            keys |= {further for key in keys for further in reached[key]}
    return {
        (field, frozenset(other for other in reached[key] if key in reached[other]))
        for key in written
        if key in reached[key]
    }


@pytest.mark.fuzz
@given(anything)
def test_nothing_raises(written):
    entries, findings = inherit(written)
    assert len(entries) <= len(written)
    assert all(finding.message for finding in findings)


def test_a_large_tangle_is_the_same_in_any_order():
    tangle = [
        entry(f"k{n}", TYPES[n % len(TYPES)], publisher=f"P{n}", crossref=f"k{(n * n + 7) % 1_999}")
        for n in range(2_000)
    ]
    entries, findings = inherit(keyed(*tangle))
    others, other_findings = inherit(keyed(*reversed(tangle)))
    assert others == entries
    assert sorted(map(facts, findings)) == sorted(map(facts, other_findings))
