"""Entries and citations of ten styles stay what they were when they were compared with citeproc-js and pandoc.

The comparison itself is `python tests/bench/csl_compare`; it also writes the golden files. The styles are those of the
CSL repository, which come with the environment of the other readers.
"""

import pytest

import csl_references
from readers_environment import readers_packages


@pytest.fixture(scope="module")
def styles():
    readers_packages()  # They bring the locales too.
    return csl_references.styles_path()


@pytest.mark.parametrize("style", csl_references.STYLES)
def test_references_stay_as_they_were_compared(styles, style):
    source = (styles / f"{style}.csl").read_text(encoding="utf-8")
    golden = csl_references.golden_path(style).read_text(encoding="utf-8")
    assert csl_references.golden(source).splitlines() == golden.splitlines()


def test_every_golden_file_is_compared():
    files = (csl_references.CASES / "references").glob("*")
    assert sorted(file.name for file in files) == sorted(f"{style}.txt" for style in csl_references.STYLES)


def test_every_difference_is_of_a_style_and_has_a_reason():
    differences = csl_references.differences()
    assert {style for style, _ in differences} <= set(csl_references.STYLES)
    assert {name.split()[0] for _, name in differences} == {"entry", "cite", "cluster"}
    assert all(differences.values())


def test_there_are_forty_made_up_works_and_each_is_cited():
    made_up = csl_references.works(csl_references.CASES / "nasty.bib")
    assert len(made_up) == 40
    cited = {request.id for cluster in csl_references.document(made_up) for request in cluster.items}
    assert cited == {work["id"] for work in made_up}


def test_tags_are_no_part_of_a_text_and_what_looks_like_one_is():
    assert csl_references.text_of("<div>1. </div><i>a</i>  &lt;script&gt; &amp;\u00a0b") == "1. a <script> & b"
