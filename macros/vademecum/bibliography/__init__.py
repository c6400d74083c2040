"""Floor 1: bibliographic records: entries, names, dates, identifiers, and the reading of BibTeX."""
