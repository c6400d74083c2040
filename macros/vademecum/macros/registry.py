"""Every macro by the name an author calls it by."""

from collections.abc import Mapping

from vademecum.macros import citing, lists
from vademecum.macros.comparison import COMPARISON
from vademecum.macros.evidence import evidence_profile, profile_quotes, show_evidence_profile
from vademecum.macros.figures import FIGURE
from vademecum.macros.glossary import GLOSSARY, az_index, show_az_index
from vademecum.macros.key_points import key_points
from vademecum.macros.macro import Macro
from vademecum.macros.macro_list import macro_listing
from vademecum.macros.news import recent_changes, show_recent_changes
from vademecum.macros.site_graph import show_site_graph, site_graph

MACROS: Mapping[str, Macro] = {
    "cite": Macro(citing.cite, in_text=True),
    "citation_needed": Macro(citing.citation_needed, citing.show_citation_needed, in_text=True),
    "references": Macro(lists.references, once=True),
    "contents": Macro(lists.contents, lists.show_contents, once=True),
    "key_points": Macro(key_points, once=True),
    "evidence_profile": Macro(evidence_profile, show_evidence_profile, once=True, quotes=profile_quotes),
    "figure": FIGURE,
    "comparison": COMPARISON,
    "sitemap": Macro(lists.sitemap, lists.show_sitemap),
    "site_graph": Macro(site_graph, show_site_graph, once=True),
    "glossary": GLOSSARY,
    "az_index": Macro(az_index, show_az_index, once=True),
    "literature": Macro(lists.literature, lists.show_literature),
    "contact": Macro(lists.contact, lists.show_contact),
    "recent_changes": Macro(recent_changes, show_recent_changes),
    "rules": Macro(lists.rules, lists.show_rules, once=True),
    "macros": macro_listing(lambda: MACROS),
}
