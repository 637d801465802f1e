"""Hostile bodies: each is read in time that grows with its length and no faster."""

from __future__ import annotations

import os
import time

import pytest
from msgspec.structs import replace

from content_lint.parse.dialect import Dialect
from content_lint.parse.markdown.body import read_body, read_html_body
from content_lint.text.source import SourceText, Span
from tests.dialects import DIALECTS

# A full-size run (200,000 characters and more, two seconds each) is made by setting the size by hand.
SIZE = int(os.environ.get("MARKDOWN_BOMB_SIZE", "20000"))
SECONDS = 2.0

REPEATED = [
    *("[", "![", "(", "<", "{%", "{{", "`", "*", "_", "> ", ">", "- ", "1. ", "- > ", "[a](", '[a](b "', "[a](b '\""),
    *("[a][b]", "[]", "](", "[](<", '<a b="', "<a b='\"", "<!--", "<div>", "<div>\n", '<div markdown="1">\n', "<a "),
    *("<a", "&", "&amp", "{::nomarkdown}", "{:", "{:a}\n", "$$ ", "<code>", "<script>", "```a\n", "a | b\n", "|", "a|"),
    *("{% raw %}", "{% comment %}", "{% highlight x %}", "{{< highlight >}}", "{{< ", "[^1]: ", "[^1]: a\n", ": a\n"),
    *("a\n: b\n", "#", "# ", "# a\n", "a\n===\n", " ", "\t", "\n", " \n", "- \n", "-\n", "a *b **c ", "http://a.b "),
    *("http://a.b", "@", "a@b.c ", "www.", "<h1>", "<h1>\n", '<a href="x">', "[a]:\n", '[a]: b "', '[a]: b "\n'),
    *("<?", "<!A ", "<![CDATA[", "\\", "*[a]: b\n", "*[", "^\n", "[a] (", "[a](http:// ", "<pre>", "<a@", "<mailto:"),
    *("<!-- a -->\n\nb\n\n", "{% if %}", "{{ a }} ", "[a](b) ", "[a](b)\n\n", "[a|b](c)|\n", "<b>", "<p>x\n", "- a\n"),
    *("a\\\n", "[a]\n", "> a\nb\n", "'\"", "<a\n", "~~", "~~~ b\n", "{#a} ", "-\t", "1.\n", "<b>|", "`|", "<a>\n\n"),
    *(
        "[a](<b>) ",
        "![a](b",
        "[^a]",
        "{% link a %}",
        "{{% ref a %}}",
        "\r",
        "\r\n",
        "\x00",
        "\ufeff",
        "<x@y.z>",
        "***\n",
    ),
    *(
        "{",
        "{`",
        "{/*",
        "{/* a */}",
        "<A b={",
        "<A b={c} ",
        "<A>\n",
        "</A>\n",
        "import a\n",
        "export {\n\n",
        "${",
        "<>",
    ),
    *("{'", "{//", "<A {...", "{`${", "\n\n`", "```\n{", "# a {#b}\n", "<A>\n  b\n"),
]
SHAPED = {
    "rising runs of backticks": lambda size: "".join("`" * i + " " for i in range(int((2 * size) ** 0.5))),
    "rising fences": lambda size: "".join("`" * (3 + i % 500) + "a\n" for i in range(size // 250)),
    "rising indentation": lambda size: "".join(" " * (2 * i) + "- a\n" for i in range(int(size**0.5))),
    "many definitions": lambda size: "".join(f"[a{i}]: x\n" for i in range(size // 10)),
    "a tag of blanks": lambda size: "<a x " + " " * size + "=",
    "a list item of blanks": lambda size: "-" + " " * size + "a",
    "a heading of emphasis": lambda size: "# " + "_a " * size,
    "a heading of brackets": lambda size: "# " + "[a" * size,
    "a heading of ids": lambda size: "# " + " {#" * size,
    "a lazy quote": lambda size: "> a\n" + "b\n" * size,
    "quotes in quotes": lambda size: ("> " * 30 + "a\n") * (size // 60),
    "attributes": lambda size: "<a " + "b " * size,
    "one long line": lambda size: "a b " * (25 * size),
    "attribute lists that end once": lambda size: "a" + "{:" * size + "}",
    "a name of letters": lambda size: "www." + "a" * size,
    "a long number": lambda size: "1" * size + ". a",
}
CASES = {repr(text): (lambda size, text=text: text * (size // len(text) + 1)) for text in REPEATED} | SHAPED


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", CASES)
def test_a_hostile_body_takes_linear_time(name, dialect):
    text = CASES[name](SIZE)
    source = SourceText.from_text("a.md", text)
    start = time.process_time()
    body = read_body(source, Span(0, len(text)), dialect)
    if dialect == Dialect():
        mdx = SourceText.from_text("a.mdx", text)
        read = read_body(mdx, Span(0, len(text)), replace(dialect, mdx=(".mdx",)))
        assert all(mdx[link.destination_span] == link.raw for link in read.links)
        read_html_body(source, Span(0, len(text)), dialect)
    taken = time.process_time() - start
    assert taken < SECONDS
    assert all(source[link.destination_span] == link.raw for link in body.links)
