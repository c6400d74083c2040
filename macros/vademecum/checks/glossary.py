"""What entries of the glossary lead to."""

from collections.abc import Callable, Iterable, Iterator

from vademecum.checks.near_paths import near_path
from vademecum.pages.comparison import Passage
from vademecum.pages.glossary import Glossary, Term
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.nearest import nearest_name

SEE = Rule("page/glossary-see", Severity.ERROR, "An entry of the glossary leads to what is not there.")


def lost_entries(
    glossary: Glossary, has_page: Callable[[str], bool], pages: Callable[[], Iterable[str]]
) -> Iterator[Finding]:
    """A finding for each page and each other term that an entry names and that is not there.

    `pages` is asked for only then: for the page that may be meant.
    """
    for term in glossary.terms:
        for text in term.see:
            if not _leads_to_a_term(text, term, glossary) and not (text.text.endswith(".md") and has_page(text.text)):
                is_path = text.text.endswith(".md") or "/" in text.text
                others = [each.name.text for each in glossary.terms if each is not term]
                near = near_path(text.text, [*pages()]) if is_path else nearest_name(text.text, others)
                hint = f"Did you mean '{near}'?" if near else "Name a page by its path, or another term."
                span = glossary.source.span(text.start, text.end)
                yield Finding(SEE, span, f"there is neither a page nor another term '{text.text}'", hint)


def _leads_to_a_term(text: Passage, term: Term, glossary: Glossary) -> bool:
    return glossary.by_name.get(text.text.casefold(), term) is not term
