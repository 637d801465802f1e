"""The ids that programs other than Jekyll and Hugo give to headings: by tables, and by the real libraries."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content_lint.parse.dialect import Dialect
from content_lint.parse.document import parse_document
from content_lint.site.github_slugs import GithubSlugger, github_slug
from content_lint.site.heading_styles import styled_ids
from content_lint.site.js_slugs import anchor_slug, mdit_slug, old_slugify, parted_slug, slugify, word_slug
from content_lint.site.python_slugs import SlugRule, UsedIds, pymdownx_slug, toc_slug
from content_lint.text.source import SourceText


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Hello World", "hello-world"),
        ("  X & Y!  ", "x-and-y"),
        ("Ärger über Öl, Straße", "aerger-ueber-oel-strasse"),
        ("I don't say it's", "i-dont-say-its"),
        ("O'Neil's x'y", "o-neils-x-y"),
        ("Crème brûlée", "creme-brulee"),
        ("α Ωmega θ", "a-omega-th"),
        ("Щука ёж", "schuka-yozh"),
        ("I ♥ 🦄", "i-love-unicorn"),
        ("a\u2013b", "a-b"),
        ("", ""),
        ("!!", ""),
        ("日本", ""),
        ("שלום", None),
        ("नमस्ते", ""),
    ],
)
def test_the_slugs_of_eleventys_filter(text: str, slug: str | None) -> None:
    assert slugify(text) == slug


@pytest.mark.parametrize(
    ("text", "slug"),  # as version 2.0.1 of Eleventy makes it
    [
        ("Other people's money", "other-people-s-money"),
        ("Caf\u00e9\u2019s", "cafe-s"),
        ("X & Y!", "x-and-y"),
        ("\u05e9", None),
    ],
)
def test_the_slugs_of_eleventys_filter_before_version_3(text: str, slug: str | None) -> None:
    assert old_slugify(text) == slug


@pytest.mark.parametrize(
    ("text", "slug"),  # as versions 1, 2 and 3 of @sindresorhus/slugify make it
    [
        ("Options for `serviceNavigation` object", "options-for-service-navigation-object"),
        ("XMLHttpRequest", "xml-http-request"),
        ("HTML5 and ABC123", "html-5-and-abc-123"),
        ("getElementsByID", "get-elements-by-id"),
        ("v1.2.3 of OAuth2", "v1-2-3-of-o-auth2"),
        ("Größe Über", "groesse-ueber"),
        ("APIs", None),  # `ap-is` or `apis`
        ("it's", None),
        ("Σ", "s"),
        ("אב", None),
    ],
)
def test_the_slugs_of_the_library_by_itself(text: str, slug: str | None) -> None:
    assert parted_slug(text) == slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [(" Plain  Words 2 ", "plain-words-2"), ("One", "one"), ("a-b", None), ("é", None), ("", None), ("a, b", None)],
)
def test_what_every_library_makes_of_plain_words(text: str, slug: str | None) -> None:
    assert word_slug(text) == slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Hello World", "hello-world"),
        ("Ärger & Öl", "arger-ol"),
        ("1. First", "_1-first"),
        ("9", "_9"),
        (":x", "x"),
        ("a\x07b", "ab"),
        ("«Ça»", "«ca»"),
        ("---", ""),
        ("Größe/Maß?", "große-maß"),
    ],
)
def test_the_slugs_of_vitepress(text: str, slug: str) -> None:
    assert mdit_slug(text) == slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        (" Hello  World ", "hello-world"),
        ("Ärger", "%C3%A4rger"),
        ("a/b?c", "a%2Fb%3Fc"),
        ("it's (fine)*!~", "it's-(fine)*!~"),
    ],
)
def test_the_slugs_of_markdown_it_anchor(text: str, slug: str) -> None:
    assert anchor_slug(text) == slug


def test_the_slugs_of_github() -> None:
    assert github_slug("Hello, World_2 – Ünï") == "hello-world_2--ünï"
    assert github_slug("Hello X", keeps_case=True) == "Hello-X"
    slugger = GithubSlugger()
    assert [slugger.slug(text) for text in ("X", "x", "x-1", "X", "!", "!")] == ["x", "x-1", "x-1-1", "x-2", "", "-1"]
    assert [GithubSlugger(keeps_case=True).slug("X y"), GithubSlugger().slug("X y")] == ["X-y", "x-y"]


TEXT = st.text(st.sampled_from("aZ9_- \t.,&éßİΣ日\u0301ﬁ<b>/'\""), max_size=20)


@settings(max_examples=200, deadline=None)
@given(TEXT, st.sampled_from(["-", "_", "."]))
def test_python_markdown_makes_the_same(text: str, separator: str) -> None:
    toc = pytest.importorskip("markdown.extensions.toc")
    assert toc_slug(text, separator=separator) == toc.slugify(text, separator)
    assert toc_slug(text, separator=separator, keeps_unicode=True) == toc.slugify_unicode(text, separator)


@settings(max_examples=300, deadline=None)
@given(
    TEXT,
    st.sampled_from(["-", "_", "--"]),
    st.sampled_from(["none", "lower", "lower-ascii", "fold"]),
    st.booleans(),
    st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]),
)
def test_pymdownx_makes_the_same(text: str, separator: str, case: str, encode: bool, form: str) -> None:  # noqa: FBT001
    slugs = pytest.importorskip("pymdownx.slugs")
    real = slugs.slugify(case=case, percent_encode=encode, normalize=form)
    assert pymdownx_slug(text, separator=separator, case=case, encode=encode, form=form) == real(text, separator)


@pytest.mark.parametrize(
    ("function", "options", "slug"),
    [
        ("", (), "gro-x-y"),
        ("markdown.extensions.toc.slugify", (), "gro-x-y"),
        ("markdown.extensions.toc.slugify_unicode", (), "groß-x-y"),
        ("pymdownx.slugs.slugify", (), "Groß-X-y"),
        ("pymdownx.slugs.slugify", (("case", "lower"),), "groß-x-y"),
        ("pymdownx.slugs.slugify", (("case", "fold"), ("percent_encode", True)), "gross-x-y"),
        ("pymdownx.slugs.slugify", (("percent_encode", "yes"),), "Groß-X-y"),
        ("pymdownx.slugs.slugify", (("normalize", "no such"),), "Groß-X-y"),
        ("pymdownx.slugs.uslugify", (), "groß-x-y"),
        ("pymdownx.slugs.uslugify_encoded", (), "gro%C3%9F-x-y"),
        ("pymdownx.slugs.uslugify_case", (), "Groß-X-y"),
        ("pymdownx.slugs.gfm", (("case", "fold"),), "groß-x-y"),
        ("pymdownx.slugs.other", (), None),
        ("own.slugify", (), None),
        ("slugify", (), None),
        ("markdown.extensions.toc.other", (), None),
    ],
)
def test_the_function_that_the_configuration_names(
    function: str, options: tuple[tuple[str, object], ...], slug: str | None
) -> None:
    made = SlugRule(function, options).function_of()
    assert (made and made("Groß X y!")) == slug
    other = SlugRule(function, options, "_").function_of()
    assert (other and other("Groß X y!")) == (slug and slug.replace("-", "_"))


def test_each_id_is_given_once() -> None:
    used = UsedIds(frozenset({"given", "x_1"}))
    slugs = ("x", "x", "x", "given", "y_3", "y_3", "y", "y_3", "", "", "z_999", "z_999")
    assert [used.unique(slug) for slug in slugs] == [
        *("x", "x_2", "x_3", "given_1", "y_3", "y_4", "y", "y_5", "_1", "_2", "z_999", "z_1000"),
    ]


HEADINGS = "# Groß X\n\n# Groß X\n\n# Groß X\n\n# Own {#Own}\n\n# {{ made }}\n"


@pytest.mark.parametrize(
    ("style", "ids"),
    [
        ("github-slugger", ("groß-x", "groß-x-1", "groß-x-2", "Own")),
        ("slugify", ("gross-x", "gross-x-2", "gross-x-3", "Own")),
        ("markdown-it-anchor", ("gro%C3%9F-x", "gro%C3%9F-x-1", "gro%C3%9F-x-2", "Own")),
        ("vitepress", ("groß-x", "groß-x-1", "groß-x-2", "Own")),
        ("python-markdown", ("gro-x", "gro-x_1", "gro-x_2", "Own")),
        ("pymdownx", ("groß-x", "groß-x_1", "groß-x_2", "Own")),
        ("none", ()),
    ],
)
def test_headings_have_the_ids_of_the_style_that_was_named(style: str, ids: tuple[str, ...]) -> None:
    document = parse_document(SourceText.from_text("a.md", HEADINGS), Dialect())
    assert styled_ids(document, style) == ids


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
