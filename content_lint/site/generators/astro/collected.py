"""The collections that the configuration of the content declares, as far as it is written out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from content_lint.parse.scripts.literals import Call
from content_lint.parse.scripts.text_functions import function_at, function_named
from content_lint.site.generators.astro.config import AstroConfig, Collected
from content_lint.site.generators.astro.shapes import shape_of
from content_lint.site.programs import Programs, Value
from content_lint.text.regex import regex

FILES = tuple(
    f"{name}.{suffix}" for name in ("content.config", "content/config") for suffix in ("ts", "mts", "mjs", "js")
)
DOCS = "docs"
_STARLIGHT = "@astrojs/starlight/"
_DOCS_PATTERN = "**/[^_]*.{markdown,mdown,mkdn,mkd,mdwn,md,mdx}"
_CHANGES = regex(r"\b(?:transform|preprocess|pipe|trim|to(?:Lower|Upper)Case|codec|overwrite)\b")
_WRITTEN_ID = regex(r"\bgenerateId\s*:\s*(?=async\b|\(|function\b|\w+\s*=>)|\b(?=generateId\s*\()")
_LONGEST = 2_000
_LEGACY_PATTERNS = ("**/*.{md,mdx}", "!**/_*/**", "!**/_*")


def starts_starlight(programs: Programs, config: AstroConfig) -> bool:
    """Whether the configuration of the content asks Starlight for its pages."""
    file = _declaring(programs, config)
    module = programs.module(file) if file else None
    return module is not None and any(item.source.startswith(_STARLIGHT) for item in module.imports.values())


def _declaring(programs: Programs, config: AstroConfig) -> str:
    """The file that declares collections; empty without one."""
    return next((path for name in FILES if (programs.root / (path := f"{config.source}/{name}")).is_file()), "")


def find_collections(programs: Programs, config: AstroConfig) -> tuple[tuple[Collected, ...], str]:
    """The collections of Markdown files.

    Returns:
        the collections, and the file that declares them, which is empty where there is none.
    """
    file = _declaring(programs, config)
    declared = programs.value(file, "collections") if file else None
    found: list[Collected] = []
    for name, value in declared.entries().items() if declared is not None else ():
        given = value.arguments()
        schema = given[0].get("schema") if given else None
        shape = shape_of(schema)
        unread = schema is not None and not shape
        changed = schema is not None and _CHANGES.search(programs.text(file) or "") is not None
        known = {"shape": shape, "declared_in": file, "changed": changed}
        made = _collection(name, value, file, config)
        found += (replace(item, **known, unread=unread and not item.strict) for item in made)
    if not file:
        found = list(_folders(programs, config))
    if config.starlight is not None and all(item.name != DOCS for item in found):
        found.append(_docs(config))
    return tuple(found), file


def _docs(config: AstroConfig, *, strict: bool = False, legacy: bool = False) -> Collected:
    patterns = _LEGACY_PATTERNS if legacy else (_DOCS_PATTERN,)
    return Collected(DOCS, f"{config.source}/content/docs", patterns, strict=strict)


def _folders(programs: Programs, config: AstroConfig) -> Iterator[Collected]:
    """Without a configuration each folder is a collection."""
    home = programs.root / config.source / "content"
    for folder in sorted(home.iterdir()) if home.is_dir() else ():
        if folder.is_dir() and not folder.name.startswith((".", "_")):
            yield Collected(folder.name, f"{config.source}/content/{folder.name}", _LEGACY_PATTERNS, by_folder=True)


def _collection(name: str, value: Value, file: str, config: AstroConfig) -> Iterator[Collected]:
    given = value.arguments()
    options = given[0].entries() if given else {}
    loader = options.get("loader")
    strict = _exported(options.get("schema")) == ("@astrojs/starlight/schema", "docsSchema")
    if loader is None:
        kind = options.get("type")
        if kind is None or kind.text() == "content":
            legacy = Collected(name, f"{config.source}/content/{name}", _LEGACY_PATTERNS, by_folder=True)
            yield _docs(config, strict=strict, legacy=True) if config.starlight is not None and name == DOCS else legacy
        return
    made_by = _exported(loader)
    if made_by == ("@astrojs/starlight/loaders", "docsLoader"):
        yield _with_ids(_docs(config, strict=strict), loader)
    elif made_by == ("astro/loaders", "glob"):
        yield _globbed(name, loader, config) or _by_code(name, file, config)
    elif loader.is_code or made_by[0].startswith((".", "@/", "~/")):
        yield _by_code(name, file, config)


def _by_code(name: str, file: str, config: AstroConfig) -> Collected:
    """A collection of which only its usual folder is known."""
    return Collected(name, f"{config.source}/content/{name}", _LEGACY_PATTERNS, file)


def _exported(call: Value | None) -> tuple[str, str]:
    """What a call is imported from, and the name that it has there; both empty for anything else."""
    if call is None or not isinstance(call.raw, Call):
        return "", ""
    module = call.programs.module(call.path)
    imported = module.imports.get(call.called()) if module is not None else None
    return (imported.source, imported.name) if imported is not None else ("", "")


def _with_ids(collection: Collected, loader: Value) -> Collected:
    """The same with what gives its entries their ids, where the loader is given a function for that."""
    given = loader.arguments()
    options = given[0].raw if given else None
    if not isinstance(options, Mapping) or "generateId" not in options:
        return collection
    text = loader.programs.text(loader.path) or ""
    name = loader.of(options["generateId"]).called()
    # Which one it is of several that are written in their places is not known.
    places = [match.end() for match in _WRITTEN_ID.finditer(text)]
    found = function_named(text, name) if name else None
    if not name and len(places) == 1:
        found = function_at(text[places[0] : places[0] + _LONGEST], is_cut=True)
    return replace(collection, function=found) if found is not None else replace(collection, ids_by=loader.path)


def _globbed(name: str, loader: Value, config: AstroConfig) -> Collected | None:
    """What ``glob({ base, pattern })`` finds; None where code decides."""
    given = loader.arguments()
    options = given[0].entries() if given else {}
    patterns = options["pattern"].texts() if "pattern" in options else None
    base = options["base"].text() if "base" in options else "."
    if patterns is None or base is None:
        return None
    folder = posixpath.normpath(config.home + base)
    if folder.startswith(".."):
        return None
    return _with_ids(Collected(name, "" if folder == "." else folder, tuple(patterns)), loader)
