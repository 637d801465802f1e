"""Where a page is written, and the address that follows from it."""

from __future__ import annotations

from msgspec import Struct

from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.text import clean, escape_path, escape_url, join, sanitize

_INDEX = "index.html"
_SUFFIX = ".html"


class Description(Struct, frozen=True):
    """What decides the place of a page.

    Attributes:
        kind: ``home``, ``page``, ``section``, ``taxonomy``, ``term``.
        folder: the folder of its address, with the slugs of the sections around it; of a section its own.
        name: the last part of its address.
        bundle: whether its folder is its name.
        url: ``url`` of its front matter, placeholders filled in, or empty.
        permalink: the pattern that fits it, filled in, or None.
        ugly: whether it is written as ``name.html``.
        ugly_lists: whether sections and taxonomies are written so, too, as Hugo did before version 0.148.
        prefix: its language's folder, or empty.
    """

    kind: str
    folder: str
    name: str
    bundle: bool
    url: str
    permalink: str | None
    ugly: bool
    prefix: str
    ugly_lists: bool = False


class TargetPaths(Struct, frozen=True):
    """Where a page is written.

    Attributes:
        link: its address, escaped, from the site's root.
        file: the file, from the root of the output, with a leading ``/``.
        folder: the address of the folder for what belongs to it, not escaped; empty for the root.
    """

    link: str
    file: str
    folder: str


def target_paths(page: Description, config: HugoConfig) -> TargetPaths:
    """Where a page is written."""
    parts, suffix = _parts(page)
    prefix = page.prefix
    by_url = bool(page.url) and page.kind != "home"
    if by_url:
        # An address with a slash in front is taken as it is, a language's folder is not put before it.
        prefix = "" if page.url.startswith("/") else prefix
    else:
        parts = [sanitize(part, to_lower=config.to_lower, remove_accents=config.remove_accents) for part in parts]
    path = _joined(parts)
    before = f"/{prefix}" if prefix else ""
    # With ugly URLs the address of a list names its file.
    is_folder = parts[-1] == _INDEX and (by_url or not page.ugly or page.kind == "page")
    link = before + _link(page, parts, is_folder=is_folder)
    if is_folder and not link.endswith("/"):
        link += "/"
    link = escape_url(link) if by_url else escape_path(link)
    folder = path.rpartition("/")[0] if parts[-1].startswith("index.") else path.removesuffix(suffix)
    return TargetPaths(link or "/", clean(before + path), before + folder.rstrip("/"))


def _link(page: Description, parts: list[str], *, is_folder: bool) -> str:
    """The path of a page's address, without its language's folder."""
    link = _joined(parts[:-1]) if is_folder else _joined(parts)
    return link.removesuffix(page.name) if _is_called_index(page) else link


def _joined(parts: list[str]) -> str:
    """The parts with one slash between them; dots and slashes in them stay, the file system sees to those."""
    return "/" + "/".join(piece for part in parts if (piece := part.strip("/")))


def _parts(page: Description) -> tuple[list[str], str]:
    """The parts of the file's path, and its suffix."""
    if page.url and page.kind != "home":
        return _parts_of_url(page.url)
    if page.kind == "home":
        place = []
    elif page.permalink is not None:
        place = [page.permalink]
    elif page.kind == "page":
        place = [page.folder, page.name]
    else:
        place = [page.folder]
    parts = [part for part in place if part not in ("", "/")]
    ugly = page.ugly or (page.permalink is None and _is_called_index(page))
    if ugly and (page.kind in ("page", "term") or (page.ugly_lists and page.kind != "home")):
        last = parts.pop().removesuffix("/") if parts else ""
        parts.append(last + _SUFFIX)
    else:
        parts.append(_INDEX)
    return parts, _SUFFIX


def _parts_of_url(url: str) -> tuple[list[str], str]:
    """The parts of the path that ``url`` asks for, and its suffix."""
    if ".." in url:
        url = clean("/" + url)
    parts = [part for part in url.split("/") if part]
    if url.endswith("/") or "." not in url:
        return [*parts, _INDEX], _SUFFIX
    name = url.rpartition("/")[2]
    dot = name.rfind(".")
    return parts or [_INDEX], name[dot:] if dot >= 0 else ""


def _is_called_index(page: Description) -> bool:
    """Whether a page has the name of an index without being a bundle."""
    return not page.bundle and page.name == "index"


class AliasError(ValueError):
    """An alias that stops the build; the argument says why, in plain words."""


def alias_file(alias: str, folder: str, prefix: str, *, ugly: bool) -> str:
    """The file that an alias is written to, from the root of the output, with a leading ``/``.

    Args:
        alias: as the front matter has it.
        folder: the address of the page's own folder (``TargetPaths.folder``).
        prefix: the folder that an alias from the root is put into: that of the page's language, or empty.
        ugly: whether the page's section has ugly URLs.

    Raises:
        AliasError: Hugo stops at it.
    """
    if alias.startswith("/"):
        # Whatever it begins with: `/de/x/` of a German page is written to `/de/de/x/`.
        path = join(f"/{prefix}", alias) if prefix else join("/", alias)
    else:
        path = join(join(folder, ".."), alias)
    if ugly and not path.endswith((".html", ".htm")):
        path += ".html"
    if path in ("", "/"):
        raise AliasError("an alias leads to the home page")
    if path.split("/")[0] == "..":
        raise AliasError("an alias leads out of the site")
    path = "/" + path.lstrip("/")
    return path if path.endswith((".html", ".htm")) else f"{path}/{_INDEX}"
