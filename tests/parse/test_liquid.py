from __future__ import annotations

import pytest
from msgspec.structs import replace

from content_lint.parse.facts import LinkKind
from content_lint.parse.markdown.body import read_body
from content_lint.parse.markdown.liquid import mask_templates
from content_lint.site.generators.hugo import traits as hugo
from content_lint.site.generators.jekyll import traits as jekyll
from content_lint.text.source import SourceText, Span

JEKYLL = jekyll.DIALECT
HUGO = hugo.DIALECT


def read(text, dialect=JEKYLL):
    source = SourceText.from_text("a.md", text)
    return source, read_body(source, Span(0, len(text)), dialect)


def masked(text, dialect=JEKYLL):
    return mask_templates(text, 0, len(text), dialect)


@pytest.mark.parametrize(
    "text",
    [
        "a {{ b }} c\n",
        "{% if x %}\r\n{{ y\n}}\n",
        "{% raw %}{{ a }}{% endraw %}",
        "{% comment %}\n[x](y)\n{% endcomment %}",
    ],
)
def test_a_mask_keeps_length_and_line_ends(text):
    found = masked(text).text
    assert len(found) == len(text)
    assert [char if char in "\r\n" else "." for char in found] == [char if char in "\r\n" else "." for char in text]
    assert "{" not in found.replace("{{ a }}", "")


def test_a_destination_that_holds_liquid_is_templated_and_keeps_its_text():
    source, body = read("[x]({{ site.url }}/a) [y](/b)\n")
    assert [(link.raw, link.destination, link.templated) for link in body.links] == [
        ("{{ site.url }}/a", "{{ site.url }}/a", True),
        ("/b", "/b", False),
    ]
    assert [source[span] for span in body.templates] == ["{{ site.url }}"]


@pytest.mark.parametrize(
    ("text", "tag", "raw"),
    [
        ("{% link _posts/2020-01-02-a b.md %}", "link", "_posts/2020-01-02-a b.md"),
        ("{%- post_url 2020-01-02-a -%}", "post_url", "2020-01-02-a"),
    ],
)
def test_link_tags_are_links(text, tag, raw):
    source, body = read(f"See {text}.\n")
    (link,) = body.links
    assert (link.kind, link.tag, link.raw, source[link.span]) == (LinkKind.LIQUID, tag, raw, text)
    assert source[link.destination_span] == raw


@pytest.mark.parametrize(
    ("text", "tag", "raw"),
    [
        ('{{< ref "a/b.md#c" >}}', "ref", "a/b.md#c"),
        ("{{% relref `x` %}}", "relref", "x"),
        ('{{% relRef "x" %}}', "relref", "x"),
        ('{{< Ref "x" >}}', "ref", "x"),
        ("{{<relref d.md>}}", "relref", "d.md"),
        ('{{< ref path="p" lang="en" >}}', "ref", "p"),
    ],
)
def test_shortcodes_for_references_are_links(text, tag, raw):
    _, body = read(f"[x]({text})\n", HUGO)
    inline, link = sorted(body.links, key=lambda item: item.kind is LinkKind.LIQUID)
    assert (link.kind, link.tag, link.raw) == (LinkKind.LIQUID, tag, raw)
    assert (inline.raw, inline.templated) == (text, True)


def test_an_escaped_shortcode_is_no_link():
    _, body = read('{{</* ref "a" */>}}\n', HUGO)
    assert body.links == ()


def test_raw_is_text_comment_is_nothing_and_highlight_is_code():
    source, body = read(
        "{% raw %}[a](/{{ b }}){% endraw %}\n\n"
        "{% comment %}[c](/d){% endcomment %}\n\n"
        "{% highlight md %}\n[e](/f)\n{% endhighlight %}\n"
    )
    assert [link.destination for link in body.links] == ["/{{ b }}"]
    assert [source[span] for span in body.code] == ["\n[e](/f)\n"]


def test_a_tag_alone_on_its_line_ends_a_paragraph_and_one_in_a_line_does_not():
    _, body = read("{% if a %}\n# H\n{% endif %}\n\nx {% if a %}[b](/c){% endif %}\n")
    assert [heading.text for heading in body.headings] == ["H"]
    assert [link.destination for link in body.links] == ["/c"]


def test_what_does_not_end_is_text():
    _, body = read("{{ a [x](/y)\n{% b [z](/w)\n")
    assert [link.destination for link in body.links] == ["/y", "/w"]
    assert body.templates == ()


def test_a_heading_that_holds_liquid_is_templated():
    _, body = read("## {{ a }} B\n\n## C\n")
    assert [(heading.text, heading.templated) for heading in body.headings] == [(" B", True), ("C", False)]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("a <% b %> c", ["<% b %>"]),
        ("<%= x\n%>\r\n<%- y -%>", ["<%= x\n%>", "<%- y -%>"]),
        ("<%# [a](b) %>[c](<%= d %>)", ["<%# [a](b) %>", "<%= d %>"]),
        ("<%% e %> <%%> <%%%>", []),
        ("<%>%>", ["<%>%>"]),
        ("<% never", []),
        ("<% a %> <% b", ["<% a %>"]),
        ("{{ a }} {% b %}", []),
        ("", []),
    ],
)
def test_ruby_is_hidden_and_what_it_escapes_is_text(text, hidden):
    found = mask_templates(text, 0, len(text), replace(JEKYLL, templates="erb"))
    assert [text[span.start : span.end] for span in found.templates] == hidden
    assert len(found.text) == len(text)
    assert found.text.count("\n") == text.count("\n")


def test_ruby_that_does_not_end_takes_no_longer_the_more_there_is_of_it():
    assert mask_templates("<%" * 200_000, 0, 400_000, replace(JEKYLL, templates="erb")).templates == ()
