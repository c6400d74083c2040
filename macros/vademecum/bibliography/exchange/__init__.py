"""Bibliographies for other programs, and from them: CSL-JSON and RIS."""
