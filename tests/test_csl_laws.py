"""Laws of citation styles, for whatever a bibliography may hold and however pages cite it."""

import json
import os
import re
import subprocess
import sys
from contextlib import suppress
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import csl_pages
from csl_pages import (
    LIBRARIES_AND_PAGES,
    ROOT,
    STYLES,
    affixes_of,
    at_work,
    cited,
    libraries,
    numbered,
    parts,
    shown,
    twins,
    work,
)
from csl_payloads import hostile_work, judged, letters_of, payloads, told
from export_entries import entries
from vademecum.bibliography.exchange.csl_schema import DATES, NAMES, TEXTS, VERBATIM
from vademecum.bibliography.exchange.csljson import to_csl_json
from vademecum.bibliography.identifier import citation_key
from vademecum.citation.cluster import CitationCluster, CitationItem, Locator
from vademecum.csl import MemoryMemo, Placement, find_style
from vademecum.csl.engine import Processor
from vademecum.csl.engine.cluster import CiteRequest, Cluster
from vademecum.csl.engine.vocabulary import VARIABLES
from vademecum.csl.item_of_entry import EntryItem
from vademecum.csl.locale_files import find_locale
from vademecum.csl.memo import reference_again
from vademecum.render.html import to_html
from vademecum.text.rich import plain

FEW = settings(max_examples=40 * max(1, (settings.default.max_examples if settings.default else 0) // 1_000))
"""Forty in every run, many in a long search."""
UNSORTED = ("numeric", "superscript")
"""Styles whose lists stand in the order of citation."""
SORTED = tuple(name for name in STYLES if name not in {*UNSORTED, "every-variable"})
ANY = st.sampled_from(sorted(STYLES))
LETTERS = re.compile(r"-?[a-z]{1,2}\.?")


def same_but_for_letters(alone, together):
    """Whether two texts differ in nothing but the letters behind a year, where the second has any."""
    if alone == together:
        return True
    start = next((at for at, pair in enumerate(zip(alone, together, strict=False)) if len(set(pair)) > 1), len(alone))
    rest = alone[start:]
    return any(
        together[start:].endswith(tail) and LETTERS.fullmatch(together[start : len(together) - len(tail)])
        for tail in (rest, rest.removeprefix("."))
    )


@pytest.mark.parametrize(
    ("alone", "together", "same"),
    [
        ("A. 2020. T.", "A. 2020. T.", True),
        ("A. 2020. T.", "A. 2020b. T.", True),
        ("A. n.d. T.", "A. n.d.-a. T.", True),
        ("A. 2020. T.", "A. 2020b. U.", False),
        ("A. 2020. T.", "A. 2020B. T.", False),
        ("A. 2020. T.", "A. 2020.", False),
    ],
)
def test_letters_are_all_that_may_differ(alone, together, same):
    assert same_but_for_letters(alone, together) is same


# numbers


@pytest.mark.fuzz
@FEW
@given(ANY, LIBRARIES_AND_PAGES)
def test_numbers_follow_the_first_citation_unless_the_style_sorts(name, drawn):
    works, clusters = drawn
    page = numbered(clusters, works, at_work(name, works))
    known = {each.key for each in works}
    firsts = list(dict.fromkeys(key for cluster in clusters for key in cluster.keys if key in known))
    assert sorted(page.references) == sorted(firsts)
    assert list(page.numbers.items()) == [(key, number) for number, key in enumerate(page.references, 1)]
    if name not in SORTED:
        assert list(page.references) == firsts


@pytest.mark.fuzz
@FEW
@given(st.sampled_from(UNSORTED), LIBRARIES_AND_PAGES)
def test_a_citation_shows_the_numbers_of_its_works_and_hides_one_only_in_a_range(name, drawn):
    works, clusters = drawn
    style = at_work(name, works)
    page = numbered(clusters, works, style)
    for cluster, rich in zip(clusters, shown(clusters, works, style), strict=True):
        items = parts(rich, "item")
        for place, part in enumerate(items):
            number = page.numbers[cluster.items[part.index].key]
            if plain(part.content):
                assert re.search(rf"(?<!\d){number}(?!\d)", plain(part.content))
            else:
                before = next(each for each in reversed(items[:place]) if plain(each.content))
                after = next(each for each in items[place:] if plain(each.content))
                assert int(plain(before.content)) < number < int(plain(after.content))


# order


@pytest.mark.fuzz
@FEW
@given(ANY, libraries(least=2), st.data())
def test_the_order_of_the_file_changes_neither_lists_nor_letters(name, works, data):
    keys = [each.key for each in works]
    style, other = at_work(name, works), at_work(name, data.draw(st.permutations(works)))
    assert other.order(keys) == style.order(keys)
    for key in keys:
        assert other.format_reference(key) == style.format_reference(key)
        assert shown([cited([key])], works, other) == shown([cited([key])], works, style)


@pytest.mark.fuzz
@FEW
@given(st.sampled_from(SORTED), libraries(least=2), st.data())
def test_a_list_of_some_works_stands_in_the_order_of_the_list_of_all(name, works, data):
    style = at_work(name, works)
    ranks = {key: rank for rank, key in enumerate(style.order([each.key for each in works]))}
    some = data.draw(st.lists(st.sampled_from(sorted(ranks)), unique=True))
    assert at_work(name, works).order(some) == tuple(sorted(some, key=ranks.__getitem__))


# a work is the same wherever it stands


@pytest.mark.fuzz
@FEW
@given(st.sampled_from((*SORTED, "every-variable")), LIBRARIES_AND_PAGES)
def test_a_work_has_one_name_on_every_page(name, drawn):
    works, clusters = drawn
    first, second = at_work(name, works), at_work(name, works)
    shown(clusters, works, second)
    for each in reversed(works):
        assert shown([cited([each.key])], works, second) == shown([cited([each.key])], works, first)
        assert second.format_reference(each.key) == first.format_reference(each.key)


@pytest.mark.fuzz
@FEW
@given(ANY, libraries())
def test_an_entry_alone_looks_as_in_the_bibliography_but_for_its_letter(name, works):
    style = at_work(name, works)
    for each in works:
        alone = str(to_html(at_work(name, [each]).format_reference(each.key)))
        together = str(to_html(style.format_reference(each.key)))
        assert same_but_for_letters(alone, together), (alone, together)


@pytest.mark.fuzz
@FEW
@given(ANY, libraries())
def test_a_list_is_its_references_but_for_names_that_come_again(name, works):
    style = at_work(name, works)
    keys = style.order([each.key for each in works])
    for listed, key in zip(style.format_list(keys), keys, strict=True):
        alone = style.format_reference(key)
        head, dashes, rest = plain(listed).partition("———")
        assert listed == alone or (not head and dashes and plain(alone).endswith(rest))


@pytest.mark.fuzz
@settings(max_examples=FEW.max_examples // 2)
@given(ANY, entries())
def test_an_entry_looks_as_it_does_from_csl_json(name, entry):
    item = json.loads(json.dumps(to_csl_json(entry)))
    assume(not any(sign in json.dumps(item, ensure_ascii=False) for sign in "<>&"))
    assume(not any(entry.names(field).others for field in entry.fields))
    looks = []
    for item_read in (EntryItem(entry), item):
        processor = Processor(find_style(STYLES[name], ROOT), find_locale)
        processor.register([item_read])
        looks.append((processor.bibliography(), processor.cite(Cluster((CiteRequest(entry.key, locator="3"),)))))
    assert looks[0] == looks[1]


class Counting(MemoryMemo):
    """Keeps references, and counts those that are new."""

    count = 0

    def put(self, name, value):
        super().put(name, value)
        with suppress(ValueError):
            reference_again(value)
            self.count += 1


@pytest.mark.fuzz
@FEW
@given(ANY, libraries(least=2), st.sampled_from(("volume", "pages", "note", "doi")))
def test_a_changed_entry_changes_one_reference(name, works, field):
    memo = Counting()
    before = at_work(name, works, memo)
    old = [before.format_reference(each.key) for each in works]
    memo.count = 0
    changed = work(works[0].type, works[0].key, {**works[0].fields, field: "10.1000/9-12"})
    after = at_work(name, [changed, *works[1:]], memo)
    assert [after.format_reference(each.key) for each in works][1:] == old[1:]
    assert memo.count == 1


# citations


@pytest.mark.fuzz
@FEW
@given(ANY, LIBRARIES_AND_PAGES)
def test_a_citation_shows_each_item_once_names_the_unknown_and_hides_no_retracted_work(name, drawn):
    works, clusters = drawn
    style = at_work(name, works)
    known = {each.key: each for each in works}
    for cluster, rich in zip(clusters, shown(clusters, works, style), strict=True):
        if style.kind == "note" and cluster.in_text:
            continue  # The names alone: its note holds the citation.
        items = parts(rich, "item", "unknown")
        assert sorted(part.index for part in items) == list(range(len(cluster.items)))
        for part in items:
            key = cluster.items[part.index].key
            assert part.role == ("item" if key in known else "unknown")
            assert key in known or f"@{key}" in plain(part.content)
            assert key not in known or not known[key].raw("status") or plain(part.content).strip(), plain(rich)


@pytest.mark.fuzz
@FEW
@given(st.sampled_from(("every-variable", "many-variables", "author-date", "numeric")), twins() | libraries(least=2))
def test_a_work_among_others_shows_some_of_what_it_shows_alone_and_nothing_else(name, works):
    style = at_work(name, works)
    keys = [each.key for each in works]
    numbers = {key: number for number, key in enumerate(keys, 1)}
    for part in parts(style.format_cluster(cited(keys), Placement(), numbers, {}), "item"):
        alone = plain(style.format_cluster(cited([keys[part.index]]), Placement(), numbers, {}))
        assert plain(part.content) in alone
        assert not works[part.index].raw("status") or plain(part.content)


@pytest.mark.parametrize(
    ("name", "date", "status", "expected"),
    [
        ("every-variable", "2020", "", "(Ohno 2020a–c)"),
        ("every-variable", "2020", "retracted", "(Ohno 2020a; b; c)"),
        ("many-variables", "2020", "retracted", "(Ohno, 2020a; b; c)"),
        ("every-variable", "", "", "(Ohno)"),
        ("many-variables", "", "retracted", "(Ohno, Ohno)"),
        ("author-date", "", "retracted", "(Ohno, n.d.-a; Ohno, n.d.-b; Ohno, n.d.-c)"),
    ],
)
def test_works_of_one_author_are_drawn_together_but_none_is_cut_and_no_retracted_one_is_hidden(
    name, date, status, expected
):
    works = [
        work(
            "article", key, {"author": "Ohno, Yui", "title": key, "date": date, "status": status if key == "b" else ""}
        )
        for key in "abc"
    ]
    (rich,) = shown([cited("abc")], works, at_work(name, works))
    assert plain(rich) == expected


def test_the_number_of_a_part_is_shown():
    works = [work("incollection", "x", {"title": "T", "part": "2", "printing": "3", "supplement": "4"})]
    reference = plain(at_work("every-variable", works).format_reference("x"))
    for variable, value in (("part-number", "2"), ("printing-number", "3"), ("supplement-number", "4")):
        assert f"⟦{variable}⟧{value}⟦/⟧" in reference


# bytes


def test_equal_input_gives_equal_bytes_in_every_process():
    runs = [
        subprocess.run(  # noqa: S603  # our own program
            [sys.executable, csl_pages.__file__, ROOT / "tests/cases/csl/nasty.bib"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            check=True,
        ).stdout
        for seed in ("0", "4242")
    ]
    assert len(runs[0]) > 50_000
    assert runs[0] == runs[1]


# no entry makes output that is not allowed

PAYLOADS = payloads()
HOSTILE = [hostile_work(number, value) for number, value in enumerate(PAYLOADS)]
FENCED = re.compile(r"⟦([A-Za-z_-]+)⟧(.*?)⟦/⟧", re.DOTALL)


def test_there_are_enough_payloads_and_the_style_of_every_variable_has_every_variable():
    assert len(PAYLOADS) > 500
    written = (ROOT / STYLES["every-variable"]).read_text(encoding="utf-8")
    fenced = set(re.findall(r'prefix="⟦([A-Za-z_-]+)⟧"', written))
    assert fenced >= (TEXTS | NAMES | DATES | VERBATIM) & VARIABLES


@cache
def read(name):
    """The references to all hostile works: what they say, and what in them is not allowed."""
    style = at_work(name, HOSTILE)
    return [judged(to_html(style.format_reference(each.key))) for each in HOSTILE]


@pytest.mark.parametrize("name", sorted(STYLES))
def test_no_reference_to_a_hostile_work_is_more_than_text_in_allowed_tags(name):
    faults = {each.key: found for each, (_, found) in zip(HOSTILE, read(name), strict=True)}
    assert {key: found for key, found in faults.items() if found} == {}


def test_every_word_of_a_hostile_work_is_shown_as_text():
    lost = []
    checked = 0
    shown_texts = [text for text, _ in read("every-variable")]
    for number, (each, seen, (value, text)) in enumerate(zip(HOSTILE, shown_texts, PAYLOADS.items(), strict=True)):
        if each.standard_type == "article":
            fenced = dict(FENCED.findall(seen))
            for variable, words in told(number, value, text).items():
                checked += 1
                if letters_of(words) not in letters_of(fenced.get(variable, "")):
                    lost.append((each.key, variable, words, fenced.get(variable)))
    assert lost == []
    assert checked > 10_000


@pytest.mark.parametrize("name", sorted(STYLES))
def test_no_citation_is_more_than_text_in_allowed_tags(name):
    first = sorted(STYLES).index(name) % 3  # A third of the payloads in each style, another in the next.
    works = HOSTILE[first::3]
    style = at_work(name, works)
    for each, words in zip(works, list(PAYLOADS.values())[first::3], strict=True):
        items = (
            CitationItem(each.key, prefix=words, suffix=words, locator=Locator("page", words)),
            CitationItem(citation_key(words), locator=Locator("section", words)),
        )
        for cluster in (CitationCluster(items), CitationCluster(items, in_text=True)):
            rich = style.format_cluster(cluster, Placement(), {each.key: 1}, affixes_of(cluster))
            seen, faults = judged(to_html(rich))
            assert faults == []
            if not (cluster.in_text and style.kind == "note"):
                assert letters_of(seen).count(letters_of(words)) >= 4 or len(set(words)) < 4, (words, seen)
