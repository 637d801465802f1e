"""Files that Hugo copies: static folders, and what lies beside pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.content_path import Bundle
from content_lint.site.generators.hugo.languages import Language
from content_lint.site.generators.hugo.mounts import CONTENT, STATIC, Placement
from content_lint.site.generators.hugo.nodes import Node, Nodes
from content_lint.site.generators.hugo.placing import page_paths
from content_lint.site.generators.hugo.publish import NOT_RENDERED
from content_lint.site.generators.hugo.target import TargetPaths
from content_lint.site.generators.hugo.text import escape_path, normalize
from content_lint.site.model import Page, Role, SiteFile, State

Owner = tuple[Node, Page | None, str]
"""A page with a folder of its own, the page that is made of it, and where that folder is published."""

Owners = Mapping[tuple[str, str], Owner]
"""Those by their language and logical path."""


def static_pages(
    files: Sequence[SiteFile],
    placed: Sequence[tuple[Node, Page, TargetPaths]],
    nodes: Nodes,
    config: HugoConfig,
) -> list[Page]:
    """Static files, and the files of bundles under the address of their page, as pages."""
    owners: dict[tuple[str, str], Owner] = {}
    for node, page, paths in placed:
        if node.place.bundle is not Bundle.NONE:
            owners.setdefault((node.language.code, node.base), (node, page, paths.folder))
    for key, node in nodes.by_path.items():
        if node.file is None and node.is_branch:
            owners.setdefault(key, (node, None, page_paths(node, config).folder))
    return list(_static(files, owners, config))


def _static(files: Sequence[SiteFile], owners: Owners, config: HugoConfig) -> Iterator[Page]:
    folders: dict[str, bool] = {}
    for (_, base), (node, _, _) in owners.items():
        folders[base] = folders.get(base, False) or node.file is not None
    for file in files:
        if file.role is not Role.STATIC:
            continue
        for place in config.placements(file.path):
            if place.component == STATIC:
                for language in _apart(place, config):
                    yield _copied(file, f"/{place.inner}", State.STATIC, "", language)
            elif place.component == CONTENT:
                yield from _beside_pages(file, place, owners, folders, config)


def _beside_pages(
    file: SiteFile,
    place: Placement,
    owners: Owners,
    folders: Mapping[str, bool],
    config: HugoConfig,
) -> Iterator[Page]:
    """A file among the content, once for each language that has it."""
    first = _language(place, config)
    for_each = config.markup.copies_resources or config.several_hosts
    codes = [language.code for language in config.languages] if for_each else [first]
    found = [(code, _owner(place.inner, code, owners, folders)) for code in codes]
    # Another host gets a copy of what a page owns, and not of what lies in a folder without one.
    everywhere = config.markup.copies_resources
    owned = [
        (code, owner)
        for code, owner in found
        if owner is not None and (everywhere or code == first or owner[0][0].file is not None)
    ]
    if not owned:
        yield _copied(file, f"/{place.inner}", State.NEVER, "no page owns it")
    for code, owner in owned:
        yield _beside_a_page(file, place, code, owner, config)


def _beside_a_page(file: SiteFile, place: Placement, code: str, found: tuple[Owner, int], config: HugoConfig) -> Page:
    """A file among the content, which belongs to the nearest page of a language whose folder holds it."""
    (node, page, folder), depth = found
    rest = "/".join(place.inner.split("/")[depth:])
    # Not to be rendered hides a page and not what lies beside it.
    hidden = page is not None and page.state in (State.HIDDEN, State.NEVER) and page.reason != NOT_RENDERED
    hidden = hidden or (page is None and node.draft and not config.drafts)  # a section without a file, by a cascade
    hidden = hidden or (node.kind == "section" and config.disables(node.kind, node.language))
    reason = "its page is not built" if hidden else ""
    copied = _copied(file, f"{folder}/{rest}", State.NEVER if hidden else State.STATIC, reason, node.language)
    return replace(copied, language=code)


def _language(place: Placement, config: HugoConfig) -> str:
    parts = place.inner.rpartition("/")[2].split(".")
    named = parts[-2].lower() if len(parts) > 2 else ""
    return next((language.code for language in config.languages_of(place, named)), config.languages[0].code)


def _owner(
    inner: str,
    language: str,
    owners: Owners,
    folders: Mapping[str, bool],
) -> tuple[Owner, int] | None:
    """The nearest page whose folder holds a file, and how many folders above the file belong to it; or None.

    A folder that is a page in another language only is nobody's in this one. Nor is all that lies in a section, or in
    the home page, which has a file in another language only.

    Args:
        inner: the file, from the content folder.
        language: the language.
        owners: pages with folders, by language and logical path.
        folders: their logical paths, and whether there is a file for one of them in any language.
    """
    parts = inner.split("/")[:-1]
    nearest: tuple[Owner, int] | None = None
    for depth in range(len(parts), -1, -1):
        base = "/" + normalize("/".join(parts[:depth]))
        if base not in folders:
            continue
        owner = owners.get((language, base))
        if owner is None:
            return None
        nearest = nearest or (owner, depth)
        if folders[base]:
            return nearest if owner[0].file is not None else None
    return nearest


def _apart(place: Placement, config: HugoConfig) -> Iterator[Language | None]:
    """The languages that each have a static file for themselves; None where all have it together."""
    if not config.several_hosts:
        yield None
        return
    for language in config.languages:
        if not place.languages or language.code in place.languages:
            yield language


def _copied(file: SiteFile, path: str, state: State, reason: str, language: Language | None = None) -> Page:
    """A file that is copied; for a language that is written apart, into its folder."""
    folder = language.folder if language is not None else ""
    page = Page(
        file.path, file.collection, file.role, escape_path(path), folder + path, state, reason, in_listing=False
    )
    return replace(page, language=language.code) if language is not None and folder else page
