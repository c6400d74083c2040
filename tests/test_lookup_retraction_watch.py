"""The Retraction Watch database: a large file, read row by row, in the shape in which it is given out."""

import pytest

from vademecum.bibliography.identifier import Doi, Pmid
from vademecum.checks.registered import Update, UpdateKind
from vademecum.lookup.retraction_watch import Notice, read_day, read_retraction_watch
from vademecum.text.errors import ConfigurationError

HEADER = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,"
    "RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,"
    "Reason,Paywalled,Notes,"
)
DOIS, PMIDS = {Doi("10.5555/a")}, {Pmid("77")}


def row(doi="10.5555/a", pmid="0", nature="Retraction", day="8/16/2023 0:00", title="A title"):
    return (
        f'1,"{title}",(B/T) Technology;,"A University, A Town;",A Journal,A Publisher,China,A Person;B Person,,'
        f"Research Article;,{day},10.5555/N,0,9/24/2021 0:00,{doi},{pmid},{nature},+Concerns;+Data;,No,,"
    )


def read(tmp_path, *rows, header=HEADER, encoding="utf-8"):
    file = tmp_path / "retraction_watch.csv"
    file.write_bytes("\r\n".join([header, *rows, ""]).encode(encoding))
    return list(read_retraction_watch(file, DOIS, PMIDS))


def test_the_rows_about_the_works_are_found_and_no_others(tmp_path):
    found = read(tmp_path, row(), row(doi="10.5555/b"), row(doi="unavailable", pmid="77", nature="Correction"))
    assert found == [
        Notice(
            Doi("10.5555/a"), None, Update(UpdateKind.RETRACTION, "2023-08-16", "DOI 10.5555/n", "Retraction Watch")
        ),
        Notice(None, Pmid("77"), Update(UpdateKind.CORRECTION, "2023-08-16", "DOI 10.5555/n", "Retraction Watch")),
    ]


def test_dois_are_compared_in_their_normal_form(tmp_path):
    assert len(read(tmp_path, row(doi="https://doi.org/10.5555/A"), row(doi="10.5555/A "))) == 2


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("8/16/2023 0:00", "2023-08-16"),
        ("08/06/2023", "2023-08-06"),
        ("16/08/2023", "2023-08-16"),
        ("2023-08-16", "2023-08-16"),
        ("2023-08-16 00:00:00", "2023-08-16"),
        ("13/13/2023", ""),
        ("2/30/2023 0:00", ""),
        ("", ""),
        ("soon", ""),
    ],
)
def test_a_day_is_read_as_the_database_writes_it(written, day):
    assert read_day(written) == day


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_the_encoding_of_titles_does_not_matter(tmp_path, encoding):
    assert len(read(tmp_path, row(title="Über Peelings"), row(), encoding=encoding)) == 2


def test_rows_that_are_broken_are_passed_over_and_those_behind_them_read(tmp_path):
    long = "x" * 200_000
    found = read(tmp_path, "1,2", "", row(title=long), row(title="a\nb"), row(nature="Something new"), "\0" + row())
    assert len(found) == 2


def test_columns_may_come_in_another_order(tmp_path):
    header = "RetractionNature,OriginalPaperDOI,RetractionDOI,OriginalPaperPubMedID,RetractionDate"
    assert len(read(tmp_path, "Retraction,10.5555/a,,0,8/16/2023 0:00", header=header)) == 1


@pytest.mark.parametrize("header", ["", "a,b,c", "<html>"])
def test_another_file_is_said_to_be_another_file(tmp_path, header):
    with pytest.raises(ConfigurationError, match="not the Retraction Watch database"):
        read(tmp_path, header=header)


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        list(read_retraction_watch(tmp_path / "none.csv", DOIS, PMIDS))
