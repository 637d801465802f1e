"""What ``validation`` in mkdocs.yml makes of links and of the menu, and whether a warning stops the build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple, cast

from content_lint.config.builds.build import files_about_builds
from content_lint.config.generator import Fault, Reaction
from content_lint.text.files import text_if_any
from content_lint.text.regex import regex

Level = Literal["ignore", "info", "warn", "relative_to_docs"]
_LEVELS = frozenset({"ignore", "info", "warn", "relative_to_docs"})
_STRICT = regex(r"\bmkdocs[ \t]{1,9}(?:build|gh-deploy)\b[^\n&|;#]{0,300}[ \t](?:--strict|-[a-z]{0,9}s)\b")
_OTHER_SCRIPTS = ("pyproject.toml", "tox.ini", "noxfile.py", "justfile", "Taskfile.yml", "hatch.toml")
_LIMIT = 300_000
_MOST_WORKFLOWS = 100


class Validation(NamedTuple):
    """How loud MkDocs is about what; its own levels where mkdocs.yml names none.

    Attributes:
        omitted_files: pages that are not in ``nav``.
        nav_not_found: entries of ``nav`` that name no file.
        nav_absolute: entries of ``nav`` that begin with a slash.
        links_not_found: links whose target looks like a file, and is none of the documents' folder.
        links_absolute: links that begin with a slash.
        unrecognized: relative links that name no file.
        anchors: places that are not on their page.
    """

    omitted_files: Level = "info"
    nav_not_found: Level = "warn"
    nav_absolute: Level = "info"
    links_not_found: Level = "warn"
    links_absolute: Level = "info"
    unrecognized: Level = "info"
    anchors: Level = "info"

    @classmethod
    def read(cls, value: object) -> Validation:
        """Take it from the key as it is written: what is said at the top counts below, too."""
        top = value if isinstance(value, Mapping) else {}

        def level(group: str, key: str, usual: Level) -> Level:
            inner = top.get(group)
            for place in (inner if isinstance(inner, Mapping) else {}, top):
                if place.get(key) in _LEVELS:
                    return cast("Level", place[key])
            return usual

        return cls(
            level("nav", "omitted_files", "info"),
            level("nav", "not_found", "warn"),
            level("nav", "absolute_links", "info"),
            level("links", "not_found", "warn"),
            level("links", "absolute_links", "info"),
            level("links", "unrecognized_links", "info"),
            level("links", "anchors", "info"),
        )

    def reactions(self) -> dict[Fault, Reaction]:
        """What stops the build where each warning does."""
        loud: tuple[tuple[Fault, Level], ...] = (
            ("file link", self.links_not_found),
            ("picture", self.links_not_found),
            ("link", self.unrecognized),
            ("anchor", self.anchors),
        )
        return {fault: "stops" for fault, level in loud if level == "warn"}


def strict_because(set_in: str, root: Path) -> str:
    """Why a warning stops the build, in words; empty where nothing says that it does.

    Args:
        set_in: the configuration, where that has ``strict``; else empty.
        root: of the site.
    """
    if set_in:
        return f"`strict` is set in {set_in}"
    file = strict_command(root)
    return f"`{file}` builds with `--strict`" if file else ""


def strict_command(root: Path) -> str:
    """The file in which somebody wrote that a warning stops the build (``mkdocs build --strict``); or empty.

    Args:
        root: of the site.
    """
    for path in _scripts(root):
        if _STRICT.search(text_if_any(path, _LIMIT)):
            return path.name if path.parent == root else path.as_posix().removeprefix(f"{root.as_posix()}/")
    return ""


def _scripts(root: Path) -> Iterator[Path]:
    for path in files_about_builds(root):
        if path.is_dir():
            yield from sorted(path.glob("*.y*ml"))[:_MOST_WORKFLOWS]
        else:
            yield path
    yield from (root / name for name in _OTHER_SCRIPTS)
