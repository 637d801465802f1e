"""Reads Hugo's configuration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, tzinfo
from posixpath import normpath

from content_lint.site.generators.hugo.allowed_types import allowed_by
from content_lint.site.generators.hugo.cascade import read_cascade
from content_lint.site.generators.hugo.config import ALLOWED_PROGRAMS, HugoConfig
from content_lint.site.generators.hugo.date_order import DATE_KEYS, read_date_order
from content_lint.site.generators.hugo.go_regexp import NoGoRegexpError, search
from content_lint.site.generators.hugo.languages import (
    Language,
    disabled_languages,
    folder_of,
    has_several_hosts,
    read_kinds,
    read_languages,
    read_outputs,
    read_taxonomies,
)
from content_lint.site.generators.hugo.markup import read_markup
from content_lint.site.generators.hugo.modules import Module, imports_of, lower_keys, with_modules
from content_lint.site.generators.hugo.mounts import (
    ASSETS,
    CONTENT,
    LAYOUTS,
    STATIC,
    Mount,
    leaves,
    of_languages,
    read_mounts,
    read_outside,
)
from content_lint.site.generators.hugo.outputs import read_formats
from content_lint.site.generators.hugo.permalinks import PermalinkRule, read_permalinks
from content_lint.site.generators.hugo.values import to_bool, to_text, to_texts
from content_lint.text.lenient import mapping


def parse_config(
    data: Mapping[str, object],
    modules: tuple[Module, ...] | None = None,
    *,
    version: tuple[int, ...] = (),
    oldest: tuple[int, ...] = (),
) -> HugoConfig:
    """The configuration that the files of a site come to; never raises, odd values count as absent.

    Args:
        data: the site's own configuration as it is written.
        modules: its themes and modules; None where nobody looked for them.
        version: as in the attribute.
        oldest: as in the attribute.
    """
    keys = lower_keys(data)
    if modules is None:
        modules = tuple(Module(asked) for asked in imports_of(keys))
    keys = with_modules(keys, modules)
    languages = read_languages(keys)
    ugly = keys.get("uglyurls")
    security = mapping(keys.get("security"))
    permalinks, bad = _permalinks(keys, languages)
    frontmatter = mapping(keys.get("frontmatter"))
    allowed = _patterns(security.get("allowcontent"))
    return HugoConfig(
        base_url=to_text(keys.get("baseurl")),
        mounts=_mounts(keys, languages, modules),
        outside=read_outside(mapping(keys.get("module")).get("mounts"), [language.code for language in languages]),
        languages=languages,
        disabled_languages=disabled_languages(keys),
        zone_name=to_text(keys.get("timezone")),
        zone=_zone(keys.get("timezone")),
        date_order={key: read_date_order(key, frontmatter.get(key)) for key in DATE_KEYS},
        permalinks=permalinks,
        bad_permalinks=bad,
        cascade=read_cascade(keys.get("cascade")),
        taxonomies=read_taxonomies(keys.get("indexes", keys.get("taxonomies"))),
        outputs=read_outputs(keys.get("outputs")),
        ugly_urls=to_bool(ugly),
        ugly_sections=frozenset(name for name, value in mapping(ugly).items() if to_bool(value)),
        to_lower=not to_bool(keys.get("disablepathtolower")),
        remove_accents=to_bool(keys.get("removepathaccents")),
        drafts=to_bool(keys.get("builddrafts")),
        future=to_bool(keys.get("buildfuture")),
        expired=to_bool(keys.get("buildexpired")),
        aliases=not to_bool(keys.get("disablealiases")),
        language_redirect=not to_bool(keys.get("disabledefaultlanguageredirect")),
        disabled_kinds=read_kinds(keys.get("disablekinds")),
        robots=to_bool(keys.get("enablerobotstxt")),
        allowed_types=allowed or allowed_by(oldest or version),
        names_allowed_types=bool(allowed),
        allowed_programs=_patterns(mapping(security.get("exec")).get("allow")) or ALLOWED_PROGRAMS,
        ignored=_patterns(keys.get("ignorefiles")),
        unknown=_unknown(keys, modules),
        unread_layouts=_unread_layouts(keys, modules),
        output_formats=read_formats(keys.get("outputformats"), keys.get("mediatypes")),
        markup=read_markup(keys.get("markup"), version),
        names_languages=bool(keys.get("languages")),
        page_folders=_page_folders(keys),
        relative_urls=to_bool(keys.get("relativeurls")),
        several_hosts=has_several_hosts(keys),
        params=mapping(keys.get("params")),
        language_params=frozenset(
            str(name).lower()
            for item in mapping(keys.get("languages")).values()
            for name in mapping(mapping(item).get("params"))
        ),
        stops_at_references=str(keys.get("reflinkserrorlevel", "")).upper() != "WARNING",
        version=version,
        oldest=oldest,
    )


def _page_folders(keys: Mapping[str, object]) -> frozenset[str]:
    """The folders of numbered pages, in whatever language."""
    tables = (keys, *(mapping(item) for item in mapping(keys.get("languages")).values()))
    named = (mapping(table.get("pagination")).get("path") or table.get("paginatepath") for table in tables)
    return frozenset(str(name or "page").strip("/") for name in named)


def _zone(value: object) -> tzinfo:
    name = to_text(value)
    if name in ("", "UTC"):
        return UTC
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # for sites that name another zone

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _patterns(value: object) -> tuple[str, ...]:
    kept = []
    for pattern in [value] if isinstance(value, str) else to_texts(value):
        try:
            search(pattern)
        except NoGoRegexpError:
            continue
        kept.append(pattern)
    return tuple(kept)


def _permalinks(
    keys: Mapping[str, object], languages: tuple[Language, ...]
) -> tuple[tuple[PermalinkRule, ...], tuple[str, ...]]:
    """The rules of permalinks: a language that has some of its own knows no others."""
    tables = mapping(keys.get("languages"))
    own = {item.code: mapping(tables.get(item.code)).get("permalinks") for item in languages}
    others = [code for code, written in own.items() if written is None]
    rules, bad = read_permalinks(keys.get("permalinks"))
    if len(others) < len(own):
        rules = tuple(rule.for_language("{" + ",".join(others) + "}") for rule in rules) if others else ()
    for code, written in own.items():
        more, worse = read_permalinks(written) if written is not None else ((), ())
        rules, bad = (*rules, *(rule.for_language(code) for rule in more)), (*bad, *worse)
    return rules, bad


def _mounts(
    keys: Mapping[str, object], languages: tuple[Language, ...], modules: tuple[Module, ...]
) -> tuple[Mount, ...]:
    """What Hugo mounts, the site's own before that of its modules."""
    codes = tuple(language.code for language in languages)
    usual = {
        CONTENT: of_languages((item.code, item.content_dir) for item in languages),
        STATIC: tuple(_static_mounts(keys, languages)),
        ASSETS: (Mount(folder_of(keys.get("assetdir") or ASSETS), ASSETS),),
        LAYOUTS: (Mount(folder_of(keys.get("layoutdir") or LAYOUTS), LAYOUTS),),
    }
    own = read_mounts(mapping(keys.get("module")).get("mounts"), usual, codes)
    return own + tuple(mount for module in modules for mount in module.mounts(codes))


def _static_mounts(keys: Mapping[str, object], languages: tuple[Language, ...]) -> Iterator[Mount]:
    """The static folders: those of languages belong to all, unless languages are written apart.

    Of several folders the last one wins.
    """
    shared = to_texts(keys.get("staticdir")) or (STATIC,)
    tables = mapping(keys.get("languages"))
    own = {item.code: to_texts(mapping(tables.get(item.code)).get("staticdir")) or shared for item in languages}
    if has_several_hosts(keys):
        for code, folders in own.items():
            yield from (Mount(folder_of(folder), STATIC, languages=(code,)) for folder in reversed(folders))
        return
    for folder in dict.fromkeys(folder for folders in reversed(own.values()) for folder in reversed(folders)):
        yield Mount(folder_of(folder), STATIC)


def _unknown(keys: Mapping[str, object], modules: tuple[Module, ...]) -> tuple[str, ...]:
    return (*(module.asked.title for module in modules if not module.folder), *_elsewhere(keys))


def _unread_layouts(keys: Mapping[str, object], modules: tuple[Module, ...]) -> tuple[str, ...]:
    mounts = mapping(keys.get("module")).get("mounts")
    tables = [mapping(item) for item in mounts] if isinstance(mounts, list) else []
    given = [keys.get("layoutdir"), *(item.get("source") for item in tables if _is_of_layouts(item))]
    folders = (normpath(to_text(item).replace("\\", "/")) for item in given if item)
    outside = (f"the folder {folder} outside of the site" for folder in folders if leaves(folder))
    return (*(module.asked.title for module in modules if not module.folder), *outside)


def _is_of_layouts(mount: Mapping[str, object]) -> bool:
    return to_text(mount.get("target")).replace("\\", "/").strip("/").partition("/")[0] == LAYOUTS


def _elsewhere(keys: Mapping[str, object]) -> Iterator[str]:
    """Folders outside of the site that bring pages or files of theirs."""
    mounts = mapping(keys.get("module")).get("mounts")
    given = [keys.get("contentdir"), *to_texts(keys.get("staticdir"))]
    given += [mapping(item).get("contentdir") for item in mapping(keys.get("languages")).values()]
    given += [mapping(item).get("source") for item in mounts] if isinstance(mounts, list) else []
    for folder in dict.fromkeys(normpath(to_text(item).replace("\\", "/")) for item in given if item):
        if leaves(folder):
            yield f"the folder {folder} outside of the site"
