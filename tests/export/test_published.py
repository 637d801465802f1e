"""What is exported of a text: all but what no reader is meant to see."""

from __future__ import annotations

import time

import pytest

from content_lint.export.published import Published
from content_lint.parse.document import parse_document
from content_lint.site.generators.eleventy.traits import DIALECT as ELEVENTY
from content_lint.site.generators.hugo.traits import DIALECT as HUGO
from content_lint.site.generators.jekyll.traits import DIALECT as JEKYLL
from content_lint.text.source import SourceText


def published(text, dialect=JEKYLL):
    document = parse_document(SourceText.from_text("a.md", f"---\ntitle: A\n---\n{text}"), dialect)
    return Published(document, dialect).text()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\n{% comment %}x{% endcomment %}\nb\n", "a\nb\n"),
        ("a {% comment %}x{% endcomment %} b\n", "a  b\n"),
        ("a\n{%- comment -%}\nx\n{%- endcomment -%}\nb\n", "a\nb\n"),
        ("a\n{% comment %}\nbelow\n\nand further below\n", "a\n"),
        # The outer comment goes on after the inner one has ended.
        ("a {% comment %}x{% comment %}y{% endcomment %}z{% endcomment %} b", "a  b"),
        ("a {% comment %}{% raw %}{% endcomment %}{% endraw %}x{% endcomment %} b", "a  b"),
        ("a {% raw %}{% comment %}{% endraw %} b", "a {% raw %}{% comment %}{% endraw %} b"),
        ("a <!-- x --> b\n", "a  b\n"),
        ("a\n\n<!-- x\ny -->\n\nb\n", "a\n\n\nb\n"),
        ("    <!-- code -->\n", "    <!-- code -->\n"),
        ("~~~\n{% comment %}x{% endcomment %}\n~~~\n", "~~~\n~~~\n"),
        ("a\n\n{::comment}\nx\n{:/comment}\n\nb\n", "a\n\n\nb\n"),
        ("a {::comment}x{:/} b\n", "a  b\n"),
        ("`{::comment}`\n", "`{::comment}`\n"),
        ("a {% endcomment %} b\n", "a {% endcomment %} b\n"),
        ("a {% # x %} b\n", "a  b\n"),
        ("a\n{% if false %}\nx\n{% endif %}\nb\n", "a\nb\n"),
        ("a {%- if nil -%} x {%- endif -%} b\n", "a  b\n"),
        ("{% unless true %}x{% endunless %}b\n", "b\n"),
        ("{% if false %}x{% if y %}z{% else %}w{% endif %}v{% endif %}b\n", "b\n"),
        ("{% if false %}x{% else %}y{% endif %}\n", "y\n"),
        ("{% if page.x %}x{% endif %}\n", "{% if page.x %}x{% endif %}\n"),
        ("{% if falsey %}x{% endif %}\n", "{% if falsey %}x{% endif %}\n"),
        ("{% raw %}{% if false %}x{% endif %}{% endraw %}\n", "{% raw %}{% if false %}x{% endif %}{% endraw %}\n"),
        ("{% if false %}x\n", "{% if false %}x\n"),
        ("a {# x #} b\n", "a {# x #} b\n"),
    ],
)
def test_comments_are_left_out(text, left):
    assert published(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a {# x #} b\n", "a  b\n"),
        ("a\n{# {{ x }}\ny #}\nb\n", "a\nb\n"),
        ("## A {#a}\n\nb\n\n## C {#c}\n", "## A {#a}\n\nb\n\n## C {#c}\n"),
        ("`{# x #}`\n", "`{# x #}`\n"),
    ],
)
def test_comments_of_nunjucks_are_left_out(text, left):
    assert published(text, ELEVENTY) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\n{{% comment %}}\nx\n{{% /comment %}}\nb\n", "a\nb\n"),
        ("a {{< comment >}}x{{< /comment >}} b\n", "a  b\n"),
        ("a {{< comment >}} x\n\ny\n", "a "),
        ("a {{</* comment */>}} b\n", "a {{</* comment */>}} b\n"),
        ("a {% comment %} b\n", "a {% comment %} b\n"),
    ],
)
def test_comments_of_hugo_are_left_out(text, left):
    assert published(text, HUGO) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("{% comment %}", ""),
        ("{% comment %}a{% endcomment %}b", "b"),
        ("a {::comment}x{:/} b\n", "a  b\n"),
        ("<!-- x -->\n\n", "\n"),
        ("{% if false %}", "{% if false %}"),
        ("{# ", "{# "),
    ],
)
def test_many_comments_cost_linear_time(text, left):
    """Measured: 0.04 s at most; 4 s where comments inside of a comment are looked at, too."""
    document = parse_document(SourceText.from_text("a.md", text * 5_000), JEKYLL)
    began = time.process_time()
    assert Published(document, JEKYLL).text() == left * 5_000
    assert time.process_time() - began < 1
