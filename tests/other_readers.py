"""What citeproc-py and rispy understand of a file: run by the Python that has them, never imported.

`python other_readers.py FILE`: prints the works of a CSL-JSON or RIS file as JSON.
"""

import json
import sys
import warnings
from pathlib import Path


def from_csl_json(path):
    """The works as citeproc-py sees them."""
    from citeproc.source.json import CiteProcJSON  # noqa: PLC0415  # each reader only where its file is read

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "The following arguments for Reference are unsupported: custom")
        references = CiteProcJSON(json.loads(path.read_text(encoding="utf-8")))
    for key, work in references.items():
        yield {
            "key": key,
            "type": work.type,
            "title": str(work.title),
            "authors": [dict(name) for name in work.author],
            "year": work.issued.year if "issued" in work else None,
            "doi": str(work.get("DOI", "")),
            "pmid": str(work.get("PMID", "")),
            "container": str(work.get("container_title", "")),
            "pages": str(work.get("page", "")),
        }


def from_ris(path):
    """The works as rispy sees them."""
    import rispy  # noqa: PLC0415  # each reader only where its file is read

    with path.open(encoding="utf-8", newline="") as file:
        works = rispy.load(file)
    for work in works:
        yield {
            "key": work["id"],
            "type": work["type_of_reference"],
            "title": work["title"],
            "authors": work["authors"],
            "year": work.get("year"),
            "doi": work.get("doi", ""),
            "pmid": work.get("accession_number", ""),
            "container": work.get("secondary_title", ""),
            "pages": [work.get("start_page", ""), work.get("end_page", "")],
        }


if __name__ == "__main__":
    file = Path(sys.argv[1])
    read = from_ris if file.suffix == ".ris" else from_csl_json
    json.dump(list(read(file)), sys.stdout)
