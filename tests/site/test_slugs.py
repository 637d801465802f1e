"""Slugs of libraries: those of Python are what Python-Markdown 3.10 and pymdownx 10.21 made of the same texts."""

from __future__ import annotations

import pytest

from content_lint.site.js_slugs import anchor_slug, mdit_slug, slugify, word_slug
from content_lint.site.python_slugs import SlugRule, UsedIds

SLUGIFY = "pymdownx.slugs.slugify"
RULES = {
    "toc": SlugRule(),
    "toc by name": SlugRule("markdown.extensions.toc.slugify"),
    "unicode": SlugRule("markdown.extensions.toc.slugify_unicode", separator="_"),
    "lower": SlugRule(SLUGIFY, (("case", "lower"),)),
    "fold": SlugRule(SLUGIFY, (("case", "fold"), ("percent_encode", True))),
    "ascii": SlugRule(SLUGIFY, (("case", "lower-ascii"), ("normalize", "NFKD"))),
    "as it is": SlugRule(SLUGIFY, (("normalize", "odd"),)),
    "uslugify": SlugRule("pymdownx.slugs.uslugify"),
    "gfm_encoded": SlugRule("pymdownx.slugs.gfm_encoded", separator="."),
    "uslugify_case_encoded": SlugRule("pymdownx.slugs.uslugify_case_encoded"),
}


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        (
            "Größe <b>&</b> Mehr",
            {
                "toc": "groe-bb-mehr",
                "toc by name": "groe-bb-mehr",
                "unicode": "größe_bb_mehr",
                "lower": "größe--mehr",
                "fold": "gr%C3%B6sse--mehr",
                "ascii": "große--mehr",
                "as it is": "Größe--Mehr",
                "uslugify": "größe--mehr",
                "gfm_encoded": "gr%C3%B6%C3%9Fe..mehr",
                "uslugify_case_encoded": "Gr%C3%B6%C3%9Fe--Mehr",
            },
        ),
        ("Å ΑΣ", {"toc": "a", "unicode": "å_ας", "lower": "å-ας", "fold": "%C3%A5-%CE%B1%CF%83", "ascii": "a-ΑΣ"}),
        ("ﬁ x²", {"toc": "fi-x2", "unicode": "ﬁ_x²", "fold": "fi-x%C2%B2", "ascii": "fi-x2", "as it is": "ﬁ-x²"}),
        ("A  - B_c", {"toc": "a-b_c", "unicode": "a_-_b_c", "lower": "a----b_c", "as it is": "A----B_c"}),
        ("日本", {"toc": "", "unicode": "日本", "lower": "日本"}),
    ],
)
def test_python_makes_slugs_as_it_is_told(text: str, slugs: dict[str, str]) -> None:
    found = {name: slug(text) for name in slugs if (slug := RULES[name].function_of()) is not None}
    assert found == slugs


@pytest.mark.parametrize("name", ["own.slugify", "pymdownx.slugs.other", "markdown.extensions.toc.other", "slugify"])
def test_another_function_is_not_known(name: str) -> None:
    assert SlugRule(name).function_of() is None


def test_ids_are_numbered_as_python_markdown_does_it() -> None:
    used = UsedIds(frozenset({"given"}))
    slugs = ["a", "a", "a", "a_1", "a_1", "", "", "b_7", "b_7", "a_9x", "given"]
    expected = ["a", "a_1", "a_2", "a_3", "a_4", "_1", "_2", "b_7", "b_8", "a_9x", "given_1"]
    assert [used.unique(slug) for slug in slugs] == expected


@pytest.mark.parametrize(
    ("text", "filtered", "words", "mdit", "anchor"),
    [
        ("It's Größe & more", "its-groesse-and-more", None, "it-s-große-more", "it's-gr%C3%B6%C3%9Fe-%26-more"),
        ("Don't stop", "dont-stop", None, "don-t-stop", "don't-stop"),
        ("Мир", "mir", None, "мир", "%D0%BC%D0%B8%D1%80"),
        ("αΞ", "aks", None, "αξ", "%CE%B1%CE%BE"),
        ("عربي", None, None, "عربي", "%D8%B9%D8%B1%D8%A8%D9%8A"),
        ("  two  words ", "two-words", "two-words", "two-words", "two-words"),
        ("1. First", "1-first", None, "_1-first", "1.-first"),
        ("9", "9", "9", "_9", "9"),
        ("Ünï (x)*!~", "ueni-x", None, "uni-x", "%C3%BCn%C3%AF-(x)*!~"),
        ("A\tB\x01", "a-b", None, "ab", "a-b%01"),
    ],
)
def test_javascript_makes_slugs_in_four_ways(
    text: str, filtered: str | None, words: str | None, mdit: str, anchor: str
) -> None:
    assert (slugify(text), word_slug(text), mdit_slug(text), anchor_slug(text)) == (filtered, words, mdit, anchor)
