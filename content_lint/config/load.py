"""From a folder to the settings of its site."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from content_lint.config.catalog import RuleCatalog
from content_lint.config.detect import Found, choose_generator, detect
from content_lint.config.detect_host import detect_host
from content_lint.config.errors import OUTSIDE, ConfigError
from content_lint.config.external import ExternalSettings, external_settings
from content_lint.config.own_file import OwnFile, check_own_file, read_own_file
from content_lint.config.root import find_root, sources_of_settings
from content_lint.config.rule_settings import rule_settings
from content_lint.config.settings import Collection, SiteSettings
from content_lint.parse.dialect import Generator
from content_lint.schema.errors import SchemaError
from content_lint.schema.folder import has_schemas, schema_files
from content_lint.text.files import leads_inside

if TYPE_CHECKING:
    from content_lint.config.models import Settings

NO_SCHEMA = "no schema: front matter is not checked against one"
"""What a report says where no collection has a schema."""


def load_settings(start: Path, *, catalog: RuleCatalog, config_file: Path | None = None) -> SiteSettings:
    """Everything that decides how the site around ``start`` is read and checked.

    Args:
        start: a folder or file of the site.
        catalog: all rules, so that their names and options can be checked.
        config_file: the file to take the settings from instead of the nearest one. The site's root is
            found from ``start`` all the same; the schemas lie beside the file, or else in the root.

    Raises:
        ConfigError: a configuration cannot be used.
        SchemaError: a schema cannot be used.
    """
    root = find_root(start)
    own = read_own_file(root, config_file)
    settings = check_own_file(own) if own is not None else None
    generator = choose_generator(root, Generator(settings.generator) if settings and settings.generator else None)
    found = detect(root, generator)
    given = found.generator
    schemas = _schemas(root, settings, own)
    read: list[Path] = []
    collections = _bound(_merged(found, settings, own), schemas, settings, own, root, read)
    url = settings.url.rstrip("/") if settings and settings.url else given.url
    host = detect_host(root, found.cms.path if found.cms else None)
    notices = () if any(item.schema for item in collections.values()) else (NO_SCHEMA,)
    return SiteSettings(
        root=root,
        generator=generator,
        dialect=given.dialect,
        rules=rule_settings(settings, own, catalog),
        collections=collections,
        zone=_zone(settings, own, found),
        url=_origin(url, own) if settings and settings.url else url,
        base_path=given.base_path,
        own_hosts=_hosts(given.own_hosts, settings, url),
        media_paths=tuple(dict.fromkeys((*(settings.media if settings else ()), *found.media_paths))),
        defaults=given.defaults,
        narrow_defaults=given.narrow_defaults,
        generator_config=given.files,
        host=settings.host if settings and settings.host else host.name,
        host_redirects=host.redirects,
        shared_host=host.shared,
        elsewhere=tuple("/" + path.strip("/") for path in settings.elsewhere if path.strip("/")) if settings else (),
        exclude=tuple(settings.exclude) if settings else (),
        files=tuple(settings.files) if settings else (),
        notices=notices,
        external=_external(settings, own),
        sources=tuple(dict.fromkeys((*sources_of_settings(root), *_own_sources(root, settings, own), *read))),
    )


def _external(settings: Settings | None, own: OwnFile | None) -> ExternalSettings:
    if settings is None or own is None or settings.external is None:
        return ExternalSettings()
    return external_settings(settings.external, own)


def _merged(found: Found, settings: Settings | None, own: OwnFile | None) -> dict[str, Collection]:
    """The detected collections with what the settings say of them."""
    collections = dict(found.generator.collections)
    if settings is None or own is None:
        return collections
    names = _names(collections)
    for name, table in settings.collections.items():
        known = collections.get(names.get(name, ""))
        if known is None and not table.paths:
            raise own.refuse(
                ("collections", name),
                f"nothing says where the files of the collection `{name}` are",
                f'Add `paths = ["{name}/**/*.md"]`, or use the name of one of these: {", ".join(collections)}.'
                if collections
                else f'Add `paths = ["{name}/**/*.md"]`.',
            )
        base = known or Collection(name, origin=own.name, declared=True)
        collections[base.name] = replace(
            base,
            globs=tuple(table.paths) or base.globs,
            permalink=table.permalink if table.permalink is not None else base.permalink,
        )
    return collections


def _names(collections: Mapping[str, Collection]) -> dict[str, str]:
    """Names and aliases, each with the collection's own name; a name outweighs another's alias."""
    names = {alias: item.name for item in collections.values() for alias in item.aliases}
    names.update({name: name for name in collections})
    return names


def _schemas(root: Path, settings: Settings | None, own: OwnFile | None) -> Path | None:
    """The folder of the schemas, or None where there are none of ours; raises ConfigError for one of another place."""
    found = next((place for place in _schema_places(root, settings, own) if has_schemas(place)), None)
    # They are programs: what is run has to lie where it was found.
    for item in (found, *schema_files(found)) if found is not None else ():
        if not _is_where_it_lies(item, root, own):
            name = item.relative_to(root).as_posix() if item.is_relative_to(root) else item.name
            raise ConfigError(name, None, *OUTSIDE)
    return found


def _is_where_it_lies(place: Path, root: Path, own: OwnFile | None) -> bool:
    """Whether no link leads from a path out of the site, or out of the folder of the settings that name it."""
    homes = (root, own.folder) if own else (root,)
    spelt = Path(os.path.normpath(place))
    return all(leads_inside(spelt, home) for home in homes if spelt.is_relative_to(home))


def _schema_places(root: Path, settings: Settings | None, own: OwnFile | None) -> tuple[Path, ...]:
    name = settings.schemas if settings else "schemas"
    return (own.folder / name, root / name) if own else (root / name,)


def _own_sources(root: Path, settings: Settings | None, own: OwnFile | None) -> tuple[Path, ...]:
    places = _schema_places(root, settings, own)
    return (own.file, *places) if own else places


def _bound(
    collections: dict[str, Collection],
    folder: Path | None,
    settings: Settings | None,
    own: OwnFile | None,
    root: Path,
    read: list[Path],
) -> dict[str, Collection]:
    """The collections with their schemas; what these read of the site when they are imported goes to ``read``."""
    chosen = {name: table.schema_ for name, table in settings.collections.items() if table.schema_} if settings else {}
    names = _names(collections)
    if folder is None and not chosen:
        return collections
    from content_lint.schema.loader import bind_schemas, load_schemas  # noqa: PLC0415 - only sites with schemas pay
    from content_lint.schema.opened import opened_files  # noqa: PLC0415 - likewise

    with opened_files() as opened:
        schemas = load_schemas(folder, root) if folder is not None else ()
    own_files = () if folder is None else tuple(schema_files(folder))
    inside = (Path(path) for path in sorted(opened) if Path(path).is_relative_to(root))
    read.extend(path for path in inside if path not in own_files)
    try:
        bound = bind_schemas(schemas, names, {names[name]: schema for name, schema in chosen.items()}, root)
    except SchemaError as error:
        if error.file or own is None:
            raise
        raise own.refuse(("collections",), error.message, error.help) from error
    return {name: replace(item, schema=bound.get(name)) for name, item in collections.items()}


def _zone(settings: Settings | None, own: OwnFile | None, found: Found) -> tzinfo:
    if settings is not None and own is not None and settings.timezone:
        zone = _zone_called(settings.timezone)
        if zone is None:
            raise own.refuse(
                ("timezone",), f"no time zone is called `{settings.timezone}`", "Write it as in `Europe/London`."
            )
        return zone
    given = found.generator
    zone = _zone_called(given.timezone) if given.timezone else UTC
    if zone is None:
        raise ConfigError(
            given.files.config_path if given.files else "",
            None,
            f"no time zone is called `{given.timezone}`",
            'Write it as in `Europe/London`, or set `timezone = "Europe/London"` in content-lint.toml.',
        )
    return zone


def _zone_called(name: str) -> tzinfo | None:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - only for sites that name a zone

    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return None


def _origin(url: str, own: OwnFile | None) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme in ("http", "https") and parts.netloc and parts.path in ("", "/"):
        return f"{parts.scheme}://{parts.netloc}"
    help_ = "Write it as in `https://www.example.org`, without a path."
    message = f"`{url}` is not the address of a site"
    raise own.refuse(("url",), message, help_) if own else ConfigError("", None, message, help_)


def _hosts(detected: frozenset[str], settings: Settings | None, url: str) -> frozenset[str]:
    if settings is None:
        return detected
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    return frozenset({*detected, host, *(name.lower() for name in settings.own_hosts)}) - {""}
