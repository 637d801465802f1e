"""From a folder to the settings of its site."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec.structs import replace

from content_lint.config.builder import explain
from content_lint.config.catalog import RuleCatalog
from content_lint.config.detect.detected import Detected
from content_lint.config.detect.detection import Found, detect, sites_beside
from content_lint.config.detect.host import detect_host
from content_lint.config.errors import OUTSIDE, ConfigError
from content_lint.config.external import ExternalSettings, external_settings
from content_lint.config.generators import GENERATORS
from content_lint.config.globs import GlobError, compile_glob
from content_lint.config.own_checks import check_own_file
from content_lint.config.own_file import OwnFile, read_own_file
from content_lint.config.root import find_root, own_config, rule_files, sources_of_settings
from content_lint.config.rule_settings import rule_settings
from content_lint.config.settings import Answers, Collection, SiteSettings
from content_lint.parse.facts import KeyPath
from content_lint.schema.folder import foreign_models, has_schemas, schema_files
from content_lint.text.files import leads_inside
from content_lint.text.nearest import nearest
from content_lint.text.servers import server_of

if TYPE_CHECKING:
    from content_lint.config.models import Settings
    from content_lint.schema.base import Schema

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
    if settings is not None and own is not None:
        _check_globs(settings, own)
        _check_sites(settings, own, root)
    found = detect(root, settings.generator if settings is not None else None)
    given = found.generator
    folder = _schemas(root, settings, own)
    merged = _merged(found, settings, own)
    collections, references, read, loose = _bound(merged, folder, settings, own, root)
    unchecked = () if any(item.schema for item in collections.values()) else (NO_SCHEMA,)
    notices = [*_of_generator(found), *_beside(root, given), *unchecked, *loose]
    if folder is None:
        notices += _foreign(_schema_places(root, settings, own), root)
    named = settings.host or "" if settings is not None else ""
    home = _home(given)
    host = detect_host(root, found.cms.path if found.cms else None, given.copied, named, home, given.host)
    sources = (
        *sources_of_settings(root),
        *_own_sources(root, settings, own),
        *read,
        *_of_detection(root, given, home),
        *(root / name for name in host.sources),
    )
    detected = SiteSettings(
        root=root,
        generator=given.generator,
        dialect=given.dialect,
        rules=rule_settings(settings, own, catalog),
        collections=collections,
        references=references,
        zone=_zone(settings, own, found),
        url=given.url,
        base_path=given.base_path,
        servers=given.servers,
        own_hosts=given.own_hosts | ({server_of(given.url)} - {""}),
        media_paths=tuple(dict.fromkeys(found.media_paths)),
        defaults=given.defaults,
        narrow_defaults=given.narrow_defaults,
        generator_config=given.files,
        builder=given.builder,
        host=host.name,
        host_rules=(*host.rules, *given.host_rules),
        serving=host.serving,
        shared_host=host.shared,
        notices=tuple(notices),
        sources=tuple(dict.fromkeys(sources)),
        forms=found.cms.forms if found.cms is not None else None,
    )
    return detected if settings is None or own is None else _with_own(detected, settings, own)


def _with_own(detected: SiteSettings, settings: Settings, own: OwnFile) -> SiteSettings:
    """What was detected, with what the site's own settings say instead or besides."""
    hides = settings.drafts
    without = tuple(key for key in detected.generator.drafts_without_effect if key != hides)
    return replace(
        detected,
        generator=replace(detected.generator, drafts_without_effect=without),
        url=_origin(settings.url.rstrip("/"), own) if settings.url else detected.url,
        own_hosts=_hosts(detected, settings),
        media_paths=tuple(dict.fromkeys((*settings.media, *detected.media_paths))),
        host=settings.host or detected.host,
        elsewhere=tuple("/" + path.strip("/") for path in settings.elsewhere if path.strip("/")),
        generated=None if settings.generated is None else tuple(settings.generated),
        answers=Answers(
            settings.trailing_slash or "", settings.heading_ids or "", settings.drafts or "", dict(settings.routes)
        ),
        exclude=tuple(settings.exclude),
        files=tuple(settings.files),
        external=ExternalSettings() if settings.external is None else external_settings(settings.external, own),
    )


def _check_globs(settings: Settings, own: OwnFile) -> None:
    """Refuse what is no glob, at its own line."""
    globs: dict[KeyPath, list[str]] = {("exclude",): settings.exclude, ("files",): settings.files}
    globs |= {("collections", name, "paths"): table.paths for name, table in settings.collections.items()}
    globs |= {("per-path", number, "paths"): item.paths for number, item in enumerate(settings.per_path)}
    for path, patterns in globs.items():
        for pattern in patterns:
            try:
                compile_glob(pattern)
            except GlobError as error:
                message = f"`{error.set}` in `{pattern}` is a range that runs backwards"
                raise own.refuse(path, message, f"Write `{error.better}`.") from error


def _check_sites(settings: Settings, own: OwnFile, root: Path) -> None:
    """Refuse a site that is not there, at its own line."""
    for name in settings.sites or ():
        folder = root / name
        if not (folder.is_dir() and leads_inside(folder, root)):
            near = nearest(name, sorted(path.name for path in root.glob("*/")), cutoff=0.6)
            help_ = f"Did you mean `{near}`?" if near else "Write the folder as it is called from here."
            raise own.refuse(("sites",), f"there is no folder `{name}`", help_)


def _of_generator(found: Found) -> Iterator[str]:
    """What the reader of a report has to know of a generator whose pages are not modelled."""
    given = found.generator
    if not given.generator.modelled and given.builder is not None:
        yield explain(given.builder)


def _beside(root: Path, given: Detected) -> Iterator[str]:
    """That there are other sites beside this one, which are not read with it."""
    config = given.files.config_path if given.files is not None else ""
    found = [folder for folder in sites_beside(root, _home(given), config) if not own_config(root / folder)]
    if found:
        more, each = (f" and {len(found) - 1} more", "each") if len(found) > 1 else ("", "it")
        todo = f"put an empty content-lint.toml into {each} to have it checked"
        yield f"not checked: the site in `{found[0]}`{more}; {todo}"


def _home(given: Detected) -> str:
    """The folder of the repository in which the site is, from the root; empty for the root itself."""
    config = given.files.config_path if given.files is not None else given.builder.config if given.builder else ""
    if not config or GENERATORS[given.generator.name].roots:
        return ""
    return "/".join(part for part in config.split("/")[:-1] if not part.startswith("."))


def _of_detection(root: Path, given: Detected, home: str) -> Iterator[Path]:
    """What only the site's own generator reads, and the host of a site in a folder of the repository."""
    yield from (Path(os.path.normpath(root / name)) for name in given.sources)
    yield from (root / name for name in rule_files(home) if home)
    if given.builder is not None:
        yield root / given.builder.config


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
    for name, pattern in settings.routes.items():
        known = collections.get(_names(collections).get(name, ""))
        if known is not None:
            collections[known.name] = replace(known, permalink=pattern)
        elif not found.generator.generator.routes_by_folder:
            there = ", ".join(f"`{item}`" for item in collections)
            help_ = f"There are {there}." if there else f'Add [collections.{name}] with `paths = ["{name}/**/*.md"]`.'
            raise own.refuse(("routes", name), f"there is no collection `{name}`", help_)
    return collections


def _names(collections: Mapping[str, Collection]) -> dict[str, str]:
    """Names and aliases, each with the collection's own name; a name outweighs another's alias."""
    names = {alias: item.name for item in collections.values() for alias in item.aliases}
    names.update({name: name for name in collections})
    return names


def _schemas(root: Path, settings: Settings | None, own: OwnFile | None) -> Path | None:
    """The folder of the schemas, or None; raises ConfigError for one outside of the site, or named in vain."""
    found = next((place for place in _schema_places(root, settings, own) if has_schemas(place)), None)
    # They are programs: what is run has to lie where it was found.
    for item in (found, *schema_files(found)) if found is not None else ():
        if not _is_where_it_lies(item, root, own):
            name = item.relative_to(root).as_posix() if item.is_relative_to(root) else item.name
            raise ConfigError(name, None, *OUTSIDE)
    if found is None and settings is not None and own is not None and "schemas" in settings.model_fields_set:
        raise _no_schemas(settings.schemas, root, own)
    return found


def _is_where_it_lies(place: Path, root: Path, own: OwnFile | None) -> bool:
    """Whether no link leads from a path out of the site, or out of the folder of the settings that name it."""
    homes = (root, own.folder) if own else (root,)
    spelt = Path(os.path.normpath(place))
    return all(leads_inside(spelt, home) for home in homes if spelt.is_relative_to(home))


def _schema_places(root: Path, settings: Settings | None, own: OwnFile | None) -> tuple[Path, ...]:
    name = settings.schemas if settings else "schemas"
    return (own.folder / name, root / name) if own else (root / name,)


def _no_schemas(name: str, root: Path, own: OwnFile) -> ConfigError:
    """The error for a folder that the settings name and that holds no schemas."""
    places = list(dict.fromkeys((own.folder / name, root / name)))
    if any(place.is_dir() for place in places):
        message = f"no file in `{name}` imports from `content_lint.schema`"
        return own.refuse(("schemas",), message, "Run `content-lint init`, or delete this line.")
    folders = sorted(path.name for place in places for path in place.parent.glob("*/") if path.parent.is_dir())
    near = nearest(Path(name).name, folders, cutoff=0.6)
    hint = (
        f"Did you mean `{(Path(name).parent / near).as_posix()}`?" if near else "Delete this line, or make the folder."
    )
    return own.refuse(("schemas",), f"there is no folder `{name}`", hint)


def _foreign(places: Iterable[Path], root: Path) -> Iterator[str]:
    """Folders of schemas whose models are nothing to us, as somebody may not know."""
    for place in dict.fromkeys(places):
        file = foreign_models(place)
        if file is not None and file.is_relative_to(root):
            name = file.relative_to(root).as_posix()
            yield (
                f"{name} defines a `BaseModel`, and no file in {place.name}/ imports from `content_lint.schema`: "
                "nothing is checked against it"
            )


def _own_sources(root: Path, settings: Settings | None, own: OwnFile | None) -> tuple[Path, ...]:
    places = _schema_places(root, settings, own)
    return (own.file, *places) if own else places


def _bound(
    collections: dict[str, Collection], folder: Path | None, settings: Settings | None, own: OwnFile | None, root: Path
) -> tuple[dict[str, Collection], dict[str, frozenset[str]], list[Path], list[str]]:
    """The collections with their schemas, names from data files, what was read of the site, and notices."""
    tables = settings.collections if settings else {}
    chosen = {name: table.schema_ for name, table in tables.items() if table.schema_}
    names = _names(collections)
    if folder is None and not chosen:
        return collections, {}, [], []
    from content_lint.schema.loader import bind_schemas  # only sites with schemas pay
    from content_lint.schema.loose import loose_schemas, names_of_references

    schemas, read = ((), []) if folder is None else _loaded(folder, root)
    called = {schema.__name__ for schema in schemas}
    for name, wanted in chosen.items():
        if own is not None and wanted not in called:
            raise own.refuse(("collections", name, "schema"), *_no_schema_called(wanted, schemas))
    bound = bind_schemas(schemas, names, {names[name]: schema for name, schema in chosen.items()}, root)
    references = names_of_references(bound, names, root)
    read = [*read, *(root / target.partition("#")[0] for target in references)]
    notices = [] if folder is None else list(loose_schemas(folder, bound.values(), collections, root))
    with_schemas = {name: replace(item, schema=bound.get(name)) for name, item in collections.items()}
    return with_schemas, references, read, notices


def _loaded(folder: Path, root: Path) -> tuple[tuple[type[Schema], ...], list[Path]]:
    """The schemas of a folder, and what else of the site they read when they were imported."""
    from content_lint.schema.loader import load_schemas
    from content_lint.schema.opened import opened_files

    with opened_files() as opened:
        schemas = load_schemas(folder, root)
    own_files = tuple(schema_files(folder))
    inside = [Path(path) for path in sorted(opened) if Path(path).is_relative_to(root)]
    return schemas, [path for path in inside if path not in own_files]


def _no_schema_called(wanted: str, schemas: Iterable[type[Schema]]) -> tuple[str, str]:
    names = [schema.__name__ for schema in schemas]
    near = nearest(wanted, names, cutoff=0.5)
    listed = ", ".join(f"`{name}`" for name in names)
    hint = f"Did you mean `{near}`?" if near else f"The schemas are {listed}." if names else "There are no schemas yet."
    return f"no schema is called `{wanted}`", hint


def _zone(settings: Settings | None, own: OwnFile | None, found: Found) -> tzinfo:
    if settings is not None and own is not None and settings.timezone:
        zone = _zone_called(settings.timezone)
        if zone is None:
            message = f"no time zone is called `{settings.timezone}`"
            raise own.refuse(("timezone",), message, _zone_hint(settings.timezone))
        return zone
    given = found.generator
    zone = _zone_called(given.timezone) if given.timezone else UTC
    if zone is None:
        raise ConfigError(
            given.files.config_path if given.files else "",
            None,
            f"no time zone is called `{given.timezone}`",
            f'{_zone_hint(given.timezone)} `timezone = "Europe/London"` in content-lint.toml outweighs it.',
        )
    return zone


def _zone_hint(name: str) -> str:
    """What to write instead of a zone that does not exist; an abbreviation is like nothing that it means."""
    from zoneinfo import available_timezones

    near = nearest(name, sorted(zone for zone in available_timezones() if "/" in zone))
    return f"Did you mean `{near}`?" if near else "Write it as in `Europe/London`."


def _zone_called(name: str) -> tzinfo | None:
    from zoneinfo import ZoneInfo  # only for sites that name a zone

    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return None


def _origin(url: str, own: OwnFile) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme in ("http", "https") and parts.netloc and parts.path in ("", "/"):
        return f"{parts.scheme}://{parts.netloc}"
    help_ = "Write it as in `https://www.example.org`, without a path."
    message = f"`{url}` is not the address of a site"
    raise own.refuse(("url",), message, help_)


def _hosts(detected: SiteSettings, settings: Settings) -> frozenset[str]:
    names = (name.lower() for name in settings.own_hosts)
    return frozenset({*detected.own_hosts, server_of(settings.url or ""), *names}) - {""}
