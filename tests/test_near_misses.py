"""What almost hid a citation, doubled a word, or ended a build, and must not again."""

import pytest

from conversions import ConvertedPage
from vademecum.bibliography.latex import decode_plain


@pytest.mark.parametrize(
    "text",
    [
        'Here <a id="x"/> is [@cheng1982].',
        'Here <a id="x"> is [@cheng1982].\n\nMore, and <a href="q">y</a>.',
        "As _@cheng1982 says_.",
        "<code>x [@cheng1982].\n\nAnd </code>.",
    ],
)
def test_a_tag_or_an_underscore_nearby_hides_no_citation(text):
    assert len(ConvertedPage(text).citations) == 1


def test_a_reference_link_behind_a_key_is_not_part_of_the_citation():
    page = ConvertedPage("@cheng1982 [paper]\n\n[paper]: https://example.org")
    assert page.prose == "Cheng et al. (1982) paper"


@pytest.mark.parametrize("value", [r"\emph" * 3000, r"\it " * 3000, r"\'" * 3000, "$" + "^" * 3000 + "$", "{" * 3000])
def test_latex_without_end_comes_to_one(value):
    assert isinstance(decode_plain(f"{value}x"), str)


def test_many_groups_in_a_row_are_not_deep():
    assert decode_plain(r"{\it a} " * 200) == " ".join("a" * 200)
