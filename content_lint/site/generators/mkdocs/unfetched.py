"""What git leaves out: what a program writes before the build, and folders from other repositories."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping

from content_lint.site.generators.mkdocs.assembly import copies_of
from content_lint.site.generators.mkdocs.config import MkDocsConfig
from content_lint.site.generators.mkdocs.files import is_document, place_of
from content_lint.site.model import Maker

NAME = ".gitignore"
MODULES = ".gitmodules"
_MODULE = re.compile(r"^[ \t]*path[ \t]*=[ \t]*(\S+)", re.MULTILINE)
_MOST = 500
_SCRIPT = re.compile(
    r"(?:(?:\A|/)(?:Makefile|justfile|\.readthedocs\.ya?ml|\.gitlab-ci\.yml)|\.sh|\A\.github/workflows/[^/]+\.ya?ml)\Z"
)
_MOST_SCRIPTS = 40
_WRITES = re.compile(
    r"""(?:(?<![<>&])>{1,2}[ \t]*|\s-o[ \t]+|\s--output[ =]|\bOUTPUT=)["']?([^\s"'|;&<>]{1,300}\.md)\b"""
)
_COPY = re.compile(r"\bcp\s")
_COPIES = re.compile(r"\bcp\s+(?:-\w+\s+){0,9}[^\s;&|]{0,200}mkdocs\.ya?ml\b")
"""A command that puts the configuration elsewhere, and so builds the site of a folder that it fills first."""


def ignore_files(config: MkDocsConfig) -> Iterator[str]:
    """The files that may say so."""
    yield NAME
    yield MODULES
    folders = [config.home, config.docs]
    yield from dict.fromkeys(f"{folder}/{NAME}" for folder in folders if folder)


def scripts_of(paths: Iterable[str]) -> list[str]:
    """The scripts that may put files together before the build."""
    return [path for path in paths if _SCRIPT.search(path)][:_MOST_SCRIPTS]


def assembled(texts: Mapping[str, str]) -> Iterator[Maker]:
    """What a script may add that builds the site in another folder; ``texts`` of scripts by path."""
    for path, text in texts.items():
        if _COPIES.search(text):
            # Folders of addresses are only there for pages that are there, the home page aside.
            yield Maker(f"`{path}`, which puts files together before the site is built", ("/", "/**.*"), files=True)


def written_over(texts: Mapping[str, str]) -> Mapping[str, str]:
    """The documents that scripts write (``… > "$HOME/docs/a.md"``), as they name them, each with the script.

    Args:
        texts: of scripts, by path.
    """
    return {match[1]: path for path, text in texts.items() for match in _WRITES.finditer(text)}


def brought(texts: Mapping[str, str], config: MkDocsConfig) -> Iterator[Maker]:
    """The documents, and the files beside them, that commands of scripts copy there, or write.

    Args:
        texts: of scripts, by path.
        config: the site's.
    """
    for path, text in texts.items():
        targets = [target for _, target in copies_of(text, "")] if _COPY.search(text) else []
        targets += [posixpath.normpath(match[1]) for match in _WRITES.finditer(text)]
        inner = [place for target in targets if (place := config.inner_if_any(target))]
        addresses = tuple(address for place in dict.fromkeys(inner) for address in _addresses(place, config))
        if addresses:
            yield Maker(f"`{path}`, which puts files among the documents", addresses, files=True)


def unfetched(texts: Mapping[str, str], config: MkDocsConfig) -> Iterator[Maker]:
    """What may be there once the site is built, though it is not in git.

    Args:
        texts: of files that git reads, by path.
        config: the site's.
    """
    prefix = f"{config.docs}/" if config.docs else ""
    for path, text in texts.items():
        if path == MODULES:
            yield from _modules(text, config)
            continue
        folder = path.removesuffix(NAME)
        for line in text.splitlines()[:_MOST]:
            name = line.strip()
            if not name or name.startswith(("#", "!", ".")) or "[" in name or "/" not in name.rstrip("/"):
                continue
            pattern = f"{folder}{name.strip('/')}"
            if prefix and not pattern.startswith(prefix):
                continue
            yield Maker(
                f"a program that writes `{pattern}`, which `{path}` keeps out of git",
                tuple(_addresses(pattern[len(prefix) :], config)),
                files=True,
            )


def _modules(text: str, config: MkDocsConfig) -> Iterator[Maker]:
    """Folders that hold another repository, which need not be there."""
    for match in _MODULE.finditer(text):
        path = match[1].strip("/")
        for home in (config.docs, config.custom):
            if home and f"{path}/".startswith(f"{home}/"):
                inner = path[len(home) :]
                name = f"another repository, which `{MODULES}` puts at `{path}`"
                yield Maker(name, (f"{inner}/**",), files=True)


def _addresses(inner: str, config: MkDocsConfig) -> Iterator[str]:
    if is_document(inner):
        place = place_of(inner, config)
        yield place.file.removesuffix("index.html") or "/"
        return
    yield f"/{inner}"
    yield f"/{inner}/**"
