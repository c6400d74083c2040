"""Works read from references as people write them: pasted lists, the ends of papers, the foot of a web page.

Nothing is asked of a network and nothing is invented: every value of an entry stands in the text, in whatever form.
What has no place in an entry, and what could only be told apart by guess, is a finding.
"""

from vademecum.bibliography.exchange.free_text.one_line import WrittenReference
from vademecum.bibliography.exchange.free_text.reading import read_free_text
from vademecum.bibliography.exchange.free_text.splitting import written_references

__all__ = ["WrittenReference", "read_free_text", "written_references"]
