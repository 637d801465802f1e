"""What well-known themes of Hugo do to links and pages: writes the table that content-lint reads, from repositories.

    python .ci/hugo_themes.py NAME,MODULE,...=REPOSITORY ...

NAME is the theme as ``theme:`` has it, MODULE its path as a module; REPOSITORY is a checkout with its tags. Of every
version that was published, and of the newest state, what is in any is kept: only names of places and of shortcodes.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from hugo_hook_text import effect_of

from content_lint.config.load import load_settings
from content_lint.engine.load import load_site
from content_lint.rules.registry import catalog
from content_lint.site.generators.hugo.expressions import ExpressionScope, UnknownValue, joined
from content_lint.site.generators.hugo.hooks import Effect
from content_lint.site.generators.hugo.layout_files import SHORTCODES, HugoLayouts, LayoutFiles
from content_lint.site.generators.hugo.template_files import TemplateFile
from content_lint.site.generators.hugo.themes import TABLE
from content_lint.site.model import TemplateLookup
from content_lint.site.sources.tree import DiskTree

VERSION = re.compile(r"(?:theme/)?v?\d+(?:\.\d+)*\Z")
NAME = re.compile(r"[\w:.-]+")
SETTINGS = re.compile(r"(?:theme/)?(?:hugo|config)\.(?:toml|ya?ml)")
MOUNTED = re.compile(r"target\W+(?:static|assets)/([^/\s\"']+)")
PUBLISHED = re.compile(r"(?:theme/)?(?:static|assets)/([^/]+)")
KINDS = ("home", "page", "section", "taxonomy", "term")


def _effects(kind: str, texts: dict[str, str]) -> set[str]:
    """What the templates for links or images of one version do."""
    named = (text for path, text in texts.items() if f"_markup/render-{kind}" in path and path.endswith(".html"))
    return {effect_of(text, {}, at_root=True).value for text in named} or {Effect.NOTHING.value}


def git(repository: str, *words: str) -> bytes:
    """What git answers."""
    command = ["git", "-C", repository, *words]
    return subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603 - a checkout that its user names


def versions(repository: str) -> Iterator[str]:
    """The states that people may have of a theme."""
    yield from (tag for tag in git(repository, "tag").decode().split() if VERSION.match(tag))
    yield "HEAD"


def files_of(repository: str, version: str) -> set[str]:
    """What the addresses of the files of one version begin with."""
    names = git(repository, "ls-tree", "-r", "--name-only", version).decode().splitlines()
    settings = [name for name in names if SETTINGS.fullmatch(name)]
    mounted = (
        MOUNTED.findall(git(repository, "show", f"{version}:{name}").decode("utf-8", "replace")) for name in settings
    )
    return {found[1] for name in names if (found := PUBLISHED.match(name))}.union(*mounted)


def layouts_of(repository: str, version: str, folder: Path) -> HugoLayouts | None:
    """The templates of one version, as those of a site that uses it."""
    files = git(repository, "ls-tree", "-r", "--name-only", version).decode().splitlines()
    top = next((top for top in ("", "theme/") if any(name.startswith(f"{top}layouts/") for name in files)), None)
    if top is None:
        return None
    with tarfile.open(fileobj=io.BytesIO(git(repository, "archive", version, f"{top}layouts"))) as archive:
        archive.extractall(folder / "themes/t", filter="data")
    if top:
        (folder / "themes/t" / top / "layouts").rename(folder / "themes/t/layouts")
    (folder / "hugo.toml").write_text('theme = "t"\n', encoding="utf-8")
    settings = load_settings(folder, catalog=catalog())
    loaded = load_site(settings, DiskTree(folder))
    site = loaded.site(settings, datetime(2026, 1, 1, tzinfo=UTC))
    return site.layouts if isinstance(site.layouts, HugoLayouts) else None


def _keeps_anchors(template: TemplateFile) -> bool:
    """Whether a template for headings gives them the ids that Hugo has for them."""
    scope = ExpressionScope(lambda text: text, {".anchor": "x"}, variables=dict(template.variables))
    made = [
        joined([scope.value(part, item.dot) if n % 2 else part for n, part in enumerate(item.parts)])
        for item in template.made
    ]
    return "x" in made or template.spreads or bool(template.calls)


class Row:
    """What is in any version of a theme."""

    def __init__(self) -> None:
        self.links: set[str] = set()
        self.images: set[str] = set()
        self.ids: set[str] = set()
        self.made: set[tuple[str, str, str]] = set()
        self.open: set[str] = set()
        self.shows: set[str] = set()
        self.heard: set[str] = set()
        self.shortcodes: set[str] = set()
        self.scripted = False
        self.files: set[str] = set()

    def take(self, files: LayoutFiles, texts: dict[str, str]) -> None:
        """Take what is in one version."""
        self.links |= _effects("link", texts)
        self.images |= _effects("image", texts)
        for path in files.paths():
            template = files.template(path)
            if f"/{SHORTCODES}/" in f"/{path}" or "/shortcodes/" in path:
                self._take_shortcode(files, path)
            elif "/_markup/render-heading" in path:
                if not _keeps_anchors(template):
                    self.open.add("headings")
            else:
                self._take_template(template)
        folders = {path.split("/layouts/")[-1].rpartition("/")[0] for path in files.paths()}
        for kind in KINDS:
            for folder in sorted({"", *folders}):
                paths = files.of_page(TemplateLookup(kind=kind, folder=folder))
                brought = files.brought_by(paths, "", ())
                self.shows |= {kind} if brought.others else set()
                self.open |= {kind} if brought.fetching else set()

    def _take_template(self, template: TemplateFile) -> None:
        self.ids |= template.ids
        self.scripted = self.scripted or template.scripted
        scope = ExpressionScope(lambda text: text, variables=dict(template.variables))
        for attribute in template.made:
            parts = [
                scope.value(part, attribute.dot) if number % 2 else part for number, part in enumerate(attribute.parts)
            ]
            value = joined(parts)
            if isinstance(value, str):
                self.ids.add(value)
            elif isinstance(value, UnknownValue):
                self.made.add((value.prefix, value.suffix, value.alphabet))

    def _take_shortcode(self, files: LayoutFiles, path: str) -> None:
        name = re.split(r"/_?shortcodes/", path)[-1].removesuffix(".html").lower()
        self.shortcodes.add(name)
        brought = files.brought_by((path,), "", ())
        loud = brought.fetching or brought.others or brought.scripted or brought.absent
        for template in brought.files:
            loud = loud or template.made or template.reads or template.writes_markdown or template.ids
        if loud:
            self.heard.add(name)

    def table(self, modules: list[str]) -> dict[str, object]:
        """As the table has it; what is empty is left out."""
        row: dict[str, object] = {
            "modules": modules,
            "links": sorted(self.links),
            "images": sorted(self.images),
            "ids": sorted(item for item in self.ids if NAME.fullmatch(item)),
            "made": sorted(item for item in self.made if any(item)),
            "shows": sorted(self.shows),
            "open": sorted(self.open),
            "files": sorted(self.files),
            "quiet": sorted(self.shortcodes - self.heard),
            "scripted": self.scripted,
        }
        return {key: value for key, value in row.items() if value}


def row_of(modules: list[str], repository: str) -> dict[str, object]:
    """One theme as the table has it."""
    row = Row()
    for version in versions(repository):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            row.files |= files_of(repository, version)
            layouts = layouts_of(repository, version, folder)
            if layouts is not None and layouts.files is not None:
                texts = {
                    path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8", errors="replace")
                    for path in folder.glob("themes/t/layouts/**/_markup/*.html")
                }
                row.take(layouts.files, texts)
    return row.table(modules)


def main() -> None:
    """Put the themes that are named into the table."""
    table = json.loads(TABLE.read_text(encoding="utf-8")) if TABLE.is_file() else {}
    for argument in sys.argv[1:]:
        names, _, repository = argument.partition("=")
        name, *modules = names.split(",")
        table[name] = row_of(modules, repository) if repository else {"modules": modules}
    rows = (f"{json.dumps(name)}: {json.dumps(table[name], ensure_ascii=False)}" for name in sorted(table))
    TABLE.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
