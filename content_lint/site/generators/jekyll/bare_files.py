"""Markdown files without front matter of which two plugins of GitHub Pages make pages all the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from content_lint.site.generators.jekyll.config import JekyllConfig, truthy
from content_lint.site.generators.jekyll.entry_filter import EntryMatcher
from content_lint.site.model import Page, Role, State
from content_lint.text.regex import regex

# What jekyll-optional-front-matter leaves alone, in any case.
_NO_PAGES = frozenset(
    {
        "README",
        "LICENSE",
        "LICENCE",
        "COPYING",
        "CODE_OF_CONDUCT",
        "CONTRIBUTING",
        "ISSUE_TEMPLATE",
        "PULL_REQUEST_TEMPLATE",
    }
)
_BARE, _README = "jekyll-optional-front-matter", "jekyll-readme-index"
_INDEX = regex(r"index\.(?:html?|xhtml|xml)\Z", re.IGNORECASE)
_SHOWN = frozenset({State.LIVE, State.STATIC})


class BareFiles:
    """Says of the files of one site what becomes of those without front matter.

    Args:
        config: the site's configuration.
    """

    def __init__(self, config: JekyllConfig) -> None:
        self._endings = tuple(config.markdown_ext)
        self._require = truthy(config.plugin_settings.get("require_front_matter"))
        self._pages = _is_on(config, _BARE, "optional_front_matter") and not self._require
        self._readmes = _is_on(config, _README, "readme_index")
        self._with_front_matter = config.options_of("readme_index").get("with_frontmatter") is True
        self._include = EntryMatcher([item.lstrip("/") for item in config.include])
        self._root = config.root

    def may_be_page(self, path: str) -> bool:
        """Whether a file, by its path from the source, may become a page without front matter."""
        return self._is_page(path) or (self._readmes and self._is_readme(path))

    def _is_page(self, path: str) -> bool:
        if not self._pages or not path.lower().endswith(self._endings):
            return False
        name = path.rpartition("/")[2]
        if self._include.matches(path) or self._include.matches(name):
            return True
        return name.rpartition(".")[0].upper() not in _NO_PAGES

    def _is_readme(self, path: str) -> bool:
        name = path.rpartition("/")[2].lower()
        return name.rpartition(".")[0] == "readme" and name.endswith(self._endings)

    def placed(self, pages: Sequence[Page], static: Iterable[Page], bare: frozenset[str]) -> list[Page]:
        """The pages as the plugins leave them: a README is the index of a folder that has none, or no page.

        Args:
            pages: all pages, those of bare files among them.
            static: files that are copied as they are.
            bare: the paths of pages whose files have no front matter.
        """
        if not self._readmes:
            return list(pages)
        waiting = [page for page in pages if self._waits(page, bare)]
        wait = {page.path for page in waiting if page.path in bare}
        taken = {
            folder
            for page in (*pages, *static)
            if page.state in _SHOWN and page.path not in wait and (folder := _index_of(page.url))
        }
        indexes: dict[str, Page] = {}
        for page in waiting:
            folder = f"/{page.path.removeprefix(self._root)}".rpartition("/")[0] + "/"
            if folder.lower() not in taken:
                taken.add(folder.lower())
                indexes[page.path] = replace(page, url=folder, destination=f"{folder}index.html")
        return [indexes.get(page.path, page) for page in pages if page.path in indexes or page.path not in wait]

    def _waits(self, page: Page, bare: frozenset[str]) -> bool:
        """Whether a page is a README that may become an index."""
        path = page.path.removeprefix(self._root)
        if page.role is not Role.PAGE or not self._is_readme(path):
            return False
        return not self._is_page(path) if page.path in bare else self._with_front_matter


def _is_on(config: JekyllConfig, plugin: str, key: str) -> bool:
    return plugin in config.plugins and config.options_of(key).get("enabled") is not False


def _index_of(url: str) -> str:
    """The folder of which an address is the index, in lower case; empty where it is none."""
    return f"{url.lower().rpartition('/')[0]}/" if url.endswith("/") or _INDEX.search(url) else ""
