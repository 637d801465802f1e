from __future__ import annotations

import pytest

from content_lint.site.generators.jekyll.patterns import Glob, fnmatch_pattern


# What File.fnmatch of Ruby 3.1.2 answered.
@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*.md", "a/b.md", True),
        ("a/*.md", "a/b/c.md", True),
        ("**/x", "x", False),
        ("**/x", "a/x", True),
        ("[a-c]x", "bx", True),
        ("[!a-c]x", "dx", True),
        ("[^a-c]x", "ax", False),
        ("[]x", "[]x", False),
        ("[abc", "[abc", False),
        ("[!]x", "qx", True),
        (r"[a\]b]", "]", True),
        ("a?c", "a/c", True),
        ("{a,b}", "a", False),
        (r"\*", "*", True),
        ("[c-a]", "b", False),
        ("a", "ab", False),
    ],
)
def test_fnmatch_matches_what_ruby_matches(pattern: str, path: str, *, expected: bool) -> None:
    assert (fnmatch_pattern(pattern).match(path) is not None) is expected


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("_things/*.md", "_things/a.md", True),
        ("_things/*.md", "_things/sub/a.md", False),
        ("**/a.md", "a.md", True),
        ("**/a.md", "x/y/a.md", True),
        ("**/a.md", "x/.y/a.md", False),
        ("x/**/a.md", "x/a.md", True),
        ("*", ".hidden", False),
        (".*", ".hidden", True),
        ("x/**", "x/y", True),
        ("x/**", "x/y/z", False),
        ("{a,b}/c", "b/c", True),
        ("section/*/special", "section/one/special", True),
    ],
)
def test_glob_finds_what_ruby_finds(pattern: str, path: str, *, expected: bool) -> None:
    assert Glob(pattern).matches(path) is expected


def test_many_stars_end_soon() -> None:
    assert not Glob("*a" * 60 + "b").matches("a" * 5_000)
    assert not Glob("**/" * 60 + "b").matches("a/" * 3_000 + "c")
    assert fnmatch_pattern("*a" * 60 + "b").match("a" * 5_000) is None
