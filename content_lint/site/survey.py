"""Which file of a site is what: by the generator's own rules, the CMS's folders, or git's list of files."""

from __future__ import annotations

import os

from content_lint.config.settings import GeneratorFiles, SiteSettings
from content_lint.parse.dialect import Generator
from content_lint.site.model import Skipped, Survey
from content_lint.site.sources.tree import Tree

MARKDOWN = frozenset({".md", ".markdown", ".mkd", ".mkdn", ".mkdown", ".mdown", ".mdx"})
"""Extensions of Markdown files, where no generator says otherwise."""


def survey_site(settings: SiteSettings, tree: Tree) -> Survey:
    """Which file is what; raises OSError where the root cannot be read.

    Each generator's code is imported only for its own sites.
    """
    files = settings.generator_config or GeneratorFiles()
    if settings.generator is Generator.JEKYLL:
        from content_lint.config.generators.jekyll.config import JekyllConfig
        from content_lint.site.generators.jekyll import read as jekyll

        config = JekyllConfig.from_mapping(files.config, files.lock or None)
        paths = tree.paths(lambda scan: jekyll.walk(settings.root, config, scan))
        return jekyll.survey_paths(paths, config, lambda path: jekyll.begins_with_fence(tree.head(path)))
    if settings.generator is Generator.HUGO:
        from content_lint.config.generators.hugo.config import HugoConfig
        from content_lint.site.generators.hugo import read as hugo

        hugo_config = HugoConfig.from_mapping(files.config)
        return hugo.survey_paths(tree.paths(lambda scan: hugo.walk(scan, hugo_config)), hugo_config)
    # git's list is no walk over folders: new files count where git does not ignore them.
    from content_lint.site.plain_files import sort_files

    names = sorted(tree.paths(None))
    return sort_files(settings, names, markdown=frozenset(filter(is_markdown, names)))


# What somebody must have meant: no content went missing there.
_MEANT = ("excluded by", "hidden:", "a backup", "the output", "`ignoreFiles`")


def passed_over(survey: Survey) -> list[Skipped]:
    """Markdown files that the generator passes over in silence, though somebody may wait for their pages."""
    return [
        item
        for item in survey.skipped
        if is_markdown(item.path)
        and not item.reason.startswith(_MEANT)
        and not any(part.startswith(".") for part in item.path.split("/"))
        and not item.path.endswith("~")
    ]


def is_markdown(path: str) -> bool:
    """Whether a file's name ends like a Markdown file's."""
    return os.path.splitext(path)[1].lower() in MARKDOWN  # noqa: PTH122 - a path of the site, not of the machine
