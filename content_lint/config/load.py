"""From a folder to the settings of its site."""

from __future__ import annotations

from datetime import UTC, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from content_lint.config.catalog import RuleCatalog
from content_lint.config.detect import choose_generator, detect, find_root
from content_lint.config.errors import ConfigError
from content_lint.config.selection import Selection, choose
from content_lint.config.settings import RuleSettings, SiteSettings

__all__ = ["find_root", "load_settings"]


def load_settings(start: Path, *, catalog: RuleCatalog, config_file: Path | None = None) -> SiteSettings:
    """Everything that decides how the site around ``start`` is read and checked.

    Args:
        start: a folder or file of the site.
        catalog: all rules, so that their names and options can be checked.
        config_file: the file to take the settings from instead of the nearest one.

    Raises:
        ConfigError: a configuration cannot be used.
    """
    root = find_root(start)
    generator = choose_generator(root, None)
    found = detect(root, generator)
    given = found.generator
    zone = _zone(given.timezone, given.files.config_path if given.files else "")
    return SiteSettings(
        root=root,
        generator=generator,
        dialect=given.dialect,
        rules=RuleSettings(
            choose(Selection(), catalog, lambda key, message, help_: ConfigError("", None, message, help_))
        ),
        collections=given.collections,
        zone=zone,
        url=given.url,
        base_path=given.base_path,
        own_hosts=given.own_hosts,
        media_paths=found.media_paths,
        defaults=given.defaults,
        narrow_defaults=given.narrow_defaults,
        generator_config=given.files,
    )


def _zone(name: str, file: str) -> tzinfo:
    if not name:
        return UTC
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:
        raise ConfigError(file, None, f"no time zone is called `{name}`", "Write it as in `Europe/London`.") from error
