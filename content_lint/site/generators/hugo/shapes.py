"""Front matter of Hugo's own whose kind of value is wrong, which stops the build. Found by asking Hugo 0.168.0."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.content_path import MEDIA_TYPES
from content_lint.site.generators.hugo.go_regexp import search
from content_lint.site.generators.hugo.values import to_text, to_texts

_FORMATS = frozenset(
    {
        *("html", "rss", "json", "amp", "calendar", "css", "csv", "markdown", "robots", "sitemap", "sitemapindex"),
        *("webappmanifest", "gotmpl", "alias", "404", "httpstatus"),
    }
)
_KINDS = frozenset({"page", "home", "section", "taxonomy", "term", "404", "robotstxt", "sitemap", "rss"})
_MARKUP = frozenset({*MEDIA_TYPES, "goldmark", "asciidocext", "asciidoctor", "blackfriday", "mmark"})
_MAPPINGS = ("params", "sites")


def shape_faults(values: Mapping[str, object], config: HugoConfig) -> Iterator[tuple[str, str]]:
    """Keys of front matter (in lower case) whose value Hugo cannot take, each with what is wrong."""
    for key in _MAPPINGS:
        if key in values and not isinstance(values[key], Mapping | None):
            yield key, f"`{key}` has to be a list of names and values"
    if values.get("build") is not None:
        yield from _build(values["build"])
    if values.get("cascade"):
        yield from _cascade(values["cascade"])
    for name in to_texts(values.get("outputs")):
        if name.lower() not in _FORMATS and name.lower() not in config.output_formats:
            yield "outputs", f"`{name}` is no output format that Hugo or the configuration knows"
            break
    markup = to_text(values.get("markup")).lower()
    if markup and markup not in _MARKUP:
        yield "markup", f"`{markup}` is no markup that Hugo knows"
    elif markup in MEDIA_TYPES and not is_allowed(MEDIA_TYPES[markup], config):
        yield "markup", not_allowed(MEDIA_TYPES[markup], config)


def _build(value: object) -> Iterator[tuple[str, str]]:
    if not isinstance(value, Mapping):
        yield "build", "`build` has to be a list of names and values"
    elif any(isinstance(value.get(name), (list, dict)) for name in ("render", "list")):
        yield "build", "`render` and `list` of `build` have to be `always` or `never`"


def _cascade(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield "cascade", "`cascade` has to be a list of names and values"
        return
    for entry in value if isinstance(value, list) else [value]:
        target = entry.get("target", entry.get("_target")) if isinstance(entry, Mapping) else None
        if target is not None and not isinstance(target, Mapping):
            yield "cascade", "`target` of `cascade` has to be a list of names and values"
        elif isinstance(target, Mapping):
            kind = to_text(target.get("kind")).lower()
            if re.fullmatch("[a-z0-9]+", kind) and kind not in _KINDS:
                yield "cascade", f"`{kind}` is no kind of page"


def not_allowed(kind: str, config: HugoConfig) -> str:
    """What is wrong with a media type that is not allowed."""
    if config.names_allowed_types:
        return f"`security.allowContent` in the configuration does not allow {kind}"
    return f"since version 0.162 it takes no {kind} unless `security.allowContent` in the configuration allows it"


def is_allowed(kind: str, config: HugoConfig) -> bool:
    """Whether ``security.allowContent`` takes a media type."""
    return passes(kind, config.allowed_types)


def passes(text: str, patterns: tuple[str, ...]) -> bool:
    """Whether one of Hugo's lists takes a text: some pattern fits, and none that begins with ``!`` does."""
    wanted = [item for item in patterns if not item.startswith("!")]
    refused = [item.removeprefix("!").strip() for item in patterns if item.startswith("!")]
    if any(search(item)(text) for item in refused):
        return False
    return not wanted or any(search(item)(text) for item in wanted)
