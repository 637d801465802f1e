"""What git is told to leave out of the content: a program fetches or writes it before the site is built.

A page that is left out by its whole name is on the finished site: whoever wrote that name down has it, and git keeps it
out since something makes it each time. Of a pattern, or a folder, nobody can say from here what is in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.content_path import is_content, media_type, parse_path
from content_lint.site.generators.hugo.mounts import CONTENT, STATIC, Mount
from content_lint.site.generators.hugo.shapes import is_allowed
from content_lint.site.generators.hugo.text import normalize
from content_lint.site.git_ignored import NAME, folders_in, patterns_in
from content_lint.site.model import ANYWHERE, Maker
from content_lint.text.regex import regex

_OPEN = regex(r"[*?]")
_SETTINGS = regex(
    r"config/[\w.-]+/(?:\*\*/)?(?:hugo|config|module|languages|permalinks|taxonomies|cascade)\.(?:toml|ya?ml|json)\Z"
)
"""Files of the configuration that decide where pages are."""


def unfetched(texts: Mapping[str, str], config: HugoConfig) -> Iterator[Maker]:
    """What may be there once the site is built; ``texts`` are those of files called .gitignore, by path."""
    for path in sorted(texts):
        folder = path.rpartition("/")[0]
        for pattern in patterns_in(texts[path], folder):
            if _SETTINGS.match(pattern):
                continue
            page = tuple(_of_page(pattern.replace("**/", "", 1), config))
            if page:
                yield Maker(pattern, page, sure=True)
            addresses = tuple(item for item in dict.fromkeys(_addresses(pattern, config)) if item not in page)
            if addresses:
                yield Maker(f"a program that fills `{pattern}`, which `{path}` keeps out of git", addresses, files=True)


def unwritten_settings(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The files of Hugo's configuration that git leaves out, each with the file that says so; see ``unfetched``."""
    for path in sorted(texts):
        for pattern in patterns_in(texts[path], path.rpartition("/")[0]):
            if _SETTINGS.match(pattern):
                yield pattern.replace("**/", "", 1), path


def unwritten_maker(settings: str, path: str) -> Maker:
    """What such a file may add: it can put pages anywhere."""
    what = f"`{settings}`, which a program writes before the build and `{path}` keeps out of git"
    return Maker(what, (ANYWHERE,), files=True, advice="Run that program first; then the file is read.", moves=True)


def ignored_mounts(text: str, config: HugoConfig) -> Iterator[Maker]:
    """What may be in folders that git leaves out and the site mounts; ``text`` is that of the .gitignore at the top."""
    for folder in folders_in(text):
        for mount in config.mounts:
            if not mount.lends and f"{mount.source}/".startswith(f"{folder}/"):
                yield _mounted(mount, f"`{mount.source}`, which `{NAME}` keeps out of git", config)


def filling_makers(config: HugoConfig) -> Iterator[Maker]:
    """The scripts that copy files into the site before Hugo runs."""
    for file, pattern in config.filled:
        addresses = tuple(dict.fromkeys(_addresses(pattern, config)))
        if addresses:
            yield Maker(f"`{file}`, which puts copies into `{pattern}` before the build", addresses, files=True)


def mounted_makers(config: HugoConfig) -> Iterator[Maker]:
    """The files and folders outside of the site that it mounts, of which nothing is read."""
    for mount in config.outside:
        yield _mounted(mount, f"`{mount.source}` outside of the site", config)


def _mounted(mount: Mount, called: str, config: HugoConfig) -> Maker:
    folder, _, name = mount.inner.rpartition("/")
    if "." in name and "." in mount.source.rpartition("/")[2]:  # one file
        addresses = tuple(_of_one(name, replace(mount, inner=folder), config))
        return Maker(f"the file {called}", addresses, files=True)
    return Maker(f"the folder {called}", tuple(_of_one("**", mount, config)), files=True)


def _of_page(path: str, config: HugoConfig) -> Iterator[str]:
    """The addresses of a page that is named in full, where its place alone decides them."""
    place = config.content_place(path)
    if place is None or not is_content(path) or _OPEN.search(path) or not is_allowed(media_type(path), config):
        return
    parsed = parse_path(place.inner, {language.code for language in config.languages})
    if config.pattern_of(parsed.section) is None:
        for language in config.languages_of(place, parsed.lang):
            yield f"/{language.prefix}{parsed.base}" if language.prefix else parsed.base


def _addresses(pattern: str, config: HugoConfig) -> Iterator[str]:
    for mount in config.mounts:
        inner = pattern[len(mount.source) + 1 :] if pattern.startswith(f"{mount.source}/") else ""
        if not inner or mount.component not in (CONTENT, STATIC):
            continue
        for found in (inner, inner.replace("**/", "", 1)) if "**/" in inner else (inner,):
            yield from _of_one(found, mount, config)


def _of_one(inner: str, mount: Mount, config: HugoConfig) -> Iterator[str]:
    """The addresses of what fits a glob below a mounted folder, and of all below that."""
    path = f"/{mount.inner}/{inner}" if mount.inner else f"/{inner}"
    if mount.component == STATIC:
        yield from (path, f"{path}/**")
        return
    is_page = is_content(path)
    if is_page and not is_allowed(media_type(path), config):
        return
    if is_page:
        path = path.rpartition(".")[0]
    base = normalize(path) if config.to_lower else path
    base = base.removesuffix("/_index").removesuffix("/index") or "/"
    for language in config.languages:
        if not mount.languages or language.code in mount.languages:
            prefix = f"/{language.prefix}" if language.prefix else ""
            yield f"{prefix}{base}"
            if not is_page:
                yield f"{prefix}{base}/**"
