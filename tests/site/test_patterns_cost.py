"""Patterns on texts that were made for them: the time grows with the text and no faster."""

from __future__ import annotations

import re
import time

import pytest

from content_lint.adopt.gate_files import _LIST
from content_lint.links.built.html_page import _REFRESH
from content_lint.parse.front_matter.yaml.builder import _REST_OF_PAIR
from content_lint.parse.scripts.patterns import pattern_of
from content_lint.site.generators.astro.anchors import _FOOTNOTE
from content_lint.site.generators.astro.plugins import _GUARD
from content_lint.site.generators.eleventy.functions import _JOINS
from content_lint.site.generators.eleventy.permalinks import _PIPE
from content_lint.site.generators.eleventy.read import _TASKS
from content_lint.site.generators.hugo.anchors import _BLOCK_ID
from content_lint.site.generators.hugo.base_hrefs import _ACTION
from content_lint.site.generators.hugo.find_modules import _REPLACE
from content_lint.site.generators.hugo.written_links import _COMMENT
from content_lint.site.generators.vitepress.anchors import _FOOTNOTES
from content_lint.site.generators.vuepress.detect import _LOCALE
from content_lint.site.js_slugs import _CONTRACTION, _PARTS


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (_FOOTNOTE, "[^" * 60_000),
        (_FOOTNOTES, "[^" * 60_000),
        (_GUARD, "if (!/a/.test(b))" + " " * 30_000),
        (_LIST, "repos:\r\n" + "# a\r\n" * 5_000),
        (_LOCALE, "\n" * 60_000),
        (_REFRESH, "1" + " " * 60_000),
        (_REPLACE, "\n" * 60_000),
        (_COMMENT, "{{/* " * 30_000),
        (_CONTRACTION, "a" * 60_000),
        (_PARTS[0], "A" * 60_000),
        (_BLOCK_ID, "{ #" + "a" * 30_000),
        (_BLOCK_ID, "{" + " #a" * 20_000 + " }x"),
        (_ACTION, "{" * 60_000),
        (_JOINS, "(a) => " + " " * 30_000),
        (_PIPE, " " * 60_000),
        (_TASKS, "requireDir(" + " " * 30_000),
        (_REST_OF_PAIR, " " * 60_000),
    ],
    ids=map(str, range(18)),
)
def test_no_pattern_costs_more_than_linear_time(pattern: re.Pattern[str], text: str) -> None:
    began = time.process_time()
    pattern.match(text)
    if pattern not in (_REFRESH, _REST_OF_PAIR):  # these are asked at one place only
        pattern.search(text)
    assert time.process_time() - began < 1


def test_no_expression_of_a_script_is_longer_than_one_that_somebody_wrote() -> None:
    began = time.process_time()
    assert pattern_of("/" + "[" * 40_000 + "/") is None
    assert time.process_time() - began < 1
