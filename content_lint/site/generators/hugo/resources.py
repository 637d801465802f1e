"""Files that Hugo copies: static folders, and what lies beside pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.content_path import Bundle
from content_lint.site.generators.hugo.nodes import Node, Nodes
from content_lint.site.generators.hugo.placing import page_paths
from content_lint.site.generators.hugo.read import content_dir
from content_lint.site.generators.hugo.target import TargetPaths
from content_lint.site.generators.hugo.text import escape_path, normalize
from content_lint.site.model import Page, Role, SiteFile, State


def static_pages(
    files: Sequence[SiteFile],
    placed: Sequence[tuple[Node, Page, TargetPaths]],
    nodes: Nodes,
    config: HugoConfig,
) -> list[Page]:
    """Static files, and the files of bundles under the address of their page, as pages."""
    owners: dict[tuple[str, str], tuple[Node, Page | None, str]] = {}
    for node, page, paths in placed:
        if node.place.bundle is not Bundle.NONE:
            owners.setdefault((node.language.code, node.base), (node, page, paths.folder))
    for key, node in nodes.by_path.items():
        if node.file is None and node.is_branch:
            owners.setdefault(key, (node, None, page_paths(node, config).folder))
    return list(_static(files, owners, config))


def _static(
    files: Sequence[SiteFile], owners: Mapping[tuple[str, str], tuple[Node, Page | None, str]], config: HugoConfig
) -> Iterator[Page]:
    for file in files:
        if file.role is not Role.STATIC:
            continue
        home = content_dir(file.path, config)
        if home is None:
            folder = max((item for item in config.static_dirs if file.path.startswith(f"{item}/")), key=len, default="")
            yield _copied(file, file.path[len(folder) :], State.STATIC, "")
            continue
        inner = file.path[len(home) + 1 :]
        language = _language(inner, home, config)
        owner, depth = _owner(inner, language, owners)
        if owner is None:
            yield _copied(file, f"/{inner}", State.NEVER, "no page owns it")
            continue
        node, page, folder = owner
        rest = "/".join(inner.split("/")[depth:])
        # Not to be rendered hides a page and not what lies beside it.
        hidden = page is not None and page.state in (State.HIDDEN, State.NEVER) and node.render == "always"
        hidden = hidden or (node.kind == "section" and node.kind in config.disabled_kinds)
        reason = "its page is not built" if hidden else ""
        yield _copied(file, f"{folder}/{rest}", State.NEVER if hidden else State.STATIC, reason)


def _language(inner: str, home: str, config: HugoConfig) -> str:
    parts = inner.rpartition("/")[2].split(".")
    if len(parts) > 2:
        for language in config.languages:
            if parts[-2].lower() == language.code:
                return language.code
    return next((item.code for item in config.languages if item.content_dir == home), config.languages[0].code)


def _owner(
    inner: str, language: str, owners: Mapping[tuple[str, str], tuple[Node, Page | None, str]]
) -> tuple[tuple[Node, Page | None, str] | None, int]:
    """The nearest page whose folder holds a file, and how many folders above the file belong to it."""
    folders = inner.split("/")[:-1]
    for depth in range(len(folders), -1, -1):
        base = "/" + normalize("/".join(folders[:depth]))
        if (language, base) in owners:
            return owners[language, base], depth
    return None, 0


def _copied(file: SiteFile, destination: str, state: State, reason: str) -> Page:
    return Page(
        file.path, file.collection, file.role, escape_path(destination), destination, state, reason, in_listing=False
    )
