"""How large things may be: what a file from a stranger can ask of the reader. Whatever is larger is a finding."""

MAX_FILE = 20_000_000
"""Characters in a file."""
MAX_BLOCK = 1_000_000
"""Characters in one entry."""
MAX_FIELD = 64_000
"""Characters in the value of one field, `@string`s resolved; also in a block that stands in parentheses."""
MAX_FIELDS = 1_000
"""Fields of one entry."""
MAX_DEPTH = 64
"""Braces within braces."""
MAX_FAILED = 1_000
"""Blocks of one file that cannot be read; after that many the rest is not looked at."""
