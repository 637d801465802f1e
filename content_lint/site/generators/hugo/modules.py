"""Themes and modules of a site: which it asks for, and what those that are there hand to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from content_lint.site.generators.hugo.mounts import Mount, read_mounts, usual_mounts
from content_lint.site.generators.hugo.values import lowered, to_bool, to_text
from content_lint.text.lenient import mapping

# What Hugo takes over from a theme's configuration where nobody says otherwise: https://gohugo.io/configuration/introduction/
_HANDED_ON = ("languages", "mediatypes", "outputformats", "params")


class Import(Struct, frozen=True):
    """A theme or module that a configuration asks for.

    Attributes:
        path: as it is written.
        is_theme: whether it is named as a theme rather than among the imports of modules.
        mounts: what the import says of its mounts, or None.
        takes_config: whether the configuration of the module counts.
        takes_imports: whether modules that it imports are taken over.
        takes_mounts: whether anything of it is mounted.
    """

    path: str
    is_theme: bool = False
    mounts: object = None
    takes_config: bool = True
    takes_imports: bool = True
    takes_mounts: bool = True

    @property
    def title(self) -> str:
        """What to call it."""
        return f"theme {self.path}" if self.is_theme else f"module {self.path}"


class Module(Struct, frozen=True):
    """One of them.

    Attributes:
        asked: how it was asked for.
        folder: where it lies, from the site's root; empty where it is not there.
        keys: its own configuration, with keys in lower case.
    """

    asked: Import
    folder: str = ""
    keys: Mapping[str, object] = field(default_factory=dict)

    def mounts(self, languages: tuple[str, ...]) -> tuple[Mount, ...]:
        """What Hugo mounts of it."""
        if not self.folder or not self.asked.takes_mounts:
            return ()
        own = mapping(self.keys.get("module")).get("mounts") if self.asked.takes_config else None
        written = self.asked.mounts or own
        # A module's own mounts take the place of all the usual ones; the parts that it does not name are not there.
        usual = {} if written else usual_mounts(self.folder, self.asked.title)
        return read_mounts(written, usual, languages, lends=self.asked.title, home=self.folder)


def imports_of(keys: Mapping[str, object]) -> Iterator[Import]:
    """What a configuration (keys in lower case) asks for, the first one before all others."""
    theme = keys.get("theme")
    for name in theme if isinstance(theme, list) else [theme]:
        if to_text(name).strip():
            yield Import(to_text(name).strip(), is_theme=True)
    imports = mapping(keys.get("module")).get("imports")
    for entry in imports if isinstance(imports, list) else ():
        item = mapping(entry)
        path = to_text(item.get("path")).strip()
        if path and not to_bool(item.get("disable")):
            yield Import(
                path,
                mounts=item.get("mounts"),
                takes_config=not to_bool(item.get("ignoreconfig")),
                takes_imports=not to_bool(item.get("ignoreimports")),
                takes_mounts=not to_bool(item.get("nomounts")),
            )


def with_modules(keys: Mapping[str, object], modules: tuple[Module, ...]) -> Mapping[str, object]:
    """A site's keys with what its modules hand on, where it does not say it itself."""
    merged = dict(keys)
    for module in modules:
        for name in _HANDED_ON if module.asked.takes_config else ():
            given = module.keys.get(name)
            if isinstance(given, Mapping):
                own = merged.get(name)
                merged[name] = {**given, **own} if isinstance(own, Mapping) else given
    return merged


def replaced(keys: Mapping[str, object], path: str) -> str:
    """The path that ``module.replacements`` gives instead of a module's own."""
    given = mapping(keys.get("module")).get("replacements")
    lines = given if isinstance(given, list) else to_text(given).split(",")
    for line in lines:
        name, arrow, other = to_text(line).partition("->")
        if arrow and name.strip() == path:
            return other.strip()
    return path


def lower_keys(data: Mapping[str, object]) -> Mapping[str, object]:
    """A configuration with its keys in lower case."""
    keys = lowered(data)
    return keys if isinstance(keys, dict) else {}
