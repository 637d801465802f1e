"""How VuePress is recognised, and what the configuration of VuePress 2 says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from content_lint.config.detect.detected import Detected
from content_lint.config.settings import GeneratorFiles
from content_lint.site.generators.plain.recognition import README, Recognition, script, word
from content_lint.site.generators.vuepress.config import VuePressConfig
from content_lint.site.generators.vuepress.traits import DIALECT, GENERATOR
from content_lint.text.files import text_if_any
from content_lint.text.lenient import json_value, mapping
from content_lint.text.regex import regex

_RECOGNISED = Recognition(
    "vuepress",
    "VuePress",
    script(r"\.vuepress/config(?:/index)?"),
    (".",),
    index=README,
    heading_ids="vitepress",
    shows_not_found=True,
)
_SECOND = regex(r"[\^~>=v ]*2\.|next\Z|latest-2")
_LIMIT = 1_000_000
_MOST = 60
_IMPORTED = regex(
    r"(?:^[ \t]*(?:import|export)\b[^;\n'\"=]*\bfrom|^[ \t]*import|^\}[ \t]*from|\b(?:require|import)\()"
    r"[ \t]*['\"]([^'\"\n]+)",
    re.MULTILINE,
)
_QUIET = regex(
    r"node:|@vuepress/(?:cli|client|core|utils|bundler-\w+|theme-default|plugin-(?:docsearch|search|slimsearch|sitemap"
    r"|shiki|prismjs|google-analytics|umami-analytics|baidu-analytics|copy-code|medium-zoom|photo-swipe|back-to-top"
    r"|nprogress|git|seo|feed|register-components|active-header-links|palette|theme-data|notice|comment|pwa"
    r"|reading-time|watermark|links-check|toc))\Z|vuepress(?:/utils|/cli)?\Z|(?:vue|vite|path|process|fs)\Z"
)
_KEYS = regex(
    r"\b(pagePatterns|permalinkPattern|extendsPage|extendsPageOptions|extendsMarkdown|onInitialized"
    r"|createPage|slugify|anchor|headers|alias)\b\s*[:(=]"
)
_THEME = regex(r"\bdefaultTheme\s*\(")
_MAP = regex(r"plugin-sitemap|\bsitemap\s*:")
_FEED = regex(r"plugin-feed")
_LOCALE = regex(r"^[^\S\n]*+['\"]/([\w-]+)/['\"]\s*:", re.MULTILINE)


class _VuePress:
    makes_applications = False

    def claims(self, folder: Path, names: Sequence[str]) -> str | None:
        return _RECOGNISED.claims(folder, names)

    def detect(self, root: Path, home: str, config: str) -> Detected:
        if not config or not _is_second(root, home):
            return _RECOGNISED.detect(root, home, config)
        below = f"{home}/" if home else ""
        file = f"{below}{config}"
        text, read = _texts(root, file)
        base = word("base").search(text)
        parsed = VuePressConfig(
            file,
            below,
            f"{below}.vuepress/public/",
            below,
            base[1].rstrip("/") if base is not None and base[1].startswith("/") else "",
            languages=tuple(dict.fromkeys(_LOCALE.findall(text))),
            maps_site=_MAP.search(text) is not None,
            marks=("", ""),
            makes_texts="`@vuepress/plugin-feed`" if _FEED.search(text) is not None else "",
            strange=tuple(dict.fromkeys(_strange(text))),
        )
        return Detected(
            replace(GENERATOR, static_folder=parsed.public),
            DIALECT,
            GeneratorFiles({}, file, parsed),
            base_path=parsed.base,
            content=(home,) if home else (),
            copied=(f"{parsed.public}**",),
            sources=read,
        )


def _is_second(root: Path, home: str) -> bool:
    """Whether the version that package.json names, beside the documents or at the root, is 2."""
    for folder in dict.fromkeys((home, "")):
        written = mapping(json_value(text_if_any(root / folder / "package.json", _LIMIT, within=root)))
        for key in ("dependencies", "devDependencies"):
            named = mapping(written.get(key))
            version = named.get("vuepress")
            if isinstance(version, str):
                return _SECOND.match(version) is not None
            if any(str(name).startswith("@vuepress/bundler-") for name in named):
                return True
    return False


def _texts(root: Path, file: str) -> tuple[str, tuple[str, ...]]:
    """The configuration with the files of its own that it names, and their paths."""
    from content_lint.site.programs import Programs

    programs = Programs(root, file.rpartition("/")[0])
    texts, waiting = [], [file]
    for path in waiting:
        text = programs.text(path)
        if text is None:
            continue
        texts.append(text)
        named = (match[1] for match in _IMPORTED.finditer(text))
        found = (programs.find(source, path) for source in named if source.startswith("."))
        waiting += [item for item in found if item and item not in waiting and len(waiting) < _MOST]
    return "\n".join(texts), tuple(waiting)


def _strange(text: str) -> Iterator[str]:
    if not _THEME.search(text):
        yield "the theme"
    for match in _IMPORTED.finditer(text):
        source = match[1]
        if not source.startswith(".") and not _QUIET.match(source):
            yield f"`{source}`"
    for match in _KEYS.finditer(text):
        yield f"`{match[1]}`"


DETECTIONS = {"vuepress": _VuePress()}
