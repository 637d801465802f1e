"""Bodies of Hugo and plain sites: CommonMark, and what goldmark adds."""

from __future__ import annotations

import random

import pytest

from content_lint.parse.dialect import Dialect
from content_lint.parse.facts import LinkKind
from content_lint.parse.markdown.body import read_body, read_html_body
from content_lint.site.generators.hugo import traits as hugo
from content_lint.text.source import Position, SourceText, Span
from tests.dialects import DIALECTS

HUGO = hugo.DIALECT
PLAIN = Dialect()


def read(text, dialect=PLAIN):
    source = SourceText.from_text("a.md", text)
    return source, read_body(source, Span(0, len(text)), dialect)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[x](mailto:a@b.org?subject=Hi there)", []),
        ("[x](/a\\_b)", ["/a_b"]),
        ("[x](/a?b&amp;c&reg=d)", ["/a?b&c&reg=d"]),
        ("[x](</a b>)", ["/a b"]),
        ("[a [b](/c) d](/e)", ["/c"]),
        ("[![i](/s)](/h)", ["/h", "/s"]),
        ("[x](\n/a\n't')", ["/a"]),
        ("[x]()", [""]),
        ("[x][R]\n\n[r]: </u v> 'title'", ["/u v"]),
        ("![x][r]\n\n[r]: /u", ["/u"]),
        ("<https://a.org>", ["https://a.org"]),
        ("<a@b.org>", ["mailto:a@b.org"]),
        ("<mailto: a@b.org>", []),
        ("https://a.org", []),
        ("<div>\n[x](/a)\n<a href='/b'>c</a>\n</div>", ["/b"]),
        ("<div>\n\n[x](/a)\n\n</div>", ["/a"]),
        ("[a|b](/c)", ["/c"]),
        ("- ```\n  [x](/a)\n  ```\n- [y](/b)", ["/b"]),
    ],
)
def test_commonmark_decides_what_is_a_link(text, expected):
    assert [link.destination for link in read(text)[1].links] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See https://a.org/b. Then", ["https://a.org/b"]),
        ("(https://a.org/b(c))", ["https://a.org/b(c)"]),
        ("www.a.org and me@a.org", ["https://www.a.org", "mailto:me@a.org"]),
        ("xhttps://a.org", []),
        ("`https://a.org`", []),
        ("[https://a.org](/b)", ["/b"]),
        ("@name and a@b", []),
        ("{{< x >}}\nhttps://a.org\n{{< /x >}}\nhttps://b.org", ["https://b.org"]),
        ("{{< x >}} {{< y >}} {{< /y >}} me@a.org {{< /x >}}", []),
        ("{{< x >}} https://a.org", ["https://a.org"]),
        ("{{% x %}}\nhttps://a.org\n{{% /x %}}", ["https://a.org"]),
    ],
)
def test_hugo_links_bare_addresses(text, expected):
    assert [link.destination for link in read(text, HUGO)[1].links] == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("> - a\n>   [x](DEST)\n", Position(2, 9)),
        ("> a\nlazy [x](DEST)\n", Position(2, 10)),
        ("- a\n\n\t[x](DEST)\n", Position(3, 6)),
        ("-\t[x](DEST)\n", Position(1, 7)),
        ("-\n  [x](DEST)\n", Position(2, 7)),
        ("1. a\n2. > b\n   > [x](DEST)\n", Position(3, 10)),
        ("- a\n- b\n\n  c\n\n  [x](DEST)\n", Position(6, 7)),
        ("* a\n  * b\n    lazy\n* [x](DEST)\n", Position(4, 7)),
        ("> > a\n> > [x](DEST)\n", Position(2, 9)),
        ("# h [x](DEST)\n", Position(1, 9)),
        ("a\n> q\n\n- i\n> [x](DEST)\n", Position(5, 7)),
    ],
)
@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_destination_has_its_own_line_and_column_in_any_container(text, place, dialect, line_end):
    source, body = read(text.replace("\n", line_end), dialect)
    (link,) = body.links
    assert (link.raw, source.position(link.destination_span.start)) == ("DEST", place)
    assert source[link.span] == "[x](DEST)"


@pytest.mark.parametrize("dialect", [HUGO, PLAIN])
def test_a_tab_behind_a_quotes_mark_is_no_column_more(dialect):
    source, body = read(">\t[x](DEST)\n", dialect)
    (link,) = body.links
    assert source.position(link.destination_span.start) == Position(1, 7)


def test_a_blank_in_a_destination_is_reported():
    source, body = read("[x](mailto:a@b.org?subject=Hi there)")
    (lost,) = body.lost_links
    assert (lost.reason, source[lost.destination_span]) == ("space", "mailto:a@b.org?subject=Hi there")


def test_a_heading_keeps_its_text_and_its_explicit_id():
    source, body = read("# One *two* `x_y_` {#three .c}\n", HUGO)
    (heading,) = body.headings
    assert (heading.level, heading.text, heading.explicit_id) == (1, "One two x_y_", "three")
    assert source[heading.span] == "One *two* `x_y_`"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_comment_knows_the_block_behind_it(dialect):
    source, body = read("<!-- c -->\n\nA paragraph\nof two lines.\n\nMore.\n", dialect)
    (comment,) = body.comments
    assert source[comment.span] == "<!-- c -->"
    assert source[comment.following] == "A paragraph\nof two lines."


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_comment_before_a_list_speaks_of_the_whole_list(dialect):
    source, body = read("<!-- c -->\n\n- a\n- b\n\n- c\n", dialect)
    (comment,) = body.comments
    assert source[comment.following] == "- a\n- b\n\n- c"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_comment_at_the_end_is_followed_by_nothing(dialect):
    source, body = read("a\n\n<!-- c -->", dialect)
    (comment,) = body.comments
    assert source[comment.following] == ""


@pytest.mark.parametrize("dialect", DIALECTS)
def test_code_is_known_as_code(dialect):
    source, body = read("a `b` c\n\n```\nd\n```\n\n    e\n", dialect)
    assert [source[span].strip() for span in body.code] == ["`b`", "```\nd\n```", "e"]


def test_a_page_of_html_has_links_ids_and_comments():
    text = (
        "<h1 id=a>T <b>u</b></h1><!-- c --><a href=/b name='n'>x</a><script>'<a href=\"/no\">'</script><img src='/s'>"
    )
    source = SourceText.from_text("a.html", text)
    body = read_html_body(source, Span(0, len(text)), HUGO)
    assert [(link.kind, link.tag, link.raw) for link in body.links] == [
        (LinkKind.HTML, "a.href", "/b"),
        (LinkKind.HTML, "img.src", "/s"),
    ]
    assert body.ids == ("a", "n")
    assert [(item.text, item.explicit_id) for item in body.headings] == [("T u", "a")]
    assert [source[comment.span] for comment in body.comments] == ["<!-- c -->"]


PIECES = (
    *("[a](b)", "![i](s)", "[x][r]", "[r]", "\n", "\n\n", "> ", "- ", "1. ", "    ", "\t", "  ", "# h\n", "a", "b c"),
    *("*", "`", "``", "<b>", "\n<div>\n", "</div>\n", "\n\n[r]: u\n", "<http://x.y>", "<m@x.y>", "(", ")", "[", "]"),
    *("!", "\\", "***\n", "&amp;", '[a](b "t")', "[a](<b c>)", "[a](b c)", "[a]\n(b)", "[a](\nb)", "\n> ", "* "),
)


def test_random_bodies_have_the_links_of_another_commonmark_parser():
    markdown_it = pytest.importorskip("markdown_it")
    other = markdown_it.MarkdownIt("commonmark")
    other.validateLink = lambda _: True
    other.normalizeLink = lambda url: url
    chance = random.Random(7)
    differs = []
    for _ in range(1500):
        text = "".join(chance.choices(PIECES, k=chance.randint(1, 12)))
        inline = [child for token in other.parse(text) for child in token.children or ()]
        wanted = {token.attrs.get("href") or token.attrs.get("src") for token in inline if token.attrs}
        _, body = read(text)
        ours = {link.destination for link in body.links if link.kind is not LinkKind.HTML}
        if ours != wanted:
            differs.append((text, ours, wanted))
    # mistune lets a line continue code or HTML in a list item or a quote that it is no part of.
    assert len(differs) <= 8, differs
