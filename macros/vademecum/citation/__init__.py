"""Floor 2: what an author writes to cite, where it stands, and who cites what."""
