"""What a comment on a pull request may hold."""

import re

from markdown_it import MarkdownIt

from vademecum.report.diff_markdown import MARKER


def assert_is_harmless(comment):
    """No mention, link, picture or HTML stands outside of code, but for the marker."""
    for token in MarkdownIt("commonmark").parse(comment):
        assert token.type != "html_block" or token.content.strip() == MARKER
        for each in token.children or ():
            assert each.type in {
                *("text", "code_inline", "softbreak", "strong_open", "strong_close"),
            }, each
            if each.type == "text":
                assert not re.search(r"[@<]|https?:|www\.|#\d", each.content), each.content
