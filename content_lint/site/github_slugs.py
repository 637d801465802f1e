"""The ids of the library github-slugger, which Docusaurus and others give to headings."""

from __future__ import annotations

from content_lint.site.anchors import is_ruby_word


def github_slug(text: str, *, keeps_case: bool = False) -> str:
    """A text in small letters with hyphens for blanks, and without signs; may be empty."""
    text = text if keeps_case else text.lower()
    return "".join("-" if char == " " else char for char in text if char in " -" or is_ruby_word(char))


class GithubSlugger:
    """Gives every heading of one page an id of its own.

    Args:
        keeps_case: whether capitals stay.
    """

    def __init__(self, *, keeps_case: bool = False) -> None:
        self._keeps_case = keeps_case
        self._last: dict[str, int] = {}

    def slug(self, text: str) -> str:
        """The id of the next heading; empty where its text has neither letters nor digits."""
        base = made = github_slug(text, keeps_case=self._keeps_case)
        while made in self._last:
            self._last[base] += 1
            made = f"{base}-{self._last[base]}"
        self._last[made] = 0
        return made
