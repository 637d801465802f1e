"""What globs match."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content_lint.config.globs import GlobError, compile_glob, compile_globs


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


pieces = st.lists(st.sampled_from(["a", "b", ".", "*", "**", "**/", "/", "?", "[ab]", "[!a]", "[+-9]"]), max_size=8)
paths = st.text("aab/.", min_size=1, max_size=9)


def steps(glob: str, path: str) -> bool:
    """The same, tried out step by step: slow, and easy to believe."""
    if not glob:
        return path == "" or path.startswith("/")
    if glob.startswith("**/"):
        rest = glob[3:]
        return steps(rest, path) or any(steps(rest, path[at + 1 :]) for at, sign in enumerate(path) if sign == "/")
    if glob.startswith("**"):
        return any(_inside(glob[2:], path[at:]) for at in range(len(path) + 1))
    return _inside(glob, path)


def _inside(glob: str, path: str) -> bool:
    if not glob:
        return steps("", path)
    if glob.startswith("**"):
        return any(_inside(glob[2:], path[at:]) for at in range(len(path) + 1))
    if glob.startswith("*"):
        name = path.partition("/")[0]
        return any(_inside(glob[1:], path[at:]) for at in range(len(name) + 1))
    if glob.startswith("["):
        allowed = {"[ab]": "ab", "[!a]": "b.+", "[+-9]": "."}[glob[: glob.index("]") + 1]]
        return path[:1] != "" and path[0] in allowed and _inside(glob[glob.index("]") + 1 :], path[1:])
    if path[:1] == "" or (path[0] != glob[0] and (glob[0] != "?" or path[0] == "/")):
        return False
    return steps(glob[1:], path[1:]) if glob[0] == "/" else _inside(glob[1:], path[1:])


@settings(max_examples=1000, deadline=None)
@given(pieces.map("".join).filter(lambda glob: glob.strip("/")), paths)
def test_any_glob_matches_what_its_signs_mean(glob: str, path: str) -> None:
    glob = "/" + glob.strip("/")  # from the root: without a slash it would hold in every folder
    assert (compile_glob(glob).match(path) is not None) == steps(glob[1:], path)


@pytest.mark.parametrize(
    ("glob", "path"),
    [
        ("**/**/**/**/**/**/**/**/b", "a/" * 2_000 + "c"),
        ("*a" * 50 + "b", "a" * 4_000),
        ("**a" * 50 + "b", "a/" * 2_000),
        ("**/" + "*a" * 20 + "/" + "*b" * 20, ("a" * 100 + "/") * 40),
        ("**/*/*/*/*/*/x", "a/" * 2_000),
        ("**" + "?" * 100 + "x", "a" * 4_000),
    ],
)
def test_no_glob_costs_more_than_its_length_times_that_of_the_path(glob: str, path: str) -> None:
    pattern = compile_glob(glob)
    begun = time.process_time()
    for _ in range(10):
        assert pattern.match(path) is None
    assert time.process_time() - begun < 1


def test_a_range_that_runs_backwards_is_refused_with_the_right_one() -> None:
    with pytest.raises(GlobError) as refused:
        compile_glob("posts/a[xz-a]*.md")
    assert (refused.value.set, refused.value.better) == ("[xz-a]", "[xa-z]")


def test_signs_of_sets_mean_themselves() -> None:
    assert [sign for sign in "a-&|~[\\^" if compile_glob("[a&&||~~[\\^-]").match(sign)] == list("a-&|~[\\^")


def test_long_paths_cost_linear_time() -> None:
    pattern = compile_glob("**/a*/**")
    begun = time.process_time()
    assert pattern.match("b/" * 20_000) is None
    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize("glob", ["[" * 40_000, "[*" * 40_000, "[]" + "[!" * 40_000])
def test_brackets_that_never_close_cost_linear_time(glob: str) -> None:
    begun = time.process_time()
    compile_glob(glob)
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("glob", "path", "expected"),
    [
        ("a[b/c]d", "a[b/c]d", True),
        ("[ab][c", "a[c", True),
        ("[*]", "*", True),
        ("[*", "[anything", True),
        ("[][*", "[][a", True),
    ],
)
def test_a_bracket_is_itself_where_no_set_ends(glob: str, path: str, *, expected: bool) -> None:
    assert (compile_glob(glob).match(path) is not None) == expected


def test_globs_that_begin_alike_cost_linear_time() -> None:
    begun = time.process_time()
    compile_globs(["a" * 200_000 + sign for sign in "bc"])
    assert time.process_time() - begun < 3
