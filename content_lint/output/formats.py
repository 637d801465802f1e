"""The formats of ``check``. Each module is imported when its format is asked for: a run needs one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from content_lint.output.renderer import Formatter


class Format(Struct, frozen=True):
    """One format.

    Attributes:
        load: imports it.
        about: what it is good for, as the README says it.
        for_people: whether it is read as it is: it may leave out what matters little.
        lists_suppressed: whether it can list findings that were kept silent.
        from_here: whether its paths are those from the current folder.
    """

    load: Callable[[], Formatter]
    about: str
    for_people: bool = False
    lists_suppressed: bool = False
    from_here: bool = False


def _full() -> Formatter:
    from content_lint.output.full import full

    return full


def _concise() -> Formatter:
    from content_lint.output.concise import concise

    return concise


def _json() -> Formatter:
    from content_lint.output.json import as_json

    return as_json


def _github() -> Formatter:
    from content_lint.output.github import github

    return github


def _gitlab() -> Formatter:
    from content_lint.output.gitlab import gitlab

    return gitlab


def _sarif() -> Formatter:
    from content_lint.output.sarif import sarif

    return sarif


def _junit() -> Formatter:
    from content_lint.output.junit import junit

    return junit


def _rdjson() -> Formatter:
    from content_lint.output.rdjson import rdjson

    return rdjson


def _markdown() -> Formatter:
    from content_lint.output.markdown import markdown

    return markdown


def _html() -> Formatter:
    from content_lint.output.html.page import html

    return html


FORMATS: Mapping[str, Format] = {
    "full": Format(
        _full,
        "with an excerpt of the source; the default on a terminal",
        for_people=True,
        lists_suppressed=True,
        from_here=True,
    ),
    "concise": Format(
        _concise, "one line a finding, with what to do", for_people=True, lists_suppressed=True, from_here=True
    ),
    "json": Format(_json, "versioned, for programs", lists_suppressed=True),
    "github": Format(_github, "annotations on a pull request"),
    "gitlab": Format(_gitlab, "GitLab's code quality report"),
    "sarif": Format(_sarif, "for GitHub's code scanning"),
    "junit": Format(_junit, "a test that failed for each finding, which most CI servers show"),
    "rdjson": Format(_rdjson, "for reviewdog, with fixes as suggestions", from_here=True),
    "markdown": Format(_markdown, "a comment below a pull request, in the words of an editor"),
    "html": Format(_html, "one page with charts, search and every finding, for people who look rather than read"),
}
"""Every format by its name, in the order of the help."""
FOR_PEOPLE = frozenset(name for name, form in FORMATS.items() if form.for_people)
