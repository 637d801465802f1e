"""Files that may have been meant for pages."""

from __future__ import annotations

from content_lint.site.model import Skipped, Survey

MARKDOWN = frozenset({".md", ".markdown", ".mkd", ".mkdn", ".mkdown", ".mdown", ".mdx"})
"""Extensions of Markdown files, where no generator says otherwise."""


WITH_ERB = (".md.erb", ".markdown.erb")
"""What the names of files end in that are Markdown once Ruby has filled them in."""


# What somebody must have meant: no content went missing there.
_MEANT = ("excluded by", "hidden:", "a backup", "the output", "`ignoreFiles`")
INSTALLED = "node_modules"
"""The folder of what a program has installed, which nobody waits for pages of."""


def passed_over(survey: Survey) -> list[Skipped]:
    """Markdown files that the generator passes over in silence, though somebody may wait for their pages."""
    return [
        item
        for item in survey.skipped
        if is_markdown(item.path)
        and not item.reason.startswith(_MEANT)
        and not any(part.startswith(".") or part == INSTALLED for part in item.path.split("/"))
        and not item.path.endswith("~")
    ]


def is_markdown(path: str) -> bool:
    """Whether a file's name ends like a Markdown file's."""
    dot = path.rfind(".")
    return path[dot:].lower() in MARKDOWN and path[path.rfind("/") + 1 : dot].strip(".") != ""
