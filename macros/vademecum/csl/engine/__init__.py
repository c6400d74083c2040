"""A processor for CSL 1.0.2: styles and locales in, citations and bibliographies as trees out.

`read_style` and `read_locale` make frozen elements of XML, `Processor` compiles a style once to closures and formats
items: CSL-JSON, or whatever gives values as `Item` does. Nothing here knows of files, networks or sites.
"""

from vademecum.csl.engine.errors import StyleError
from vademecum.csl.engine.locale import Locale, read_locale
from vademecum.csl.engine.processor import Processor
from vademecum.csl.engine.rich_output import to_rich
from vademecum.csl.engine.style import Style, read_style

__all__ = ["Locale", "Processor", "Style", "StyleError", "read_locale", "read_style", "to_rich"]
