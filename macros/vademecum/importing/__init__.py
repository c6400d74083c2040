"""Pages that somebody saved elsewhere, made into Markdown with citations. Below the command line, above the checks."""
