"""Floor 0: sources and places in them, findings, rich text. Knows nothing of citations or BibTeX."""
