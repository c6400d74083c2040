"""What entries of the glossary lead to."""

from collections.abc import Callable, Iterator

from vademecum.pages.comparison import Passage
from vademecum.pages.glossary import Glossary, Term
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.nearest import nearest_name

SEE = Rule("page/glossary-see", Severity.ERROR, "An entry of the glossary leads to what is not there.")


def lost_entries(glossary: Glossary, has_page: Callable[[str], bool]) -> Iterator[Finding]:
    """A finding for each page and each other term that an entry names and that is not there."""
    for term in glossary.terms:
        for text in term.see:
            if not _leads_to_a_term(text, term, glossary) and not (text.text.endswith(".md") and has_page(text.text)):
                near = nearest_name(text.text, [each.name.text for each in glossary.terms])
                hint = f"Did you mean '{near}'?" if near else "Name a page by its path, or another term."
                span = glossary.source.span(text.start, text.end)
                yield Finding(SEE, span, f"there is neither a page nor another term '{text.text}'", hint)


def _leads_to_a_term(text: Passage, term: Term, glossary: Glossary) -> bool:
    return glossary.by_name.get(text.text.casefold(), term) is not term
