"""What editors meet in the CMS of the site: the form of a post, and what becomes of it there."""

from __future__ import annotations

from content_lint.cms.changes import Fate
from content_lint.config.forms import Form
from content_lint.rules.context import DocumentContext


def form_of(context: DocumentContext) -> Form | None:
    """The form that the post is edited in, where it is known which program has it."""
    forms = context.settings.forms
    if forms is None or not forms.program:
        return None
    return context.form


def loses_post(context: DocumentContext) -> bool:
    """Whether the next save in the CMS spoils the post as a whole."""
    return context.settings.forms is not None and context.fate in (Fate.EMPTIED, Fate.COVERED)


def whole_file_lost(context: DocumentContext) -> str:
    """A message on a post that the next save in the CMS spoils as a whole; empty where it does not."""
    forms = context.settings.forms
    if forms is None or not loses_post(context):
        return ""
    if context.fate is Fate.EMPTIED:
        return (
            f"{forms.name} opens this post as an empty form, and the next save leaves nothing but what is typed there"
        )
    return f"{forms.name} takes this front matter for text, and the next save puts a second one above it"


def consequence(context: DocumentContext) -> str:
    """What the CMS makes of a post with such front matter, to end a message with; empty where that is not known."""
    forms, fate = context.settings.forms, context.fate
    if forms is None or fate is Fate.KEPT:
        return ""
    if fate is Fate.EMPTIED:
        return f"; in {forms.name} it is an empty form, and the next save deletes the post's text"
    if fate is Fate.UNLISTED:
        return f"; {forms.name} does not list the post, so nobody can edit it there"
    return f"; the next save in {forms.name} puts a second front matter above it"
