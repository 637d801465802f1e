"""What differs between a site before and after its safe fixes, and is not what those fixes name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from urllib.parse import urljoin, urlsplit

from content_lint.links.wrappers import unwrap
from tests.differential.browser import NOWHERE, Rendered, path_of, without_unseen

_CHAIN = 10


_USUAL_PORTS = {"http": {None, 80}, "https": {None, 443}}
"""Browsers leave these out of an address: with them it is the same one."""


@dataclass(frozen=True)
class Origin:
    """Where a site lives: its address with a slash at its end, and all names of its host."""

    url: str
    hosts: frozenset[str]

    def is_own(self, address: str) -> bool:
        """Whether an address is one of the site's host."""
        parts = urlsplit(address)
        return (parts.hostname or "") in self.hosts and parts.port in _USUAL_PORTS.get(parts.scheme, ())


def differences(before: Mapping[str, Rendered], after: Mapping[str, Rendered], origin: Origin) -> list[str]:
    """What no fix names, a line each; empty where the fixes are safe."""
    return list(_differences(before, after, origin))


def _differences(before: Mapping[str, Rendered], after: Mapping[str, Rendered], origin: Origin) -> Iterator[str]:
    yield from (f"{path}: is gone" for path in before.keys() - after.keys())
    yield from (f"{path}: is new" for path in after.keys() - before.keys())
    for path in sorted(before.keys() & after.keys()):
        one, other = before[path], after[path]
        if one.shape != other.shape:
            yield from _shapes(path, one.shape, other.shape)
        if len(one.links) != len(other.links):
            yield f"{path}: has {len(other.links)} links, and had {len(one.links)}"
            continue
        for (place, old), (where, new) in zip(one.links, other.links, strict=True):
            if (place, old) != (where, new) and not _is_named(old, new, before, origin):
                yield f"{path}: {place} led to {old}, and leads to {new}"


def _shapes(path: str, old: list[str], new: list[str]) -> Iterator[str]:
    # A label that repeats an address changes with it.
    if len(old) == len(new):
        pairs = [(one, other) for one, other in zip(old, new, strict=True) if one != other]
        if all(_is_label(one, other) for one, other in pairs):
            return
    for line in list(unified_diff(old, new, lineterm="", n=0))[2:]:
        yield f"{path}: {line}"


def _is_label(old: str, new: str) -> bool:
    wrapped = unwrap(old)
    return (wrapped is not None and wrapped.target == new) or (old.startswith("mailto:") and new.startswith("mailto:"))


def _is_named(old: str, new: str, before: Mapping[str, Rendered], origin: Origin) -> bool:
    """Whether a fix may lead a link from one address to another: the same page, or one instead of none."""
    if new.startswith("mailto:"):
        return _is_mail_slip(old) or not _is_live(old, before, origin)
    if old.startswith(NOWHERE) and origin.is_own(new):
        # A feed has no folder to complete a link with: the whole path is what leads to the same page from there, too.
        return _bare(_whole(old, origin)).rpartition("/")[2] == _bare(new).rpartition("/")[2]
    if not origin.is_own(new) and not new.startswith(NOWHERE):
        wrapped = unwrap(old)
        meant = wrapped.target if wrapped is not None and wrapped.target else old
        return not origin.is_own(old) and without_unseen(meant) == without_unseen(new)
    if old.startswith(NOWHERE) and new.startswith(NOWHERE):
        return _is_named(_whole(old, origin), _whole(new, origin), before, origin)
    if old.startswith(NOWHERE) or new.startswith(NOWHERE):
        return False
    if origin.is_own(old) and _rest(old) == _rest(new):
        return True  # the host was left out, and the browser puts it in
    if not _is_live(old, before, origin):
        # A host may serve `old.html` at `old/`, and that may send readers on.
        ugly = urljoin(old, f"{path_of(old).rstrip('/')}.html")
        is_same = _bare(old) == _bare(new) or without_unseen(old) == without_unseen(new)
        return is_same or (_is_live(ugly, before, origin) and _end(ugly, before, origin) == _rest(new))
    return origin.is_own(old) and _end(old, before, origin) == _rest(new)


def _whole(address: str, origin: Origin) -> str:
    """What an address that leads nowhere would lead to on a page at the top of the site."""
    return urljoin(origin.url, address.removeprefix(NOWHERE))


def _is_mail_slip(old: str) -> bool:
    return old.lower().startswith("mailto:") or without_unseen(old).lower().startswith("mailto:")


def _bare(address: str) -> str:
    """The path without capitals, and without what a host may leave out at its end."""
    return path_of(address).lower().removesuffix("/").removesuffix(".html")


def _rest(address: str) -> tuple[str, str, str]:
    parts = urlsplit(address)
    return path_of(address), parts.query, parts.fragment


def _file(address: str, before: Mapping[str, Rendered], origin: Origin) -> str | None:
    """The file that answers at an address, or None."""
    base = path_of(origin.url)
    if not origin.is_own(address) or not path_of(address).startswith(base):
        return None
    path = path_of(address)[len(base) :]
    names = [f"{path}index.html"] if not path or path.endswith("/") else [path, f"{path}.html", f"{path}/index.html"]
    return next((name for name in names if name in before), None)


def _is_live(address: str, before: Mapping[str, Rendered], origin: Origin) -> bool:
    if address.startswith(NOWHERE):
        return False
    return not origin.is_own(address) or _file(address, before, origin) is not None


def _end(address: str, before: Mapping[str, Rendered], origin: Origin) -> tuple[str, str, str]:
    """Where a chain of pages that send their readers on ends; a fragment of the link outlives it."""
    first = urlsplit(address)
    here = address
    for _ in range(_CHAIN):
        file = _file(here, before, origin)
        following = before[file].refresh if file is not None else None
        if following is None:
            break
        here = following
    path, query, fragment = _rest(here)
    return path, first.query or query, first.fragment or fragment
