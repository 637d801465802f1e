"""Templates that a program makes before the build, and that git ignores where Eleventy does not."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from content_lint.site.generators.eleventy.config import EleventyConfig
from content_lint.site.model import ANYWHERE, Maker
from content_lint.site.outside_git import Home, made_outside
from content_lint.site.sources.tree import Tree
from content_lint.text.regex import regex

_READS_ALL = regex(r"\bsetUseGitIgnore\(\s*false\b")
_FILE = ".gitignore"


def made_before(tree: Tree, config: EleventyConfig, programs: Mapping[str, str]) -> Iterator[Maker]:
    """The programs that make such templates, each of which may say its own address.

    Eleventy leaves out what the .gitignore beside its configuration names, and asks no other.

    Args:
        tree: the files of the site.
        config: the site's.
        programs: the texts of its programs.
    """
    if not config.input or config.input == config.home:
        return  # what git ignores there is mostly the finished site, and what was installed
    obeyed = () if any(map(_READS_ALL.search, programs.values())) else (posixpath.join(config.home, _FILE),)
    for maker in made_outside(tree, (Home(f"{config.input}/", "/"),), obeyed):
        if any(_may_be_template(address, config) for address in maker.addresses):
            yield replace(maker, addresses=(ANYWHERE,))


def _may_be_template(address: str, config: EleventyConfig) -> bool:
    """Whether a folder or a template is ignored, and no file of another kind."""
    parts = address.removesuffix("/**").strip("/").split("/")
    if not parts[0] or any(part.startswith((".", "_")) or part == "node_modules" for part in parts):
        return False
    ending = parts[-1].rpartition(".")[2] if "." in parts[-1] else ""
    return not ending or ending in config.formats
