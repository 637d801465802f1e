"""Where a site's templates lie that may print what pages say, or change the links in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from content_lint.site.sources.tree import Tree, walk_folders
from content_lint.text.source import SourceText

_BINARY = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico", ".svg", ".woff", ".woff2", ".pdf", ".css", ".js", ".scss")


def templates_below(tree: Tree, homes: Sequence[str]) -> Iterator[str]:
    """The templates and programs in some folders of the site's own."""
    starts = tuple(f"{home}/" for home in homes)
    for path in tree.paths(lambda scan: walk_folders(homes, scan)):
        if path.startswith(starts) and not path.endswith(_BINARY):
            yield path


def read_texts(tree: Tree, paths: Iterable[str]) -> Mapping[str, str]:
    """The texts of files, by path, but for those that cannot be read."""
    read = ((path, tree.read(path)) for path in paths)
    return {path: source.text for path, source in read if isinstance(source, SourceText)}
