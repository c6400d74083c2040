"""Vademecum: Markdown topic pages and one BibTeX file in, a citation-backed knowledge base out."""

__version__ = "0.1.0"
