"""Laws of the grammar and the scanner, for whatever an author may write."""

from hypothesis import assume, example, given
from hypothesis import strategies as st
from vademecum.bibliography.identifier import citation_key
from vademecum.citation.cluster import CitationCluster, CitationItem, Locator
from vademecum.citation.grammar import parse_group, parse_in_text, split_items, write_cluster
from vademecum.citation.locator import TERMS, split_locator, write_locator
from vademecum.citation.mark import LENGTH, NOWHERE, free_marker
from vademecum.citation.scan import edit, scan

WORDS = st.sampled_from(
    ("see", "also", "*passim*", "and", "e.g.", "cf.,", "(sic)", "a [nested] b", "`a; b`", "**x**", "R&D", "§", "naïve", "so",
     "1982", "iv", "12–14", "p. 5", "{x}")
)
PHRASES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
SUFFIXES = st.builds("{}{}".format, st.sampled_from(("", ", ", ": ", ".")), PHRASES)
BARE_KEYS = st.from_regex(r"[A-Za-z0-9_é](?:[A-Za-z0-9_ß]|[:.#$%&+?<>~/-][a-z0-9])*", fullmatch=True)
BRACED_KEYS = st.text("abc:/.?&=-@;+()", min_size=1)
KEYS = st.one_of(BARE_KEYS, BRACED_KEYS).map(citation_key)
VALUES = st.one_of(
    st.from_regex(r"[0-9]{1,4}([-–,:.][0-9]{1,4})?[a-f]?", fullmatch=True),
    st.sampled_from(("iv", "xii–xv", "33, 35–37", "3(a)", "[39]–[52]", "ii, A, D–Z", "S33", "IV.2A", "a b c", "p. 3", "x;y")),
)
LOCATORS = st.builds(Locator, st.sampled_from(sorted(TERMS)), VALUES)
ITEMS = st.builds(
    CitationItem,
    KEYS,
    prefix=st.just("") | PHRASES,
    suffix=st.just("") | SUFFIXES,
    locator=st.none() | LOCATORS,
    suppress_author=st.booleans(),
)
HEADS = st.builds(
    CitationItem, KEYS, suffix=st.just("") | SUFFIXES, locator=st.none() | LOCATORS, suppress_author=st.booleans()
)
GROUPS = st.lists(ITEMS, min_size=1, max_size=4).map(tuple).map(CitationCluster)
IN_TEXT = st.builds(
    lambda head, rest: CitationCluster((head, *rest), in_text=True), HEADS, st.lists(ITEMS, max_size=2)
)

MARKDOWN = st.text(
    st.sampled_from("@@@[[]](){}`~<>!-_*\\/:;.,&$^#|= \n\n\tab1é\ue000\U000f0000\U000f0010") | st.characters(), max_size=80
)
"""Any text, most of it made of what the scanner and Markdown look for."""


@given(GROUPS)
def test_a_group_that_is_written_and_read_is_the_same_group(cluster):
    written = write_cluster(cluster)
    assert written[0] + written[-1] == "[]"
    assert parse_group(written[1:-1]) == cluster.items


@given(IN_TEXT)
def test_a_citation_in_the_text_that_is_written_and_read_is_the_same_citation(cluster):
    written = write_cluster(cluster)
    assert parse_in_text(written, 0) == (cluster, len(written))


@given(GROUPS, PHRASES)
def test_a_written_group_is_found_whole_by_the_scanner(cluster, words):
    written = write_cluster(cluster)
    text = f"{words} {written} {words}"
    start = len(words) + 1
    assert [(found.start, found.end) for found in scan(text).citations] == [(start, start + len(written))]


@given(LOCATORS)
def test_a_locator_that_is_written_and_read_is_the_same_locator(locator):
    assert split_locator(write_locator(locator)) == (locator, "")


@given(st.text())
def test_a_locator_and_its_rest_hold_nothing_that_was_not_written(text):
    locator, rest = split_locator(text)
    assert text.endswith(rest)
    assert locator is None or locator.value in text


@given(MARKDOWN)
def test_splitting_a_group_loses_nothing(text):
    assert ";".join(split_items(text)) == text


@given(MARKDOWN)
@example("[@a" * 50)
@example("[" * 500 + "@a" + "]" * 500)
@example("`" * 99 + "@a")
@example("@{" * 50)
def test_any_text_can_be_scanned_and_what_is_found_is_in_order_and_inside(text):
    found = scan(text)
    end = 0
    for candidate in found.citations:
        assert end <= candidate.start <= candidate.mark_at < candidate.end <= len(text)
        end = candidate.end
    end = 0
    for call in found.calls:
        assert end <= call.start < call.end <= len(text)
        assert text[call.start : call.end].startswith("{{")
        end = call.end


@given(MARKDOWN)
def test_what_the_scanner_finds_reads_as_a_citation_where_it_stands(text):
    for candidate in scan(text).citations:
        if candidate.in_text:
            assert parse_in_text(text, candidate.start) is not None
        else:
            assert parse_group(text[candidate.start + 1 : candidate.end - 1]) is not None


@given(MARKDOWN)
def test_a_text_with_marks_is_the_text_itself_once_they_are_taken_out(text):
    marker = free_marker(text)
    marks = [(found.mark_at, found.mark_at, marker.mark(found.start)) for found in scan(text).citations]
    assert marker.strip(edit(text, marks)) == text


@given(st.text("\U000f0000\U000f0001\U000f0010\U000f0011\U000f0013\U00100000a"), st.integers(0, NOWHERE))
def test_marks_never_use_a_character_of_the_author(text, number):
    marker = free_marker(text)
    assert set(text).isdisjoint(marker.mark(number) + marker.slot(number))
    assert marker.strip(text) == text


@given(st.text(), st.integers(0, NOWHERE))
def test_a_mark_says_where_it_is_from(text, offset):
    marker = free_marker(text)
    mark = marker.mark(offset)
    assert len(mark) == LENGTH
    found = marker.pattern.fullmatch(mark)
    assert found is not None
    assert marker.number(found[1]) == offset
    assert marker.slot_pattern.fullmatch(mark) is None


@given(st.text(), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 5), st.text("xyz", max_size=3)), max_size=5))
def test_edits_change_only_the_stretches_they_name(text, wanted):
    assume(text)
    edits, end = [], 0
    for gap, length, replacement in wanted:
        start = min(end + gap, len(text))
        end = min(start + length, len(text))
        edits.append((start, end, replacement))
    distinct = list({start: (start, end, replacement) for start, end, replacement in edits}.values())
    pieces = edit(text, distinct)
    kept = len(text) - sum(end - start for start, end, _ in distinct)
    assert len(pieces) == kept + sum(len(replacement) for _, _, replacement in distinct)
