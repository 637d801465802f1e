"""How a link may be written so that it leads to a page that has moved, or from one: the likest to the old one first.

These are proposals: which of them leads to the page, the site itself says.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote, unquote

from content_lint.links.address_parts import folder_of, split_address
from content_lint.parse.facts import Link, LinkKind

_SAFE = "/:@!$&'()*+,;=~-._%"


class Ends(NamedTuple):
    """A page, or another file, before and after.

    Attributes:
        path: its file.
        url: its address with the base path, percent-encoded.
    """

    path: str
    url: str


def spellings(link: Link, source: Ends, old: Ends, new: Ends) -> Iterator[str]:
    """Proposals for the destination of a link, of a tag or template for its text.

    Args:
        link: the link as it is.
        source: the document that it is in, after the move.
        old: what it leads to, before the move.
        new: the same after it.
    """
    seen = {link.raw, link.destination}
    for proposal in _proposals(link, source, old, new):
        if proposal and proposal not in seen:
            seen.add(proposal)
            yield proposal


def _proposals(link: Link, source: Ends, old: Ends, new: Ends) -> Iterator[str]:
    if link.kind is LinkKind.LIQUID:
        yield from _of_tag(link.raw, source, old, new)
        return
    if link.templated:
        yield from _of_template(link.raw, old, new)
        return
    path = split_address(link.destination)[0]
    tail = link.destination[len(path) :]
    yield from (f"{item}{tail}" for item in _of_address(path, source, old, new))


def _of_tag(raw: str, source: Ends, old: Ends, new: Ends) -> Iterator[str]:
    path, mark, fragment = raw.partition("#")
    names = _names(path, old.path, new.path)
    yield from (f"{item}{mark}{fragment}" for item in names)
    relative = posixpath.relpath(new.path, posixpath.dirname(source.path) or ".")
    for item in (relative, _without_ending(relative), f"/{new.path}", f"/{_without_ending(new.path)}"):
        yield f"{item}{mark}{fragment}"


def _names(written: str, old: str, new: str) -> Iterator[str]:
    """The new path cut as the old one is written: without some of its folders, or without its ending."""
    slash = "/" if written.startswith("/") else ""
    bare = written.strip("/")
    has_ending = "." in bare.rpartition("/")[2] and old.endswith(bare.rpartition(".")[2])
    parts = new.split("/")
    shown = len(old.split("/")) - len(bare.split("/"))
    order = sorted(range(len(parts)), key=lambda cut: (abs(cut - max(shown, 0)), cut))
    for keeps in (has_ending, not has_ending):
        for cut in order:
            name = "/".join(parts[cut:])
            name = name if keeps else _without_ending(name)
            yield f"{slash}{name}"
            stem, _, last = name.rpartition("/")
            if last in ("index", "_index", "index.md", "_index.md") and stem:
                yield f"{slash}{stem}"


def _without_ending(path: str) -> str:
    folder, _, name = path.rpartition("/")
    stem = name.rpartition(".")[0] or name
    return f"{folder}/{stem}" if folder else stem


def _of_template(raw: str, old: Ends, new: Ends) -> Iterator[str]:
    """The text of a template in which the old address, or the name of the old file, is written out."""
    pairs = [(old.url, new.url), (unquote(old.url), unquote(new.url)), (old.path, new.path)]
    pairs.append((_without_ending(old.path), _without_ending(new.path)))
    for before, after in pairs:
        for cut in ("", "/"):
            here, there = before.strip(cut) if cut else before, after.strip(cut) if cut else after
            if here and here in raw:
                yield raw.replace(here, there, 1)
        for depth in range(1, before.count("/")):
            # The base of the site may be a part that the template writes.
            here = "/" + "/".join(before.split("/")[depth + 1 :])
            if len(here) > 1 and here in raw:
                for level in range(after.count("/")):
                    yield raw.replace(here, "/" + "/".join(after.split("/")[level + 1 :]), 1)


def _of_address(path: str, source: Ends, old: Ends, new: Ends) -> Iterator[str]:
    plain = unquote(path)
    scheme, host = _host(path)
    if host:
        yield from (f"{scheme}{host}{item}" for item in _shapes(path[len(scheme) + len(host) :], old.url, new.url))
        return
    by_file = _relative_file(plain, old)
    if by_file:
        yield _as_written(path, _relative(new.path, posixpath.dirname(source.path), dotted=plain.startswith("./")))
        if plain.startswith("/"):
            yield _as_written(path, f"/{new.path}")
    if path.startswith("/"):
        yield from (_as_written(path, item) for item in _shapes(path, old.url, new.url))
        yield from (_as_written(path, item) for item in _names(plain, old.path, new.path) if by_file)
        return
    folder = folder_of(source.url)
    for item in _shapes(path, old.url, new.url):
        yield _relative(item, folder, dotted=plain.startswith("./"))
    yield _as_written(path, _relative(new.path, posixpath.dirname(source.path), dotted=plain.startswith("./")))
    yield from (_as_written(path, item) for item in _names(plain, old.path, new.path))
    yield from _shapes(path, old.url, new.url)


def _host(path: str) -> tuple[str, str]:
    """Scheme with its slashes, and host; empty where the address has none."""
    for scheme in ("https://", "http://", "//"):
        if path.lower().startswith(scheme):
            return path[: len(scheme)], path[len(scheme) :].partition("/")[0]
    return "", ""


def _relative_file(plain: str, old: Ends) -> bool:
    """Whether an address names the file rather than the page."""
    name = old.path.rpartition("/")[2]
    return plain.rpartition("/")[2] == name and name.endswith((".md", ".mdx", ".markdown", ".html"))


def _shapes(path: str, old: str, new: str) -> Iterator[str]:
    """The new address with or without its last slash, or the file name of an index, as the old one is written."""
    if not path.endswith("/") and old.endswith("/") and not path.endswith(".html"):
        yield new.rstrip("/") or "/"
    if path.endswith("index.html") and new.endswith("/"):
        yield f"{new}index.html"
    if path.endswith("/") and not new.endswith("/"):
        yield f"{new}/"
    if not path.endswith(".html") and new.endswith(".html"):
        yield new.removesuffix(".html")
    yield new


def _relative(target: str, folder: str, *, dotted: bool) -> str:
    found = posixpath.relpath(target.lstrip("/") or ".", folder.strip("/") or ".")
    if target.endswith("/") and not found.endswith("/"):
        found += "/"
    return f"./{found}" if dotted and not found.startswith(".") else found


def _as_written(path: str, address: str) -> str:
    """The address percent-encoded where the old one was, or where it has to be."""
    if "%" in path or " " in address:
        return quote(unquote(address), safe=_SAFE.replace("%", ""))
    return address
