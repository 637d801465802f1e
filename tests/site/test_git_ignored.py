"""What a file called .gitignore says of folders that a program fills."""

from __future__ import annotations

from content_lint.site.git_ignored import folders_in, patterns_in

TEXT = "# made\n/content/docs/\n!kept/\n*.html/\nbuild\n" + "a/" * 251 + "\n" + "b/" * 250 + "\n"


def test_the_folders_that_are_named_in_whole() -> None:
    # A line of 502 signs names nothing that could be on a disk; one of 500 may.
    assert list(folders_in(TEXT)) == ["content/docs", "b/" * 249 + "b"]


def test_the_globs_of_what_is_left_out() -> None:
    assert list(patterns_in(TEXT, "content")) == [
        "content/content/docs",
        "content/**/*.html",
        "content/**/build",
        "content/" + "b/" * 249 + "b",
    ]
