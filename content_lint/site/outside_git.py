"""Files that are no part of the repository: a program makes them before the build, and .gitignore names them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from typing import NamedTuple

from content_lint.site.model import Maker
from content_lint.site.sources.tree import Tree
from content_lint.site.templates import read_texts
from content_lint.text.regex import regex

_ENDING = regex(r"\.(?:mdx?|\*|\{[^{}]*\})\Z")
_ALL = regex(r"(?:\A|/)\*\*?\Z")
_MOST_LINES = 2_000
_ADVICE = "Run the program and check the finished site with `--built DIR`."


class Home(NamedTuple):
    """A folder whose files have addresses.

    Attributes:
        base: the folder from the root, with a slash at its end.
        prefix: what the addresses begin with, with a slash at its end.
        spelled: what becomes of a part of a path in an address.
        copied: whether files are copied as they are.
    """

    base: str
    prefix: str
    spelled: Callable[[str], str] = str
    copied: bool = False


def made_outside(tree: Tree, homes: Iterable[Home], obeyed: Container[str] = ()) -> Iterator[Maker]:
    """The addresses of files that git is told to ignore.

    Args:
        tree: the files of the site.
        homes: the folders in which files have addresses.
        obeyed: the files of that kind that the generator obeys as well.
    """
    known = list(homes)
    paths = (path for path in tree.paths(None) if path.rpartition("/")[2] == ".gitignore" and path not in obeyed)
    for path, text in read_texts(tree, paths).items():
        folder = path.rpartition("/")[0]
        for copied in (False, True):
            wanted = [home for home in known if home.copied is copied]
            found = (item for line in _patterns(text) for item in _addresses(folder, line, wanted))
            addresses = tuple(dict.fromkeys(found))
            if addresses:
                name = f"a program whose files `{path}` keeps out of git"
                yield Maker(name, addresses, files=copied, advice=_ADVICE)


def _patterns(text: str) -> Iterator[str]:
    for line in text.splitlines()[:_MOST_LINES]:
        pattern = line.strip()
        if pattern and not pattern.startswith(("#", "!")):
            yield pattern


def _addresses(folder: str, pattern: str, homes: Iterable[Home]) -> Iterator[str]:
    """The addresses of what a pattern in a folder's file ignores."""
    below = f"{folder}/" if folder else ""
    whole = f"{below}{pattern.lstrip('/')}"
    all_below = f"{whole.rstrip('/*')}/"
    for home in homes:
        if all_below != "/" and home.base.startswith(all_below):
            yield f"{home.prefix}**"
        elif whole.startswith(home.base):
            yield from _of_path(whole[len(home.base) :], home)
        elif home.copied and "/" not in pattern and home.base.startswith(below) and "*" not in pattern:
            # A bare name means the files that are called so in every folder.
            yield from (f"{home.prefix}{pattern}", f"{home.prefix}**/{pattern}")


def _of_path(inner: str, home: Home) -> Iterator[str]:
    if home.copied:
        yield f"{home.prefix}{inner.strip('/')}"
        yield f"{home.prefix}{inner.strip('/')}/**"
        return
    bare = _ALL.sub("", _ENDING.sub("", inner.strip("/")))
    named = f"/{bare}".removesuffix("/index").split("/")
    parts = [part if "*" in part else home.spelled(part) for part in named if part]
    address = (home.prefix + "/".join(parts)).rstrip("/")
    yield address
    if not inner.endswith((".md", ".mdx")) or "*" in inner:
        yield f"{address}/**"
