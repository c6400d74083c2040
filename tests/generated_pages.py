"""Markdown pages made up at random, out of everything that an author may write on a page of the site.

`pages` takes two vocabularies: `prose` stands where a reader would read it, `literal` where Markdown takes a text as
it comes: in code, in HTML and its attributes, in addresses, titles and labels.
"""

from textwrap import indent

from hypothesis import strategies as st

WORDS = (
    "skin", "µA", "naïve", "a_b_c", "2 * 3", "R&D", "&amp;", "x < y", "[1]", "[ ]", "“so”", "…", "don't", "50 %", "\\*",
    "\\[x\\]", "(see)", "^", "~", "{{ x }}", "{% y %}", "a\tb", "\ue000", "\U000f0001", "\U00100010",
)  # fmt: skip
"""Prose that cites nothing; the last words are private-use characters."""

ADDRESSES = (
    "me@example.org", "<me@example.org>", "first.last+tag@mail.example.org", "https://example.org/@name", "a@b", "x/@y",
    "<https://example.org/@name>", "http://example.org/a?b=@c&d=1", "@ home", "@@", "@-", "50@%", "user@", "@",
    "mailto:me@example.org", "git@example.org:a/b.git",
)  # fmt: skip
"""Prose with an `@` that begins no key."""

CODE = ("@decorator", "@media print", "x = [@name]", "git@host:a/b", "a[0]", "{{ x }}", "*y*", "a  b", "&amp;", "@@x")
"""Code that cites nothing, though it looks like it here and there."""

CITATIONS = (
    "[@cheng1982]", "@ohno2013", "[see @cheng1982, p. 3; -@zuim2006]", "-@cheng1982", "@{a:b}", "[@unknown]", "@Tèst",
    "@ohno2013 [pp. 3–5]", "[@cheng1982][@ohno2013]", "[*e.g.* @a/b, and `so`]",
)  # fmt: skip
"""Citations; among them one of a work that is not in the bibliography."""

LINES = (
    '--8<-- "code.md"',
    "***",
    "[TOC]",
    "[ref2]: <https://example.org/@name>\n    'title [@name]'",
    "*[HTML]: Markup [@name]",
)
"""What stands on a line of its own."""
KEYS = ("name", "cheng1982", "a/b", "Tèst", "{a:b}")
LANGUAGES = ("", "python", "py", "css", "html", "no-such-language")
DEFINITION = '[ref]: https://example.org/@name "title @name"'
TICKS = ("`", "``", "```")


def _choice(words):
    return st.sampled_from(words)


@st.composite
def _literal_span(draw, literal):
    """Something inside a line that Markdown does not read as prose."""
    text = draw(_choice(literal))
    key = draw(_choice(KEYS))
    ticks = draw(_choice(TICKS))
    return draw(
        _choice(
            (
                f"{ticks} {text} {ticks}",
                f"``a ` {text}``",
                f"`#!python {text}`",
                f"<code>{text}</code>",
                f"<kbd>{text}</kbd>",
                f'<span title="{text}">x</span>',
                f"<br data-x='{text}'/>",
                f"<!-- {text} -->",
                f"https://example.org/@{key}/x",
                f"<https://example.org/@{key}>",
                f"[text](https://example.org/@{key})",
                f'[text](url@x "title {text}")',
                f"[text](<a b @{key}>)",
                f"[@{key}](https://example.org/@{key})",
                f"[@{key}][ref]",
                f"![alt @{key}](a@2x.png)",
                f'![alt {text}](a@2x.png "{text}")',
                f'*x*{{ .cls data-x="@{key}" }}',
                f"**x**{{: .@{key.strip('{}')} }}",
            )
        )
    )


def _lines(prose, literal):
    """A line or several of running text."""
    markup = _choice(("*em*", "**strong**", "***both***", "_em_", "[text][ref]", "[ref]", "x[^1]", "HTML", "<b>b</b>"))
    pieces = st.one_of(_choice(prose), _choice(ADDRESSES), markup, _literal_span(literal))
    separators = _choice((" ", " ", " ", ", ", "\n"))
    return st.lists(st.tuples(pieces, separators), min_size=1, max_size=6).map(
        lambda parts: "".join(piece + separator for piece, separator in parts).strip()
    )


def _one_line(prose, literal):
    return _lines(prose, literal).map(lambda text: text.replace("\n", " "))


@st.composite
def _code_block(draw, literal):
    lines = draw(st.lists(_choice(literal), min_size=1, max_size=3))
    language = draw(_choice(LANGUAGES))
    body = "\n".join(lines)
    return draw(
        _choice(
            (
                f"```{language}\n{body}\n```",
                f"``` {language}\n\n{body}\n\n{body}\n```",
                f"~~~~ {language}\n{body}\n~~~\n{body}\n~~~~",
                f"Code:\n\n{indent(body, '    ')}\n\n    {lines[0]}",
            )
        )
    )


@st.composite
def _html_block(draw, literal):
    """HTML that is literal wherever it stands."""
    text = draw(_choice(literal))
    return draw(
        _choice(
            (
                f"<pre>\n{text}\n{text}\n</pre>",
                f"<!--\n{text}\n-->",
                f"<script>\nconst x = `{text}`\n</script>",
                f"<style>\n{text} {{ color: red }}\n</style>",
                f'<img src="a@2x.png" alt="{text}">',
            )
        )
    )


@st.composite
def _literal_block_of_a_page(draw, literal):
    """What is literal unless it is indented: in a list, Markdown reads what is between HTML tags."""
    text = draw(_choice(literal))
    return draw(
        _choice(
            (
                f"<div>\n{text}\n</div>",
                f'<div class="{text}">\n\n<p>{text}</p>\n\n</div>',
                f"<pre>\n{text}\n\n{text}\n</pre>",
                f"<!--\n{text}\n\n{text}\n-->",
                f'<figure>\n<img src="a@2x.png" alt="{text}">\n<figcaption>{text}</figcaption>\n</figure>',
                f"<table>\n<tr><td>{text}</td></tr>\n</table>",
                f"Code:\n\n\t{text}\n\t\t{text}\n",
            )
        )
    )


@st.composite
def _container(draw, prose, literal, blocks):
    """A block with blocks in it."""
    inner = draw(blocks)
    line = draw(_one_line(prose, literal))
    nested = indent(inner, "    ")
    return draw(
        _choice(
            (
                f"- {line}\n\n{nested}\n\n- {line}",
                f"1. {line}\n\n{nested}",
                f"* {line}\n    * {line}\n        1. {line}",
                f"> {line}\n>\n{indent(inner, '> ', lambda _: True)}",
                f'!!! note "{line}"\n\n{nested}',
                f"??? tip\n\n{nested}",
                f'=== "{line}"\n\n{nested}\n\n=== "Other"\n\n    {line}',
                f"Term {line}\n:   {line}\n\n{nested}",
                f'<div class="x" markdown>\n\n{inner}\n\n</div>',
            )
        )
    )


def _flat(prose, literal):
    line = _one_line(prose, literal)
    level = st.integers(1, 6).map(lambda number: "#" * number)
    heading = st.tuples(level, line).map(" ".join)
    return st.one_of(
        _lines(prose, literal),
        _code_block(literal),
        _html_block(literal),
        heading,
        line.map(lambda text: f"{text}\n====="),
        line.map(lambda text: f"## {text} {{ #own-id .cls }}"),
        st.tuples(line, line).map(lambda pair: "| {} | x |\n|---|:-:|\n| {} | `a\\|b` |".format(*pair)),
        line.map(lambda text: f"{text}\n{{: .cls title='@name' }}"),
        line.map(lambda text: f"[^1]: {text}\n    more\n\n    {text}"),
        _choice(LINES),
    )


def pages(prose=WORDS, literal=CODE):
    """Whole pages of three to seven blocks, some of them within others."""
    flat = _flat(prose, literal)
    blocks = st.recursive(flat, lambda inner: _container(prose, literal, inner), max_leaves=3)
    blocks |= _literal_block_of_a_page(literal)
    return st.lists(blocks, min_size=3, max_size=7).map(lambda found: "\n\n".join((*found, DEFINITION)) + "\n")
