"""Documents that are no part of the repository: a program makes them before the build, and .gitignore names them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from content_lint.site.generators.astro.collected import DOCS
from content_lint.site.generators.astro.config import AstroConfig
from content_lint.site.github_slugs import github_slug
from content_lint.site.model import Maker
from content_lint.text.regex import regex

_ENDING = regex(r"\.(?:mdx?|\*|\{[^}]*\})\Z")
_MOST_LINES = 2_000


def made_outside(texts: Mapping[str, str], config: AstroConfig) -> Iterator[Maker]:
    """The addresses of documents that git is told to ignore.

    Args:
        texts: of the files ``.gitignore``, by path.
        config: the site's configuration.
    """
    homes = list(_homes(config))
    for path, text in texts.items():
        folder = path.rpartition("/")[0]
        found: list[str] = []
        for line in text.splitlines()[:_MOST_LINES]:
            pattern = line.strip()
            if not pattern or pattern.startswith(("#", "!")):
                continue
            whole = f"{folder}/{pattern.lstrip('/')}".lstrip("/")
            found += (item for base, prefix in homes for item in _addresses(whole, base, prefix))
        if found:
            wanted = tuple(dict.fromkeys(found))
            yield Maker(f"a program whose files `{path}` keeps out of git", wanted)


def _homes(config: AstroConfig) -> Iterator[tuple[str, str]]:
    """The folders of the collections whose pages have addresses that are known, each with what these begin with."""
    for item in config.collections:
        if item.name == DOCS and config.starlight is not None:
            yield f"{item.base}/", "/"
            yield from ((f"{item.base}/", "/*/") for _ in config.starlight.locales[:1])
        else:
            prefixes = [route.prefix for route in config.routes if route.collection == item.name and item.base]
            yield from ((f"{item.base}/", prefix) for prefix in prefixes)


def _addresses(path: str, base: str, prefix: str) -> Iterator[str]:
    if not path.startswith(base):
        return
    inner = _ENDING.sub("", path[len(base) :].strip("/"))
    made = prefix + "/".join(part if "*" in part else github_slug(part) for part in inner.split("/"))
    bare = made.removesuffix("/index").removesuffix("/**").removesuffix("/*")
    yield bare
    if not path.endswith((".md", ".mdx")) or "*" in path:
        yield f"{bare}/**"
