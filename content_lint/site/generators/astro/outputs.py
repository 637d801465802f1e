"""Pages that programs beside Astro write into the finished site, going by the paths that are written out in them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from content_lint.site.model import Maker
from content_lint.site.sources.tree import Tree
from content_lint.site.templates import read_texts
from content_lint.text.regex import regex

_PROGRAM = regex(r"(?:.*/)?(?:scripts?|tools?|packages|bin|build)/(?:[^/]+/){0,3}[\w.-]+\.[cm]?[jt]s\Z")
_WRITTEN = regex(r"""["'`](?:\.{0,2}/)*dist(/[\w./-]{1,200}?)(?:/index)?\.html?["'`]""")
_MOST = 80


def written_besides(tree: Tree) -> Iterator[Maker]:
    """Each program that names pages in the folder of the finished site."""
    paths = islice((path for path in sorted(tree.paths(None)) if _PROGRAM.match(path)), _MOST)
    for path, text in read_texts(tree, paths).items():
        found = dict.fromkeys(match[1] for match in _WRITTEN.finditer(text))
        if found:
            addresses = tuple(address for page in found for address in (page, f"{page}.html"))
            yield Maker(f"`{path}`, which writes into the finished site", addresses)
