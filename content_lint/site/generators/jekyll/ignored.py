"""Settings that Jekyll never reads, though somebody wrote them down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from content_lint.config.settings import SiteSettings
from content_lint.site.generators.jekyll.config import JekyllConfig

_NAMED = 3


def ignored_settings(settings: SiteSettings) -> Iterator[str]:
    """What the reader of a report has to know of them: a line for each kind, in plain words."""
    files = settings.generator_config
    if files is None:
        return
    by_kind: dict[tuple[str, str], list[str]] = defaultdict(list)
    helps: dict[tuple[str, str], str] = {}
    for item in JekyllConfig.of(settings).ignored:
        kind = (str(item.key_path[0]), str(item.key_path[-1]))
        by_kind[kind].append(f"`{'.'.join(map(str, item.key_path))}`")
        helps.setdefault(kind, item.help)
    for kind, names in by_kind.items():
        more = f" and {len(names) - _NAMED:,} more like these" if len(names) > _NAMED else ""
        listed = ", ".join(names[:_NAMED])
        others = "; the others too, each under its own name" if len(names) > 1 else ""
        yield f"Jekyll ignores {listed}{more} in {files.config_path}: {helps[kind]}{others}"
