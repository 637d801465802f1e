"""Which files at odd places the generator copies to the finished site."""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatchcase
from functools import partial

from content_lint.config.settings import GeneratorFiles


def copies_of(files: GeneratorFiles | None) -> Callable[[str], bool]:
    """Whether the generator copies a file, named from the root, whose name begins like a hidden one's.

    Of a generator that is not modelled nobody knows; it is taken to do so.

    Args:
        files: the generator's own configuration.
    """
    return partial(_copies, files.parsed if files is not None else None)


def _copies(parsed: object, path: str) -> bool:
    from content_lint.config.generators.hugo.config import HugoConfig  # asked only where a host is given rules
    from content_lint.config.generators.jekyll.config import JekyllConfig

    if isinstance(parsed, JekyllConfig):
        included = (item.strip("/") for item in parsed.include)
        return any(fnmatchcase(path, item) or path.endswith(f"/{item}") for item in included)
    if isinstance(parsed, HugoConfig):
        return path.startswith(tuple(f"{folder.strip('/')}/" for folder in parsed.static_dirs))
    return True
