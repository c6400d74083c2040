"""Laws of the grammar and the scanner, for whatever an author may write."""

from unicodedata import normalize

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from vademecum.bibliography.identifier import citation_key
from vademecum.citation.cluster import CitationCluster, CitationItem, Locator
from vademecum.citation.grammar import parse_group, parse_in_text, split_items, write_cluster
from vademecum.citation.locator import TERMS, split_locator, write_tail
from vademecum.citation.scan import edit, scan
from vademecum.citation.slot import Slot, make_slots
from vademecum.citation.token import free_alphabet

LAW = settings(derandomize=True, deadline=None, database=None, max_examples=300)
"""The same examples in every run, however busy the machine."""

WORDS = st.sampled_from(
    (
        "see",
        "also",
        "*passim*",
        "and",
        "e.g.",
        "cf.,",
        "(sic)",
        "a [nested] b",
        "`a; b`",
        "**x**",
        "R&D",
        "§",
        "naïve",
        "so",
        "1982",
        "iv",
        "12–14",
        "p. 5",
        "{x}",
    )
)
PHRASES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
SUFFIXES = st.builds("{}{}".format, st.sampled_from(("", ", ", ": ", ".")), PHRASES)
BARE_KEYS = st.from_regex(r"[A-Za-z0-9_é](?:[A-Za-z0-9_ß]|[:.#$%&+?<>~/-][a-z0-9])*", fullmatch=True)
BRACED_KEYS = st.text("abc:/.?&=-@;+()", min_size=1)
KEYS = st.one_of(BARE_KEYS, BRACED_KEYS).map(citation_key)
VALUES = st.one_of(
    st.from_regex(r"[0-9]{1,4}([-–,:.][0-9]{1,4})?[a-f]?", fullmatch=True),
    st.sampled_from(
        ("iv", "xii–xv", "33, 35–37", "3(a)", "[39]–[52]", "ii, A, D–Z", "S33", "IV.2A", "a b c", "p. 3", "x;y")
    ),
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
IN_TEXT = st.builds(lambda head, rest: CitationCluster((head, *rest), in_text=True), HEADS, st.lists(ITEMS, max_size=2))

MARKDOWN = st.text(
    st.sampled_from("@@@[[]](){}`~<>!-_*\\/:;.,&$^#|= \n\n\tab1é\ue000\U000f0000\U000f0010") | st.characters(),
    max_size=80,
)
"""Any text, most of it made of what the scanner and Markdown look for."""
NUMBERS = st.integers(0, 16**6 - 1)
WIDTHS = st.integers(0, 100)


@LAW
@given(GROUPS)
def test_a_group_that_is_written_and_read_is_the_same_group(cluster):
    written = write_cluster(cluster)
    assert written[0] + written[-1] == "[]"
    assert parse_group(written[1:-1]) == cluster.items


@LAW
@given(IN_TEXT)
def test_a_citation_in_the_text_that_is_written_and_read_is_the_same_citation(cluster):
    written = write_cluster(cluster)
    assert parse_in_text(written, 0) == (cluster, len(written))


@LAW
@given(GROUPS, PHRASES)
def test_a_written_group_is_found_whole_by_the_scanner(cluster, words):
    written = write_cluster(cluster)
    text = f"{words} {written} {words}"
    start = len(words) + 1
    found = [(each.start, each.end, each.cluster) for each in scan(text).citations]
    assert found == [(start, start + len(written), cluster)]


@LAW
@given(st.none() | LOCATORS, st.just("") | SUFFIXES)
def test_a_locator_and_a_suffix_that_are_written_and_read_are_the_same(locator, suffix):
    read, rest = split_locator(write_tail(locator, suffix))
    assert (read, rest.strip()) == (locator, suffix)


@LAW
@given(st.text())
def test_a_locator_and_its_rest_hold_nothing_that_was_not_written(text):
    locator, rest = split_locator(text)
    assert text.endswith(rest)
    assert locator is None or locator.value in text or "\\" in text


@LAW
@given(MARKDOWN)
def test_splitting_a_group_loses_nothing(text):
    assert ";".join(split_items(text)) == text


@LAW
@given(MARKDOWN)
@example("[@a" * 50)
@example("[" * 500 + "@a" + "]" * 500)
@example("`" * 99 + "@a")
@example("@{" * 50)
def test_any_text_can_be_scanned_and_what_is_found_is_in_order_and_inside(text):
    found = scan(text)
    end = 0
    for candidate in found.citations:
        assert end <= candidate.start < candidate.end <= len(text)
        end = candidate.end
    end = 0
    for call in found.calls:
        assert end <= call.start < call.end <= len(text)
        assert text[call.start : call.end].startswith("{{")
        end = call.end


@LAW
@given(MARKDOWN)
def test_what_the_scanner_finds_names_only_works_that_are_written_there(text):
    for found in scan(text).citations:
        written = normalize("NFC", text[found.start : found.end])
        assert found.cluster.items
        assert all(f"@{item.key}" in written or f"@{{{item.key}}}" in written for item in found.cluster.items)


@LAW
@given(MARKDOWN)
def test_a_text_whose_citations_are_taken_out_is_itself_once_they_are_put_back(text):
    slots = make_slots(text)
    stretches = [(found.start, found.end, text[found.start : found.end]) for found in scan(text).citations]
    with_tokens = edit(text, [(start, end, slots.add(Slot(written, start))) for start, end, written in stretches])
    assert slots.restore(with_tokens) == text
    assert with_tokens.count("\n") == text.count("\n")


@LAW
@given(st.text("\U000f0000\U000f0001\U000f0010\U000f0011\U000f0013\U00100000a"), NUMBERS, WIDTHS)
def test_a_token_never_uses_a_character_of_the_author(text, number, width):
    alphabet = free_alphabet(text)
    assert set(text).isdisjoint(alphabet.token(number, width))
    assert alphabet.opening not in text


@LAW
@given(st.text(), NUMBERS, WIDTHS)
def test_a_token_says_its_number_and_moves_no_tab(text, number, width):
    alphabet = free_alphabet(text)
    token = alphabet.token(number, width)
    assert len(token) % 8 == width % 8
    found = alphabet.pattern.fullmatch(token)
    assert found is not None
    assert alphabet.number(found[1]) == number


@LAW
@given(st.lists(st.tuples(NUMBERS, WIDTHS), max_size=5))
def test_tokens_side_by_side_are_told_apart(wanted):
    alphabet = free_alphabet("")
    text = "".join(alphabet.token(number, width) for number, width in wanted)
    assert [alphabet.number(found[1]) for found in alphabet.pattern.finditer(text)] == [number for number, _ in wanted]


@LAW
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
