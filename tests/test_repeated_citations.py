"""A source named just before, in the same paragraph, is told by its gauge; every other citation names its own."""

import pytest

from conversions import ConvertedPage

BIBLIOGRAPHY = """\
@article{cheng, author={Cheng, N.}, title={A}, journal={J}, year={1982}, evidence={5}}
@article{ohno, author={Ohno, Y.}, title={B}, journal={J}, year={2013}, evidence={2}}
@article{fraud, author={Fraud, F.}, title={C}, journal={J}, year={2019}, evidence={2}, status={retracted}}
@article{bare, author={Bare, B.}, title={D}, journal={J}, year={2020}}
"""


@pytest.fixture
def again(tmp_path):
    """Tells for each citation of a text whether it is shown as one of the source just named."""
    file = tmp_path / "references.bib"
    file.write_text(BIBLIOGRAPHY, encoding="utf-8")

    def look(text, **options):
        found = ConvertedPage(text, bibliography=str(file), **options).tree.select(".vm-citation")
        return ["vm-citation--again" in each["class"] for each in found]

    return look


def test_a_source_named_just_before_in_the_same_paragraph_is_told_by_its_sign(again):
    assert again("It rose [@cheng]. It fell [@cheng]. *And rose* [@cheng].\n") == [False, True, True]
    assert again("@cheng saw it rise. It fell [@cheng].\n") == [False, True]
    assert again("It rose [@cheng; @ohno]. It fell [@cheng; @ohno].\n") == [False, True]
    assert again("It rose [see @cheng, p. 33]. It fell [@cheng].\n") == [False, True]


@pytest.mark.parametrize(
    "text",
    [
        "It rose [@cheng].\n\nIt fell [@cheng].\n",
        "- It rose [@cheng].\n- It fell [@cheng].\n",
        "| a [@cheng] | b [@cheng] |\n|---|---|\n| c [@cheng] | d [@cheng] |\n",
        "It rose [@cheng]. It fell [@ohno]. It rose [@cheng].\n",
        "It rose [@cheng]. It fell [@cheng; @ohno].\n",
        "It rose [@cheng]. It fell [@cheng, p. 33]. See there [see @cheng].\n",
        "It rose [@cheng]. Then -- said @cheng -- it fell.\n",
        "It rose [@fraud]. It fell [@fraud].\n",
        "It rose [@bare]. It fell [@bare].\n",
        "It rose [@nobody]. It fell [@nobody].\n",
    ],
)
def test_every_other_citation_names_its_source(again, text):
    assert not any(again(text))


def test_numbers_are_as_short_as_they_are(again):
    assert again("It rose [@cheng]. It fell [@cheng].\n", style="numeric") == [False, False]


def test_the_words_are_there_for_whom_prints_copies_or_listens(tmp_path):
    file = tmp_path / "references.bib"
    file.write_text(BIBLIOGRAPHY, encoding="utf-8")
    page = ConvertedPage("It rose [@cheng]. It fell [@cheng].\n", bibliography=str(file))
    first, second = (each.get_text() for each in page.tree.select(".vm-citation"))
    assert first == second


def test_a_sign_alone_does_not_begin_a_line(tmp_path):
    file = tmp_path / "references.bib"
    file.write_text(BIBLIOGRAPHY, encoding="utf-8")
    page = ConvertedPage("It rose [@cheng]. It fell\n[@cheng]. So (did it) [@ohno].\n", bibliography=str(file))
    assert page.html.count('fell\u00a0<span class="vm-citation vm-citation--again">') == 1
    assert page.html.count("\u00a0<span") == 1
