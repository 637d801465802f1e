"""What globs match."""

from __future__ import annotations

import time

import pytest

from content_lint.config.globs import compile_glob, compile_globs


@pytest.mark.parametrize(
    ("glob", "path", "expected"),
    [
        ("_news/**", "_news/a.md", True),
        ("_news/**", "_news/2020/a.md", True),
        ("_news/**", "_newsletter/a.md", False),
        ("_news/*", "_news/a.md", True),
        ("_news/*.md", "_news/2020/a.md", False),
        ("**/_posts/**", "_posts/a.md", True),
        ("**/_posts/**", "x/y/_posts/a.md", True),
        ("**/_posts/**", "x_posts/a.md", False),
        ("*.md", "deep/down/a.md", True),
        ("*.md", "a.mdx", False),
        ("drafts", "drafts/a.md", True),
        ("drafts/", "x/drafts/a.md", True),
        ("/drafts/a.md", "drafts/a.md", True),
        ("./a?.md", "ab.md", True),
        ("a[0-9].md", "a5.md", True),
        ("a[!0-9].md", "a5.md", False),
        ("a[.md", "a[.md", True),
        ("a.md", "axmd", False),
        ("_news/2018*", "_news/2018-01-01-a.md", True),
        ("\u00e9*.md", "\u00e9t\u00e9.md", True),
    ],
)
def test_glob_matches_whole_paths(glob: str, path: str, *, expected: bool) -> None:
    assert (compile_glob(glob).match(path) is not None) == expected


def test_several_globs_are_one_pattern() -> None:
    pattern = compile_globs(["a/**", "*.txt"])
    assert pattern is not None
    assert [path for path in ("a/b", "c/d.txt", "c/d") if pattern.match(path)] == ["a/b", "c/d.txt"]
    assert compile_globs([]) is None


def test_long_paths_cost_linear_time() -> None:
    pattern = compile_glob("**/a*/**")
    begun = time.process_time()
    assert pattern.match("b/" * 20_000) is None
    assert time.process_time() - begun < 0.5
