"""Go's regular expressions: what they match, what Go refuses, and what they cost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content_lint.site.generators.hugo.go_regexp import NoGoRegexpError, search
from content_lint.site.generators.hugo.parse_config import parse_config


@pytest.mark.parametrize(
    ("expression", "matching", "other"),
    [
        (r"/[[:alpha:]]+-draft[.]md$", "content/posts/abc-draft.md", "content/posts/1-draft.md"),
        (r"\.Rmd$", "a/x.Rmd", "a/xRmd"),
        (r"_files$|_cache$", "a_cache", "a_caches"),
        (r"[a[b]x", "[x", "cx"),
        (r"\d", "7", "\u0663"),
        (r"\w\s\D", "a\tb", "\u00e9\tb"),
        (r"a\Wb", "a\u00e9b", "axb"),
        (r"\Qa.b\E", "a.b", "axb"),
        (r"x{,5}y{", "x{,5}y{", "xxy"),
        (r"(?i)DRAFT", "a-draft", "a-drift"),
        (r"\p{Greek}\P{^Greek}", "\u03b1\u03b2", "ab"),
        (r"^[^\d\s-]$", "a", "-"),
        (r"[]a]", "]", "b"),
        (r"[a&&b~~c]", "&", "d"),
        (r"[+--]", ",", "/"),
        (r"\x41\101\x{42}", "AAB", "AB"),
        (r"(?P<n>a)(?<m>b)(?:c)", "abc", "ab"),
        (r"(?U)a+", "aa", "b"),
        (r"[[:^alpha:]]", "1", "a"),
        (r"\bfoo\b", "a foo", "food"),
        (r"a.b", "axb", "a\nb"),
        ("x$", "x", "x\udcc3"),
    ],
)
def test_an_expression_matches_as_in_go(expression: str, matching: str, other: str) -> None:
    assert (search(expression)(matching), search(expression)(other)) == (True, False)


@pytest.mark.parametrize(
    "expression",
    [r"(?=a)", r"(?<!a)b", r"\1", "[z-a]", "(", r"\Z", "a{1001}", "(?x)a", "[[:foo:]]", r"\y", "a\\", "*a", "["],
)
def test_what_go_refuses_is_refused(expression: str) -> None:
    with pytest.raises(NoGoRegexpError):
        search(expression)


@given(
    st.from_regex(r"(\^|\.\*|)([ab/-]|\\[.-]){0,4}(\$|\.\*|)", fullmatch=True), st.text("ab./-\\\n\udcc3", max_size=6)
)
def test_an_expression_that_is_a_text_matches_as_the_same_in_a_group(expression: str, text: str) -> None:
    assert search(expression)(text) == search(f"(?:{expression})")(text)


@pytest.mark.parametrize("expression", ["(a+)+$", "(a|aa)*x", "(.*)*x", "((a?){50}){10}b", "a.*" * 100 + "x"])
def test_no_expression_costs_more_than_its_length_times_that_of_the_text(expression: str) -> None:
    begun = time.process_time()
    for _ in range(20):
        assert not search(expression)("a" * 4_000 + "-c")
    assert time.process_time() - begun < 1


def test_hugo_asks_for_the_whole_path_of_a_file() -> None:
    # Built with Hugo 0.168: `^content/` leaves nothing out, and `[[:alpha:]]` is the class of letters.
    config = parse_config({"ignoreFiles": ["^content/", r"/[[:alpha:]]+-draft[.]md$", "[z-a]"]})
    assert [
        path for path in ("content/abc-draft.md", "content/1-draft.md", "content/a.md") if config.is_ignored(path)
    ] == ["content/abc-draft.md"]
