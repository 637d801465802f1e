"""What holds for every body, whatever is in it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mistune import BlockParser
from msgspec.structs import replace

from content_lint.parse.markdown import body as reading
from content_lint.parse.markdown.body import read_body, read_html_body
from content_lint.parse.markdown.commonmark import blocks, spans
from content_lint.parse.markdown.kramdown import lists
from content_lint.parse.markdown.mdx import mask
from content_lint.site.generators.jekyll import traits as jekyll
from content_lint.text.source import SourceText, Span
from tests.dialects import DIALECTS as READ

PIECES = (
    *("[a](b)", "![i](s)", "[x][r]", "[r]", "\n", "\n\n", "> ", "- ", "1. ", "    ", "\t", "# h", "## T", "a", "é 𝒳"),
    *(
        "*",
        "_",
        "`",
        "``",
        "<b>",
        "</b>",
        "<div>",
        "</div>",
        '<div markdown="1">',
        '<a href="q">',
        "</a>",
        "<h2>x</h2>",
    ),
    *(
        "<!-- c -->",
        "|",
        "\n[r]: u\n",
        "<http://x.y>",
        "<m@x.y>",
        "(",
        ")",
        "[",
        "]",
        "!",
        "\\",
        "{: #i}",
        "\n{: .c}\n",
    ),
    *(
        "***\n",
        "---\n",
        "===\n",
        "```\n",
        "~~~\n",
        ": d",
        "[^1]",
        "\n[^1]: f [k](l)\n",
        "&amp;",
        "$$",
        "https://z.z",
        "@",
    ),
    *(
        '[a](b "t")',
        "[a](<b c>)",
        "[a](b c)",
        "[a]\n(b)",
        "<<",
        "{% if a %}",
        "{{ b }}",
        "{% raw %}",
        '{{< ref "x" >}}',
    ),
    *(
        "import a from 'b'\n",
        "export c\n",
        "<T>\n",
        "</T>\n",
        "{/* c */}",
        "{x}",
        "\n```js\n",
        "[r]: /u\n  'two'\n",
        "[x] a",
    ),
    *("{% link a.md %}", "{::comment}", "{:/}", "\x00", "\ue000", "\u2028", "\x0b", "\f", "www.a.org", "a@b.org"),
)
MARKDOWN = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
ANYTHING = st.one_of(MARKDOWN, st.text(max_size=60), st.text("[]()<>!`*_#-> \n\r\t{}%:|\\\"'^", max_size=60))
DIALECTS = st.sampled_from([*READ, replace(jekyll.DIALECT, gfm=False)])


def spans_of(body):
    for link in body.links:
        yield from (link.destination_span, link.span)
        if link.label_span is not None:
            yield link.label_span
    for lost in body.lost_links:
        yield from (lost.span, lost.destination_span)
    for item in (*body.headings, *body.undefined_references):
        yield item.span
    for comment in body.comments:
        yield from (comment.span, comment.following)
    yield from body.code
    yield from body.templates


@settings(max_examples=600, deadline=None)
@given(before=st.sampled_from(["", "---\na: b\n---\n", "---\r\n---\r\n"]), text=ANYTHING, dialect=DIALECTS)
def test_any_text_is_read_and_every_span_lies_in_the_body(before, text, dialect):
    source = SourceText.from_text("a.md", before + text)
    span = Span(len(before), len(source.text))
    for body in (read_body(source, span, dialect), read_html_body(source, span, dialect)):
        assert all(span.start <= found.start <= found.end <= span.end for found in spans_of(body))
        assert all(source[link.destination_span] == link.raw for link in body.links)
        assert all(source[heading.span] == heading.source for heading in body.headings)


@settings(max_examples=500, deadline=None)
@given(text=ANYTHING, dialect=DIALECTS, ending=st.sampled_from(["md", "mdx"]))
def test_what_is_taken_in_one_go_is_what_the_rules_make_of_it(text, dialect, ending):
    """Lines of text, definitions and items that need no rule are passed over quickly; the answer is the same."""
    source = SourceText.from_text(f"a.{ending}", text)
    dialect = replace(dialect, mdx=(".mdx",))
    quick = read_body(source, Span(0, len(text)), dialect)
    by_the_rules = blocks._Parser(max_nested_level=blocks.MAX_DEPTH)
    of_mdx = [rule for rule in BlockParser.DEFAULT_RULES if rule not in {"indent_code", "raw_html"}]
    of_mdx_parser = blocks._Parser(of_mdx, of_mdx, max_nested_level=blocks.MAX_DEPTH)
    of_mdx_parser.rules = of_mdx
    never = re.compile(r"(?!)")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "_parser", lambda *, mdx: of_mdx_parser if mdx else by_the_rules)
        patch.setattr(blocks, "_PLAIN_DEFINITION", never)
        patch.setattr(lists, "_ONLY_TEXT", never)
        patch.setattr(mask, "_PLAIN", never)
        assert read_body(source, Span(0, len(text)), dialect) == quick


@settings(max_examples=400, deadline=None)
@given(text=MARKDOWN, dialect=DIALECTS)
def test_line_ends_change_no_line_and_no_column(text, dialect):
    def places(text):
        source = SourceText.from_text("a.md", text)
        body = read_body(source, Span(0, len(text)), dialect)
        found = [
            (link.kind, link.destination.replace("\r\n", "\n"), source.position(link.destination_span.start))
            for link in body.links
        ]
        return found, [(item.text.replace("\r\n", "\n"), source.position(item.span.start)) for item in body.headings]

    assert places(text.replace("\n", "\r\n")) == places(text)


@settings(max_examples=300, deadline=None)
@given(
    marks=st.lists(st.sampled_from(["> ", "- ", "1. ", ">\t", "* ", "-\t"]), max_size=5).map("".join),
    dialect=st.sampled_from(READ),
)
def test_a_link_behind_any_marks_keeps_its_column(marks, dialect):
    text = f"{marks}a [x](DEST)\n"
    source = SourceText.from_text("a.md", text)
    for link in read_body(source, Span(0, len(text)), dialect).links:
        assert link.destination_span.start == text.index("DEST")
        assert source[link.span] == "[x](DEST)"


@given(st.text("a \t\n<\f\v", max_size=14), st.integers(0, 14))
def test_blank_lines_are_where_mistune_finds_them(text: str, position: int) -> None:
    position = min(position, len(text))
    wanted, found = BlockParser.BLANK_LINE.search(text, position), blocks._BlankLines().search(text, position)
    assert (wanted and wanted.span()) == (found and found.span())


IN_ROWS = (
    *("[", "]", "](", "][", "(", ")", "|", "|", "`", "``", "<b>", "<", ">", "\\", "a", " ", "!", '"', "'", "é"),
    *("[a](b)", "![i](s)", '[a](b "t")', "[a](<b c>)", "[a](b(c)d)", "<h://x>", "<i a='|'>"),
)
CELLS = st.lists(st.sampled_from(IN_ROWS), max_size=24)


@pytest.mark.parametrize("dialect", READ)
@given(cells=CELLS)
@settings(max_examples=300)
def test_rows_that_are_passed_over_hold_no_link_that_a_cell_cuts(dialect, cells):
    text = f"| a | b | c |\n| - | - | - |\n| {''.join(cells)} |\n\n[a]: b\n"

    def lost():
        return read_body(SourceText.from_text("a.md", text), Span(0, len(text)), dialect).lost_links

    short = lost()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_WHOLE_LINK", re.compile(r"(?!)"))
        assert lost() == short


TICKS = st.lists(st.sampled_from(("`", "`", "``", "a", " ", "[a](b)", "\\", "<b>", "<!-- ` -->", "\n", "[x `", "](y)")))


@pytest.mark.parametrize("dialect", READ)
@given(pieces=TICKS)
@settings(max_examples=200)
def test_a_code_span_ends_where_all_runs_of_backticks_say(dialect, pieces):
    text = "".join(pieces) + "\n"
    source, span = SourceText.from_text("a.md", text), Span(0, len(text))
    short = read_body(source, span, dialect)

    def by_all_runs(scanner, start, behind):
        runs = [
            (run.start(), len(run[0]))
            for run in re.finditer("`+", scanner.text[: scanner.end])
            if run.start() >= behind
        ]
        return next((place for place, length in runs if length == behind - start), -1)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spans.CommonMarkSpans, "_closing_ticks", by_all_runs)
        assert read_body(source, span, dialect) == short
