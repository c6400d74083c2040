"""Works as files for other programs: BibTeX, RIS and CSL-JSON of each cited work, page and list, and of the site."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from vademecum.bibliography.bibtex.writer import write_bibtex
from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.bibliography.exchange.csljson import write_csl_json
from vademecum.bibliography.exchange.ris import write_ris
from vademecum.bibliography.identifier import CitationKey
from vademecum.pages.literature import list_literature
from vademecum.publishing.page_calls import literature_lists
from vademecum.publishing.publication import Output, Publication
from vademecum.render.work_links import FOLDER, WorkAddresses, work_name


@dataclass(frozen=True, slots=True)
class _Format:
    """A kind of file that holds works: how one work is written, and what stands around and between several."""

    write: Callable[[Iterable[Entry]], str]
    before: str = ""
    between: str = ""
    after: str = ""
    is_sorted: bool = False
    """Whether works stand by the order of their keys, and not in that of the references."""


_LIST = "[\n", ",\n", "\n]\n"
"""What stands around and between the works of a CSL-JSON file."""
_FORMATS: Mapping[str, _Format] = {
    "bib": _Format(write_bibtex, between="\n", is_sorted=True),
    "ris": _Format(write_ris),
    "json": _Format(write_csl_json, *_LIST),
}


@dataclass(slots=True)
class _Files:
    """Writes files of works; what each work is in each format is made once."""

    bibliography: Bibliography
    _made: dict[tuple[str, CitationKey], str] = field(default_factory=dict)

    def text(self, ending: str, keys: Iterable[CitationKey]) -> str:
        """The text of a file with these works."""
        form = _FORMATS[ending]
        ordered = sorted(keys, key=lambda key: (key.casefold(), key)) if form.is_sorted else keys
        return form.before + form.between.join(self._work(ending, key) for key in ordered) + form.after

    def _work(self, ending: str, key: CitationKey) -> str:
        made = self._made.get((ending, key))
        if made is None:
            form = _FORMATS[ending]
            text = form.write([self.bibliography[key]])
            made = self._made[ending, key] = text.removeprefix(form.before).removesuffix(form.after)
        return made


def exports(publication: Publication) -> Iterator[Output]:
    """A file in each format for each cited work, each page that cites any, each list of works, and the whole book.

    There are none if the site has no work pages. Works are in the order of the references, in BibTeX in that of their
    keys. A file of the site with the same name goes before ours.
    """
    addresses = publication.site.works
    if addresses is None:
        return
    files = _Files(publication.site.library.bibliography)
    ledger = publication.site.ledger
    book = publication.book
    everywhere: dict[CitationKey, None] = {}
    of_book: dict[CitationKey, None] = {}
    for path, page in publication.pages.items():
        cited = page.writer.style.order(key for key in ledger.works(page.path) if key in files.bibliography)
        everywhere |= dict.fromkeys(cited)
        of_book |= dict.fromkeys(cited if path in book else ())
        if cited:
            yield from _outputs(files, unquote(addresses.files_of(page.url)), cited)
    for key in everywhere:
        if name := work_name(key):
            yield from _outputs(files, f"{FOLDER}/{name}", (key,))
    if of_book:
        yield from _outputs(files, FOLDER, publication.writer.style.order(of_book))
    for path, listed in _lists(publication, addresses).items():
        yield from _outputs(files, path, publication.writer.style.order(listed))


def _lists(publication: Publication, addresses: WorkAddresses) -> Mapping[str, Iterable[CitationKey]]:
    """The works of each list that does not hold all, by the paths of its files."""
    site, writer = publication.site, publication.writer
    found = {}
    for _, asked in literature_lists(publication):
        address = unquote(addresses.files_of_list(asked.section, asked.topic, asked.design, asked.since))
        if address != FOLDER and address not in found:
            groups = list_literature(asked, writer.bibliography, site.ledger, site.map, writer.style)
            found[address] = dict.fromkeys(work.key for group in groups for work in group.works)
    return found


def _outputs(files: _Files, path: str, keys: tuple[CitationKey, ...]) -> Iterator[Output]:
    for ending in _FORMATS:
        yield Output(f"{path}.{ending}", files.text(ending, keys).encode())
