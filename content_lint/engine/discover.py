"""Which files of a site are documents to be checked."""

from __future__ import annotations

from collections.abc import Collection

from content_lint.config.globs import compile_globs
from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document, Header
from content_lint.site.model import Role, SiteFile, Survey
from content_lint.site.survey import is_markdown

_TEXT_PAGES = (".html", ".htm", ".xhtml")


def candidates(survey: Survey, settings: SiteSettings, buffers: Collection[str] = ()) -> list[SiteFile]:
    """The files that may be documents, by path.

    That is what the generator reads as page, post or item, and every Markdown file that it merely copies:
    whether one of those is a fault can only be told from its text (see ``is_document``).

    Args:
        survey: which file is what.
        settings: the site's settings.
        buffers: paths whose text is handed in, whether they are on disk or not.
    """
    exclude = compile_globs(settings.exclude)
    found = {
        file.path: file
        for file in survey.files
        if (is_markdown(file.path) or (file.role is not Role.STATIC and file.path.endswith(_TEXT_PAGES)))
        and not (exclude and exclude.match(file.path))
    }
    for path in buffers:
        found.setdefault(path, SiteFile(path, Role.PAGE))
    return [found[path] for path in sorted(found)]


def is_document(file: SiteFile, document: Document) -> bool:
    """Whether a candidate is held to the rules.

    A Markdown file that the generator copies as it is counts where it lies in a collection, or where a fence
    shows that somebody meant it as a page. A root README.md is neither.
    """
    return file.role is not Role.STATIC or file.collection is not None or document.header is Header.HIDDEN
