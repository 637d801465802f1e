"""The formats of ``check``. Each module is imported when its format is asked for: a run needs one of them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from msgspec import Struct

from content_lint.output.renderer import Formatter


class Format(Struct, frozen=True):
    """One format.

    Attributes:
        made_by: its module below output/ and the function there, a ``Formatter``.
        about: what it is good for, as the README says it.
        for_people: whether it is read as it is: it may leave out what matters little.
        lists_suppressed: whether it can list findings that were kept silent.
        from_here: whether its paths are those from the current folder.
    """

    made_by: str
    about: str
    for_people: bool = False
    lists_suppressed: bool = False
    from_here: bool = False

    def load(self) -> Formatter:
        """Import it."""
        module, _, function = self.made_by.partition(":")
        formatter: Formatter = getattr(import_module(f"content_lint.output.{module}"), function)
        return formatter


FORMATS: Mapping[str, Format] = {
    "full": Format(
        "full:full",
        "with an excerpt of the source; the default on a terminal",
        for_people=True,
        lists_suppressed=True,
        from_here=True,
    ),
    "concise": Format(
        "concise:concise", "one line a finding, with what to do", for_people=True, lists_suppressed=True, from_here=True
    ),
    "json": Format("json:as_json", "versioned, for programs", lists_suppressed=True),
    "github": Format("github:github", "annotations on a pull request"),
    "gitlab": Format("gitlab:gitlab", "GitLab's code quality report"),
    "sarif": Format("sarif:sarif", "for GitHub's code scanning"),
    "junit": Format("junit:junit", "a test that failed for each finding, which most CI servers show"),
    "rdjson": Format("rdjson:rdjson", "for reviewdog, with fixes as suggestions", from_here=True),
    "markdown": Format("markdown:markdown", "a comment below a pull request, in the words of an editor"),
    "html": Format(
        "html.page:html", "one page with charts, search and every finding, for people who look rather than read"
    ),
}
"""Every format by its name, in the order of the help."""
FOR_PEOPLE = frozenset(name for name, form in FORMATS.items() if form.for_people)
