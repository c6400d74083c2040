"""What a site publishes besides the pages that people wrote: pages of our own, files for machines, words for the head.

Each module makes one kind of thing from a `Publication`; `registry` lists them. Floor 6.
"""
