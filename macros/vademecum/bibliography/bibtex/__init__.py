"""BibTeX, read and written: `read_bibtex` for what files mean, `read_file` and `format_file` for how they say it."""

from vademecum.bibliography.bibtex.reader import read_bibtex, read_file
from vademecum.bibliography.bibtex.writer import format_file, write_bibtex, write_entry

__all__ = ["format_file", "read_bibtex", "read_file", "write_bibtex", "write_entry"]
