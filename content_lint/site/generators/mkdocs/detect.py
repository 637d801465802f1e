"""How MkDocs is recognised, and what mkdocs.yml says of the site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from content_lint.config.builds.build import files_about_builds, seen_from
from content_lint.config.detect.detected import Detected
from content_lint.config.settings import Collection, GeneratorFiles
from content_lint.site.generators.mkdocs.assembly import scripts_about
from content_lint.site.generators.mkdocs.config import MkDocsConfig, parse_config, read_config, urlsplit_or_none
from content_lint.site.generators.mkdocs.traits import DIALECT, GENERATOR
from content_lint.site.generators.plain.recognition import README, Recognition
from content_lint.text.regex import regex

_NAMES = regex(r"(?:mkdocs|properdocs|zensical)\.ya?ml\Z")
_CALLED = {"zensical": "Zensical", "properdocs": "ProperDocs"}
"""Programs that read what MkDocs reads, by the names of their files; ProperDocs is MkDocs 1 under another name."""
_ZENSICAL = Recognition(
    "mkdocs",
    "Zensical",
    regex(r"zensical\.toml\Z"),
    ("docs",),
    regex(r"^docs_dir\s*=\s*[\"']([^\"'#\n]{1,200})", re.MULTILINE),
    index=README,
    labels=regex(r"autorefs|mkdocstrings|auto_append", re.MULTILINE),
)
_LABELS = frozenset({"autorefs", "mkdocstrings"})
"""Plugins that define a label for every heading or object."""

_TEMPLATES = frozenset({"macros", "markdownextradata", "include-markdown", "table-reader", "techdocs-core"})
"""Plugins that take `{{ }}` or `{% %}` in a text for a template."""


class _MkDocs:
    makes_applications = False

    def claims(self, folder: Path, names: Sequence[str]) -> str | None:
        return next((name for name in names if _NAMES.fullmatch(name)), None) or _ZENSICAL.claims(folder, names)

    def detect(self, root: Path, home: str, config: str) -> Detected:
        if not config or not _NAMES.fullmatch(config):
            return _ZENSICAL.detect(root, home, config)
        written = read_config(root, home, config)
        parsed = parse_config(root, home, written)
        origin, path = urlsplit_or_none(parsed.site_url) or ("", "")
        templated = not _TEMPLATES.isdisjoint(parsed.plugins) or any("macros" in name for name in parsed.extensions)
        labels = not _LABELS.isdisjoint(parsed.plugins) or _appends(parsed) or bool(parsed.hooks)
        known = _known(frozenset(parsed.extensions))
        called = _CALLED.get(config.partition(".")[0], GENERATOR.called)
        traits = replace(
            GENERATOR,
            called=called,
            brings_labels=labels,
            marks_ids="attr_list" in known,
            static_folder=f"{parsed.docs}/" if parsed.docs else "",
            reactions=parsed.validation.reactions() if parsed.strict else {},
        )
        return Detected(
            traits,
            replace(DIALECT, extensions=known, templates="liquid" if templated else "none"),
            GeneratorFiles(written.keys, posixpath.join(home, config), parsed),
            {item.name: item for item in _collections(parsed, written.files[0])},
            url=origin,
            base_path=path.rstrip("/"),
            sources=(
                *written.files,
                *parsed.hooks,
                *parsed.merged,
                *scripts_about(root),
                *seen_from(root, files_about_builds(root)),
            ),
        )


DETECTIONS = {"mkdocs": _MkDocs()}


def _known(extensions: frozenset[str]) -> frozenset[str]:
    """Every extension that is in use, those that MkDocs always has included; of bundles what is in them."""
    found = {*extensions, "toc", "tables", "fenced_code"}
    if "extra" in found or "pymdownx.extra" in found:
        found |= {"abbr", "attr_list", "def_list", "footnotes", "md_in_html"}
    return frozenset(found)


def _appends(config: MkDocsConfig) -> bool:
    """Whether files are put below every page, in which labels may be defined."""
    options: Mapping[str, object] = config.extensions.get("pymdownx.snippets", {})
    return bool(options.get("auto_append"))


def _collections(config: MkDocsConfig, origin: str) -> Iterator[Collection]:
    """The posts of each blog."""
    for blog in config.blogs:
        folder = config.source(blog.posts)
        yield Collection(blog.posts, (f"{folder}/**",), origin=origin)
