"""What does nothing in ``_config.yml``, one by one with its line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import KeyPath
from content_lint.parse.front_matter.yaml.reader import read_yaml, rules_for
from content_lint.site.generators.jekyll.config import IgnoredSetting, JekyllConfig
from content_lint.site.generators.protocol import UnreadSetting
from content_lint.site.sources.tree import DiskTree
from content_lint.text.source import SourceText, Span


def unread_settings(settings: SiteSettings) -> Iterator[UnreadSetting]:
    """Settings that Jekyll does not know, keys that are there twice, and a zone that does not exist."""
    files, config = settings.generator_config, JekyllConfig.of(settings)
    if files is None or not files.config_path:
        return
    source = DiskTree(settings.root).read(files.config_path)
    lines, twice = _positions(source) if isinstance(source, SourceText) else ({}, ())
    alike: defaultdict[str, list[IgnoredSetting]] = defaultdict(list)
    for item in config.ignored:
        alike[".".join("*" if place == 1 else str(step) for place, step in enumerate(item.key_path))].append(item)
    for pattern, items in alike.items():
        line = lines.get(items[0].key_path)
        place = f"{files.config_path}:{line}" if line else files.config_path
        dotted, advice = _dotted(items[0].key_path), items[0].help
        if len(items) > 1:
            names = ", ".join(str(item.key_path[1]) for item in items)
            yield UnreadSetting(f"Jekyll does not read `{pattern}` ({names})", f"Of `{dotted}`: {advice}.", place)
        else:
            yield UnreadSetting(f"Jekyll does not read `{dotted}`", f"{advice[:1].upper()}{advice[1:]}.", place)
    for path, line, later in twice:
        text = f"`{_dotted(path)}` is there twice: line {later} replaces the value here"
        yield UnreadSetting(text, "Take one of them away.", f"{files.config_path}:{line}")
    if not config.timezone_known:
        yield UnreadSetting("Jekyll knows no zone of the name under `timezone`", "Write it as `Europe/London`.")


def _dotted(path: KeyPath) -> str:
    return ".".join(map(str, path))


def _positions(source: SourceText) -> tuple[Mapping[KeyPath, int], list[tuple[KeyPath, int, int]]]:
    """The lines of the keys of a YAML file, and keys that are there twice with both lines."""

    def line(span: Span) -> int:
        return source.position(span.start).line

    reading = read_yaml(source.text, Span(0, len(source.text)), rules_for("safe_yaml"))
    twice = [(item.path, line(item.earlier_key_span), line(item.key_span)) for item in reading.duplicates]
    return {path: line(field.key_span) for path, field in reading.fields.items()}, twice
