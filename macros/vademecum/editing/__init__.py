"""Floor 6: what changes files on an editor's behalf."""
