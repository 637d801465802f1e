"""The languages of a site, and what each may say for itself."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from content_lint.site.generators.hugo.mounts import below
from content_lint.site.generators.hugo.values import to_bool, to_text, to_texts
from content_lint.text.lenient import mapping

_OLD_KINDS = {"taxonomyterm": "taxonomy"}


class Language(Struct, frozen=True):
    """One language.

    Attributes:
        code: its key, in lower case.
        content_dir: its content folder.
        prefix: what is before its addresses, without slashes; empty for none.
        taxonomies: the plural names of its own, instead of the site's; or None.
        outputs: its own output formats by kind of page, instead of the site's; or None.
        disabled_kinds: kinds of pages that it turns off, instead of the site's; or None.
        base_url: its own base address, or empty.
        folder: where its pages are written, where a language has a base address of its own: ``/fr``; else empty.
    """

    code: str
    content_dir: str
    prefix: str
    taxonomies: tuple[str, ...] | None = None
    outputs: Mapping[str, tuple[str, ...]] | None = None
    disabled_kinds: frozenset[str] | None = None
    base_url: str = ""
    folder: str = ""


def read_languages(keys: Mapping[str, object]) -> tuple[Language, ...]:
    """The languages of a configuration that are not turned off, the default one first."""
    content = folder_of(keys.get("contentdir") or "content")
    default = _default_language(keys)
    # Languages that have hosts of their own are written apart, and need no prefix.
    apart = has_several_hosts(keys)
    in_folder = to_bool(keys.get("defaultcontentlanguageinsubdir"))
    disabled = disabled_languages(keys)
    found = {default: Language(default, content, default if in_folder and not apart else "")}
    if apart:
        found[default] = replace(found[default], folder=f"/{default}")
    for code, written in mapping(keys.get("languages")).items():
        if code in disabled:
            continue
        settings = mapping(written)
        given = settings.get("contentdir")
        found[code] = Language(
            code,
            folder_of(given) if given else content,
            "" if apart or (code == default and not in_folder) else code,
            read_taxonomies(settings.get("taxonomies")),
            read_outputs(settings["outputs"]) if "outputs" in settings else None,
            read_kinds(settings["disablekinds"]) if "disablekinds" in settings else None,
            to_text(settings.get("baseurl")),
            f"/{code}" if apart else "",
        )
    return tuple(found.values())


def disabled_languages(keys: Mapping[str, object]) -> frozenset[str]:
    """The languages that are turned off, which the default one cannot be."""
    tables = mapping(keys.get("languages")).items()
    off = {code for code, settings in tables if to_bool(mapping(settings).get("disabled"))}
    return frozenset({*off, *_lower(keys.get("disablelanguages"))} - {_default_language(keys)})


def has_several_hosts(keys: Mapping[str, object]) -> bool:
    """Whether a language that is not turned off has a base address of its own."""
    off = disabled_languages(keys)
    tables = mapping(keys.get("languages")).items()
    return any(to_text(mapping(item).get("baseurl")) for code, item in tables if code not in off)


def _default_language(keys: Mapping[str, object]) -> str:
    return to_text(keys.get("defaultcontentlanguage")).lower() or "en"


def read_taxonomies(value: object) -> tuple[str, ...] | None:
    """Their plural names, in lower case; None where nothing is said of them."""
    if not isinstance(value, Mapping):
        return None
    return tuple(dict.fromkeys(name for plural in value.values() if (name := to_text(plural).lower())))


def read_outputs(value: object) -> Mapping[str, tuple[str, ...]]:
    """The output formats of each kind of page."""
    return {_OLD_KINDS.get(kind, kind): _lower(names) for kind, names in mapping(value).items()}


def read_kinds(value: object) -> frozenset[str]:
    """Kinds of pages."""
    return frozenset(_OLD_KINDS.get(name, name) for name in _lower(value))


def folder_of(value: object) -> str:
    """A folder of the site, without slashes at its ends; empty for the whole site, of which Hugo makes nothing.

    Empty for one that lies outside of the site too: Hugo reads it, and here ``HugoConfig.unknown`` names it.
    """
    return below("", to_text(value))


def _lower(value: object) -> tuple[str, ...]:
    return tuple(name.lower() for name in to_texts(value))
