"""Which file is what to Jekyll: page, post, draft, collection item, static file, or not read at all."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from content_lint.site.generators.jekyll.bare_files import BareFiles
from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.entry_filter import EntryFilter
from content_lint.site.model import Role, SiteFile, Skipped, Survey
from content_lint.site.sources.tree import DiskTree, Scan
from content_lint.text.files import is_folder, resolved
from content_lint.text.regex import regex

# Both are Jekyll's own (Document::DATE_FILENAME_MATCHER, DATELESS_FILENAME_MATCHER).
DATED_NAME = regex(r"^(?>.+/)*?(\d{2,4}-\d{1,2}-\d{1,2})-([^/]*)(\.[^.]+)$", re.MULTILINE | re.ASCII)
DATELESS_NAME = regex(r"(?:\A|/)([^/]*)(\.[^./]+)\Z")
_FENCE = re.compile(rb"---[ \t\r\f\v]*\n")
_LISTED_APART = {"posts": "_posts", "drafts": "_drafts"}
# Folders of Jekyll itself: what lies in them is read otherwise, and is no content that went missing.
_MACHINERY = frozenset({"_site", "_layouts", "_includes", "_sass", "_data", "_plugins"})


def begins_with_fence(head: bytes) -> bool:
    """Whether a file is a page or document to Jekyll: its first line is ``---`` and blanks, and it ends with LF."""
    return _FENCE.match(head) is not None


def survey(root: Path, config: JekyllConfig) -> Survey:
    """Which file on disk is what, in Jekyll's order, and what is not read (see ``survey_paths``).

    Folders that the configuration excludes, hidden folders and Jekyll's own are not looked into. Links
    that lead out of the root are never followed. Raises OSError where the root cannot be read.
    """
    tree = DiskTree(root)
    source = root / config.source
    if config.source and not (source.is_dir() and resolved(source).is_relative_to(resolved(root))):
        return Survey((), ())
    paths = (config.root + path for path in walk(source, config, DiskTree(source).scan))
    return survey_paths(paths, config, lambda path: begins_with_fence(tree.head(path)))


def walk(root: Path, config: JekyllConfig, scan: Scan) -> Iterator[str]:
    """Every file that may matter, as paths from ``root``, in no promised order; ``scan`` looks into its folders."""
    real_root = os.path.realpath(root)
    keep = EntryFilter(config, lambda path: (root / path).is_dir())
    waiting: list[tuple[str, frozenset[str]]] = [("", frozenset({real_root}))]
    while waiting:
        folder, above = waiting.pop()
        prefix = f"{folder}/" if folder else ""
        try:
            entries = scan(folder)
        except OSError:
            if not folder:
                raise
            continue
        for entry in entries:
            path = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                if _may_hold_content(path, entry.name, folder, keep, config):
                    waiting.append((path, above))
            elif entry.is_symlink() and is_folder(entry):
                real = os.path.realpath(entry.path)
                if real.startswith(real_root + os.sep) and real not in above:
                    waiting.append((path, above | {real}))
            else:
                # Broken links and named pipes too: whoever reads them says what is wrong with them.
                yield path


def _may_hold_content(path: str, name: str, folder: str, keep: EntryFilter, config: JekyllConfig) -> bool:
    if path == config.destination or (not folder and name in _MACHINERY and not _collection_folder(name, config)):
        return False
    if name == ".git":
        return False
    return not keep.refuses(name, folder).startswith("excluded")


def _collection_folder(name: str, config: JekyllConfig) -> bool:
    return any(name == f"_{item.label}" for item in config.collections)


def survey_paths(paths: Iterable[str], config: JekyllConfig, has_fence: Callable[[str], bool]) -> Survey:
    """Which path is what.

    Args:
        paths: all files of the site, from its root, with ``/``.
        config: the site's configuration.
        has_fence: whether a file's first line is an opening fence (``begins_with_fence``); asked only of
            files where that decides anything.

    Returns:
        The files in Jekyll's order: pages by name, static files by path, then documents collection by
        collection, each by path (their dates are not known yet); and what is not read, with the reason.
    """
    known, skipped = _within(paths, config)
    folders: set[str] = set()
    for path in known:
        above = path.rpartition("/")[0]
        while above and above not in folders:
            folders.add(above)
            above = above.rpartition("/")[0]
    root = config.root
    sorter = PathSorter(config, EntryFilter(config, folders.__contains__), lambda path: has_fence(root + path))
    files: list[SiteFile] = []
    for path in known:
        found, reason = sorter.sort(path)
        if not found:
            skipped.append(Skipped(root + path, reason))
        elif root:
            files.extend(SiteFile(root + file.path, file.role, file.collection) for file in found)
        else:
            files.extend(found)
    order = {item.label: number for number, item in enumerate(config.collections)}
    files.sort(key=lambda file: _order(file, order))
    return Survey(tuple(files), tuple(sorted(skipped, key=lambda item: item.path)))


def _within(paths: Iterable[str], config: JekyllConfig) -> tuple[list[str], list[Skipped]]:
    """Paths from the source, and what lies outside of it."""
    if not config.source:
        return list(paths), []
    known, outside = [], []
    for path in paths:
        if path.startswith(config.root):
            known.append(path[len(config.root) :])
        else:
            outside.append(Skipped(path, f"outside `{config.source}`, the folder that `source` names"))
    return known, outside


def _order(file: SiteFile, collections: dict[str, int]) -> tuple[int, int, object, str]:
    if file.role is Role.PAGE:
        return (0, 0, file.path.rpartition("/")[2], file.path)
    if file.role is Role.STATIC:
        # Static files of collections are read after all others, folder by folder.
        place = -1 if file.collection is None else collections.get(file.collection, 0)
        return (1, place, file.path.split("/") if file.collection else [file.path], file.path)
    return (2, collections.get(file.collection or "", 0), "", file.path)


class PathSorter:
    """Says of each path what it is.

    Args:
        config: the site's configuration.
        keep: Jekyll's filter of names.
        has_fence: see ``survey_paths``.
    """

    def __init__(self, config: JekyllConfig, keep: EntryFilter, has_fence: Callable[[str], bool]) -> None:
        self._config = config
        self._keep = keep
        self._has_fence = has_fence
        # A file that `include` names by its whole path is read wherever it lies (4.0 and later).
        self._included = frozenset(() if config.old else (item.lstrip("/") for item in config.include))
        base = f"{config.collections_dir}/" if config.collections_dir else ""
        labels = [item.label for item in config.collections if item.label not in {"posts", "data"}]
        self._collections = {f"{base}_{label}": label for label in labels}
        self._depth = base.count("/")
        self._bare = BareFiles(config)
        self._folders: dict[str, str] = {"": ""}  # folder of the walk: why it is not entered, or empty

    def sort(self, path: str) -> tuple[list[SiteFile], str]:
        """What a path is (rarely two things), and else why it is nothing."""
        found: list[SiteFile] = []
        folder, _, name = path.rpartition("/")
        reason = ""
        parts = path.split("/")
        home = "/".join(parts[: self._depth + 1])
        label = self._collections.get(home) if len(parts) > self._depth + 1 else None
        if label is not None:
            entry = "/".join(parts[self._depth + 1 :])
            reason = self._keep.refuses(entry, f"_{label}")
            if not reason:
                role = Role.ITEM if self._has_fence(path) else Role.STATIC
                found.append(SiteFile(path, role, label))
        else:
            post, reason = self._post(parts, path)
            if post is not None:
                found.append(post)
        barred = self._barred(folder)
        refusal = barred or (self._keep.refuses(name, folder) if path != self._config.destination else "the output")
        if not refusal or path in self._included:
            fenced = self._has_fence(path)
            if fenced or self._bare.may_be_page(path):
                found.append(SiteFile(path, Role.PAGE))
            if not fenced:
                found.append(SiteFile(path, Role.STATIC))
        return found, reason or refusal

    def _barred(self, folder: str) -> str:
        """Why the walk does not come into a folder, or an empty string."""
        known = self._folders.get(folder)
        if known is not None:
            return known
        above, _, name = folder.rpartition("/")
        # Paths may be thousands of folders deep: up first, then down again.
        chain = [folder]
        while above not in self._folders:
            chain.append(above)
            above = above.rpartition("/")[0]
        for inner in reversed(chain):
            above, _, name = inner.rpartition("/")
            reason = self._folders[above]
            if not reason:
                reason = "the output" if inner == self._config.destination else self._keep.refuses(name, above)
            self._folders[inner] = reason
        return self._folders[folder]

    def _post(self, parts: list[str], path: str) -> tuple[SiteFile | None, str]:
        """A post or a draft: in any ``_posts`` or ``_drafts`` folder that the walk comes past."""
        for index, part in enumerate(parts[:-1]):
            if part not in {"_posts", "_drafts"}:
                continue
            above = "/".join(parts[:index])
            if self._config.collections_dir and not above.startswith(self._config.collections_dir):
                return None, f"outside `{self._config.collections_dir}`, the folder of posts and collections"
            barred = self._barred(above)
            if barred:
                return None, barred
            if part == "_drafts" and not self._config.show_drafts:
                return None, "a draft, and `show_drafts` is off"
            return self._entry(parts, index, path)
        return None, ""

    def _entry(self, parts: list[str], index: int, path: str) -> tuple[SiteFile | None, str]:
        inner = parts[index + 1 :]
        entry = "/".join(inner)
        if any(part.startswith(".") for part in inner):
            return None, "hidden: its name, or its folder's, begins with a dot"
        reason = self._keep.refuses(entry, "/".join(parts[: index + 1]))
        if reason:
            return None, reason
        draft = parts[index] == "_drafts"
        if not (DATELESS_NAME if draft else DATED_NAME).search(entry):
            wanted = "an extension" if draft else "a date in front and an extension (`2026-01-31-name.md`)"
            return None, f"its name lacks {wanted}"
        if entry.endswith((".yml", ".yaml")):
            return None, "a YAML file is no post"
        return SiteFile(path, Role.DRAFT if draft else Role.POST, "posts"), ""
